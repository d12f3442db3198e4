import { createRequire } from 'node:module';
import { defineApp } from '@watchstack/core/shell';
import type { TraktClient } from './client/trakt-client.js';
import { traktSettings } from './settings.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** trakt-mcp as one value. */
export const app = defineApp<TraktClient, typeof traktSettings>({
  name: 'trakt-mcp',
  service: 'trakt',
  title: 'Trakt',
  version,
  description: 'MCP server for Trakt: what was watched, what is to be watched, and what the world is watching.',
  defaultPort: 8000,
  settings: traktSettings,
  toolsets: [
    { name: 'watchlist', description: 'what you want to watch: read, add, remove' },
    { name: 'history', description: 'what you have watched' },
    { name: 'discovery', description: 'search, and what is trending' },
  ],
  instructions: `
Trakt remembers what a person has watched and wants to watch, and knows what everybody else is watching.
Name a show or movie by title, "Title (year)", ref (tvdb:81189, tmdb:603, imdb:tt0903747) or Trakt id. The refs of rows here work in Sonarr and Plex tools, and theirs work here.
"What should I watch": trakt_get_watchlist. "Have I seen X": trakt_get_watched_shows with items. "What is new that I don't know": trakt_get_trending_shows with skipWatched and skipWatchlisted. An error "ambiguous" brings candidates: ask the person, then use a candidate's ref.
Watchlist and history need TRAKT_ACCESS_TOKEN; search and trending do not.
`,
  definitions: async () => (await import('./definitions.js')).definitions,
  makeClient: async ({ clientId = '', accessToken, url, tokenHost }, { logger, userAgent, headers }) => {
    const { TraktClient: Client } = await import('./client/trakt-client.js');
    return new Client({ clientId, accessToken, url, tokenHost, headers, logger, userAgent });
  },
  readOnlyView: (client) => client.readOnly(),
  check: async (client, signal) => {
    if (!client.hasToken) {
      const trending = await client.shows.trending({ limit: 1, signal });
      return `Trakt answers, with ${trending.itemCount} shows trending. TRAKT_ACCESS_TOKEN is not set, so that your watchlist and history are out of reach.`;
    }
    const [account, watchlist] = await Promise.all([
      client.users.account({ signal }),
      client.watchlist.list({ limit: 1, signal }),
    ]);
    const limit = account.watchlistLimit === undefined ? '' : ` of at most ${account.watchlistLimit}`;
    return `Trakt answers as ${account.username}${account.vip ? ' (VIP)' : ''}, with ${watchlist.itemCount}${limit} titles on the watchlist.`;
  },
  demo: async () => {
    const { startTrakt } = await import('@watchstack/demo/trakt');
    const trakt = await startTrakt();
    const { url, clientId, accessToken } = trakt;
    return { values: { url, clientId, accessToken, tokenHost: new URL(url).host }, close: () => trakt.close() };
  },
});
