import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHousehold } from '../../src/household/index.js';
import { now, start, type Named } from './trakt.js';

let service: Awaited<ReturnType<typeof start>>;

beforeEach(async () => {
  service = await start();
});
afterEach(async () => {
  await service.trakt.close();
});

interface Entry {
  readonly rank: number;
  readonly id: number;
  readonly notes: string | null;
  readonly type: string;
  readonly show?: Named;
  readonly movie?: Named;
}

const watchlist = async (path = 'all/rank/asc'): Promise<readonly Entry[]> =>
  (await service.ask(`/sync/watchlist/${path}?limit=250`)).json;
const titles = (entries: readonly Entry[]) => entries.map(({ show, movie }) => (show ?? movie)?.title);
const showNamed = (title: string) => service.trakt.household.shows.find((show) => show.title === title);

describe('watched shows', () => {
  it('come with seasons only when progress is asked for, a hundred at most', async () => {
    const plain: readonly Record<string, unknown>[] = (await service.ask('/sync/watched/shows?extended=full')).json;
    expect(plain.some((row) => 'seasons' in row)).toBe(false);
    const answer = await service.ask('/sync/watched/shows?extended=full,progress&limit=250');
    expect(answer.headers.get('x-pagination-limit')).toBe('100');
    const rows: readonly { readonly show: Named; readonly seasons: readonly unknown[] }[] = answer.json;
    expect(rows.every((row) => row.seasons.length > 0)).toBe(true);
    expect(rows[0]?.show).not.toHaveProperty('overview');
  });

  it('come as one small map of all plays', async () => {
    const map: Record<string, Record<string, Record<string, readonly string[]>>> = (
      await service.ask('/users/me/watched/shows?extended=min')
    ).json;
    const { watchedShows } = service.trakt.household.trakt;
    expect(Object.keys(map)).toHaveLength(watchedShows.length);
    for (const { show, plays } of watchedShows) {
      const times = Object.values(map[show.ids.trakt] ?? {}).flatMap((season) => Object.values(season).flat());
      expect(times).toHaveLength(plays);
    }
  });

  it('belong to nobody else', async () => {
    expect((await service.ask('/users/somebody/watched/shows?extended=min')).status).toBe(404);
  });
});

describe('the watchlist', () => {
  it('is sorted as asked, by type', async () => {
    const byTitle = titles(await watchlist('shows/title/asc'));
    expect(byTitle.slice(0, 2)).toEqual(['3 Body Problem', 'Adolescence']);
    expect((await watchlist('movies/rank/asc')).every((entry) => entry.type === 'movie')).toBe(true);
    expect(titles(await watchlist('all/added/desc'))[0]).toBe('The Bear');
  });

  it('falls back to the rank, and says so, where sorting is for VIP members', async () => {
    const answer = await service.ask('/sync/watchlist/shows/votes/desc');
    expect(answer.headers.get('x-sort-by')).toBe('votes');
    expect(answer.headers.get('x-applied-sort-by')).toBe('rank');
  });

  it('tells added from existing from not found, and echoes what it could not find', async () => {
    const before = service.trakt.digest();
    const answer = await service.post('/sync/watchlist', {
      shows: [
        { ids: { tvdb: showNamed('Silo')?.ids.tvdb } },
        { ids: { tvdb: showNamed('The Bear')?.ids.tvdb } },
        { ids: { tvdb: 1 } },
      ],
    });
    expect(answer).toMatchObject({
      status: 201,
      json: { added: { shows: 1 }, existing: { shows: 1 }, not_found: { shows: [{ ids: { tvdb: 1 } }] } },
    });
    expect(titles(await watchlist()).at(-1)).toBe('Silo');
    expect(service.trakt.digest()).not.toBe(before);
  });

  it('changes nothing when all of it was there', async () => {
    const before = service.trakt.digest();
    await service.post('/sync/watchlist', { shows: [{ title: 'The Bear', year: 2022 }] });
    expect(service.trakt.digest()).toBe(before);
  });

  it('closes the ranks after a removal and calls not found what was not listed', async () => {
    const answer = await service.post('/sync/watchlist/remove', {
      shows: [{ ids: { trakt: showNamed('The Bear')?.ids.trakt } }, { ids: { trakt: showNamed('Silo')?.ids.trakt } }],
    });
    expect(answer).toMatchObject({ status: 200, json: { deleted: { shows: 1 }, not_found: { shows: [{}] } } });
    const left = await watchlist();
    expect(titles(left)).not.toContain('The Bear');
    expect(left.map((entry) => entry.rank)).toEqual(left.map((_, index) => index + 1));
  });

  it('is full at the limit, and then adds nothing', async () => {
    const full = await start({ watchlistLimit: 17 });
    const before = full.trakt.digest();
    const answer = await full.post('/sync/watchlist', { shows: [{ ids: { trakt: showNamed('Silo')?.ids.trakt } }] });
    expect(answer.status).toBe(420);
    expect(answer.headers.get('x-account-limit')).toBe('17');
    expect(answer.headers.get('x-upgrade-url')).toMatch('trakt.tv');
    expect(full.trakt.digest()).toBe(before);
    await full.trakt.close();
  });

  it('refuses a body that is not JSON', async () => {
    expect((await service.post('/sync/watchlist', '{')).status).toBe(400);
  });

  it('is empty where the household is', async () => {
    const empty = await start({ household: createHousehold({ now, size: { shows: 0, films: 0 } }) });
    expect((await empty.ask('/sync/watchlist/all/rank/asc')).json).toEqual([]);
    expect((await empty.ask('/sync/watched/shows')).json).toEqual([]);
    await empty.trakt.close();
  });
});

describe('the account', () => {
  it('tells its limits, and a secret that clients have to drop', async () => {
    const { json } = await service.ask('/users/settings');
    expect(json).toMatchObject({
      user: { username: 'clara-at-home', vip: false },
      account: { timezone: 'Europe/Vienna' },
      limits: { watchlist: { item_count: 250 } },
    });
    expect(json).toHaveProperty('account.token');
  });

  it('says when the watchlist was last changed', async () => {
    await service.post('/sync/watchlist', { shows: [{ title: 'Silo' }] });
    expect((await service.ask('/sync/last_activities')).json).toMatchObject({
      watchlist: { updated_at: now.toISOString() },
    });
  });
});
