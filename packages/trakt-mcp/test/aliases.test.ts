import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listedTitles, openServer, titlesOf, type OpenServer } from './server.js';

let server: OpenServer;

beforeEach(async () => {
  server = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
});
afterEach(async () => {
  await server.close();
});

const call = async (name: string, args: Record<string, unknown> = {}) => {
  const answer = await server.mcp.callTool(name, args);
  if (answer.isError) throw new Error(answer.text);
  return answer.json;
};

describe('names from before', () => {
  it('read the watchlist of shows, and any other by its older arguments', async () => {
    expect(titlesOf((await call('get_watchlist'))['items'])).toHaveLength(9);
    expect(
      (await call('fetch_user_watchlist', { watchlist_type: 'movies', sort_by: 'percentage', sort_how: 'desc' }))[
        'items'
      ],
    ).toEqual((await call('trakt_get_watchlist', { type: 'movies', sort: 'rating' }))['items']);
    expect(await call('fetch_user_watchlist', { page: 2, limit: 5 })).toMatchObject({ returned: 5, nextOffset: 10 });
  });

  it('add and remove by the digits of a show id', async () => {
    const id = String(server.showNamed('Silo').ids.trakt);
    expect(await call('add_to_watchlist', { show_id: id })).toMatchObject({
      outcome: 'done',
      items: [{ title: 'Silo' }],
    });
    expect(listedTitles(server)).toContain('Silo');
    expect(await call('remove_from_watchlist', { show_id: id })).toMatchObject({ outcome: 'done' });
    expect(listedTitles(server)).not.toContain('Silo');
    expect(await call('trakt_add_to_watchlist', { show_id: id })).toMatchObject({ outcome: 'done' });
  });

  it('add and remove items given as objects', async () => {
    const { imdb } = server.showNamed('Fallout').ids;
    const added = await call('add_user_watchlist', {
      watchlist_type: 'shows',
      items: [{ title: 'Ghosts', year: 2021 }, { imdb_id: imdb }, { tvdb_id: server.showNamed('Silo').ids.tvdb }],
    });
    expect(added).toMatchObject({ items: [{ year: 2021 }, { title: 'Fallout' }, { title: 'Silo' }] });
    expect(await call('remove_user_watchlist', { watchlist_type: 'shows', items: [{ title: 'Silo' }] })).toMatchObject({
      outcome: 'done',
    });
  });

  it('search, and list what is trending and what was watched', async () => {
    expect(titlesOf((await call('search_shows', { query: 'severance' }))['shows'])).toEqual(['Severance']);
    expect(await call('get_trending_shows', { limit: 3 })).toMatchObject({ returned: 3 });
    expect(await call('fetch_trending_shows', { limit: 4, page: 2 })).toMatchObject({ returned: 4, nextOffset: 8 });
    expect(await call('get_watched_shows')).toMatchObject({ total: 14 });
    expect(await call('fetch_user_watched_shows', { limit: 0 })).toMatchObject({ total: 14 });
  });
});
