import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, titlesOf, type OpenServer } from '../../server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const ask = async (args: Record<string, unknown>) => (await server.mcp.callTool('trakt_search_shows', args)).json;

describe('trakt_search_shows', () => {
  it('tells shows of one name apart, and which of them I have watched', async () => {
    const answer = await ask({ query: 'doctor who' });
    expect(answer).toMatchObject({ total: 3, returned: 3 });
    const shows = answer['shows'] as readonly Record<string, unknown>[];
    expect(shows.map(({ year }) => year).sort()).toEqual([1963, 2005, 2023]);
    expect(shows.find(({ year }) => year === 2005)).toMatchObject({
      ref: `tvdb:${server.showNamed('Doctor Who', 2005).ids.tvdb}`,
      episodesWatched: 45,
      lastWatchedAt: '2026-10-19T19:00:00+02:00',
      onWatchlist: false,
    });
    expect(shows.find(({ year }) => year === 1963)).not.toHaveProperty('episodesWatched');
  });

  it('says what is on my watchlist, in three requests however many shows it finds', async () => {
    server.trakt.requests.length = 0;
    const answer = await ask({ query: 'the', limit: 50 });
    const shows = answer['shows'] as readonly Record<string, unknown>[];
    expect(shows.find(({ title }) => title === 'The Bear')).toMatchObject({ onWatchlist: true });
    expect(shows.find(({ title }) => title === 'The Wire')).toMatchObject({ onWatchlist: false });
    expect(server.trakt.requests).toHaveLength(3);
  });

  it('finds by another name and narrows by year', async () => {
    expect(titlesOf((await ask({ query: 'Haus des Geldes' }))['shows'])).toEqual(['Money Heist']);
    expect((await ask({ query: 'House of Cards', year: 1990 }))['shows']).toMatchObject([{ year: 1990 }]);
  });

  it('finds nothing without making an error of it', async () => {
    expect(await ask({ query: 'xyzzy' })).toMatchObject({ total: 0, shows: [] });
  });

  it('searches without a token, and says what it cannot tell then', async () => {
    const open = await openServer({ withoutToken: true });
    const { json } = await open.mcp.callTool('trakt_search_shows', { query: 'severance' });
    expect(json).toMatchObject({
      shows: [{ title: 'Severance' }],
      note: expect.stringContaining('TRAKT_ACCESS_TOKEN') as string,
    });
    expect((json['shows'] as readonly unknown[])[0]).not.toHaveProperty('onWatchlist');
    await open.close();
  });

  it('wants something to search for', async () => {
    expect((await server.mcp.callTool('trakt_search_shows', {})).error).toMatchObject({ code: 'invalid_input' });
    expect((await server.mcp.callTool('trakt_search_shows', { query: '' })).error).toMatchObject({
      code: 'invalid_input',
    });
  });
});
