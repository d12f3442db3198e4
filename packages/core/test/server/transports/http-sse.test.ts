import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { connectClient } from '../../../src/testing/mcp-client.js';
import { closing, readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';

const sse = { MCP_TRANSPORT: 'sse', READ_ONLY_MODE: 'false' };

async function open(base: string, path = '/sse', headers: Record<string, string> = {}) {
  const url = new URL(path, base);
  const authorized: typeof fetch = (target, init) => {
    const all = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return fetch(target, { ...init, headers: all });
  };
  return closing(await connectClient('v1', () => new SSEClientTransport(url, { fetch: authorized }), {}));
}

describe('HTTP+SSE', () => {
  it.each(['/sse', '/sse/'])('serves an older client at %s', async (path) => {
    const { http } = await serveShelf(sse);
    const client = await open(http.url, path);
    expect((await client.listTools()).length).toBeGreaterThan(1);
    expect((await client.callTool('shelf_count_pages')).structured).toEqual({ pages: 1000 });
  });

  it('is served beside Streamable HTTP, and only where it was asked for', async () => {
    const { http } = await serveShelf(sse);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
    const { http: newer } = await serveShelf();
    expect((await sendHttp(new URL('/sse', newer.url).href)).status).toBe(404);
  });

  it('asks who it is, and keeps the level of whoever opened the stream', async () => {
    const { http } = await serveShelf({ ...sse, MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken });
    expect((await sendHttp(new URL('/sse', http.url).href)).status).toBe(401);
    const reader = await open(http.url, '/sse', { authorization: `Bearer ${readToken}` });
    expect((await reader.callTool('shelf_remove_book', { book: 'Velma' })).error).toMatchObject({ code: 'permission' });
  });

  it('has no stream for a stranger, nor another method, nor another kind of body', async () => {
    const { http } = await serveShelf(sse);
    const messages = new URL('/messages?sessionId=00000000-0000-0000-0000-000000000000', http.url).href;
    expect((await sendHttp(messages, initializeRequest())).status).toBe(404);
    expect((await sendHttp(messages)).status).toBe(405);
    expect((await sendHttp(new URL('/sse', http.url).href, initializeRequest())).status).toBe(405);
  });

  it('ends its streams with the server', async () => {
    const { http } = await serveShelf(sse);
    const client = await open(http.url);
    await http.close();
    const signal = AbortSignal.timeout(2000);
    await expect(client.callTool('shelf_count_pages', {}, { signal })).rejects.toThrow();
  });
});
