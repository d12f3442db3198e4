import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { clientKinds } from '../../../src/testing/mcp-client.js';
import { connectTo, readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const both = { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken, READ_ONLY_MODE: 'false' };

describe.each(clientKinds)('a %s client with a token', (kind) => {
  it('for reading sees and calls reads only, on a server that writes', async () => {
    const { http } = await serveShelf(both);
    const reader = await connectTo(http, kind, { headers: bearer(readToken) });
    const writer = await connectTo(http, kind, { headers: bearer(writeToken) });
    const names = (tools: readonly { name: string }[]) => tools.map(({ name }) => name);
    expect(names(await reader.listTools())).not.toContain('shelf_remove_book');
    expect(names(await writer.listTools())).toContain('shelf_remove_book');
    const refused = await reader.callTool('shelf_remove_book', { book: 'Velma' });
    expect(refused.error).toMatchObject({ code: 'permission', changed: 'no' });
    expect((await reader.callTool('shelf_count_pages')).isError).toBe(false);
  });

  it('for reading cannot use a confirmation that a writer began', async () => {
    const { http, server } = await serveShelf(both);
    const writer = await connectTo(http, kind, { headers: bearer(writeToken) });
    const begun = await writer.callTool('shelf_remove_book', { book: 'Velma' });
    expect(begun.error).toMatchObject({ code: 'confirmation_needed' });
    const reader = await connectTo(http, kind, { headers: bearer(readToken) });
    const refused = await reader.callTool('shelf_remove_book', { book: 'Velma', confirm: begun.error['confirm'] });
    expect(refused.error).toMatchObject({ code: 'permission' });
    expect(server.shelf.changes).toEqual([]);
  });
});

describe('a server with tokens', () => {
  it('that only reads shows a writer reads only, and says why a change is not made', async () => {
    const { http } = await serveShelf({ MCP_AUTH_TOKEN: writeToken });
    const writer = await connectTo(http, 'v2-modern', { headers: bearer(writeToken) });
    expect((await writer.listTools()).map(({ name }) => name)).not.toContain('shelf_remove_book');
    expect((await writer.callTool('shelf_remove_book', { book: 'Velma' })).error).toMatchObject({ code: 'read_only' });
  });

  it('answers nobody else, and says how a client begins', async () => {
    const { http } = await serveShelf(both);
    const nobody = await sendHttp(http.url, initializeRequest());
    expect(nobody.status).toBe(401);
    expect(nobody.headers['www-authenticate']).toBe('Bearer realm="shelf-mcp"');
    const wrong = await sendHttp(http.url, initializeRequest(bearer(`${writeToken}x`)));
    expect(wrong.status).toBe(401);
    expect(wrong.headers['www-authenticate']).toContain('error="invalid_token"');
    expect(wrong.text).not.toContain(writeToken);
    expect((await sendHttp(http.url, initializeRequest(bearer(writeToken)))).status).toBe(200);
  });

  it('publishes no metadata that would send a client on a sign-in that cannot end', async () => {
    const { http } = await serveShelf(both);
    for (const path of ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']) {
      expect((await sendHttp(new URL(path, http.url).href)).status).toBe(401);
    }
  });

  it('logs one line for each refusal, without what was presented', async () => {
    const { http, server } = await serveShelf(both);
    await sendHttp(http.url, initializeRequest(bearer('guess-guess-guess-guess-guess-guess')));
    const lines = server.log.filter((line) => line.includes('refused'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('invalid_token');
    expect(server.log.join('\n')).not.toContain('guess-guess');
  });

  it.each([
    ['short', { MCP_AUTH_TOKEN: 'abc' }, 'has 3 characters'],
    ['a placeholder', { MCP_AUTH_TOKEN: 'your-token-here-your-token-here-1234' }, 'is a placeholder'],
    ['one letter', { MCP_READ_TOKEN: 'x'.repeat(40) }, 'is a placeholder'],
    ['with spaces', { MCP_AUTH_TOKEN: 'a b'.repeat(20) }, 'characters that a bearer token cannot have'],
    ['the same twice', { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: writeToken }, 'are the same'],
  ])('does not start with a token that is %s', async (_what, environment, says) => {
    await expect(serveShelf(environment)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(says) as unknown,
    });
  });
});

describe('a server behind a proxy', () => {
  const published = { ...both, PUBLIC_URL: 'https://home.example.org/shelf' };

  it('answers to the public name, with the path prefix and without', async () => {
    const { http } = await serveShelf(published);
    const asked = initializeRequest({
      ...bearer(readToken),
      host: 'home.example.org',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-host': 'home.example.org',
    });
    expect((await sendHttp(http.url, asked)).status).toBe(200);
    expect((await sendHttp(new URL('/shelf/mcp', http.url).href, asked)).status).toBe(200);
    expect((await sendHttp(new URL('/shelf/health', http.url).href)).text).toBe('ok\n');
    expect((await sendHttp(new URL('/shelfmcp', http.url).href, asked)).status).toBe(404);
  });

  it('does not believe a stranger who says which host was asked for', async () => {
    const { http } = await serveShelf(published);
    const asked = initializeRequest({
      ...bearer(readToken),
      host: 'evil.example',
      'x-forwarded-host': 'home.example.org',
    });
    expect((await sendHttp(http.url, asked)).status).toBe(403);
  });

  it('believes only its own proxies about where a caller is', async () => {
    const guess = bearer('guess-guess-guess-guess-guess-guess');
    for (const [trusted, shown] of [
      ['127.0.0.0/8', '203.0.113.7'],
      ['10.0.0.0/8', '127.0.0.1'],
    ] as const) {
      const { http, server } = await serveShelf({ ...both, TRUST_PROXY: trusted });
      await sendHttp(http.url, initializeRequest({ ...guess, 'x-forwarded-for': '198.51.100.9, 203.0.113.7' }));
      expect(server.log.filter((line) => line.includes('refused')).join()).toContain(shown);
    }
  });
});

describe('web pages', () => {
  const listed = { ...both, MCP_ALLOWED_ORIGINS: 'https://inspector.example.org' };
  const preflight = {
    method: 'OPTIONS',
    headers: { origin: 'https://inspector.example.org', 'access-control-request-method': 'POST' },
  };

  it('of a listed origin may ask, send and read', async () => {
    const { http } = await serveShelf(listed);
    const allowed = await sendHttp(http.url, preflight);
    expect(allowed.status).toBe(204);
    expect(allowed.headers['access-control-allow-origin']).toBe('https://inspector.example.org');
    expect(allowed.headers['access-control-allow-headers']).toContain('Authorization');
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
    const answer = await sendHttp(
      http.url,
      initializeRequest({ ...bearer(readToken), origin: 'https://inspector.example.org' }),
    );
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBe('https://inspector.example.org');
  });

  it('of any other origin may not', async () => {
    const { http } = await serveShelf(listed);
    const other = { ...preflight, headers: { ...preflight.headers, origin: 'https://other.example.org' } };
    expect((await sendHttp(http.url, other)).status).toBe(403);
    const plain = await sendHttp(http.url, initializeRequest(bearer(readToken)));
    expect(plain.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('settings of where a server can be reached', () => {
  it.each([
    [{ TRUST_PROXY: 'everybody' }, 'TRUST_PROXY'],
    [{ TRUST_PROXY: '10.0.0.0/64' }, 'TRUST_PROXY'],
    [{ MCP_ALLOWED_HOSTS: '*' }, 'MCP_ALLOWED_HOSTS'],
    [{ MCP_ALLOWED_ORIGINS: 'https://a.example/path' }, 'MCP_ALLOWED_ORIGINS'],
    [{ MCP_ALLOWED_ORIGINS: '*' }, 'MCP_ALLOWED_ORIGINS'],
    [{ MCP_PATH: '/a b' }, 'MCP_PATH'],
    [{ MCP_PATH: '/health' }, 'MCP_PATH'],
    [{ MCP_PATH: '/../etc' }, 'MCP_PATH'],
    [{ PUBLIC_URL: 'https://home.example.org/?x=1' }, 'PUBLIC_URL'],
    [{ MCP_HOST: '203.0.113.99' }, 'MCP_HOST'],
  ])('are refused where they make no sense: %j', async (environment, target) => {
    await expect(serveShelf({ ...both, ...environment })).rejects.toMatchObject({ code: 'configuration', target });
  });

  it('move the path', async () => {
    const { http } = await serveShelf({ MCP_PATH: 'tv/' });
    expect(new URL(http.url).pathname).toBe('/tv');
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });
});
