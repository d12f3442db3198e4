import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NetworkError, PlexClient, RateLimitedError, WatchstackError } from '../../src/index.js';
import { failure } from './stand-in.js';

const url = 'http://plex.test:32400';
const canary = 'canary-4711-token';
const sessions = `${url}/status/sessions`;

const upstream = setupServer();
beforeAll(() => {
  upstream.listen({ onUnhandledRequest: 'error' });
});
afterEach(() => {
  upstream.resetHandlers();
});
afterAll(() => {
  upstream.close();
});

function client(timeoutMs = 5000): PlexClient {
  return new PlexClient({ url, token: canary, timeoutMs });
}

const page = (status: number) =>
  `<html><head><title>${status}</title></head><body><h1>${status}</h1>at Plex.Secret() in /home/plex/canary</body></html>`;

/** Everything a caller could get to see of an error. */
function shown(error: unknown): string {
  if (!(error instanceof WatchstackError)) throw new Error('an error of another kind');
  return `${error.message} ${error.stack ?? ''} ${JSON.stringify(error)}`;
}

describe('an error answer of Plex', () => {
  it('404 where every Plex has something says that the address is wrong', async () => {
    upstream.use(http.get(`${url}/identity`, () => new HttpResponse(null, { status: 404 })));
    expect(await failure(client().server.identity())).toMatchObject({ code: 'not_found', target: 'PLEX_URL' });
  });

  it.each([
    [400, 'invalid_input', false],
    [401, 'authentication', false],
    [403, 'permission', false],
    [404, 'not_found', false],
    [409, 'conflict', false],
    [418, 'unexpected_response', false],
    [500, 'upstream_unavailable', true],
    [502, 'upstream_unavailable', true],
    [503, 'upstream_unavailable', true],
    [504, 'upstream_unavailable', true],
  ])(
    'with status %i and a page for people is %s, and nothing of the page is shown',
    async (status, code, retryable) => {
      upstream.use(http.get(sessions, () => HttpResponse.html(page(status), { status })));
      const error = await failure(client().sessions.list());
      expect(error).toMatchObject({ code, status, retryable, target: 'list of sessions' });
      expect(shown(error)).not.toContain('canary');
      expect(shown(error)).not.toContain('<h1>');
    },
  );

  it('with 401 and nothing in it still says which setting to look at', async () => {
    upstream.use(http.get(sessions, () => new HttpResponse(null, { status: 401 })));
    const error = await failure(client().sessions.list());
    expect(error).toMatchObject({ code: 'authentication' });
    expect(shown(error)).toContain('PLEX_TOKEN');
    expect(shown(error)).toContain('owner');
  });

  it('with 429 and a long pause is answered at once, with the seconds', async () => {
    let requests = 0;
    upstream.use(
      http.get(sessions, () => {
        requests += 1;
        return new HttpResponse(null, { status: 429, headers: { 'Retry-After': '120' } });
      }),
    );
    const error = await failure(client().sessions.list());
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ retryAfterSeconds: 120, retryable: true });
    expect(requests).toBe(1);
  });

  it.each([
    ['migration', 'Plex Media Server is currently running database migrations.', /database/],
    ['start', 'Plex Media Server is starting up.', /starting/],
    ['something else', 'Back soon', /maintenance/],
  ])('with 503 tells a %s from the XML that comes with it', async (_what, status, words) => {
    const body = `<?xml version="1.0"?><Response code="503" title="Maintenance" status="${status}"/>`;
    upstream.use(http.get(sessions, () => HttpResponse.xml(body, { status: 503 })));
    const error = await failure(client().sessions.list());
    expect(error).toMatchObject({ code: 'upstream_unavailable' });
    expect(shown(error)).toMatch(words);
    expect(shown(error)).not.toContain('Back soon');
  });

  it('that is a web page with status 200 is no answer', async () => {
    upstream.use(http.get(sessions, () => HttpResponse.html(page(200))));
    expect(await failure(client().sessions.list())).toMatchObject({ code: 'unexpected_response' });
  });

  it('that breaks off is no answer, in either format', async () => {
    upstream.use(http.get(sessions, () => HttpResponse.text('{"MediaContainer":{"size":1,"Meta')));
    expect(await failure(client().sessions.list())).toMatchObject({ code: 'unexpected_response' });
    upstream.use(http.get(sessions, () => HttpResponse.xml('<MediaContainer size="1"><Video rat')));
    expect(await failure(client().sessions.list())).toMatchObject({ code: 'unexpected_response' });
  });

  it('that is empty is no answer to a question', async () => {
    upstream.use(http.get(sessions, () => new HttpResponse(null, { status: 200 })));
    expect(await failure(client().sessions.list())).toMatchObject({ code: 'unexpected_response' });
  });

  it('that sends to another host takes no token there', async () => {
    let elsewhere = 0;
    upstream.use(
      http.get(sessions, () => HttpResponse.redirect('http://elsewhere.test/login', 302)),
      http.get('http://elsewhere.test/login', () => {
        elsewhere += 1;
        return HttpResponse.text('');
      }),
    );
    const error = await failure(client().sessions.list());
    expect(error).toBeInstanceOf(WatchstackError);
    expect(elsewhere).toBe(0);
    expect(shown(error)).not.toContain('canary');
  });
});

describe('no answer at all', () => {
  it('ends at the deadline', async () => {
    upstream.use(http.get(sessions, () => new Promise<never>(() => undefined)));
    const error = await failure(client(200).sessions.list());
    expect(error).toBeInstanceOf(NetworkError);
    expect(shown(error)).not.toContain('canary');
  });

  it('ends when the caller does not want it any more', async () => {
    upstream.use(http.get(sessions, () => new Promise<never>(() => undefined)));
    const controller = new AbortController();
    const error = failure(client().sessions.list({ signal: controller.signal }));
    controller.abort();
    expect(await error).toMatchObject({ code: 'cancelled' });
  });

  it('is a connection that nothing takes, with the setting to correct', async () => {
    upstream.use(http.get(sessions, () => HttpResponse.error()));
    const error = await failure(client().sessions.list());
    expect(error).toBeInstanceOf(NetworkError);
  });
});

describe('a change', () => {
  it.each([500, 502, 503])('that is answered with %i is sent once, and nobody can tell', async (status) => {
    let requests = 0;
    upstream.use(
      http.get(`${url}/library/sections/1/refresh`, () => {
        requests += 1;
        return HttpResponse.html(page(status), { status });
      }),
    );
    expect(await failure(client().libraries.refresh('1'))).toMatchObject({ changed: 'unknown', retryable: false });
    expect(requests).toBe(1);
  });

  it.each([400, 401, 403, 404])('that is refused with %i has changed nothing', async (status) => {
    upstream.use(http.get(`${url}/library/sections/1/refresh`, () => HttpResponse.html(page(status), { status })));
    expect(await failure(client().libraries.refresh('1'))).toMatchObject({ changed: 'no', status });
  });
});
