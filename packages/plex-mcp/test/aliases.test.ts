import { describe, expect, it } from 'vitest';
import { column, openServer, rowsOf, writing } from './server.js';

/** An older call, and the call of ours that has to answer the same. */
const pairs: readonly (readonly [string, Record<string, unknown>, string, Record<string, unknown>])[] = [
  ['plex_get_library_items', { library_id: '1', limit: 5 }, 'plex_get_library_items', { library: 'Films', limit: 5 }],
  ['plex_search', { query: 'alien', section_id: '1' }, 'plex_search', { query: 'alien', library: 'Films' }],
  ['plex_get_history', { limit: 500, offset: 2 }, 'plex_get_history', { limit: 200, offset: 2 }],
  ['library_list', {}, 'plex_get_libraries', {}],
  ['library_get_details', { library_name: 'Shows' }, 'plex_get_libraries', { library: 'Shows' }],
  [
    'library_get_contents',
    { library_name: 'Films', unwatched: true, genre: 'Drama', year: '1999', sort: 'addedAt:desc', limit: 50 },
    'plex_get_library_items',
    { library: 'Films', watch: 'unwatched', having: ['Drama'], years: '1999', sort: 'added', limit: 50 },
  ],
  [
    'library_get_recently_added',
    { count: 50, library_name: 'Films' },
    'plex_get_recently_added',
    { limit: 50, library: 'Films', since: '-365d' },
  ],
  ['media_search', { query: 'heat', content_type: 'movie' }, 'plex_search', { query: 'heat', type: 'movie' }],
  ['sessions_get_active', { unused: null }, 'plex_get_sessions', {}],
  ['sessions_get_media_playback_history', { media_title: 'Inception' }, 'plex_get_history', { item: 'Inception' }],
  ['user_get_continue_watching', { limit: 2 }, 'plex_get_on_deck', { limit: 2 }],
  ['user_get_watch_history', { username: 'Jonas', limit: 3 }, 'plex_get_history', { user: 'Jonas', limit: 3 }],
  ['get_libraries', {}, 'plex_get_libraries', {}],
  [
    'get_library_items',
    { libraryKey: '2', type: 'show', limit: 1000 },
    'plex_get_library_items',
    { library: 'Shows', limit: 200 },
  ],
  [
    'search_media',
    { query: 'alien', type: 'all', libraryKey: '1' },
    'plex_search',
    { query: 'alien', library: 'Films' },
  ],
  ['get_recently_added', { limit: 10 }, 'plex_get_recently_added', { limit: 10, since: '-365d' }],
  ['get_on_deck', {}, 'plex_get_on_deck', {}],
  ['get_active_sessions', {}, 'plex_get_sessions', {}],
  ['get_watch_history', { userId: '40215877', limit: 3 }, 'plex_get_history', { user: 'Jonas', limit: 3 }],
  ['get_recently_watched', { limit: 4, mediaType: 'all' }, 'plex_get_history', { limit: 4 }],
  ['search_movies', { query: 'alien' }, 'plex_search', { query: 'alien', type: 'movie' }],
  ['recent_movies', { count: 5 }, 'plex_get_recently_added', { limit: 5, type: 'movie', since: '-365d' }],
];

describe('an older call', () => {
  it.each(pairs)('%s %j answers as ours does', async (name, args, ours, ourArgs) => {
    const { mcp } = await openServer();
    const [older, newer] = [await mcp.callTool(name, args), await mcp.callTool(ours, ourArgs)];
    expect(newer.isError).toBe(false);
    expect(older.json).toEqual(newer.json);
  });

  it('to scan everything, or to refresh all metadata, keeps what it meant', async () => {
    const { mcp, plex } = await openServer({ environment: writing });
    await mcp.callTool('library_scan', { library_name: 'Films', path: '/films/Heat (1995)' });
    await mcp.callTool('library_scan', {});
    expect(plex.state.scans).toEqual([
      { library: '1', force: false, path: '/films/Heat (1995)' },
      { library: 'all', force: false },
    ]);
    const refresh = await mcp.callTool('library_refresh', {});
    expect(refresh.error).toMatchObject({ code: 'confirmation_needed' });
    expect(plex.state.scans).toHaveLength(2);
  });

  it('for what another person has on deck is refused and not answered with the wrong deck', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('user_get_on_deck', { username: 'Jonas' });
    expect(answer.error).toMatchObject({ code: 'invalid_input', target: 'username' });
  });

  it('takes new arguments beside the old ones, the new ones first', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('library_get_contents', { library_name: 'Shows', library: 'Films', limit: 2 });
    expect(answer.json).toMatchObject({ library: 'Films', returned: 2 });
    expect(rowsOf(answer)).toHaveLength(2);
    expect(column(answer, 'year').every(Boolean)).toBe(true);
  });
});
