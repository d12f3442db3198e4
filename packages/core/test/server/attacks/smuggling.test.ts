import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../src/testing/http-probe.js';
import { readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';
import { getLines, onTheWire, postLines, sendRaw } from '../../fixtures/raw-http.js';

const tokens = { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken, READ_ONLY_MODE: 'false' };

/** What an attacker hopes is taken for a request of its own: a change by whoever uses the connection next. */
const smuggled = onTheWire(
  ['POST /mcp HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${writeToken}`, 'Content-Length: 2'],
  '{}',
);

const length = Buffer.byteLength(smuggled);

describe('request smuggling', () => {
  it.each<[string, readonly string[], string]>([
    ['by a length and pieces', [`Content-Length: ${length}`, 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['by pieces and a length', ['Transfer-Encoding: chunked', `Content-Length: ${length}`], `0\r\n\r\n${smuggled}`],
    ['by two lengths', ['Content-Length: 0', `Content-Length: ${length}`], smuggled],
    ['by the same length twice', ['Content-Length: 2', 'Content-Length: 2'], '{}'],
    ['by a list of lengths', [`Content-Length: 0, ${length}`], smuggled],
    ['by a signed length', ['Content-Length: +0'], smuggled],
    ['by a length in hexadecimal', ['Content-Length: 0x0'], smuggled],
    ['by a length below zero', ['Content-Length: -1'], smuggled],
    ['by an encoding that is none', ['Transfer-Encoding: chunky'], smuggled],
    ['by pieces that are not last', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${smuggled}`],
    ['by a name with a space', ['Transfer-Encoding : chunked'], `0\r\n\r\n${smuggled}`],
    ['by a folded header', ['X-Folded: a', ' Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['by a header without a colon', ['Transfer-Encoding chunked'], `0\r\n\r\n${smuggled}`],
    ['by a piece whose size is none', ['Transfer-Encoding: chunked'], `zz\r\n${smuggled}`],
    ['by a piece whose size overflows', ['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n${smuggled}`],
    ['by a null byte', ['X-Null: a\u0000b'], smuggled],
  ])('%s is refused, and ends the connection', async (_what, framing, body) => {
    const { http, server } = await serveShelf(tokens);
    const lines = [
      ...postLines(http.url, '').filter((line) => !/^(Content-Length|Connection)/.test(line)),
      `Authorization: Bearer ${readToken}`,
      ...framing,
    ];
    const { statuses } = await sendRaw(http.url, onTheWire(lines, body));
    expect(statuses).toEqual([400]);
    expect(server.log.join('\n')).not.toContain(writeToken);
    expect((await sendHttp(new URL('/health', http.url).href)).status).toBe(200);
  });

  it('by ends of lines that are none is refused', async () => {
    const { http } = await serveShelf(tokens);
    const bare = onTheWire(getLines(http.url, '/health')).replaceAll('\r\n', '\r');
    expect((await sendRaw(http.url, `${bare}\r\n\r\n`)).statuses).toEqual([400]);
  });

  it('by a version of its own is refused', async () => {
    const { http } = await serveShelf(tokens);
    for (const version of ['HTTP/9.9', 'HTTP/1.12', 'ICAP/1.0']) {
      const [, ...rest] = getLines(http.url, '/health');
      const { statuses } = await sendRaw(http.url, onTheWire([`GET /health ${version}`, ...rest]));
      expect({ version, statuses }).toEqual({ version, statuses: [400] });
    }
  });
});

describe('garbage', () => {
  it('behind a request ends the connection after its answer', async () => {
    const { http } = await serveShelf();
    const health = onTheWire(['GET /health HTTP/1.1', 'Host: localhost']);
    const { statuses } = await sendRaw(http.url, `${health}\u0001\u0002 garbage\r\n\r\n${health}`);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('of every byte there is ends the connection', async () => {
    const { http } = await serveShelf();
    const bytes = Buffer.from(Array.from({ length: 2048 }, (_none, index) => index % 256));
    expect((await sendRaw(http.url, bytes)).statuses).toEqual([400]);
    expect((await sendHttp(http.url, initializeRequest())).status).toBe(200);
  });

  it('as the greeting of TLS is not answered in kind', async () => {
    const { http } = await serveShelf();
    const hello = Buffer.from('16030100a5010000a10303', 'hex');
    expect((await sendRaw(http.url, hello)).statuses).toEqual([400]);
  });

  it('in an upgrade is ignored', async () => {
    const { http } = await serveShelf();
    for (const protocol of ['websocket', 'h2c']) {
      const lines = ['GET /health HTTP/1.1', 'Host: localhost', `Upgrade: ${protocol}`, 'Connection: Upgrade, close'];
      const { statuses } = await sendRaw(http.url, onTheWire(lines));
      expect(statuses).not.toContain(101);
    }
  });
});

describe('a header sent twice', () => {
  it.each([
    ['Host', ['Host: evil.example']],
    ['Host, in other letters', ['hOsT: localhost']],
    ['Authorization', [`Authorization: Bearer ${readToken}`, `Authorization: Bearer ${writeToken}`]],
    ['Origin', ['Origin: http://localhost', 'Origin: http://localhost']],
    ['Content-Type', ['Content-Type: text/plain']],
  ])('is refused: %s', async (_what, more) => {
    const { http } = await serveShelf(tokens);
    const body = initializeRequest().body;
    const { statuses } = await sendRaw(http.url, onTheWire(postLines(http.url, body, more), body));
    expect(statuses).toEqual([400]);
  });

  it('gives nobody two tokens to try in one', async () => {
    const { http } = await serveShelf(tokens);
    for (const authorization of [
      `Bearer ${readToken}, Bearer ${writeToken}`,
      `Bearer ${readToken} ${writeToken}`,
      `Basic ${Buffer.from(`owner:${writeToken}`).toString('base64')}`,
      writeToken,
    ]) {
      expect((await sendHttp(http.url, initializeRequest({ authorization }))).status).toBe(401);
    }
  });
});
