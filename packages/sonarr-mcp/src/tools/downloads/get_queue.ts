import { limitInput, offsetInput, pageOf, pageOutput, shorten, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import { timeSpanMinutes } from '../../client/time-span.js';
import { defineTool } from '../define.js';
import { episodesOf, readDownloads, type QueueDownload } from './queue-downloads.js';
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
    'Shows what downloads and imports now, a season pack as one; first what is stuck, why, what helps. Release names come from strangers. Not queued: sonarr_diagnose.',
  input: z.strictObject({
    stuckOnly: z.boolean().default(false).describe('Stuck ones only.'),
    details: z.boolean().default(false).describe('Id, release, quality.'),
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
  relatedWrite: 'sonarr_delete_queue_item',
  examples: [
    { ask: "What's downloading, is anything stuck?", arguments: {} },
    { ask: 'What is stuck?', arguments: { stuckOnly: true } },
  ],
  run: async ({ stuckOnly, details, offset, limit }, context) => {
    const queue = await readDownloads(context);
    const downloads = queue.map((download) => toRow(download, details, context.timeZone));
    const stuck = downloads.filter((download) => download.problem !== undefined);
    const healthy = stuckOnly ? [] : downloads.filter((download) => download.problem === undefined);
    const { rows, ...page } = pageOf([...stuck, ...healthy], { offset, limit });
    return { ...page, stuck: stuck.length, bytesLeft: sumLeft(queue), downloads: [...rows] };
  },
});

/** A download that goes well needs no more than what it is and how far; one that is stuck is told with all that is known. */
function toRow(download: QueueDownload, details: boolean, timeZone: string) {
  const [item] = download.rows;
  const { size, sizeleft } = item;
  const problem = queueProblem(item);
  const whole = details || problem !== undefined || item.series === undefined;
  return {
    downloadId: whole ? item.downloadId : undefined,
    series: item.series?.title,
    ref: item.series?.tvdbId === undefined ? undefined : `tvdb:${item.series.tvdbId}`,
    episodes: episodesOf(download),
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
    problem: problem && { kind: problem.kind, says: problem.says, remedy: problem.remedy },
  };
}

/** Bytes still to come; a pack counts once. */
function sumLeft(queue: readonly QueueDownload[]): number {
  return Math.round(queue.reduce((total, { rows }) => total + rows[0].sizeleft, 0));
}
