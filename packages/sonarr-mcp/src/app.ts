import { createRequire } from 'node:module';
import { defineApp } from '@watchstack/core/shell';
import type { SonarrClient } from './client/sonarr-client.js';
import { sonarrSettings } from './settings.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** sonarr-mcp as one value. */
export const app = defineApp<SonarrClient, typeof sonarrSettings>({
  name: 'sonarr-mcp',
  service: 'sonarr',
  title: 'Sonarr',
  version,
  description: 'MCP server for Sonarr: what gets recorded and downloaded.',
  defaultPort: 8080,
  settings: sonarrSettings,
  toolsets: [
    {
      name: 'library',
      description: 'series, seasons and episodes: what is there, missing or airs; add, change, monitor, delete',
    },
    { name: 'downloads', description: 'queue, history, searches, releases, imports by hand, and what is wrong' },
    { name: 'files', description: 'names of files, and folders that belong to no series' },
    { name: 'activity', description: 'blocklist, running commands, waiting releases, RSS, all seasons at a glance' },
    { name: 'admin', description: 'the Sonarr server itself: tags, indexers, download clients, tasks, logs, setup' },
  ],
  instructions: `
Sonarr keeps a library of series, fetches their episodes and watches what airs.
Name a series by title, "Title (year)", ref (tvdb:81189) or Sonarr id; the refs of Trakt and Plex rows work here.
An error "ambiguous" brings candidates: ask the person, then use a candidate's ref.
Do we have X: sonarr_list_series with items. New shows: sonarr_search_new_series, then sonarr_add_series with the ref. What is on: sonarr_get_calendar. What downloads: sonarr_get_queue. Why something is not there, is stuck or wrong: sonarr_diagnose, which names the call that helps. Get what is missing: sonarr_search_series. Another release: sonarr_search_releases, then sonarr_grab_release.
Sonarr cannot pause, resume or slow down downloads; the download client can (qBittorrent, SABnzbd, NZBGet …). Unmonitoring keeps Sonarr from fetching more and leaves running downloads alone.
`,
  definitions: async () => (await import('./definitions.js')).definitions,
  makeClient: async ({ url = '', apiKey = '' }, { logger, userAgent, headers }) => {
    const { SonarrClient: Client } = await import('./client/sonarr-client.js');
    return new Client({ url, apiKey, headers, logger, userAgent });
  },
  readOnlyView: (client) => client.readOnly(),
  check: async (client, signal) => {
    const status = await client.system.status({ signal });
    let series = 0;
    for await (const _ of client.series.list({ signal })) series += 1;
    return `Sonarr ${status.version} answers, with ${series} series.`;
  },
  demo: async () => {
    const { startSonarr } = await import('@watchstack/demo/sonarr');
    const sonarr = await startSonarr();
    return { values: { url: sonarr.url, apiKey: sonarr.apiKey }, close: () => sonarr.close() };
  },
});
