import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { member, record } from '../../../src/testing/json.js';
import { sendHttp } from '../../../src/testing/http-probe.js';
import { clientKinds, connectClient } from '../../../src/testing/mcp-client.js';
import { startIssuer } from '../../fixtures/issuer.js';
import { closing, connectTo, readToken, serveShelf, writeToken } from '../../fixtures/http-shelf.js';

const tokens = { MCP_AUTH_TOKEN: writeToken, MCP_READ_TOKEN: readToken, READ_ONLY_MODE: 'false' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** A request as it was on its way: what an attacker who could see it would send again. */
interface Seen {
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

/**
 * Lets a person agree in the new era, and keeps their answer from being sent.
 * @returns the request that carries the consent, unsent
 */
async function caughtConsent(url: string, token: string): Promise<Seen> {
  let seen: Seen | undefined;
  const catching: typeof fetch = (target, init) => {
    const text = typeof init?.body === 'string' ? init.body : '{}';
    if (!text.includes('"inputResponses"')) return fetch(target, init);
    seen = { headers: Object.fromEntries(new Headers(init?.headers)), body: record(JSON.parse(text)) };
    return Promise.reject(new Error('caught'));
  };
  const transport = () =>
    new StreamableHTTPClientTransport(new URL(url), { fetch: catching, requestInit: { headers: bearer(token) } });
  const client = closing(
    await connectClient('v2-modern', transport, {
      onQuestion: () => ({ action: 'accept', content: { confirm: true } }),
    }),
  );
  await client.callTool('shelf_remove_book', { book: 'Velma' }).catch(() => undefined);
  if (seen === undefined) throw new Error('Nobody was asked.');
  return seen;
}

/** Sends a caught request, as somebody or other, and tells what came of it. */
async function sendAgain(url: string, seen: Seen, headers: Record<string, string> = {}): Promise<string> {
  const { 'content-length': _length, ...rest } = seen.headers;
  const answer = await sendHttp(url, {
    method: 'POST',
    headers: { ...rest, ...headers },
    body: JSON.stringify(seen.body),
  });
  return answer.text;
}

/** The same request with other parameters. */
function changed(seen: Seen, parameters: Record<string, unknown>): Seen {
  return { ...seen, body: { ...seen.body, params: { ...record(seen.body['params']), ...parameters } } };
}

const done = String.raw`\"outcome\":\"done\"`;

describe('a consent that was caught in the new era', () => {
  it('is good once, in the hands of the caller who asked', async () => {
    const { http, server } = await serveShelf(tokens);
    const seen = await caughtConsent(http.url, writeToken);
    expect(server.shelf.changes).toEqual([]);
    expect(await sendAgain(http.url, seen)).toContain(done);
    expect(await sendAgain(http.url, seen)).not.toContain(done);
    expect(server.shelf.changes).toEqual(['remove Velma']);
  });

  it('is worth nothing to a caller who only reads', async () => {
    const { http, server } = await serveShelf(tokens);
    const seen = await caughtConsent(http.url, writeToken);
    expect(await sendAgain(http.url, seen, bearer(readToken))).toContain(String.raw`\"code\":\"permission\"`);
    expect(server.shelf.changes).toEqual([]);
  });

  it('is worth nothing to another caller who may write, nor to another client of the same person', async () => {
    const issuer = await startIssuer('https://home.example.org/shelf/mcp', () => new Date('2025-03-30T12:00:00Z'));
    const { http, server } = await serveShelf({
      ...tokens,
      MCP_OAUTH_ISSUER: issuer.url,
      PUBLIC_URL: 'https://home.example.org/shelf',
    });
    const anna = await issuer.sign({ scope: 'mcp:write', client_id: 'phone' });
    const seen = await caughtConsent(http.url, anna);
    const others = [
      writeToken,
      await issuer.sign({ scope: 'mcp:write', client_id: 'phone', sub: 'bert' }),
      await issuer.sign({ scope: 'mcp:write', client_id: 'desktop' }),
    ];
    for (const other of others) {
      expect(await sendAgain(http.url, seen, bearer(other))).toContain(String.raw`\"code\":\"invalid_input\"`);
    }
    expect(server.shelf.changes).toEqual([]);
    expect(await sendAgain(http.url, seen)).toContain(done);
  });

  it.each<[string, (seen: Seen) => Seen]>([
    ['other arguments', (seen) => changed(seen, { arguments: { book: 'Dark' } })],
    ['no state', (seen) => changed(seen, { requestState: undefined })],
    ['an invented state', (seen) => changed(seen, { requestState: 'mf5m2x.AAAAAAAAAAAA.AAAA' })],
    ['a state that is no text', (seen) => changed(seen, { requestState: { toString: 'x' } })],
    [
      'a state that lasts longer',
      (seen) => {
        const state = String(member(seen.body['params'], 'requestState'));
        return changed(seen, { requestState: state.replace(/^[^.]+/, 'zzzzzzzz') });
      },
    ],
    [
      'a refusal that is called a consent',
      (seen) => changed(seen, { inputResponses: { consent: { action: 'decline', content: { confirm: true } } } }),
    ],
    [
      'an agreement to nothing',
      (seen) => changed(seen, { inputResponses: { consent: { action: 'accept', content: {} } } }),
    ],
    [
      'a word for yes',
      (seen) => changed(seen, { inputResponses: { consent: { action: 'accept', content: { confirm: 'true' } } } }),
    ],
  ])('is worth nothing with %s', async (_what, change) => {
    const { http, server } = await serveShelf(tokens);
    const seen = await caughtConsent(http.url, writeToken);
    expect(await sendAgain(http.url, change(seen))).not.toContain(done);
    expect(server.shelf.changes).toEqual([]);
  });

  it('is worth nothing as a code, nor a code as a consent', async () => {
    const { http, server } = await serveShelf(tokens);
    const seen = await caughtConsent(http.url, writeToken);
    const state = member(seen.body['params'], 'requestState');
    const client = await connectTo(http, 'v2-modern', { headers: bearer(writeToken) });
    const asCode = await client.callTool('shelf_remove_book', { book: 'Velma', confirm: state });
    expect(asCode.error['code']).toBe('confirmation_needed');
    const asState = changed(seen, { requestState: asCode.error['confirm'] });
    expect(await sendAgain(http.url, asState)).not.toContain(done);
    expect(server.shelf.changes).toEqual([]);
  });
});

describe('a code that a writer was given', () => {
  it.each(clientKinds)('is worth nothing to a reader, in the hands of a %s client', async (kind) => {
    const { http, server } = await serveShelf(tokens);
    const writer = await connectTo(http, kind, { headers: bearer(writeToken) });
    const { error } = await writer.callTool('shelf_remove_book', { book: 'Velma' });
    const reader = await connectTo(http, kind, { headers: bearer(readToken) });
    for (const name of ['shelf_remove_book', 'shelf_mark_all_read']) {
      const refused = await reader.callTool(name, { book: 'Velma', confirm: error['confirm'] });
      expect(refused.error).toMatchObject({ code: 'permission', changed: 'no' });
    }
    expect(server.shelf.changes).toEqual([]);
    const answer = await writer.callTool('shelf_remove_book', { book: 'Velma', confirm: error['confirm'] });
    expect(answer.json['outcome']).toBe('done');
  });

  it('is worth nothing to somebody who knows the stream of a writer on HTTP+SSE', async () => {
    const { http } = await serveShelf({ ...tokens, MCP_TRANSPORT: 'sse' });
    const stream = await fetch(new URL('/sse', http.url), { headers: bearer(writeToken) });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    const address = /data: (\S+)/.exec(first?.value ?? '')?.[1] ?? '';
    expect(address).toContain('sessionId=');
    const post = (token: string) =>
      sendHttp(new URL(address, http.url).href, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
      });
    expect((await post(readToken)).status).toBe(404);
    expect((await post(writeToken)).status).toBe(202);
    await reader?.cancel();
  });
});
