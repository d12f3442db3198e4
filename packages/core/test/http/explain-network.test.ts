import { describe, expect, it } from 'vitest';
import { explainNetwork, isPassing } from '../../src/http/explain-network.js';
import { runsInContainer } from '../../src/http/in-container.js';
import { readUpstream } from '../../src/http/upstream.js';

const upstream = readUpstream({
  service: 'Sonarr',
  baseUrl: 'https://user:canary@nas.example:8989/sonarr/',
  urlSetting: 'SONARR_URL',
  credentialSetting: 'SONARR_API_KEY',
  userAgent: 'sonarr-mcp/1.2.3',
});
const operation = { method: 'POST', path: 'x' } as const;

function failed(code: string): Error {
  const reason = Object.assign(new Error(`${code} nas.example`), { code });
  return new TypeError('fetch failed', { cause: reason });
}

const table = [
  ['ENOTFOUND', /no machine called nas\.example/, 'no', false, false],
  ['EAI_AGAIN', /cannot be looked up/, 'no', true, true],
  ['ECONNREFUSED', /nothing listens/, 'no', true, true],
  ['EHOSTUNREACH', /no way/, 'no', true, true],
  ['UND_ERR_CONNECT_TIMEOUT', /does not answer/, 'no', true, false],
  ['ETIMEDOUT', /does not answer/, 'unknown', false, false],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/, 'no', false, false],
  ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/, 'no', false, false],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/, 'no', false, false],
  ['CERT_HAS_EXPIRED', /not valid today/, 'no', false, false],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/, 'no', false, false],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak TLS/, 'no', false, false],
  ['HPE_INVALID_CONSTANT', /does not speak HTTP/, 'unknown', false, false],
  ['ECONNRESET', /broke off/, 'unknown', false, true],
  ['UND_ERR_SOCKET', /broke off/, 'unknown', false, true],
  ['SOMETHING_NEW', /broke off/, 'unknown', false, false],
] as const;

describe.each(table)('%s', (code, says, changed, retryable, passing) => {
  it('is put into words, and says of a write whether it can have arrived', () => {
    const error = explainNetwork(upstream, operation, failed(code), { sent: true });
    expect(error).toMatchObject({ code: 'network', changed, retryable });
    const text = JSON.stringify(error);
    expect(text).toMatch(says);
    expect(text).toContain('https://nas.example:8989/sonarr');
    expect(text).not.toContain('canary');
    expect(String(error.cause)).toContain(code);
    expect(isPassing(failed(code))).toBe(passing);
  });
});

it('a host with several addresses is read by its first failure', () => {
  const each = Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED' });
  const error = explainNetwork(
    upstream,
    operation,
    new TypeError('fetch failed', { cause: new AggregateError([each]) }),
    undefined,
  );
  expect(error.message).toContain('nothing listens');
  expect(error.changed).toBeUndefined();
});

it('a port that HTTP clients refuse is named as such', () => {
  const error = explainNetwork(upstream, operation, new TypeError('fetch failed', { cause: new Error('bad port') }), {
    sent: true,
  });
  expect(error).toMatchObject({ changed: 'no', retryable: false });
  expect(error.message).toContain('port');
});

it('anything else that was thrown is a connection that broke off', () => {
  for (const thrown of [undefined, 'text', new Error('odd'), { code: 7 }]) {
    expect(explainNetwork(upstream, operation, thrown, undefined).message).toContain('broke off');
  }
});

describe('inside a container', () => {
  const hintFor = (baseUrl: string, code: string, inContainer: boolean) =>
    explainNetwork(
      readUpstream({
        service: 'Sonarr',
        baseUrl,
        urlSetting: 'SONARR_URL',
        credentialSetting: 'SONARR_API_KEY',
        userAgent: 'sonarr-mcp/1.2.3',
      }),
      operation,
      failed(code),
      undefined,
      inContainer,
    ).hint ?? '';

  it.each(['http://localhost:8989', 'http://127.0.0.1:8989', 'http://[::1]:8989'])(
    '%s is explained as the container itself, with what to use instead',
    (url) => {
      const hint = hintFor(url, 'ECONNREFUSED', true);
      expect(hint).toContain(`${new URL(url).hostname} is the container itself`);
      expect(hint).toContain('SONARR_URL');
      expect(hint).toContain('host.docker.internal');
    },
  );

  it('another machine that refuses is not taken for the container, and its inner port is mentioned', () => {
    const hint = hintFor('http://sonarr:9898', 'ECONNREFUSED', true);
    expect(hint).not.toContain('container itself');
    expect(hint).toContain("the port inside Sonarr's container");
  });

  it('the machine around it may listen on its own localhost alone', () => {
    expect(hintFor('http://host.docker.internal:8989', 'ECONNREFUSED', true)).toContain('listen on all addresses');
  });

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('%s tells which names are known there', (code) => {
    expect(hintFor('http://sonarr:8989', code, true)).toContain('a network that both share');
    expect(hintFor('http://nas.local:8989', code, true)).toContain('.local');
    expect(hintFor('http://host.docker.internal:8989', code, true)).toContain('host-gateway');
  });

  it('nothing of it is said to whom runs none', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']) {
      expect(hintFor('http://localhost:8989', code, false)).not.toContain('container');
    }
  });

  it('is known by what engines leave there, and by nothing else', () => {
    const nowhere = () => false;
    expect(runsInContainer({}, nowhere)).toBe(false);
    expect(runsInContainer({ container: '' }, nowhere)).toBe(false);
    expect(runsInContainer({ container: 'podman' }, nowhere)).toBe(true);
    expect(runsInContainer({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, nowhere)).toBe(true);
    expect(runsInContainer({}, (file) => file === '/.dockerenv')).toBe(true);
    expect(runsInContainer({}, (file) => file === '/run/.containerenv')).toBe(true);
  });
});
