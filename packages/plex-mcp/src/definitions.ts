import type { Definitions } from '@watchstack/core/server';
import { aliases } from './aliases.js';
import type { PlexClient } from './client/plex-client.js';
import { movieNight } from './prompts/movie_night.js';
import { libraryResource } from './resources/library.js';
import { getLibraries } from './tools/libraries/get_libraries.js';
import { getLibraryItems } from './tools/libraries/get_library_items.js';
import { getRecentlyAdded } from './tools/libraries/get_recently_added.js';
import { refreshLibrary } from './tools/libraries/refresh_library.js';
import { search } from './tools/libraries/search.js';
import { getHistory } from './tools/watching/get_history.js';
import { getOnDeck } from './tools/watching/get_on_deck.js';
import { getSessions } from './tools/watching/get_sessions.js';

/** Everything plex-mcp offers, in the order in which it is listed. */
export const definitions: Definitions<PlexClient> = {
  tools: [search, getLibraries, getLibraryItems, getRecentlyAdded, getOnDeck, getSessions, getHistory, refreshLibrary],
  prompts: [movieNight],
  resources: [libraryResource],
  aliases,
};
