import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';
import { getLines, onTheWire, postLines, sendRaw } from '../../fixtures/raw-http.js';

const first = initializeRequest().body;
const tokens = { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken };
const bearer = { authorization: `Bearer ${readToken}` };

it('what these attacks change is answered without the change', async () => {
  const { http } = await serveShelf();
  expect((await sendRaw(http.url, onTheWire(getLines(http.url, '/info')))).statuses).toEqual([200]);
  expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
});

describe('DNS rebinding', () => {
  // The browser believes that evil.example is 127.0.0.1, so this arrives like any local request.
  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    'localhost.',
    '127.0.0.1.nip.io',
    '0.0.0.0',
    '[::]',
    'localhost@evil.example',
    'evil.example/localhost',
    'localhost, evil.example',
    '',
  ])('with the Host %j is refused', async (host) => {
    const { http } = await serveShelf();
    const lines = postLines(http.url, first).map((line) => (line.startsWith('Host:') ? `Host: ${host}` : line));
    expect((await sendRaw(http.url, onTheWire(lines, first))).statuses).toEqual([403]);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });

  it('with a Host of ours and the page of a stranger is refused', async () => {
    const { http } = await serveShelf();
    const { port } = new URL(http.url);
    for (const origin of ['http://evil.example', `http://evil.example:${port}`, `https://localhost.evil.example`]) {
      expect((await sendHttp(http.url, initializeRequest({ origin }))).status).toBe(403);
    }
  });

  it('without a Host is refused', async () => {
    const { http } = await serveShelf();
    const lines = postLines(http.url, first).filter((line) => !line.startsWith('Host:'));
    expect((await sendRaw(http.url, onTheWire(lines, first))).statuses).toEqual([400]);
    const older = lines.map((line) => line.replace('HTTP/1.1', 'HTTP/1.0'));
    expect((await sendRaw(http.url, onTheWire(older, first))).statuses).toEqual([403]);
  });
});

describe('a web page', () => {
  it.each([
    'null',
    'https://evil.example',
    'http://localhost.evil.example',
    'http://evil.example#localhost',
    'http://localhost:80@evil.example',
    'http://localhost/, https://evil.example',
    'http://localhost:1234/page',
    'file://',
    'chrome-extension://abcdefghijklmnop',
    '',
  ])('of the origin %j is refused, also with a token', async (origin) => {
    const { http } = await serveShelf();
    expect((await sendHttp(http.url, initializeRequest({ origin }))).status).toBe(403);
    const { http: guarded } = await serveShelf(tokens);
    expect((await sendHttp(guarded.url, initializeRequest({ origin, ...bearer }))).status).toBe(403);
  });

  it('of this machine is refused where the server is reached from elsewhere', async () => {
    const { http } = await serveShelf({ ...tokens, MCP_ALLOWED_HOSTS: 'nas.lan' });
    const asked = initializeRequest({ ...bearer, origin: 'http://localhost:6274' });
    expect((await sendHttp(http.url, asked)).status).toBe(403);
  });

  it.each([
    ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a frame', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['a sibling', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }],
  ])('that loads this server as %s is refused, on every path and also streams', async (_what, headers) => {
    const { http } = await serveShelf({ MCP_TRANSPORT: 'sse' });
    for (const path of ['/', '/info', '/sse', '/mcp']) {
      expect((await sendHttp(new URL(path, http.url).href, { headers })).status).toBe(403);
    }
  });

  it('may lead a person here by a link', async () => {
    const { http } = await serveShelf();
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await sendHttp(new URL('/', http.url).href, { headers })).status).toBe(200);
  });

  it('sends no form here', async () => {
    const { http } = await serveShelf();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const form = { ...initializeRequest({ 'content-type': type, origin: 'null' }) };
      expect((await sendHttp(http.url, form)).status).toBe(403);
      // Older browsers send no Origin with a form.
      expect((await sendHttp(http.url, initializeRequest({ 'content-type': type }))).status).toBe(415);
    }
  });
});

describe('a request that names its target twice', () => {
  it.each([
    ['in absolute form', 'http://evil.example/mcp'],
    ['in absolute form, of ours', 'http://localhost/mcp'],
    ['as an authority', '//evil.example/mcp'],
    ['as an asterisk', '*'],
  ])('%s is refused', async (_what, target) => {
    const { http } = await serveShelf();
    const lines = postLines(http.url, first).map((line) => line.replace('/mcp HTTP', `${target} HTTP`));
    expect((await sendRaw(http.url, onTheWire(lines, first))).statuses).toEqual([400]);
  });

  it('is not even told that this server is well', async () => {
    const { http } = await serveShelf();
    const lines = ['GET http://evil.example/health HTTP/1.1', 'Host: localhost', 'Connection: close'];
    expect((await sendRaw(http.url, onTheWire(lines))).statuses).toEqual([400]);
  });

  it('by CONNECT finds no proxy here', async () => {
    const { http } = await serveShelf();
    const lines = ['CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example:443'];
    expect((await sendRaw(http.url, onTheWire(lines))).statuses).toEqual([]);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });
});

describe('X-Forwarded-Host from a stranger', () => {
  it('is not believed, whoever the connection comes from', async () => {
    for (const more of [{}, { TRUST_PROXY: '10.0.0.0/8' }, { TRUST_PROXY: '127.0.0.0/8' }]) {
      const { http } = await serveShelf({ ...tokens, ...more, PUBLIC_URL: 'https://home.example.org/shelf' });
      const headers = { ...bearer, host: 'evil.example', 'x-forwarded-host': 'home.example.org' };
      expect((await sendHttp(http.url, initializeRequest(headers))).status).toBe(403);
    }
  });

  it('changes no address that this server shows', async () => {
    const { http } = await serveShelf({ ...tokens, PUBLIC_URL: 'https://home.example.org/shelf' });
    const headers = { host: 'home.example.org', 'x-forwarded-host': 'evil.example', 'x-forwarded-prefix': '/evil' };
    const page = await sendHttp(new URL('/', http.url).href, { headers });
    expect(page.text).toContain('https://home.example.org/shelf/mcp');
    expect(page.text).not.toContain('evil');
    const refused = await sendHttp(http.url, initializeRequest(headers));
    expect(refused.status).toBe(401);
    expect(JSON.stringify(refused)).not.toContain('evil');
  });
});

describe('a path that climbs out of the prefix of PUBLIC_URL', () => {
  it.each([
    '/shelf/../info',
    '/shelf/..%2finfo',
    '/shelf/%2e%2e/info',
    '/%73helf/info',
    '/shelf%2finfo',
    '/shelf/%69nfo',
    '/shelf//info',
    '/shelf/shelf/info',
    '/shelf/./info',
    '/shelf\\info',
    '/shelf/info;x',
    '/info/..',
  ])('finds nothing: %s', async (target) => {
    const { http } = await serveShelf({ ...tokens, PUBLIC_URL: 'https://home.example.org/shelf' });
    const ask = (path: string) =>
      sendRaw(http.url, onTheWire(getLines(http.url, path, [`Authorization: Bearer ${readToken}`])));
    expect((await ask('/shelf/info')).statuses).toEqual([200]);
    expect((await ask(target)).statuses).toEqual([404]);
  });
});
