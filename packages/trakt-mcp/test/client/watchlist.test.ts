import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReadOnlyError, type WatchlistEntry } from '../../src/index.js';
import { start } from './stand-in.js';

let service: Awaited<ReturnType<typeof start>>;

beforeEach(async () => {
  service = await start();
});
afterEach(async () => {
  await service.trakt.close();
});

const titleOf = (entry: WatchlistEntry) => (entry.type === 'movie' ? entry.movie.title : entry.show.title);

describe('reading', () => {
  it('gives entries with place, date and notes', async () => {
    const { items } = await service.client.watchlist.list({ type: 'shows', limit: 2 });
    expect(items).toMatchObject([
      { type: 'show', rank: 1, notes: 'Jonas keeps talking about it', show: { title: 'The Bear' } },
      { type: 'show', rank: 2, show: { title: 'Shōgun', year: 2024 } },
    ]);
    expect(items[1]?.notes).toBeUndefined();
  });

  it('says which order Trakt really used', async () => {
    expect(await service.client.watchlist.list({ sortBy: 'title' })).toMatchObject({ appliedSortBy: 'title' });
    expect(await service.client.watchlist.list({ sortBy: 'votes' })).toMatchObject({ appliedSortBy: 'rank' });
  });

  it('reads a long list in pages of 250, and no more of it than wanted', async () => {
    const { state, household } = service.trakt;
    const film = household.films[0];
    if (film === undefined) throw new Error('no film');
    state.watchlist = Array.from({ length: 620 }, (_, index) => ({
      id: index + 1,
      rank: index + 1,
      listedAt: household.now,
      item: { type: 'movie', film: { ...film, ids: { ...film.ids, trakt: index + 1 } } },
    }));
    expect((await service.client.watchlist.all()).map(({ rank }) => rank)).toEqual(
      Array.from({ length: 620 }, (_, index) => index + 1),
    );
    service.trakt.requests.length = 0;
    expect(await service.client.watchlist.all({ atMost: 500 })).toHaveLength(500);
    expect(service.trakt.requests).toHaveLength(2);
  });

  it('knows single seasons and episodes, and skips kinds it does not know', async () => {
    const show = { title: 'Dark', year: 2017, ids: { trakt: 1, slug: 'dark' } };
    const entry = { rank: 1, id: 1, listed_at: '2026-01-01T00:00:00.000Z', notes: null };
    service.trakt.faults.add({
      path: '/sync/watchlist/all/rank/asc',
      fault: {
        kind: 'reply',
        body: [
          { ...entry, type: 'season', season: { number: 2, ids: { trakt: 5 } }, show },
          { ...entry, type: 'episode', episode: { season: 1, number: 3, title: null, ids: { trakt: 6 } }, show },
          { ...entry, type: 'hologram', hologram: {} },
        ],
      },
    });
    expect((await service.client.watchlist.list()).items).toMatchObject([
      { type: 'season', season: { number: 2 }, show: { title: 'Dark' } },
      { type: 'episode', episode: { season: 1, number: 3 }, show: { title: 'Dark' } },
    ]);
  });
});

describe('adding', () => {
  it('tells added from existing from not found', async () => {
    const silo = service.showNamed('Silo');
    const bear = service.showNamed('The Bear');
    const answer = await service.client.watchlist.add([
      { type: 'show', ids: { tvdb: silo.ids.tvdb } },
      { type: 'show', ids: { trakt: bear.ids.trakt } },
      { type: 'show', ids: { tvdb: 1 } },
      { type: 'movie', ids: { imdb: 'tt9999999' } },
    ]);
    expect(answer).toEqual({
      added: { shows: 1, movies: 0 },
      existing: { shows: 1, movies: 0 },
      notFound: [
        { type: 'show', ids: { tvdb: 1 } },
        { type: 'movie', ids: { imdb: 'tt9999999' } },
      ],
      itemCount: 18,
    });
    expect((await service.client.watchlist.all()).map(titleOf).at(-1)).toBe('Silo');
  });

  it.each([
    ['an empty body', ''],
    ['an empty object', {}],
    ['another type', [1, 2]],
    ['broken JSON', '{"added":'],
    ['a page', '<html></html>'],
  ])('is done once Trakt says 2xx, even with %s', async (_what, body) => {
    service.trakt.faults.add({ method: 'POST', when: 'after', fault: { kind: 'reply', status: 201, body } });
    const silo = service.showNamed('Silo');
    expect(await service.client.watchlist.add([{ type: 'show', ids: { trakt: silo.ids.trakt } }])).toBeUndefined();
    expect((await service.client.watchlist.all()).map(titleOf)).toContain('Silo');
  });

  it('names the limit that is reached, and how to raise it', async () => {
    const full = await start({ watchlistLimit: 17 });
    await expect(
      full.client.watchlist.add([{ type: 'show', ids: { trakt: service.showNamed('Silo').ids.trakt } }]),
    ).rejects.toMatchObject({
      code: 'permission',
      status: 420,
      changed: 'no',
      message: expect.stringContaining('17') as string,
      hint: expect.stringContaining('https://trakt.tv/vip') as string,
    });
    await full.trakt.close();
  });
});

describe('removing', () => {
  it('tells what was there from what was not', async () => {
    const answer = await service.client.watchlist.remove([
      { type: 'show', ids: { trakt: service.showNamed('The Bear').ids.trakt } },
      { type: 'show', ids: { trakt: service.showNamed('Silo').ids.trakt } },
    ]);
    expect(answer).toMatchObject({
      deleted: { shows: 1, movies: 0 },
      notFound: [{ type: 'show', ids: { trakt: service.showNamed('Silo').ids.trakt } }],
      itemCount: 16,
    });
  });
});

describe('the view that only reads', () => {
  it('reads, and refuses every write before anything is sent', async () => {
    const reader = service.client.readOnly();
    expect((await reader.watchlist.list()).itemCount).toBe(17);
    service.trakt.requests.length = 0;
    const item = { type: 'show', ids: { trakt: 1 } } as const;
    await expect(reader.watchlist.add([item])).rejects.toBeInstanceOf(ReadOnlyError);
    await expect(reader.watchlist.remove([item])).rejects.toBeInstanceOf(ReadOnlyError);
    expect(service.trakt.requests).toEqual([]);
  });
});

describe('several writes at once', () => {
  it('go one after the other, as far apart as Trakt demands', async () => {
    const strict = await start({ writeLimit: true, client: { writeSpacingMs: undefined } });
    const silo = { type: 'show', ids: { trakt: service.showNamed('Silo').ids.trakt } } as const;
    await Promise.all([strict.client.watchlist.add([silo]), strict.client.watchlist.remove([silo])]);
    expect(strict.trakt.requests.map(({ status }) => status)).toEqual([201, 200]);
    await strict.trakt.close();
  });

  it('leave the queue when they are taken back', async () => {
    const slow = await start({ client: { writeSpacingMs: 60_000 } });
    const silo = { type: 'show', ids: { trakt: service.showNamed('Silo').ids.trakt } } as const;
    await slow.client.watchlist.add([silo]);
    const controller = new AbortController();
    const waiting = slow.client.watchlist.remove([silo], { signal: controller.signal });
    controller.abort(new Error('taken back'));
    await expect(waiting).rejects.toThrow('taken back');
    expect(slow.trakt.requests).toHaveLength(1);
    await slow.trakt.close();
  });
});
