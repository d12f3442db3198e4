import type { Definitions } from '@watchstack/core/server';
import { aliases } from './aliases.js';
import type { TraktClient } from './client/trakt-client.js';
import { chooseSomethingToWatch } from './prompts/choose_something_to_watch.js';
import { watchlistResource } from './resources/watchlist.js';
import { getTrendingShows } from './tools/discovery/get_trending_shows.js';
import { searchShows } from './tools/discovery/search_shows.js';
import { getWatchedShows } from './tools/history/get_watched_shows.js';
import { addToWatchlist } from './tools/watchlist/add_to_watchlist.js';
import { getWatchlist } from './tools/watchlist/get_watchlist.js';
import { removeFromWatchlist } from './tools/watchlist/remove_from_watchlist.js';

/** Everything trakt-mcp offers, in the order in which it is listed. */
export const definitions: Definitions<TraktClient> = {
  tools: [getWatchlist, addToWatchlist, removeFromWatchlist, getWatchedShows, searchShows, getTrendingShows],
  prompts: [chooseSomethingToWatch],
  resources: [watchlistResource],
  aliases,
};
