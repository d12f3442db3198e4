import { batchOutcome, batchRowOutput, matchItems, resolveItem, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool } from '../define.js';
import { describeSeries, readLibrary, seriesListInput, seriesRef, seriesWords, titleWithYear } from '../series.js';

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
    'Takes series out of the Sonarr library, with their monitoring and history. Files stay on disk unless deleteFiles is true, which the owner must have allowed. A person is asked first. To keep a series but fetch nothing more, do not use this.',
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
    // One that cannot be told is refused for a single series; among many it fails alone, in its row.
    const [first] = args.items;
    const found =
      args.items.length === 1 && first !== undefined
        ? [resolveItem(first, library, describeSeries, seriesWords)]
        : args.items.flatMap((item) => unambiguous(item, library));
    const files = sum(found, (series) => series.statistics?.episodeFileCount);
    const bytes = sum(found, (series) => series.statistics?.sizeOnDisk);
    const titles = found.map(titleWithYear);
    const fate = args.deleteFiles
      ? `and deletes ${files} episodes (${(bytes / 1e9).toFixed(1)} GB) from disk`
      : `and leaves ${files} episodes (${(bytes / 1e9).toFixed(1)} GB) on disk`;
    return {
      summary: `Takes ${titles.slice(0, 20).join(', ') || 'nothing'}${titles.length > 20 ? ` and ${titles.length - 20} more` : ''} out of Sonarr ${fate}.${args.addImportListExclusion ? ' Import lists will never add it again.' : ''}`,
      target: found.map(seriesRef).join(', '),
      changes: found.length,
      details: { series: titles, episodeFiles: files, bytes, deleteFiles: args.deleteFiles },
    };
  },
  run: async (args, context) => {
    const { client, signal, progress } = context;
    const library = await readLibrary(context);
    const items = await runBatch(
      args.items,
      async (item, index) => {
        progress({ progress: index, total: args.items.length, message: item });
        const series = resolveItem(item, library, describeSeries, seriesWords);
        await client.series.delete(
          series.id,
          { deleteFiles: args.deleteFiles, addImportListExclusion: args.addImportListExclusion },
          { signal },
        );
        return {
          outcome: 'done' as const,
          ref: seriesRef(series),
          title: series.title,
          year: series.year,
          sizeBytes: series.statistics?.sizeOnDisk,
        };
      },
      { signal },
    );
    const refs = items.flatMap((row) => ('ref' in row ? [row.ref] : []));
    return {
      outcome: batchOutcome(items),
      target: items.map((row) => ('title' in row ? row.title : row.item)).join(', '),
      items,
      filesDeleted: args.deleteFiles,
      neverAddedAgain: args.addImportListExclusion,
      // Files that stayed are found again by adding the series to the same folder; deleted ones are gone.
      undo:
        args.deleteFiles || refs.length === 0
          ? undefined
          : { tool: 'sonarr_add_series', arguments: { items: refs, search: false } },
    };
  },
});

function unambiguous(item: string, library: readonly SonarrSeriesRow[]): SonarrSeriesRow[] {
  const matches = matchItems(item, library, describeSeries);
  return matches.length === 1 ? matches : [];
}

function sum(series: readonly SonarrSeriesRow[], of: (series: SonarrSeriesRow) => number | undefined): number {
  return series.reduce((total, each) => total + (of(each) ?? 0), 0);
}
