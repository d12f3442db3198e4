import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHousehold } from '@watchstack/demo/household';
import { ConfigurationError } from '../../src/index.js';
import { now, start } from './stand-in.js';

let service: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  service = await start();
});
afterAll(async () => {
  await service.trakt.close();
});

describe('search', () => {
  it('finds shows and movies of one name, with what tells them apart', async () => {
    const { items } = await service.client.search.text('Fargo');
    expect(items.map((hit) => [hit.type, hit.type === 'show' ? hit.show.year : hit.movie.year])).toEqual([
      ['show', 2014],
      ['movie', 1996],
    ]);
  });

  it('finds titles whose signs mean something to the search engine', async () => {
    const { items } = await service.client.search.text('Dune: Part Two', { types: ['movie'] });
    expect(items[0]).toMatchObject({ type: 'movie', movie: { title: 'Dune: Part Two' } });
  });

  it('finds every title there is by its own name, whatever signs are in it', async () => {
    const { shows, films } = service.trakt.household;
    for (const { title, ids } of [...shows, ...films]) {
      const { items } = await service.client.search.text(title, { limit: 25 });
      const found = items.map((hit) => (hit.type === 'show' ? hit.show : hit.movie).ids.trakt);
      expect({ title, found: found.includes(ids.trakt) }).toEqual({ title, found: true });
    }
  });

  it('narrows by years', async () => {
    const { items } = await service.client.search.text('Doctor Who', { types: ['show'], years: '2005' });
    expect(items).toMatchObject([{ show: { year: 2005 } }]);
  });

  it('looks ids up by type, and believes only the id it asked for', async () => {
    const { ids } = service.showNamed('Severance');
    expect(await service.client.search.byId('tvdb', ids.tvdb)).toMatchObject([
      { type: 'show', show: { title: 'Severance', ids: { trakt: ids.trakt, tvdb: ids.tvdb } } },
    ]);
    expect(await service.client.search.byId('tvdb', ids.tvdb, { types: ['movie'] })).toEqual([]);
    service.trakt.faults.add({
      path: `/search/tmdb/${ids.tmdb}`,
      times: 1,
      fault: {
        kind: 'reply',
        body: [{ type: 'show', score: null, show: { title: 'Another', ids: { trakt: 1, tmdb: 2 } } }],
      },
    });
    expect(await service.client.search.byId('tmdb', ids.tmdb, { types: ['show'] })).toEqual([]);
  });

  it('knows what a show is called elsewhere', async () => {
    const { ids } = service.showNamed('Money Heist');
    expect(await service.client.search.otherNames('show', ids.trakt)).toContain('Haus des Geldes');
  });
});

describe('trending shows', () => {
  it('come with the sizes that Trakt used, not those asked for', async () => {
    const page = await service.client.shows.trending({ limit: 1000 });
    expect(page).toMatchObject({ page: 1, limit: 250, pageCount: 1, itemCount: page.items.length });
    expect(page.items[0]).toMatchObject({ watchers: 660, show: { title: 'Severance' } });
  });

  it('leave out what the account knows', async () => {
    const { items } = await service.client.shows.trending({ limit: 50, ignoreWatched: true, ignoreWatchlisted: true });
    const titles = items.map(({ show }) => show.title);
    expect(titles).toContain('The Studio');
    expect(titles).not.toContain('Severance');
    expect(titles).not.toContain('The Bear');
  });
});

describe('watched shows', () => {
  it('come with seasons and episodes', async () => {
    const { items } = await service.client.watched.shows();
    const severance = items.find(({ show }) => show.title === 'Severance');
    const { plays, episodes } =
      service.trakt.household.trakt.watchedShows.find(({ show }) => show.title === 'Severance') ?? {};
    expect(severance?.plays).toBe(plays);
    expect(severance?.seasons?.flatMap((season) => season.episodes)).toHaveLength(episodes?.length ?? -1);
  });

  it('come by id in one small request', async () => {
    const plays = await service.client.watched.showPlays();
    const { ids } = service.showNamed('Chernobyl');
    expect(plays.get(ids.trakt)).toMatchObject({ episodes: 5, plays: 5 });
    expect(plays.size).toBe(service.trakt.household.trakt.watchedShows.length);
  });
});

describe('the account', () => {
  it('tells name and limits, and keeps the secret that stands beside them to itself', async () => {
    const account = await service.client.users.account();
    expect(account).toEqual({ username: 'clara-at-home', vip: false, timeZone: 'Europe/Vienna', watchlistLimit: 250 });
  });
});

describe('a client without a token', () => {
  it('gives what is public, and says what to set for the rest without asking Trakt', async () => {
    const open = await start({ client: { accessToken: undefined } });
    expect((await open.client.shows.trending()).items.length).toBeGreaterThan(0);
    open.trakt.requests.length = 0;
    const calls = [
      () => open.client.watchlist.list(),
      () => open.client.watched.shows(),
      () => open.client.shows.trending({ ignoreWatched: true }),
      () => open.client.watchlist.add([{ type: 'show', ids: { trakt: 1 } }]),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({
        code: 'configuration',
        target: 'TRAKT_ACCESS_TOKEN',
        message: expect.stringContaining('TRAKT_ACCESS_TOKEN') as string,
      });
    }
    expect(open.trakt.requests).toEqual([]);
    await open.trakt.close();
  });
});

describe('the token', () => {
  it('is never sent to a host that did not issue it', async () => {
    const { TraktClient } = await import('../../src/index.js');
    const options = { clientId: 'x', accessToken: 'canary', url: 'http://127.0.0.1:1' };
    expect(() => new TraktClient(options)).toThrow(ConfigurationError);
    expect(() => new TraktClient({ ...options, accessToken: undefined })).not.toThrow();
  });
});

describe('an empty account', () => {
  it('has empty lists', async () => {
    const empty = await start({ household: createHousehold({ now, size: { shows: 0, films: 0 } }) });
    expect(await empty.client.watchlist.all()).toEqual([]);
    expect((await empty.client.watched.shows()).items).toEqual([]);
    expect((await empty.client.watched.showPlays()).size).toBe(0);
    await empty.trakt.close();
  });
});

describe('what Trakt may send', () => {
  it('is read with nulls, unknown fields and unknown words in it', async () => {
    service.trakt.faults.add({
      path: '/shows/trending',
      times: 1,
      fault: {
        kind: 'reply',
        body: [
          {
            watchers: 3,
            show: {
              title: 'Bare',
              year: null,
              ids: { trakt: 7, slug: 'bare', tvdb: null, imdb: '', tmdb: 0 },
              rating: null,
              more: 1,
            },
          },
          {
            watchers: 2,
            show: { title: 'Odd', ids: { trakt: 8 }, status: 'sleeping', genres: 'drama', runtime: '45' },
          },
          { watchers: 1, film: { title: 'No show at all' } },
        ],
      },
    });
    const { items, itemCount } = await service.client.shows.trending();
    expect(items.map(({ show }) => show)).toEqual([
      expect.objectContaining({ title: 'Bare', year: undefined, ids: { trakt: 7, slug: 'bare' } }),
      expect.objectContaining({ title: 'Odd', status: 'sleeping', genres: undefined, runtime: undefined }),
    ]);
    expect(itemCount).toBe(3);
  });
});
