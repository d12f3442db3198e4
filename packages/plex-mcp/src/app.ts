import { createRequire } from 'node:module';
import { defineApp } from '@watchstack/core/shell';
import type { PlexClient } from './client/plex-client.js';
import { plexSettings } from './settings.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** plex-mcp as one value. */
export const app = defineApp<PlexClient, typeof plexSettings>({
  name: 'plex-mcp',
  service: 'plex',
  title: 'Plex',
  version,
  description: 'MCP server for Plex: what is on your server, what is new, and who is watching.',
  defaultPort: 3001,
  settings: plexSettings,
  toolsets: [
    { name: 'libraries', description: 'what is in the libraries, what is new, search; scan for new files' },
    { name: 'watching', description: 'who watches now, who watched what, what to continue' },
  ],
  instructions: `
Plex plays the films, shows and music of this household from its own libraries.
"Is X on our Plex": plex_search. What is new: plex_get_recently_added. What to continue: plex_get_on_deck. Who is watching now: plex_get_sessions. Who watched what: plex_get_history. Lists with filters, and counts: plex_get_library_items.
Name a library by its title; name an item by rating key, ref (tvdb:81189, tmdb:603, imdb:tt0133093), title or "Title (year)". The ref of a row works in Sonarr and Trakt; an episode's ref is its show's. An error "ambiguous" brings candidates: ask the person, then use a candidate's ref.
Watched marks and on deck belong to the owner of the token alone; history covers everybody.
`,
  definitions: async () => (await import('./definitions.js')).definitions,
  makeClient: async ({ url, token = '' }, { logger, userAgent, headers }) => {
    const { PlexClient: Client } = await import('./client/plex-client.js');
    return new Client({ url, token, headers, logger, userAgent });
  },
  readOnlyView: (client) => client.readOnly(),
  check: async (client, signal) => {
    // Answers without a token, so that a dead server and a refused token are told apart.
    await client.server.identity({ signal });
    const [info, libraries] = [await client.server.info({ signal }), await client.libraries.list({ signal })];
    return `Plex ${info.version} (${info.friendlyName ?? 'unnamed'}) answers, with ${libraries.length} libraries.`;
  },
  demo: async () => {
    const { startPlex } = await import('@watchstack/demo/plex');
    const plex = await startPlex();
    return { values: { url: plex.url, token: plex.token }, close: () => plex.close() };
  },
});
