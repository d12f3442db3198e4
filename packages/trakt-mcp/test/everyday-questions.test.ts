import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, titlesOf, type OpenServer } from './server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const ask = async (name: string, args: Record<string, unknown>) => (await server.mcp.callTool(name, args)).json;

describe('in one call', () => {
  it("What's trending that is not on my watchlist?", async () => {
    const titles = titlesOf((await ask('trakt_get_trending_shows', { skipWatchlisted: true }))['shows']);
    expect(titles.slice(0, 3)).toEqual(['Severance', 'House of the Dragon', 'Slow Horses']);
    expect(titles).not.toContain('The Bear');
  });

  it('What have I not seen that is trending?', async () => {
    const titles = titlesOf((await ask('trakt_get_trending_shows', { skipWatched: true }))['shows']);
    expect(titles.slice(0, 3)).toEqual(['The Pitt', 'House of the Dragon', 'The Bear']);
  });

  it('What did I watch this week?', async () => {
    const titles = titlesOf((await ask('trakt_get_watched_shows', { since: '-7d' }))['shows']);
    expect(titles).toEqual(["Grey's Anatomy", 'Severance', 'Money Heist']);
  });

  it('Have I seen Haus des Geldes, and how far am I?', async () => {
    expect((await ask('trakt_get_watched_shows', { items: ['Haus des Geldes'] }))['shows']).toMatchObject([
      { title: 'Money Heist', episodesWatched: 24, episodesAired: 48, state: 'watching' },
    ]);
  });

  it('What on my watchlist is the best rated?', async () => {
    const rows = (await ask('trakt_get_watchlist', { sort: 'rating' }))['items'];
    if (!Array.isArray(rows)) throw new Error('no rows');
    const ratings = rows.map((row: unknown) => Number(Reflect.get(Object(row), 'rating')));
    expect(ratings).toEqual([...ratings].sort((a, b) => b - a));
  });

  it('Which shows of my watchlist does Sonarr need? (their refs go straight in)', async () => {
    const rows = (await ask('trakt_get_watchlist', { type: 'shows', limit: 100 }))['items'];
    if (!Array.isArray(rows)) throw new Error('no rows');
    const refs = rows.map((row: unknown) => String(Reflect.get(Object(row), 'ref')));
    const known = server.trakt.household.shows.map(({ ids }) => `tvdb:${ids.tvdb}`);
    expect(refs).toHaveLength(9);
    expect(known).toEqual(expect.arrayContaining(refs));
  });
});

describe('in two calls', () => {
  it('Put the Danish Die Brücke on my watchlist', async () => {
    const writer = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
    const { json } = await writer.mcp.callTool('trakt_search_shows', { query: 'Die Brücke' });
    const { shows: rows } = json;
    if (!Array.isArray(rows)) throw new Error('no rows');
    const danish: unknown = rows.find((row: unknown) =>
      ['dk', 'se'].includes(String(Reflect.get(Object(row), 'country'))),
    );
    const { json: added } = await writer.mcp.callTool('trakt_add_to_watchlist', {
      items: [String(Reflect.get(Object(danish), 'ref'))],
    });
    expect(added).toMatchObject({ outcome: 'done', items: [{ title: 'The Bridge', year: 2011 }] });
    await writer.close();
  });
});

describe('in read-only mode', () => {
  it('Put The Studio on my watchlist: nothing leaves, and the answer says how the owner opens it', async () => {
    const before = server.trakt.requests.length;
    const { isError, error } = await server.mcp.callTool('trakt_add_to_watchlist', { items: ['The Studio'] });
    expect(isError).toBe(true);
    expect(String(error['message'])).toContain('READ_ONLY_MODE=false');
    expect(server.trakt.requests).toHaveLength(before);
  });
});
