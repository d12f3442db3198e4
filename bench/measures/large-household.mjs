import { readFileSync } from 'node:fs';
import { binary, toolList } from '../programs.mjs';
import { Conversation } from '../rpc.mjs';
import { startHousehold } from '../upstreams.mjs';

/** Megabytes of resident memory at the process's peak, undefined where the system does not tell. @param {number} pid */
function peak(pid) {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? undefined : Number(line[1]) / 1024;
  } catch {
    return undefined;
  }
}

/**
 * Every read tool with its examples' arguments, on a household far beyond the usual: memory at the peak over memory when idle,
 * and upstream requests a call.
 * @param {'sonarr' | 'plex'} service @param {{ shows?: number, films?: number }} size @param {string} words
 */
async function measure(service, size, words) {
  const upstream = await startHousehold(service, size);
  let worst = { mb: 0, tool: '' };
  let most = { requests: 0, tool: '' };
  for (const { name, effect, aliasOf } of toolList(service).tools) {
    if (effect !== 'read' || aliasOf !== undefined) continue;
    const conversation = new Conversation([binary(service), '--toolsets', 'all'], upstream.env);
    await conversation.open();
    const idle = peak(conversation.pid ?? 0);
    const before = await upstream.requests();
    await conversation.call(name, largeArguments[name] ?? {});
    const requests = (await upstream.requests()) - before;
    const after = peak(conversation.pid ?? 0);
    await conversation.close();
    if (idle !== undefined && after !== undefined && after - idle > worst.mb) worst = { mb: after - idle, tool: name };
    if (requests > most.requests) most = { requests, tool: name };
  }
  upstream.close();
  return [
    {
      what: `peak memory over idle, ${service}-mcp, ${words}`,
      value: `${worst.mb.toFixed(0)} MB`,
      target: '<= 60 MB',
      met: worst.mb <= 60,
      detail: `the most is ${worst.tool}`,
    },
    {
      what: `upstream requests of one call, ${service}-mcp, ${words}`,
      value: String(most.requests),
      target: 'never one per item',
      met: most.requests < 200,
      detail: `the most is ${most.tool}`,
    },
  ];
}

/** @type {Record<string, Record<string, unknown>>} */
const largeArguments = {
  sonarr_get_series: { series: "Grey's Anatomy" },
  sonarr_get_episodes: { series: "Grey's Anatomy", withFiles: true, limit: 200 },
  sonarr_list_series: { limit: 200 },
  sonarr_search_new_series: { query: 'Dark' },
  sonarr_get_calendar: { days: 90, limit: 200 },
  sonarr_get_missing_episodes: { bySeries: true, limit: 200 },
  sonarr_get_queue: { limit: 200 },
  sonarr_get_history: { limit: 100 },
  sonarr_get_manual_import: { from: '/downloads/by-hand' },
  sonarr_search_releases: { series: 'Severance', episode: 'S02E03' },
  sonarr_preview_rename: { series: "Grey's Anatomy" },
  sonarr_get_blocklist: { limit: 200 },
  plex_get_library_items: { library: 'Films', limit: 200 },
  plex_search: { query: 'Dune' },
  plex_get_history: { limit: 200 },
};

/** See {@link measure}. */
export async function largeHousehold() {
  return [
    ...(await measure('plex', { films: 50_000 }, '50,000 films')),
    ...(await measure('sonarr', { shows: 2000 }, '2,000 series')),
  ];
}
