import type { Fault } from '@watchstack/demo/sonarr';
import { describe, expect, it } from 'vitest';
import {
  AuthenticationError,
  CancelledError,
  ConfigurationError,
  NetworkError,
  RateLimitedError,
  SonarrClient,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  WatchstackError,
} from '../../src/index.js';
import { recordingLogger, visible } from './recording-logger.js';
import { all, failure, start } from './stand-in.js';

const url = 'http://sonarr.test:8989';
const apiKey = 'canary0key0canary0key0canary0key';
const stack = '   at NzbDrone.Core.Tv.SeriesService.GetSeries() in /home/canary/Sonarr/SeriesService.cs:line 12';

const streamFailures: readonly (readonly [string, Fault, abstract new (...args: never[]) => Error])[] = [
  ['401 with nothing in it', { kind: 'reply', status: 401 }, AuthenticationError],
  ['404 with nothing in it', { kind: 'reply', status: 404 }, UnexpectedResponseError],
  ['429 with a long pause', { kind: 'reply', status: 429, headers: { 'retry-after': '120' } }, RateLimitedError],
  [
    '500 with a stack trace',
    { kind: 'reply', status: 500, body: { message: 'x', description: stack } },
    UpstreamUnavailableError,
  ],
  ['a web page', { kind: 'html' }, UnexpectedResponseError],
  ['JSON that breaks off', { kind: 'truncate' }, UnexpectedResponseError],
  ['a series of another shape', { kind: 'reply', body: [{ id: 5, title: 7 }] }, UnexpectedResponseError],
  ['a document that is no list', { kind: 'reply', body: { id: 5 } }, UnexpectedResponseError],
  ['nothing', { kind: 'reply', status: 200 }, UnexpectedResponseError],
  ['a broken connection', { kind: 'close' }, NetworkError],
  ['a redirect to another host', { kind: 'redirect', to: 'http://login.test/?back=canary' }, WatchstackError],
];

describe('a library that Sonarr answers with', () => {
  it.each(streamFailures)('%s has its own error while it is streamed', async (_name, fault, type) => {
    const { sonarr, client: caller } = await start({ apiKey }, { logger: recordingLogger() });
    sonarr.faults.add({ path: '/api/v3/series', fault });
    const error = await failure(all(caller.series.list()));
    expect(error).toBeInstanceOf(type);
    expect(visible(error)).not.toMatch(/canary|NzbDrone|Sign in|Please sign/);
  });

  it('an empty list has no series', async () => {
    const { sonarr, client: caller } = await start();
    sonarr.faults.add({ path: '/api/v3/series', fault: { kind: 'reply', body: [] } });
    expect(await all(caller.series.list())).toEqual([]);
  });
});

describe('time and cancellation', () => {
  it('ends a call that hangs, within the bound that was set', async () => {
    const { sonarr } = await start();
    sonarr.faults.add({ fault: { kind: 'hang' } });
    const impatient = new SonarrClient({ url: sonarr.url, apiKey: sonarr.apiKey, timeoutMs: 200 });
    for (const call of [impatient.series.get(1), all(impatient.series.list()), impatient.tags.list()]) {
      expect(await failure(call)).toBeInstanceOf(NetworkError);
    }
  });

  it('ends a call that its caller takes back, while it waits and while it streams', async () => {
    const { sonarr, client: caller } = await start();
    sonarr.faults.add({ path: '/api/v3/queue', fault: { kind: 'hang' } });
    const controller = new AbortController();
    const waiting = failure(caller.queue.list({}, { signal: controller.signal }));
    controller.abort();
    expect(await waiting).toBeInstanceOf(CancelledError);
    const streaming = new AbortController();
    const reading = failure(
      (async () => {
        for await (const series of caller.series.list({ signal: streaming.signal })) streaming.abort(series);
      })(),
    );
    expect(await reading).toBeInstanceOf(CancelledError);
  });

  it('sends nothing for a call that was taken back before', async () => {
    const { sonarr, client: caller } = await start();
    const signal = AbortSignal.abort();
    for (const call of [
      caller.series.get(1, { signal }),
      caller.tags.list({ signal }),
      caller.series.update(1, { monitored: false }, { signal }),
      caller.commands.start({ name: 'RssSync' }, { signal }),
    ]) {
      expect(await failure(call)).toBeInstanceOf(CancelledError);
    }
    expect(sonarr.requests).toHaveLength(0);
  });

  it('trap 46: waits for a Sonarr that is just starting, for reads', async () => {
    const { sonarr, client: caller } = await start();
    sonarr.faults.add({
      times: 1,
      fault: { kind: 'reply', status: 503, body: { errorMessage: 'Sonarr is starting up, please try again later' } },
    });
    expect((await caller.system.status()).appName).toBe('Sonarr');
  });
});

describe('settings that cannot be right', () => {
  it.each([
    ['an empty key', { url, apiKey: ' ' }],
    ['a key with a line break in it', { url, apiKey: 'canary\nkey' }],
    ['an address without a scheme', { url: 'sonarr:8989', apiKey }],
    ['an empty address', { url: '', apiKey }],
  ])('%s is refused at once, without repeating it', (_name, settings) => {
    const make = () => new SonarrClient(settings);
    expect(make).toThrow(ConfigurationError);
    try {
      make();
    } catch (error) {
      expect(visible(error)).not.toContain('canary');
      expect(visible(error)).toMatch(/SONARR_(URL|API_KEY)/);
    }
  });

  it('a wrong key is told apart from a wrong address', async () => {
    const { sonarr } = await start();
    const wrong = new SonarrClient({ url: sonarr.url, apiKey: 'wrong' });
    expect(await failure(wrong.system.status())).toBeInstanceOf(AuthenticationError);
    const elsewhere = new SonarrClient({ url: `${sonarr.url}/sonarr`, apiKey: sonarr.apiKey });
    expect(await failure(elsewhere.system.status())).toBeInstanceOf(UnexpectedResponseError);
  });

  it('trap 45: an address without the URL base that Sonarr has still reads, because Sonarr shows the way', async () => {
    const { sonarr } = await start({ urlBase: '/sonarr' });
    const above = new SonarrClient({ url: new URL(sonarr.url).origin, apiKey: sonarr.apiKey });
    expect((await above.system.status()).appName).toBe('Sonarr');
    expect(await failure(above.commands.start({ name: 'RssSync' }))).toMatchObject({
      changed: 'no',
      hint: expect.stringMatching(/SONARR_URL/) as string,
    });
  });
});
