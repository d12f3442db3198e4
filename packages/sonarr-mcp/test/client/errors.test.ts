import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  AuthenticationError,
  NetworkError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  SonarrClient,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  WatchstackError,
} from '../../src/index.js';
import { recordingLogger, visible } from './recording-logger.js';
import { failure } from './stand-in.js';

const url = 'http://sonarr.test:8989';
const apiKey = 'canary0key0canary0key0canary0key';
const proxySecret = 'canary-proxy-secret';
const stack = '   at NzbDrone.Core.Tv.SeriesService.GetSeries() in /home/canary/Sonarr/SeriesService.cs:line 12';

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

function client(settings: { readonly timeoutMs?: number; readonly url?: string } = {}): SonarrClient {
  return new SonarrClient({
    url,
    apiKey,
    headers: { 'X-Proxy-Auth': proxySecret },
    logger: recordingLogger(),
    ...settings,
  });
}

/** Answers everything with one response, and counts the requests. */
function answer(response: () => Response): { readonly count: () => number } {
  let count = 0;
  server.use(
    http.all('*', () => {
      count += 1;
      return response();
    }),
  );
  return { count: () => count };
}

const failures: readonly (readonly [
  string,
  () => Response,
  abstract new (...args: never[]) => Error,
  Record<string, unknown>,
])[] = [
  ['401 with nothing in it', () => new HttpResponse(null, { status: 401 }), AuthenticationError, { retryable: false }],
  ['403', () => new HttpResponse(null, { status: 403 }), PermissionError, { retryable: false }],
  [
    '404',
    () => HttpResponse.json({ title: 'Not Found', status: 404, traceId: 'x' }, { status: 404 }),
    NotFoundError,
    { retryable: false, message: 'Sonarr has no series 5.' },
  ],
  [
    '429 with a long pause',
    () => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '120' } }),
    RateLimitedError,
    { retryAfterSeconds: 120 },
  ],
  [
    '500 with a stack trace',
    () => HttpResponse.json({ message: `Broken ${stack}`, description: stack }, { status: 500 }),
    UpstreamUnavailableError,
    {},
  ],
  [
    '503 while it starts',
    () => HttpResponse.json({ errorMessage: 'Sonarr is starting up, please try again later' }, { status: 503 }),
    UpstreamUnavailableError,
    { message: 'Sonarr is starting.' },
  ],
  [
    'a web page',
    () => HttpResponse.html('<!doctype html><html><body>Sign in</body></html>'),
    UnexpectedResponseError,
    {},
  ],
  [
    'JSON that breaks off',
    () => new HttpResponse('{"id": 5, "title": "Sever', { headers: { 'Content-Type': 'application/json' } }),
    UnexpectedResponseError,
    {},
  ],
  ['another shape', () => HttpResponse.json({ id: 5, title: 7 }), UnexpectedResponseError, {}],
  ['nothing', () => new HttpResponse(null, { status: 200 }), UnexpectedResponseError, {}],
  ['a broken connection', () => HttpResponse.error(), NetworkError, {}],
  [
    'a redirect to a login on another host',
    () => new HttpResponse(null, { status: 302, headers: { Location: 'https://login.test/?back=canary' } }),
    WatchstackError,
    {},
  ],
];

describe('a read that Sonarr answers with', () => {
  it.each(failures)('%s has its own error, without any secret', async (_name, response, type, expected) => {
    answer(response);
    const error = await failure(client().series.get(5));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ changed: undefined, ...expected });
    expect(error).toHaveProperty('hint');
    expect(visible(error)).not.toMatch(/canary|NzbDrone|Sign in/);
  });

  it('401 names the setting to correct', async () => {
    answer(() => new HttpResponse(null, { status: 401 }));
    expect(await failure(client().system.status())).toMatchObject({
      hint: expect.stringContaining('SONARR_API_KEY') as string,
    });
  });

  it('an empty 404 under the path of its API names the address to correct', async () => {
    answer(() => new HttpResponse(null, { status: 404 }));
    const error = await failure(client().system.status());
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error).toMatchObject({ hint: expect.stringContaining('SONARR_URL') as string });
  });

  it('trap 45: a web page names the address to correct', async () => {
    answer(() => HttpResponse.html('<html></html>'));
    expect(await failure(client().queue.list())).toMatchObject({
      hint: expect.stringContaining('SONARR_URL') as string,
    });
  });
});

const changes: readonly (readonly [string, string, (sonarr: SonarrClient) => Promise<unknown>])[] = [
  [
    'adding a series',
    'POST',
    (sonarr) => sonarr.series.add({ tvdbId: 1, title: 'x', seasons: [], qualityProfileId: 1, rootFolderPath: '/tv' }),
  ],
  ['making a tag', 'POST', (sonarr) => sonarr.tags.create('x')],
  ['starting a command', 'POST', (sonarr) => sonarr.commands.start({ name: 'RssSync' })],
  ['changing a series', 'PUT', (sonarr) => sonarr.series.update(5, { monitored: false })],
  ['deleting a series', 'DELETE', (sonarr) => sonarr.series.delete(5)],
];

const document = { id: 5, title: 'Severance', tvdbId: 371_980, monitored: true, qualityProfileId: 1, path: '/tv/S' };

/** Lets reads work and answers changes with one response, counting them. */
function refuseChanges(response: () => Response): { readonly sent: () => number } {
  let sent = 0;
  server.use(
    http.get('*', () => HttpResponse.json(document)),
    http.all('*', () => {
      sent += 1;
      return response();
    }),
  );
  return { sent: () => sent };
}

describe.each(changes)('%s', (_name, _method, change) => {
  it.each([
    ['503', () => HttpResponse.json({ message: 'busy' }, { status: 503 }), 'unknown'],
    ['500', () => HttpResponse.json({ message: 'x', description: stack }, { status: 500 }), 'unknown'],
    ['502 of a proxy', () => HttpResponse.html('<html></html>', { status: 502 }), 'unknown'],
    ['429', () => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '1' } }), 'no'],
    ['401', () => new HttpResponse(null, { status: 401 }), 'no'],
    ['a broken connection', () => HttpResponse.error(), 'unknown'],
  ] as const)(
    'is sent once when the answer is %s, and says whether it happened',
    async (_answer, response, changed) => {
      const { sent } = refuseChanges(response);
      const error = await failure(change(client()));
      expect(sent()).toBe(1);
      expect(error).toMatchObject({ changed });
      expect(visible(error)).not.toMatch(/canary|NzbDrone/);
    },
  );

  it.each([
    ['nothing', () => new HttpResponse(null, { status: 200 })],
    ['an empty document', () => HttpResponse.json({}, { status: 201 })],
    ['a document of another kind', () => HttpResponse.json([{ id: 'x' }], { status: 202 })],
    ['a web page', () => HttpResponse.html('<html></html>', { status: 200 })],
    ['JSON that breaks off', () => new HttpResponse('{"id', { headers: { 'Content-Type': 'application/json' } })],
  ] as const)('succeeds when Sonarr accepts it and answers with %s', async (_answer, response) => {
    const { sent } = refuseChanges(response);
    await change(client());
    expect(sent()).toBe(1);
  });
});
