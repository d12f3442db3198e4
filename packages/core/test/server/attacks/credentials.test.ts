import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';

const tokens = { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken, READ_ONLY_MODE: 'false', LOG_LEVEL: 'DEBUG' };

describe('a token in the address', () => {
  it.each([
    `?access_token=${writeToken}`,
    `?token=${writeToken}`,
    `?authorization=Bearer%20${writeToken}`,
    `?Authorization=Bearer+${writeToken}`,
    `#${writeToken}`,
  ])('is never accepted and never logged: %s', async (query) => {
    const { http, server } = await serveShelf({ ...tokens, MCP_TRANSPORT: 'sse' });
    for (const path of ['/mcp', '/info', '/sse', '/messages']) {
      const request = path === '/mcp' || path === '/messages' ? initializeRequest() : {};
      const answer = await sendHttp(new URL(`${path}${query}`, http.url).href, request);
      expect(answer.status).toBe(401);
      expect(JSON.stringify(answer)).not.toContain(writeToken);
    }
    expect(server.log.join('\n')).not.toContain(writeToken);
  });

  it('does not reach the log by way of a refusal either', async () => {
    const { http, server } = await serveShelf(tokens);
    const url = new URL(`/info?access_token=${writeToken}`, http.url).href;
    await sendHttp(url, { headers: { host: 'evil.example' } });
    await sendHttp(url, { headers: { authorization: 'Bearer no-such-token' } });
    expect(server.log.filter((line) => line.includes('refused'))).toHaveLength(2);
    expect(server.log.join('\n')).not.toContain(writeToken);
  });
});

describe('a token elsewhere', () => {
  it('than in its header is not looked for', async () => {
    const { http } = await serveShelf(tokens);
    for (const headers of [
      { cookie: `token=${writeToken}` },
      { 'x-api-key': writeToken },
      { 'x-mcp-token': writeToken },
      { 'proxy-authorization': `Bearer ${writeToken}` },
      { 'mcp-session-id': writeToken },
    ]) {
      expect((await sendHttp(http.url, initializeRequest(headers))).status).toBe(401);
    }
  });

  it('in the body does not make a reader a writer', async () => {
    const { http, server } = await serveShelf(tokens);
    const asked = initializeRequest({ authorization: `Bearer ${readToken}`, 'mcp-protocol-version': '2025-06-18' });
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: {
        name: 'shelf_remove_book',
        arguments: { book: 'Velma' },
        authInfo: { token: writeToken, scopes: ['write'] },
        _meta: { access: 'write', authorization: `Bearer ${writeToken}`, scopes: ['write'] },
      },
    });
    const answer = await sendHttp(http.url, { ...asked, body });
    expect(answer.text).toContain(String.raw`\"code\":\"permission\"`);
    expect(server.shelf.changes).toEqual([]);
  });
});

describe('guessing a token', () => {
  it.each([
    ['nothing', ''],
    ['the beginning', writeToken.slice(0, -1)],
    ['more than it', `${writeToken}0`],
    ['other letters', writeToken.toUpperCase()],
    ['a blank', 'undefined'],
    ['a name of a member', '__proto__'],
    ['a pattern', '.*'],
  ])('by %s is refused', async (_what, guess) => {
    const { http } = await serveShelf(tokens);
    const answer = await sendHttp(http.url, initializeRequest({ authorization: `Bearer ${guess}` }));
    expect(answer.status).toBe(401);
  });

  it('leaves no credential of anybody in the answer', async () => {
    const { http } = await serveShelf(tokens);
    const guess = 'guess-guess-guess-guess-guess-guess';
    const answer = await sendHttp(http.url, initializeRequest({ authorization: `Bearer ${guess}` }));
    for (const secret of [guess, writeToken, readToken]) expect(JSON.stringify(answer)).not.toContain(secret);
  });
});
