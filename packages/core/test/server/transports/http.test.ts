import { afterEach, describe, expect, it, vi } from 'vitest';
import { serveOverHttp } from '../../../src/server/transports/http.js';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { clientKinds } from '../../../src/testing/mcp-client.js';
import { connectTo, serveShelf } from '../../fixtures/http-shelf.js';
import { shelfServer } from '../../fixtures/shelf-runtime.js';

afterEach(() => {
  vi.useRealTimers();
});

describe.each(clientKinds)('over HTTP, a %s client', (kind) => {
  it('lists, calls, and is told of progress', async () => {
    const { http } = await serveShelf();
    const client = await connectTo(http, kind);
    expect(client.server.name).toBe('shelf-mcp');
    expect(await client.listTools()).toHaveLength(2);
    const steps: number[] = [];
    const answer = await client.callTool(
      'shelf_count_pages',
      {},
      { onProgress: ({ progress }) => steps.push(progress) },
    );
    expect(answer.structured).toEqual({ pages: 1000 });
    expect(steps).toEqual([0, 1, 2, 3]);
    await expect(client.callTool('shelf_eat_book')).rejects.toMatchObject({ code: -32602 });
  });

  it('that goes away ends the requests of its call', async () => {
    const { http, server } = await serveShelf();
    const client = await connectTo(http, kind);
    const hold = server.shelf.hold();
    const cancel = new AbortController();
    const call = client.callTool('shelf_count_pages', {}, { signal: cancel.signal });
    await hold.reached;
    cancel.abort(new Error('no longer wanted'));
    await expect(call).rejects.toThrow();
    // A server without sessions cannot connect a notification with a call of the 2025 era: there only the connection tells.
    await client.close();
    await expect.poll(() => server.shelf.aborted).toBe(1);
  });

  it('is asked, or given a code where its era cannot carry the question, before anything is lost', async () => {
    const { http, server } = await serveShelf({ READ_ONLY_MODE: 'false' });
    const questions: string[] = [];
    const client = await connectTo(http, kind, {
      onQuestion: (message) => {
        questions.push(message);
        return { action: 'accept', content: { confirm: true } };
      },
    });
    const first = await client.callTool('shelf_remove_book', { book: 'Velma' });
    if (kind === 'v2-modern') {
      expect(questions).toEqual(['Removes Velma (2003). Do it?']);
      expect(first.json['outcome']).toBe('done');
    } else {
      expect(first.error['code']).toBe('confirmation_needed');
      expect(server.shelf.changes).toEqual([]);
      await client.callTool('shelf_remove_book', { book: 'Velma', confirm: first.error['confirm'] });
    }
    expect(server.shelf.changes).toEqual(['remove Velma']);
  });
});

describe('the HTTP transport', () => {
  it('says that it is well, and nothing more, to whoever asks', async () => {
    const { http } = await serveShelf();
    const answer = await sendHttp(new URL('/health', http.url).href, { headers: { host: 'monitor.example' } });
    expect(answer).toMatchObject({ status: 200, text: 'ok\n' });
  });

  it.each([
    ['a foreign host', { host: 'evil.example' }],
    ['a host that begins like ours', { host: 'localhost.evil.example' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a proxy', { 'x-forwarded-for': '203.0.113.7' }],
    ['a proxy of the newer kind', { forwarded: 'for=203.0.113.7' }],
  ])('refuses what comes from %s', async (_what, headers) => {
    const { http } = await serveShelf();
    expect((await sendHttp(http.url, initializeRequest(headers))).status).toBe(403);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });

  it('answers a page on this machine', async () => {
    const { http } = await serveShelf();
    expect((await sendHttp(http.url, initializeRequest({ origin: 'http://localhost:6274' }))).status).toBe(200);
  });

  it('serves MCP by POST at one path', async () => {
    const { http } = await serveShelf();
    expect((await sendHttp(http.url)).status).toBe(405);
    expect((await sendHttp(new URL('/elsewhere', http.url).href)).status).toBe(404);
    expect((await sendHttp(new URL('/mcp/', http.url).href, initializeRequest())).status).toBe(404);
  });

  it('refuses a body beyond a megabyte', async () => {
    const { http } = await serveShelf();
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { pad: 'x'.repeat(1_100_000) } });
    const answer = await sendHttp(http.url, { ...initializeRequest(), body }).catch(() => undefined);
    // The connection may break under what is still being sent; an answer must be 413.
    expect(answer?.status ?? 413).toBe(413);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });

  it('refuses what is not JSON', async () => {
    const { http } = await serveShelf();
    expect((await sendHttp(http.url, { ...initializeRequest(), body: '{"jsonrpc":' })).status).toBe(400);
    expect((await sendHttp(http.url, initializeRequest({ 'content-type': 'text/plain' }))).status).toBe(415);
  });

  it.each([
    [{ MCP_HOST: '0.0.0.0' }],
    [{ MCP_HOST: '::' }],
    [{ MCP_HOST: '192.168.1.10' }],
    [{ MCP_HOST: 'nas.local' }],
    [{ PUBLIC_URL: 'https://home.example.org/shelf' }],
    [{ TRUST_PROXY: '172.18.0.0/16' }],
    [{ MCP_ALLOWED_HOSTS: 'nas.lan' }],
  ])('does not start with %j, which lets others in, when nobody is asked who they are', async (environment) => {
    const server = await shelfServer({ environment: { MCP_PORT: '0', ...environment } });
    await expect(serveOverHttp(server.runtime, server.connection)).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(Object.keys(environment)[0] ?? '') as unknown,
      hint: expect.stringContaining('MCP_AUTH_TOKEN') as unknown,
    });
  });

  it('says which port is taken, and how to choose another', async () => {
    const { http } = await serveShelf();
    const { port } = new URL(http.url);
    const second = await shelfServer({ environment: { MCP_PORT: port } });
    await expect(serveOverHttp(second.runtime, second.connection)).rejects.toMatchObject({
      code: 'configuration',
      message: `Port ${port} is taken by another program.`,
      hint: 'Choose another one with --port.',
    });
  });

  it('lets an open call end when it is closed', async () => {
    const { http, server } = await serveShelf();
    const client = await connectTo(http);
    const hold = server.shelf.hold();
    const call = client.callTool('shelf_count_pages');
    await hold.reached;
    const closed = http.close();
    await expect(sendHttp(http.url)).rejects.toThrow();
    hold.release();
    expect((await call).structured).toEqual({ pages: 1000 });
    await closed;
  });

  it('ends a call that does not end by itself when it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { http, server } = await serveShelf();
    const client = await connectTo(http);
    const hold = server.shelf.hold();
    const call = client.callTool('shelf_count_pages').catch((error: unknown) => error);
    await hold.reached;
    const closed = http.close();
    vi.advanceTimersByTime(3000);
    await closed;
    expect(await call).toBeInstanceOf(Error);
    expect(server.shelf.aborted).toBe(1);
  });
});
