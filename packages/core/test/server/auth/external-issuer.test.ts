import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { connectTo, serveShelf } from '../../fixtures/http-shelf.js';
import { startIssuer } from '../../fixtures/issuer.js';

const now = () => new Date('2025-03-30T12:00:00Z');
const publicUrl = 'http://localhost:8080/shelf';
const resource = `${publicUrl}/mcp`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const seconds = Math.floor(now().getTime() / 1000);

async function open(environment: Record<string, string> = {}) {
  const issuer = await startIssuer(resource, now);
  const served = await serveShelf({
    MCP_OAUTH_ISSUER: issuer.url,
    PUBLIC_URL: publicUrl,
    READ_ONLY_MODE: 'false',
    ...environment,
  });
  const ask = async (token: string) => sendHttp(served.http.url, initializeRequest(bearer(token)));
  return { issuer, ask, ...served };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

afterEach(() => {
  vi.useRealTimers();
});

describe("a token of the owner's issuer", () => {
  it('lets in at the level of its scope', async () => {
    const { issuer, http } = await open();
    const reader = await connectTo(http, 'v2-modern', { headers: bearer(await issuer.sign()) });
    const writer = await connectTo(http, 'v2-modern', {
      headers: bearer(await issuer.sign({ scope: 'openid mcp:read mcp:write' })),
    });
    expect((await reader.listTools()).map(({ name }) => name)).not.toContain('shelf_remove_book');
    expect((await writer.listTools()).map(({ name }) => name)).toContain('shelf_remove_book');
  });

  it('may name its scopes as other issuers do, or as the owner says', async () => {
    const { issuer, ask } = await open({ MCP_OAUTH_READ_SCOPE: 'tv.view' });
    expect((await ask(await issuer.sign({ scope: undefined, scp: ['tv.view'] }))).status).toBe(200);
    expect((await ask(await issuer.sign({ scope: undefined, scp: 'a tv.view' }))).status).toBe(200);
    expect((await ask(await issuer.sign({ scope: 'mcp:read' }))).status).toBe(403);
  });

  it('without a scope is told which to ask for', async () => {
    const { issuer, ask } = await open();
    const answer = await ask(await issuer.sign({ scope: 'profile' }));
    expect(answer.status).toBe(403);
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
    expect(answer.headers['www-authenticate']).toContain('scope="mcp:read mcp:write"');
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another audience', { aud: 'http://localhost:8080/other/mcp' }],
    ['of no audience', { aud: undefined }],
    ['that has expired', { exp: seconds - 31 }],
    ['that never expires', { exp: undefined }],
    ['that is not valid yet', { nbf: seconds + 31 }],
  ])('%s is refused', async (_what, claims) => {
    const { issuer, ask } = await open();
    const answer = await ask(await issuer.sign(claims));
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('may come from a clock that is half a minute off', async () => {
    const { issuer, ask } = await open();
    expect((await ask(await issuer.sign({ exp: seconds - 20 }))).status).toBe(200);
    expect((await ask(await issuer.sign({ nbf: seconds + 20 }))).status).toBe(200);
  });

  it('that nobody signed is refused', async () => {
    const { issuer, ask } = await open();
    const claims = { iss: issuer.url, aud: resource, sub: 'anna', exp: seconds + 600, scope: 'mcp:write' };
    expect((await ask(`${part({ alg: 'none' })}.${part(claims)}.`)).status).toBe(401);
  });

  it('that was signed with the public key as a password is refused', async () => {
    const { issuer, ask } = await open();
    const keys = await (await fetch(`${issuer.url}/keys`)).text();
    const claims = { iss: issuer.url, aud: resource, sub: 'anna', exp: seconds + 600, scope: 'mcp:write' };
    const head = `${part({ alg: 'HS256', kid: 'key-0' })}.${part(claims)}`;
    const signature = createHmac('sha256', keys).update(head).digest('base64url');
    expect((await ask(`${head}.${signature}`)).status).toBe(401);
  });

  it('whose words were changed after it was signed is refused', async () => {
    const { issuer, ask } = await open();
    const [head = '', , signature = ''] = (await issuer.sign()).split('.');
    const claims = { iss: issuer.url, aud: resource, sub: 'anna', exp: seconds + 600, scope: 'mcp:write' };
    expect((await ask(`${head}.${part(claims)}.${signature}`)).status).toBe(401);
  });

  it('of another issuer is refused', async () => {
    const { ask } = await open();
    const other = await startIssuer(resource, now);
    expect((await ask(await other.sign())).status).toBe(401);
  });
});

describe('the issuer', () => {
  it('may change its keys, and is not asked for them at every stranger', async () => {
    const { issuer, ask } = await open();
    expect((await ask(await issuer.sign())).status).toBe(200);
    await issuer.rotate();
    const renewed = await issuer.sign();
    expect((await ask(renewed)).status).toBe(401);
    expect(issuer.keyRequests).toBe(1);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect((await ask(renewed)).status).toBe(200);
    expect(issuer.keyRequests).toBe(2);
  });

  it('is asked for its keys once, however many come', async () => {
    const { issuer, ask } = await open();
    const token = await issuer.sign();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(token)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(issuer.keyRequests).toBe(1);
  });

  it('that does not answer lets nobody in, is logged, and is asked again', async () => {
    const { issuer, ask, server } = await open();
    const token = await issuer.sign();
    issuer.up = false;
    expect((await ask(token)).status).toBe(401);
    expect(server.log.join('\n')).toContain('the issuer of tokens cannot be asked');
    issuer.up = true;
    expect((await ask(token)).status).toBe(200);
  });

  it('that says it is another is not believed', async () => {
    const { issuer, ask } = await open();
    issuer.name = 'https://id.example.org';
    expect((await ask(await issuer.sign())).status).toBe(401);
  });

  it.each([
    [{ MCP_OAUTH_ISSUER: 'http://id.example.org' }, 'MCP_OAUTH_ISSUER'],
    [{ PUBLIC_URL: '' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'http://home.example.org' }, 'PUBLIC_URL'],
  ])('needs addresses that nobody on the way can change: %j', async (environment, target) => {
    await expect(open(environment)).rejects.toMatchObject({ code: 'configuration', target });
  });
});

describe('a client that comes without a token', () => {
  it('is told where to sign in, and for what', async () => {
    const { issuer, http } = await open();
    const nobody = await sendHttp(http.url, initializeRequest());
    expect(nobody.status).toBe(401);
    const challenge = String(nobody.headers['www-authenticate']);
    expect(challenge).toContain(`resource_metadata="${publicUrl}/.well-known/oauth-protected-resource/mcp"`);
    for (const path of ['', '/mcp', '/shelf/mcp']) {
      const answer = await sendHttp(new URL(`/.well-known/oauth-protected-resource${path}`, http.url).href);
      expect(JSON.parse(answer.text)).toMatchObject({
        resource,
        authorization_servers: [issuer.url],
        scopes_supported: ['mcp:read', 'mcp:write'],
        bearer_methods_supported: ['header'],
      });
    }
    const prefixed = await sendHttp(new URL('/shelf/.well-known/oauth-protected-resource/mcp', http.url).href);
    expect(prefixed.status).toBe(200);
  });
});
