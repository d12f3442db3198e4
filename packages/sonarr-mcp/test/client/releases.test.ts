import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ConflictError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  ReadOnlyError,
  SonarrClient,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  type SonarrReleaseQuery,
} from '../../src/index.js';
import { visible } from './recording-logger.js';
import { all, failure, start, type Pair } from './stand-in.js';

async function seriesNamed({ client }: Pair, wanted: string): Promise<number> {
  const found = (await all(client.series.list())).find(({ title }) => title === wanted);
  if (found === undefined) throw new Error(`The household has no ${wanted}.`);
  return found.id;
}

async function firstEpisode(pair: Pair, title: string): Promise<number> {
  const [episode] = await pair.client.episodes.list({ seriesId: await seriesNamed(pair, title), seasonNumber: 1 });
  return episode?.id ?? 0;
}

describe('a search for releases', () => {
  it('trap 19: comes in the order of preference, which is not the order of the answer', async () => {
    const pair = await start();
    const releases = await pair.client.releases.search({ episodeId: await firstEpisode(pair, 'Severance') });
    expect(releases.map(({ releaseWeight }) => releaseWeight)).toEqual(releases.map((_, index) => index));
    expect(releases.length).toBeGreaterThan(10);
  });

  it('of the specials is one for season 0', async () => {
    const pair = await start();
    await pair.client.releases.search({ seriesId: await seriesNamed(pair, 'Severance'), seasonNumber: 0 });
    expect(pair.sonarr.state.askedIndexers).toEqual(['season']);
  });

  it.each([
    {},
    { seriesId: 3 },
    { seasonNumber: 1 },
    { seriesId: 0, seasonNumber: 1 },
    { episodeId: 0 },
    { seriesId: 3, seasonNumber: null },
  ])(
    'trap 18: %j from a caller without types is refused, because Sonarr would fetch everything from all indexers',
    async (query) => {
      const { sonarr, client } = await start();
      const search: (query: never) => Promise<unknown> = (one) => client.releases.search(one);
      expect(await failure(search(query as never))).toBeInstanceOf(InvalidInputError);
      expect(sonarr.requests).toEqual([]);
    },
  );

  it('trap 14: reads no address of an indexer but the one that names a release', async () => {
    const pair = await start();
    const releases = await pair.client.releases.search({ episodeId: await firstEpisode(pair, 'Severance') });
    const told = JSON.stringify(releases.map(({ guid: _guid, ...release }) => release));
    expect(told).not.toMatch(/canary|https?:|magnet:/);
    expect(releases[0]?.handle).toMatch(/^r[0-9a-f]{9}$/);
  });
});

it('a list with something else in it is no list of releases', async () => {
  const { sonarr, client } = await start();
  sonarr.faults.add({ path: '/api/v3/release', fault: { kind: 'reply', body: [{ title: 'canary' }] } });
  const error = await failure(client.releases.search({ episodeId: 7 }));
  expect(error).toBeInstanceOf(UnexpectedResponseError);
  expect(visible(error)).not.toContain('canary');
});

describe('a release that was shown', () => {
  it('is known to every view of the client by its handle, for half an hour', async () => {
    const pair = await start();
    const [best] = await pair.client.readOnly().releases.search({ episodeId: await firstEpisode(pair, 'Severance') });
    const handle = best?.handle ?? '';
    expect(pair.client.releases.find(handle)).toEqual(best);
    expect(pair.client.releases.find(` ${handle.toUpperCase()} `)).toEqual(best);
    expect(pair.client.releases.find('r000000000')).toBeUndefined();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 60_000 });
    try {
      expect(pair.client.releases.find(handle)).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it('is grabbed, but not through the view that only reads', async () => {
    const pair = await start();
    const [best] = await pair.client.releases.search({ episodeId: await firstEpisode(pair, 'Severance') });
    if (best === undefined) throw new Error('nothing is offered');
    expect(await failure(pair.client.readOnly().releases.grab(best))).toBeInstanceOf(ReadOnlyError);
    await pair.client.releases.grab(best);
    expect(pair.sonarr.state.downloads.map(({ download }) => download.title)).toContain(best.title);
  });

  it('that the indexer does not hand out is refused, and nothing has changed', async () => {
    const pair = await start();
    const [best] = await pair.client.releases.search({ episodeId: await firstEpisode(pair, 'Severance') });
    if (best === undefined) throw new Error('nothing is offered');
    pair.sonarr.state.silentIndexers.add(best.indexerId);
    const error = await failure(pair.client.releases.grab(best));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ changed: 'no', message: 'The indexer did not hand out the release.' });
  });

  it('trap 19: that Sonarr has forgotten has to be searched again', async () => {
    const { client } = await start();
    const error = await failure(client.releases.grab({ guid: 'gone', indexerId: 1 }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ changed: 'no', hint: expect.stringContaining('search again') as string });
  });
});

