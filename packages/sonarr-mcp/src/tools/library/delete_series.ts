import { NotFoundError } from '@watchstack/core';
import { batchOutcome, batchRowOutput, matchItems, resolveItem, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool } from '../define.js';
import {
  counted,
  describeSeries,
  listed,
  readLibrary,
  seriesListInput,
  seriesRef,
  seriesWords,
  titleWithYear,
} from '../series.js';

/** `sonarr_delete_series`: DELETE series/{id} for each. */
export const deleteSeries = defineTool({
  name: 'sonarr_delete_series',
  title: 'Delete series',
  toolset: 'library',
  byDefault: true,
  effect: 'destructive',
  idempotent: true,
  openWorld: false,
  description:
    'Takes series out of Sonarr, with monitoring and history. Files stay unless deleteFiles. To only pause one: sonarr_update_series.',
  input: z.strictObject({
    items: seriesListInput,
    deleteFiles: z.boolean().default(false).describe('Also delete their folders from disk.'),
    addImportListExclusion: z.boolean().default(false).describe('Import lists never add it again.'),
  }),
  output: writeAnswer({
    items: z.array(
      batchRowOutput({ ref: z.string(), title: z.string(), year: z.int().optional(), sizeBytes: z.int().optional() }),
    ),
    filesDeleted: z.boolean(),
    neverAddedAgain: z.boolean(),
  }),
  rows: 'items',
  examples: [
    {
      ask: 'Delete Velma, files and all, and never add it again',
      arguments: { items: ['Velma'], deleteFiles: true, addImportListExclusion: true },
    },
  ],
  deletesFiles: (args) => args.deleteFiles,
  preview: async (args, context) => {
    const library = await readLibrary(context);
    const named = args.items.map((item) => ({ item, series: unambiguous(item, library) }));
    const found = [...new Set(named.flatMap(({ series }) => (series === undefined ? [] : [series])))];
    const [first] = args.items;
    // One that cannot be told fails alone among others; where there are no others, nobody is asked about nothing.
    if (found.length === 0 && first !== undefined) resolveItem(first, library, describeSeries, seriesWords);
    const leftOut = named.flatMap(({ item, series }) => (series === undefined ? [item] : []));
    const files = sum(found, (series) => series.statistics?.episodeFileCount);
    const bytes = sum(found, (series) => series.statistics?.sizeOnDisk);
    const titles = found.map(titleWithYear);
    const size = `${counted(files, 'episode')} (${(bytes / 1e9).toFixed(1)} GB)`;
    const sentences = [
      `Takes ${listed(titles)} out of Sonarr and ${args.deleteFiles ? `deletes ${size} from disk` : `leaves ${size} on disk`}.`,
      ...(args.addImportListExclusion
        ? [`Import lists will never add ${found.length === 1 ? 'it' : 'them'} again.`]
        : []),
      ...(leftOut.length > 0 ? [`Not found, or not certain, and therefore left alone: ${listed(leftOut)}.`] : []),
    ];
    return {
      summary: sentences.join(' '),
      target: found.map(seriesRef).join(', '),
      changes: found.length,
      details: { series: titles, episodeFiles: files, bytes, deleteFiles: args.deleteFiles, leftOut },
    };
  },
  run: async (args, context) => {
    const { client, signal, progress } = context;
    const library = await readLibrary(context);
    const deleted: SonarrSeriesRow[] = [];
    const items = await runBatch(
      args.items,
      async (item, index) => {
        progress({ progress: index, total: args.items.length, message: item });
        const series = resolveItem(item, library, describeSeries, seriesWords);
        const row = { ref: seriesRef(series), title: series.title, year: series.year };
        try {
          await client.series.delete(
            series.id,
            { deleteFiles: args.deleteFiles, addImportListExclusion: args.addImportListExclusion },
            { signal },
          );
        } catch (error) {
          // It was there a moment ago: somebody else, or an earlier item of this very call, was faster.
          if (error instanceof NotFoundError) return { outcome: 'already' as const, ...row };
          throw error;
        }
        deleted.push(series);
        return { outcome: 'done' as const, ...row, sizeBytes: series.statistics?.sizeOnDisk };
      },
      { signal },
    );
    const undo = args.deleteFiles ? undefined : undoOf(deleted);
    return {
      outcome: batchOutcome(items),
      target: listed(
        deleted.length > 0
          ? deleted.map(({ title }) => title)
          : items.map((row) => ('title' in row ? row.title : row.item)),
      ),
      items,
      filesDeleted: args.deleteFiles && deleted.length > 0,
      neverAddedAgain: args.addImportListExclusion && deleted.length > 0,
      undo,
      note: undo === undefined ? undefined : 'Which episodes were monitored, and the history, do not come back.',
    };
  },
});

/** The one series that an item means; undefined when there is none, or no telling. */
function unambiguous(item: string, library: readonly SonarrSeriesRow[]): SonarrSeriesRow | undefined {
  const [match, ...others] = matchItems(item, library, describeSeries);
  return others.length === 0 ? match : undefined;
}

/**
 * The call that adds them again, where one call can: Sonarr finds files that stayed in a series' folder by itself.
 * @returns undefined when nothing was deleted, or not all were set up alike
 */
function undoOf(deleted: readonly SonarrSeriesRow[]) {
  const [first, ...others] = deleted.map((series) => ({
    profile: String(series.qualityProfileId),
    ...(series.rootFolderPath === undefined ? {} : { rootFolder: series.rootFolderPath }),
    ...(series.monitored ? {} : { monitor: 'none' }),
    ...(series.tags.length === 0 ? {} : { tags: series.tags.map(String).sort() }),
    // What is new is of this type unless told.
    ...(series.seriesType === undefined || series.seriesType === 'standard' ? {} : { seriesType: series.seriesType }),
    ...(series.seasonFolder === false ? { seasonFolder: false } : {}),
    search: false,
  }));
  if (first === undefined || others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) return undefined;
  return { tool: 'sonarr_add_series', arguments: { items: deleted.map(seriesRef), ...first } };
}

function sum(series: readonly SonarrSeriesRow[], of: (series: SonarrSeriesRow) => number | undefined): number {
  return series.reduce((total, each) => total + (of(each) ?? 0), 0);
}
