import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listen, type ListenerLimits } from '../../../src/server/transports/listener.js';
import { plain } from '../../../src/server/transports/replies.js';
import { maxBodyBytes, readBody } from '../../../src/server/transports/request-body.js';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { member } from '../../../src/testing/json.js';
import { closing, serveShelf } from '../../fixtures/http-shelf.js';
import { onTheWire, postLines, sendRaw } from '../../fixtures/raw-http.js';

const patient: ListenerLimits = {
  headersMs: 60_000,
  requestMs: 60_000,
  checkMs: 20,
  headerBytes: 16 * 1024,
  connections: 512,
};

/** A listener that tells the size of each body it was given in full. */
async function listener(limits: Partial<ListenerLimits>): Promise<string> {
  const { url, close } = await listen(
    { address: '127.0.0.1', port: 0, limits: { ...patient, ...limits } },
    (request, response) => {
      void readBody(request).then((body) => plain(response, 200, `${body?.length ?? 'too large'}`));
    },
    () => Promise.resolve(),
  );
  closing({ close });
  return url;
}

/** The lines of a POST whose body is sent in pieces of unknown number. */
function chunkedLines(address: string): string[] {
  const lines = postLines(address, '');
  return lines.map((line) => (line.startsWith('Content-Length') ? 'Transfer-Encoding: chunked' : line));
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

describe('an oversized body', () => {
  it('that says its size is refused before it is sent', async () => {
    const { http } = await serveShelf();
    const lines = postLines(http.url, '').map((line) =>
      line.startsWith('Content-Length') ? `Content-Length: ${maxBodyBytes + 1}` : line,
    );
    expect((await sendRaw(http.url, onTheWire(lines))).statuses).toEqual([413]);
  });

  it('that says nothing of its size is refused when it becomes too large', async () => {
    const { http } = await serveShelf();
    const pieces = Array.from({ length: 33 }, () => chunk('x'.repeat(32 * 1024)));
    // Its end is never sent.
    expect((await sendRaw(http.url, onTheWire(chunkedLines(http.url)), ...pieces)).statuses).toEqual([413]);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });

  it('of exactly the limit is read', async () => {
    const url = await listener({});
    const body = 'x'.repeat(maxBodyBytes);
    const answer = await sendHttp(url, { method: 'POST', body });
    expect(answer.text.trim()).toBe(String(maxBodyBytes));
    expect((await sendHttp(url, { method: 'POST', body: `${body}x` })).text.trim()).toBe('too large');
  });

  it('of an older client on HTTP+SSE is refused alike', async () => {
    const { http } = await serveShelf({ MCP_TRANSPORT: 'sse' });
    const messages = new URL('/messages?sessionId=a', http.url).href;
    const { headers } = initializeRequest();
    // Without a stream nobody even looks at it.
    const answer = await sendHttp(messages, { method: 'POST', headers, body: 'x'.repeat(100) });
    expect(answer.status).toBe(404);
  });

  it('that is small until it is unpacked stays packed', async () => {
    const { http } = await serveShelf();
    const bomb = gzipSync(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', pad: ' '.repeat(10_000_000) }));
    const lines = postLines(http.url, bomb.toString('latin1'), ['Content-Encoding: gzip']).map((line) =>
      line.startsWith('Content-Length') ? `Content-Length: ${bomb.length}` : line,
    );
    expect((await sendRaw(http.url, onTheWire(lines), bomb)).statuses).toEqual([400]);
  });
});

describe('a body that hides something', () => {
  const post = async (body: string) => {
    const { http, server } = await serveShelf({ READ_ONLY_MODE: 'false' });
    const answer = await sendHttp(http.url, { ...initializeRequest({ 'mcp-protocol-version': '2025-06-18' }), body });
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
    return { answer, server };
  };

  it('in a hundred thousand brackets is refused', async () => {
    const { answer } = await post('['.repeat(100_000) + ']'.repeat(100_000));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('stack');
  });

  it('deep in its arguments is refused', async () => {
    const deep = '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000);
    const { answer } = await post(
      `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"shelf_count_pages","arguments":${deep}}}`,
    );
    expect(answer.text).not.toContain('"pages":1000');
  });

  it('as a prototype is refused like any unknown argument', async () => {
    const call = '"method":"tools/call","params":{"name":"shelf_count_pages","arguments":{"__proto__":{"polluted":1}}}';
    const { answer } = await post(`{"jsonrpc":"2.0","id":1,${call}}`);
    expect(member({}, 'polluted')).toBeUndefined();
    expect(answer.text).not.toContain('polluted');
  });

  it('as more than a hundred calls in one is not begun', async () => {
    const call = (id: number) => ({
      jsonrpc: '2.0',
      id,
      method: 'tools/call',
      params: { name: 'shelf_remove_book', arguments: { book: `${id}` } },
    });
    const { answer, server } = await post(JSON.stringify(Array.from({ length: 101 }, (_none, id) => call(id))));
    expect(answer.status).toBe(400);
    expect(server.shelf.changes).toEqual([]);
  });

  it.each(['', 'null', '1', '""', '{}', '[]', '[[]]', '{"jsonrpc":"2.0"}', '\u0000', '{"jsonrpc":"1.0","method":"x"}'])(
    'or nothing, %j, is refused',
    async (body) => {
      const { answer } = await post(body);
      expect(answer.status).toBe(400);
    },
  );
});

describe('a slow sender', () => {
  it('of headers is cut off', async () => {
    const url = await listener({ headersMs: 100 });
    const { statuses } = await sendRaw(url, 'POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow:');
    expect(statuses).toEqual([408]);
  });

  it('of a body is cut off', async () => {
    const url = await listener({ headersMs: 100, requestMs: 200 });
    const { statuses } = await sendRaw(url, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{');
    expect(statuses).toEqual([408]);
  });

  it('of pieces of a body is cut off, although something comes all the time', async () => {
    const url = await listener({ headersMs: 100, requestMs: 200 });
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
    const dripping = setInterval(() => socket.write(chunk('x')), 10);
    let text = '';
    socket.on('data', (data) => (text += data.toString('latin1')));
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(dripping);
    expect(text).toContain('408');
  });

  it('who says nothing at all is cut off', async () => {
    const url = await listener({ headersMs: 100, requestMs: 100 });
    expect((await sendRaw(url)).text).not.toContain('200');
  });
});

describe('too much of something', () => {
  it.each([
    ['one long header', [`X-Long: ${'x'.repeat(20_000)}`]],
    ['many headers', Array.from({ length: 2000 }, (_none, index) => `X-${index}: ${'y'.repeat(10)}`)],
    ['a long token', [`Authorization: Bearer ${'z'.repeat(20_000)}`]],
  ])('in the headers (%s) is refused', async (_what, more) => {
    const { http } = await serveShelf();
    expect((await sendRaw(http.url, onTheWire(postLines(http.url, '{}', more), '{}'))).statuses).toEqual([431]);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });

  it('in the path is refused', async () => {
    const { http } = await serveShelf();
    const answer = await sendRaw(http.url, onTheWire([`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: localhost']));
    expect(answer.statuses).toEqual([431]);
  });

  it('in the number of connections is refused, and the others go on', async () => {
    const url = await listener({ connections: 2 });
    const { hostname, port } = new URL(url);
    const held = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<ReturnType<typeof connect>>((resolve) => {
            const socket = connect(Number(port), hostname, () => {
              resolve(socket);
            });
          }),
      ),
    );
    expect(await sendRaw(url, 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')).toEqual({
      text: '',
      statuses: [],
    });
    const [first, second] = held;
    first?.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    const text = await new Promise<string>((resolve) =>
      first?.once('data', (data) => resolve(data.toString('latin1'))),
    );
    expect(text).toContain('200 OK');
    second?.destroy();
  });

  it('in the log is cut short', async () => {
    const { http, server } = await serveShelf();
    const secret = createHash('sha512').update('path').digest('hex');
    await sendHttp(new URL(`/${'a'.repeat(5000)}${secret}`, http.url).href, { headers: { host: 'evil.example' } });
    const lines = server.log.filter((line) => line.includes('refused'));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThan(300);
    expect(lines[0]).not.toContain(secret);
  });
});
