import { expect, it } from 'vitest';
import { openServer } from '../server.js';

const calls: readonly (readonly [string, Record<string, unknown>])[] = [
  ['plex_get_libraries', {}],
  ['plex_get_library_items', { library: 'Films', having: ['Drama'], watch: 'unwatched', sort: 'rating' }],
  ['plex_get_library_items', { library: 'Shows', type: 'episode', sort: 'added' }],
  ['plex_get_library_items', { library: 'Music', type: 'track' }],
  ['plex_get_recently_added', { since: '-30d' }],
  ['plex_get_on_deck', {}],
  ['plex_get_sessions', {}],
  ['plex_search', { query: 'doctor' }],
  ['plex_search', { query: 'tmdb:603' }],
  ['plex_get_history', { item: 'Severance' }],
];

it.each(calls)('%s %j answers the same from a server that speaks XML', async (name, args) => {
  const { mcp, plex } = await openServer();
  const json = await mcp.callTool(name, args);
  expect(json.isError).toBe(false);
  plex.answers.xmlOnly = true;
  expect((await mcp.callTool(name, args)).json).toEqual(json.json);
});
