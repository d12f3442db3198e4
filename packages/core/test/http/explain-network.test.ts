import { describe, expect, it } from 'vitest';
import { explainNetwork, isPassing } from '../../src/http/explain-network.js';
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
