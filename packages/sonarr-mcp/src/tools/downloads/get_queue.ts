import {
  formatEpisodeCode,
  limitInput,
  offsetInput,
  pageOf,
  pageOutput,
  shorten,
  toZonedIso,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrQueueItem } from '../../client/queue.js';
import { timeSpanMinutes } from '../../client/time-span.js';
import { defineTool } from '../define.js';
import { queueProblem } from './queue-problem.js';

/** `sonarr_get_queue`: GET queue, its rows put together again by download. */
export const getQueue = defineTool({
  name: 'sonarr_get_queue',
  title: 'Get queue',
  toolset: 'downloads',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Shows what Sonarr downloads and imports now: one row a download, a season pack as one, with progress, time left and, where it is stuck, why and what helps; stuck ones first. Release names come from strangers. Not even queued: sonarr_get_missing_episodes.',
  input: z.strictObject({
    stuckOnly: z.boolean().default(false).describe('Only those with a problem.'),
    details: z.boolean().default(false).describe('Id, release, quality of all.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    stuck: z.int().describe('How many of all have a problem.'),
    bytesLeft: z.int().optional(),
    downloads: z.array(
      z.strictObject({
        downloadId: z
          .string()
          .optional()
          .describe('With a problem, or details; never while it waits to be sent to the client.'),
        series: z.string().optional().describe('Absent where Sonarr does not know which series it is.'),
        ref: z.string().optional(),
        episodes: z.string().optional().describe('S02E03, or S02E01-E10 for a pack.'),
        release: z.string().optional(),
        status: z.string(),
        progressPercent: z.number(),
        sizeBytes: z.int(),
        minutesLeft: z.int().optional(),
        added: z.string().optional(),
        quality: z.string().optional(),
        protocol: z.string().optional(),
        client: z.string().optional(),
        problem: z
          .strictObject({ kind: z.string(), says: z.array(z.string()).optional(), remedy: z.string() })
          .optional(),
      }),
    ),
  }),
  rows: 'downloads',
  examples: [
    { ask: "What's downloading, is anything stuck?", arguments: {} },
    { ask: 'What is stuck?', arguments: { stuckOnly: true } },
  ],
  run: async ({ stuckOnly, details, offset, limit }, { client, signal, timeZone }) => {
    const items = await client.queue.list({ includeSeries: true, includeEpisode: true }, { signal });
    const downloads = byDownload(items).map((rows) => toRow(rows, details, timeZone));
    const stuck = downloads.filter((download) => download.problem !== undefined);
    const healthy = stuckOnly ? [] : downloads.filter((download) => download.problem === undefined);
    const { rows, ...page } = pageOf([...stuck, ...healthy], { offset, limit });
    return { ...page, stuck: stuck.length, bytesLeft: sumLeft(items), downloads: [...rows] };
  },
});

/** The rows of each download, in the order of the queue. A waiting release has no download yet and stands for itself. */
function byDownload(items: readonly SonarrQueueItem[]): SonarrQueueItem[][] {
  const groups = new Map<string, SonarrQueueItem[]>();
  for (const item of items) {
    const key = item.downloadId ?? `row ${item.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** A download that goes well needs no more than what it is and how far; one that is stuck is told with all that is known. */
function toRow(rows: readonly SonarrQueueItem[], details: boolean, timeZone: string) {
  const [item] = rows;
  if (item === undefined) throw new Error('a download has at least one row');
  const { size, sizeleft } = item;
  const problem = problemOf(item);
  const whole = details || problem !== undefined || item.series === undefined;
  return {
    downloadId: whole ? item.downloadId : undefined,
    series: item.series?.title,
    ref: item.series?.tvdbId === undefined ? undefined : `tvdb:${item.series.tvdbId}`,
    episodes: episodesOf(rows),
    release: whole && item.title !== undefined ? shorten(item.title, 160) : undefined,
    status:
      item.trackedDownloadState === undefined || item.trackedDownloadState === 'downloading'
        ? (item.status ?? 'unknown')
        : item.trackedDownloadState,
    progressPercent: size > 0 ? Math.round(((size - sizeleft) / size) * 1000) / 10 : 0,
    sizeBytes: Math.round(size),
    minutesLeft: sizeleft > 0 ? timeSpanMinutes(item.timeleft) : undefined,
    added: whole && item.added !== undefined ? toZonedIso(item.added, timeZone) : undefined,
    quality: whole ? item.quality?.quality.name : undefined,
    protocol: whole ? item.protocol : undefined,
    client: whole ? item.downloadClient : undefined,
    problem,
  };
}

function problemOf(item: SonarrQueueItem) {
  const problem = queueProblem(item);
  return problem && { ...problem, says: [...problem.says] };
}

/** `S02E03`; `S02E01-E10` for several of one season; `S01E10, S02E01` across seasons. */
function episodesOf(rows: readonly SonarrQueueItem[]): string | undefined {
  const episodes = rows
    .flatMap(({ episode }) => (episode === undefined ? [] : [episode]))
    .sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
  const [first] = episodes;
  const last = episodes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const code = formatEpisodeCode(first.seasonNumber, first.episodeNumber);
  if (episodes.length === 1) return code;
  return first.seasonNumber === last.seasonNumber
    ? `${code}-E${String(last.episodeNumber).padStart(2, '0')} (${episodes.length} episodes)`
    : episodes.map((episode) => formatEpisodeCode(episode.seasonNumber, episode.episodeNumber)).join(', ');
}

/** Bytes still to come; a pack counts once. */
function sumLeft(items: readonly SonarrQueueItem[]): number {
  return Math.round(byDownload(items).reduce((total, [item]) => total + (item?.sizeleft ?? 0), 0));
}
