import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TraktClient, WatchstackError } from '../../src/index.js';

const api = 'https://api.trakt.tv';
const canaries = { clientId: 'canary-client-id-3f9c', accessToken: 'canary-access-token-77b1' };
const server = setupServer();

beforeAll(() => {
  server.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

/** What of a request to Trakt arrived. */
interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
}

/** Answers every request to any host in the same way, and keeps what arrived. */
function answer(respond: () => Response): Arrived[] {
  const arrived: Arrived[] = [];
  server.use(
    http.all('*', ({ request }) => {
      arrived.push({ method: request.method, url: request.url, headers: request.headers });
      return respond();
    }),
  );
  return arrived;
}

const client = () => new TraktClient({ ...canaries, writeSpacingMs: 0, timeoutMs: 2000, userAgent: 'trakt-mcp/1.2.3' });
const item = { type: 'show', ids: { trakt: 1 } } as const;
const read = () => client().watchlist.list();
const write = () => client().watchlist.add([item]);

/** The error of a call, after a look for secrets in all of it. */
async function errorOf(call: () => Promise<unknown>): Promise<WatchstackError> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof WatchstackError)) throw error;
    const seen = `${JSON.stringify(error)} ${error.message} ${String(error.stack)} ${String(error.cause)}`;
    for (const canary of Object.values(canaries)) expect(seen).not.toContain(canary);
    return error;
  }
  throw new Error('The call was expected to fail.');
}

const page = '<html><body>You are being rate limited. /home/trakt/app.rb</body></html>';
const html = { 'content-type': 'text/html' };

describe('the request', () => {
  it('carries what Trakt demands, and its secrets in headers only', async () => {
    const arrived = answer(() => HttpResponse.json([]));
    await read();
    const [request] = arrived;
    expect(request?.url).toBe(`${api}/sync/watchlist/all/rank/asc?extended=full&page=1&limit=100`);
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      'content-type': 'application/json',
      'trakt-api-key': canaries.clientId,
      'trakt-api-version': '2',
      'user-agent': 'trakt-mcp/1.2.3',
      authorization: `Bearer ${canaries.accessToken}`,
    });
  });
});

describe('what Trakt answers', () => {
  it.each([
    [400, {}, 'invalid_input', 'not valid'],
    [401, {}, 'authentication', 'expired'],
    [401, { 'x-private-user': 'true' }, 'permission', 'private'],
    [403, {}, 'permission', 'TRAKT_CLIENT_ID'],
    [404, {}, 'not_found', 'watchlist'],
    [409, {}, 'conflict', 'already'],
    [412, {}, 'unexpected_response', 'headers'],
    [
      420,
      { 'x-account-limit': '250', 'x-vip-user': 'false', 'x-upgrade-url': 'https://trakt.tv/vip' },
      'permission',
      '250',
    ],
    [423, { 'x-account-locked': 'true' }, 'permission', 'locked'],
    [423, { 'x-account-deactivated': 'true' }, 'permission', 'deactivated'],
    [426, { 'x-upgrade-url': 'https://trakt.tv/vip' }, 'permission', 'VIP'],
    [500, {}, 'upstream_unavailable', 'failed inside'],
    [502, {}, 'upstream_unavailable', 'overloaded'],
    [503, {}, 'upstream_unavailable', 'overloaded'],
    [504, {}, 'upstream_unavailable', 'overloaded'],
    [520, html, 'upstream_unavailable', 'network in front'],
    [522, html, 'upstream_unavailable', 'network in front'],
    [418, {}, 'unexpected_response', '418'],
  ])('%i %o is %s', async (status, headers, code, words) => {
    answer(() => new HttpResponse(status === 500 ? `{"error":"at /home/trakt/app.rb:7"}` : null, { status, headers }));
    const error = await errorOf(read);
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain(words);
    expect(JSON.stringify(error)).not.toContain('app.rb');
  });

  it('follows no link to VIP that is not at Trakt', async () => {
    answer(
      () => new HttpResponse(null, { status: 426, headers: { 'x-upgrade-url': 'https://evil.example/trakt.tv' } }),
    );
    const error = await errorOf(read);
    expect(error.hint).toContain('https://trakt.tv/vip');
    expect(error.hint).not.toContain('evil');
  });

  it.each([
    ['HTML under 200', () => new HttpResponse(page, { headers: html })],
    ['truncated JSON', () => new HttpResponse('[{"rank":1,', { headers: { 'content-type': 'application/json' } })],
    ['nothing', () => new HttpResponse(null, { status: 200 })],
    ['another shape', () => HttpResponse.json({ not: 'a list' })],
  ])('refuses %s without quoting it', async (_what, respond) => {
    answer(respond);
    const error = await errorOf(read);
    expect(error.code).toBe('unexpected_response');
    expect(JSON.stringify(error)).not.toMatch(/app\.rb|rank/);
  });

  it('takes no secret to another host', async () => {
    const arrived = answer(
      () => new HttpResponse(null, { status: 302, headers: { location: 'https://login.example/' } }),
    );
    await errorOf(read);
    expect(new Set(arrived.map(({ url }) => new URL(url).host))).toEqual(new Set(['api.trakt.tv']));
  });
});

describe('rate limits', () => {
  it('say the seconds', async () => {
    answer(() => HttpResponse.json({}, { status: 429, headers: { 'retry-after': '42' } }));
    expect(await errorOf(read)).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 42, retryable: true });
  });

  it('are kept in mind, so that nothing is sent until they are over', async () => {
    const arrived = answer(() => new HttpResponse(page, { status: 429, headers: { ...html, 'retry-after': '300' } }));
    const trakt = client();
    expect(await errorOf(() => trakt.watchlist.list())).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 300 });
    const sent = arrived.length;
    const again = await errorOf(() => trakt.shows.trending());
    expect(again).toMatchObject({ code: 'rate_limited' });
    expect(again).toHaveProperty('retryAfterSeconds', expect.closeTo(300, -1));
    expect(await errorOf(() => trakt.watchlist.add([item]))).toMatchObject({ code: 'rate_limited', changed: 'no' });
    expect(arrived).toHaveLength(sent);
  });

  it('on writes leave reads alone', async () => {
    server.use(
      http.post(`${api}/*`, () => HttpResponse.json({}, { status: 429, headers: { 'retry-after': '30' } })),
      http.get(`${api}/*`, () => HttpResponse.json([])),
    );
    const trakt = client();
    expect(await errorOf(() => trakt.watchlist.add([item]))).toMatchObject({ code: 'rate_limited', changed: 'no' });
    expect(await trakt.watchlist.list()).toMatchObject({ items: [] });
  });
});

describe('writes', () => {
  it.each([429, 500, 502, 503, 504, 520])('are sent once, whatever happens (%i)', async (status) => {
    const arrived = answer(() => new HttpResponse(null, { status }));
    const error = await errorOf(write);
    expect(arrived).toHaveLength(1);
    expect(error.changed).toBe(status === 429 ? 'no' : 'unknown');
    expect(error.retryable).toBe(status === 429);
  });

  it('are sent once when the connection breaks, and nobody can tell what became of them', async () => {
    const arrived = answer(() => HttpResponse.error());
    const error = await errorOf(write);
    expect(error.code).toBe('network');
    expect(arrived).toHaveLength(1);
    expect(error.changed).toBe('unknown');
  });
});

describe('calls that are taken back', () => {
  it('end as cancelled', async () => {
    const controller = new AbortController();
    answer(() => {
      controller.abort();
      return HttpResponse.json([]);
    });
    await expect(client().watchlist.list({ signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