describe('commands', () => {
  it('trap 33: are taken back while they wait, and not once they have begun', async () => {
    const { sonarr, client } = await start({ commandDelayMs: 60_000 });
    const waiting = await client.commands.start({ name: 'RssSync' });
    await client.commands.cancel(waiting?.id ?? 0);
    expect(await client.commands.list()).toEqual([]);
    const begun = await client.commands.start({ name: 'Backup' });
    sonarr.settle();
    const error = await failure(client.commands.cancel(begun?.id ?? 0));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ changed: 'no' });
    expect(await failure(client.commands.cancel(4711))).toBeInstanceOf(NotFoundError);
  });

  it('are listed with what they are about', async () => {
    const { client } = await start({ commandDelayMs: 60_000 });
    await client.commands.start({ name: 'SeasonSearch', seriesId: 3, seasonNumber: 0 });
    await client.commands.start({ name: 'RefreshSeries', seriesIds: [3, 4] });
    expect(await client.commands.list()).toMatchObject([
      { name: 'SeasonSearch', status: 'queued', body: { seriesId: 3, seasonNumber: 0 } },
      { name: 'RefreshSeries', body: { seriesIds: [3, 4] } },
    ]);
  });
});

const server = setupServer();

describe('when something is wrong', () => {
  beforeAll(() => {
    server.listen({ onUnhandledRequest: 'bypass' });
  });
  afterEach(() => {
    server.resetHandlers();
  });
  afterAll(() => {
    server.close();
  });

  const wish: SonarrReleaseQuery = { episodeId: 7 };
  const client = () => new SonarrClient({ url: 'http://sonarr.test:8989', apiKey: 'canary0key0canary0key0canary0key' });

  function answer(response: () => Response): { readonly count: () => number } {
    let count = 0;
    server.use(
      http.all('http://sonarr.test:8989/*', () => {
        count += 1;
        return response();
      }),
    );
    return { count: () => count };
  }

  it.each([
    ['503', () => HttpResponse.json({ message: 'busy' }, { status: 503 }), UpstreamUnavailableError],
    ['504 of a proxy', () => HttpResponse.html('<html></html>', { status: 504 }), UpstreamUnavailableError],
    ['a broken connection', () => HttpResponse.error(), NetworkError],
  ] as const)(
    'trap 20: a search that ends with %s is not sent again: it is slow, and trackers count',
    async (_what, response, type) => {
      const { count } = answer(response);
      expect(await failure(client().releases.search(wish))).toBeInstanceOf(type);
      expect(count()).toBe(1);
    },
  );

  it.each([
    [
      '400',
      () => HttpResponse.json({ message: 'Search failed at https://bergfunk.example?apikey=canary' }, { status: 400 }),
      UpstreamUnavailableError,
    ],
    [
      '500',
      () => HttpResponse.json({ message: 'canary', description: 'at /home/canary.cs' }, { status: 500 }),
      UpstreamUnavailableError,
    ],
    ['a web page', () => HttpResponse.html('<html>canary</html>'), UnexpectedResponseError],
    [
      'JSON that breaks off',
      () => new HttpResponse('[{"guid":"canary', { headers: { 'Content-Type': 'application/json' } }),
      UnexpectedResponseError,
    ],
  ] as const)(
    'a search answered with %s has its own error, without a word of the answer',
    async (_what, response, type) => {
      answer(response);
      const error = await failure(client().releases.search(wish));
      expect(error).toBeInstanceOf(type);
      expect(visible(error)).not.toContain('canary');
    },
  );

  it.each([
    ['503', () => HttpResponse.json({ message: 'busy' }, { status: 503 }), 'unknown'],
    ['a broken connection', () => HttpResponse.error(), 'unknown'],
    ['401', () => new HttpResponse(null, { status: 401 }), 'no'],
  ] as const)(
    'trap 46: a grab that ends with %s is sent once, and says whether it happened',
    async (_what, response, changed) => {
      const { count } = answer(response);
      expect(await failure(client().releases.grab({ guid: 'g', indexerId: 1 }))).toMatchObject({ changed });
      expect(count()).toBe(1);
    },
  );

  it.each([
    ['nothing', () => new HttpResponse(null, { status: 200 })],
    ['an empty document', () => HttpResponse.json({})],
    ['a document of another kind', () => HttpResponse.json(['grabbed'])],
    ['a web page', () => HttpResponse.html('<html></html>')],
  ] as const)('trap 1: a grab and a cancellation that are accepted with %s have happened', async (_what, response) => {
    answer(response);
    await client().releases.grab({ guid: 'g', indexerId: 1 });
    await client().commands.cancel(5);
  });
});
