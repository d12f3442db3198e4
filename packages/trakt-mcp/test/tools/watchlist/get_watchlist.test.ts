import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyHousehold, openServer, titlesOf, type OpenServer } from '../../server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const ask = async (args: Record<string, unknown> = {}) => (await server.mcp.callTool('trakt_get_watchlist', args)).json;

describe('trakt_get_watchlist', () => {
  it("gives one's own order first, with refs that Sonarr and Plex take", async () => {
    const answer = await ask({ limit: 3 });
    expect(answer).toMatchObject({ total: 17, returned: 3, nextOffset: 3 });
    expect(answer['items']).toMatchObject([
      {
        ref: `tvdb:${server.showNamed('The Bear').ids.tvdb}`,
        type: 'show',
        title: 'The Bear',
        year: 2022,
        notes: 'Jonas keeps talking about it',
        listedAt: '2026-11-17T18:00:00+01:00',
      },
      { title: 'Shōgun', year: 2024 },
      { title: 'The Expanse' },
    ]);
  });

  it('goes on where the last answer ended, also when that was in the middle of a page', async () => {
    const all = titlesOf((await ask({ limit: 200 }))['items']);
    expect(all).toHaveLength(17);
    expect(titlesOf((await ask({ offset: 5, limit: 4 }))['items'])).toEqual(all.slice(5, 9));
    const last = await ask({ offset: 15, limit: 10 });
    expect(titlesOf(last['items'])).toEqual(all.slice(15));
    expect(last).not.toHaveProperty('nextOffset');
    expect(await ask({ offset: 500 })).toMatchObject({ total: 17, returned: 0, items: [] });
  });

  it('keeps shows and movies apart, and sorts', async () => {
    expect(titlesOf((await ask({ type: 'shows', sort: 'title', limit: 2 }))['items'])).toEqual([
      '3 Body Problem',
      'Adolescence',
    ]);
    expect((await ask({ type: 'movies', sort: 'runtime', limit: 1 }))['items']).toMatchObject([
      { type: 'movie', ref: expect.stringMatching(/^tmdb:\d+$/) as string },
    ]);
    const newest = titlesOf((await ask({ sort: 'added' }))['items']);
    expect(titlesOf((await ask({ sort: 'added', descending: false }))['items'])).toEqual([...newest].reverse());
  });

  it('says so when Trakt sorts otherwise than asked', async () => {
    server.trakt.faults.add({
      times: 1,
      fault: { kind: 'reply', body: [], headers: { 'x-applied-sort-by': 'rank', 'x-pagination-item-count': '0' } },
    });
    expect(await ask({ sort: 'popularity' })).toMatchObject({ note: expect.stringContaining('VIP') as string });
  });

  it('shows single seasons and episodes as parts of their show', async () => {
    const show = { title: 'Dark', year: 2017, ids: { trakt: 1, tvdb: 334824 } };
    const entry = { rank: 1, id: 1, listed_at: '2026-01-01T00:00:00.000Z' };
    server.trakt.faults.add({
      times: 1,
      fault: {
        kind: 'reply',
        body: [
          { ...entry, type: 'season', season: { number: 2 }, show },
          { ...entry, type: 'episode', episode: { season: 1, number: 3 }, show },
        ],
      },
    });
    expect((await ask())['items']).toMatchObject([
      { type: 'season', title: 'Dark', part: 'S02', ref: 'tvdb:334824' },
      { type: 'episode', title: 'Dark', part: 'S01E03' },
    ]);
  });

  it('stays small: fifty entries are under 2,500 tokens', async () => {
    const big = await openServer();
    const [entry] = big.trakt.state.watchlist;
    if (entry === undefined) throw new Error('The watchlist is empty.');
    const { notes: _notes, ...plain } = entry;
    big.trakt.state.watchlist = Array.from({ length: 50 }, (_, index) => ({
      ...plain,
      id: index + 1,
      rank: index + 1,
    }));
    const { text } = await big.mcp.callTool('trakt_get_watchlist', { limit: 50 });
    expect(text.length / 4).toBeLessThan(2500);
    await big.close();
  });

  it('is empty for an empty account', async () => {
    const empty = await openServer({ trakt: { household: emptyHousehold() } });
    expect((await empty.mcp.callTool('trakt_get_watchlist')).json).toEqual({ total: 0, returned: 0, items: [] });
    await empty.close();
  });

  it('says which setting is missing without a token', async () => {
    const open = await openServer({ withoutToken: true });
    const { isError, error } = await open.mcp.callTool('trakt_get_watchlist');
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'configuration', target: 'TRAKT_ACCESS_TOKEN' });
    expect(String(error['hint'])).toContain('https://app.trakt.tv/settings/apps');
    await open.close();
  });

  it('names the valid arguments when one is misspelt', async () => {
    const { isError, error } = await server.mcp.callTool('trakt_get_watchlist', { typ: 'shows' });
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'invalid_input', hint: expect.stringContaining('type') as string });
  });
});
