import { InvalidInputError } from '@watchstack/core';
import { batchOutcome, batchRowOutput, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool, type SonarrContext } from '../define.js';
import {
  downloadFacts,
  downloadFactsOutput,
  downloadName,
  downloadsInput,
  readDownloads,
  resolveDownload,
  type QueueDownload,
} from './queue-downloads.js';
import { removeDownloads, type Removed } from './remove-downloads.js';

/** `sonarr_delete_queue_item`: DELETE queue/{id}, or queue/bulk for several. */
export const deleteQueueItem = defineTool({
  name: 'sonarr_delete_queue_item',
  title: 'Delete queue item',
  toolset: 'downloads',
  byDefault: true,
  effect: 'destructive',
  idempotent: true,
  openWorld: true,
  description:
    'Removes downloads from queue and client, data and all; a season pack whole. With blocklist another release is taken.',
  input: z.strictObject({
    items: downloadsInput,
    keepInClient: z.boolean().default(false).describe('Sonarr only ignores it.'),
    blocklist: z.boolean().default(false).describe('Never this release again.'),
    searchAgain: z.boolean().optional().describe('After blocklist; default true.'),
  }),
  output: writeAnswer({
    items: z.array(batchRowOutput(downloadFactsOutput)),
    removedFromClient: z.boolean(),
    blocklisted: z.boolean(),
    searching: z.boolean().describe('Sonarr looks for another release.'),
  }),
  rows: 'items',
  examples: [
    { ask: 'Remove that stuck one and try another', arguments: { items: ['Abbott Elementary'], blocklist: true } },
    { ask: 'Stop the Pawn Stars download', arguments: { items: ['Pawn Stars'] } },
  ],
  preview: async (args, context) => {
    checkSearch(args);
    const queue = await readDownloads(context);
    const { found, leftOut } = await named(args.items, queue, context);
    const names = found.map((download) => `${downloadName(download)} (${gigabytes(download)})`);
    const several = found.length > 1;
    const them = several ? 'them' : 'it';
    const packs = found.filter(({ rows }) => rows.length > 1);
    const clients = [...new Set(found.flatMap(({ rows: [{ downloadClient }] }) => downloadClient ?? []))].join(', ');
    // Usenet has nobody to seed to.
    const seeds = found.some(({ rows: [{ protocol }] }) => protocol !== 'usenet');
    const where = clients === '' ? 'the download client' : clients;
    const sentences = [
      `Removes ${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''} from the queue${
        args.keepInClient
          ? `, and leaves ${them} in ${where}.`
          : ` and from ${where}, with the data so far${seeds ? '; seeding ends' : ''}.`
      }`,
      ...(packs.length > 0 ? [`A pack goes as a whole: ${packs.map(downloadName).join(', ')}.`] : []),
      ...(args.blocklist
        ? [
            `Blocklists ${several ? 'the releases' : 'the release'}${searches(args) ? ', and Sonarr looks for another' : ''}.`,
          ]
        : []),
      ...(leftOut.length > 0 ? [`Not found, or not certain, and therefore left alone: ${leftOut.join(', ')}.`] : []),
    ];
    return {
      summary: sentences.join(' '),
      target: found.map(({ handle }) => handle).join(', '),
      changes: found.length,
      details: {
        downloads: found.map((download) => ({ ...downloadFacts(download), bytes: Math.round(download.rows[0].size) })),
        keepInClient: args.keepInClient,
        blocklist: args.blocklist,
        searchAgain: searches(args),
        leftOut,
      },
    };
  },
  run: async (args, context) => {
    checkSearch(args);
    // Row ids are hashes that change with every restart: they are read in the moment they are used.
    const queue = await readDownloads(context);
    const resolved = await runBatch(
      args.items,
      async (item) => ({ outcome: 'done' as const, download: await resolveDownload(item, queue, context) }),
      { signal: context.signal },
    );
    const found = [...new Set(resolved.flatMap((row) => ('download' in row ? [row.download] : [])))];
    const outcomes: ReadonlyMap<string, Removed> =
      found.length === 0
        ? new Map()
        : await removeDownloads(
            found,
            {
              removeFromClient: !args.keepInClient,
              blocklist: args.blocklist,
              skipRedownload: args.blocklist && !searches(args),
            },
            context,
          );
    const items = resolved.map((row) => {
      if (!('download' in row)) return row;
      return { item: row.item, ...rowOf(outcomes.get(row.download.handle)), ...downloadFacts(row.download) };
    });
    const blocklisted = args.blocklist && found.some(({ handle }) => outcomes.get(handle) === 'removed');
    return {
      outcome: batchOutcome(items),
      target: found.length === 0 ? args.items.join(', ') : found.map(downloadName).join(', '),
      items,
      removedFromClient: !args.keepInClient && items.some(({ outcome }) => outcome === 'done'),
      blocklisted,
      searching: blocklisted && searches(args) && found.some(({ rows: [{ seriesId }] }) => seriesId !== undefined),
      note:
        blocklisted && searches(args)
          ? 'The search needs Redownload Failed to be on in Sonarr, Settings > Download Clients. sonarr_get_queue shows what it takes.'
          : undefined,
    };
  },
});

/** Whether Sonarr is to look for another release: only what is blocked makes it. */
function searches(args: { readonly blocklist: boolean; readonly searchAgain?: boolean | undefined }): boolean {
  return args.blocklist && (args.searchAgain ?? true);
}

function checkSearch(args: { readonly blocklist: boolean; readonly searchAgain?: boolean | undefined }): void {
  if (args.blocklist || args.searchAgain !== true) return;
  throw new InvalidInputError('Without blocklist, a new search would take the same release again.', {
    target: 'searchAgain',
    hint: 'Set blocklist to true as well, or leave searchAgain out.',
    changed: 'no',
  });
}

function rowOf(outcome: Removed | undefined) {
  switch (outcome) {
    case 'removed':
      return { outcome: 'done' as const };
    case 'notBlocked':
      return {
        outcome: 'done' as const,
        message: 'It was removed, but Sonarr failed to blocklist it: nothing in its history says where it came from.',
        hint: 'Nothing else is searched for; sonarr_search_series does, and may find the same release.',
      };
    case 'still':
      return { outcome: 'failed' as const, message: 'Sonarr failed before its turn; it is still in the queue.' };
    case 'gone':
    case undefined:
      return { outcome: 'already' as const, message: 'It had left the queue before.' };
  }
}

/** What the arguments name, each once, and the arguments that name nothing certain. One that fails alone is the error. */
async function named(items: readonly string[], queue: readonly QueueDownload[], context: SonarrContext) {
  const rows = await runBatch(
    items,
    async (item) => ({ outcome: 'done' as const, download: await resolveDownload(item, queue, context) }),
    { signal: context.signal },
  );
  const found = [...new Set(rows.flatMap((row) => ('download' in row ? [row.download] : [])))];
  const [first] = items;
  if (found.length === 0 && first !== undefined) await resolveDownload(first, queue, context);
  return { found, leftOut: rows.flatMap((row) => ('download' in row ? [] : [row.item])) };
}

function gigabytes({ rows: [{ size }] }: QueueDownload): string {
  return `${(size / 1e9).toFixed(1)} GB`;
}
