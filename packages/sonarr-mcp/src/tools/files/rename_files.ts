import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { batchRowOutput, matchItems, resolveItem, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrRename } from '../../client/naming.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { followCommand, waitSecondsInput } from '../follow-command.js';
import { describeSeries, findSeries, readLibrary, seriesRef, seriesWords, titleWithYear } from '../series.js';
import { refuseWithoutRenaming } from './naming.js';

/** Sonarr is asked for each series by itself what would be renamed: more would be a request per item. */
const mostSeries = 10;

/** `sonarr_rename_files`: GET rename for each series, then the command RenameFiles. */
export const renameFiles = defineTool({
  name: 'sonarr_rename_files',
  title: 'Rename files',
  toolset: 'files',
  byDefault: false,
  effect: 'destructive',
  idempotent: true,
  openWorld: false,
  description: 'Renames files of series to what they would be called today. Asks first.',
  input: z.strictObject({
    items: z.array(z.string().max(200)).min(1).max(mostSeries).describe('Series.'),
    season: z.int().min(0).max(10_000).optional().describe('0: specials.'),
    waitSeconds: waitSecondsInput,
  }),
  output: writeAnswer({
    items: z.array(
      batchRowOutput({
        ref: z.string(),
        title: z.string(),
        renamed: z.int().describe('Files that have their new name; told once Sonarr is done.'),
        left: z.int().describe('Files that Sonarr did not rename.'),
        commandId: z.int(),
      }),
    ),
  }),
  rows: 'items',
  examples: [{ ask: 'Rename the first season of SPY x FAMILY', arguments: { items: ['SPY x FAMILY'], season: 1 } }],
  preview: async ({ items, season }, context) => {
    await refuseWithoutRenaming(context);
    const { found, leftOut } = await allOf(items, context);
    const works = await Promise.all(
      found.map(async (series) => ({ series, renames: await renamesIn(series, season, context) })),
    );
    const due = works.filter(({ renames }) => renames.length > 0);
    const [first] = due;
    if (first === undefined) {
      throw new InvalidInputError('All files there have the names they should have.', {
        target: found.map(titleWithYear).join(', '),
        hint: 'Nothing has to be done.',
        changed: 'no',
      });
    }
    const [example] = first.renames;
    const files = due.reduce((sum, { renames }) => sum + renames.length, 0);
    const sentences = [
      `Renames ${files} files on disk: ${due.map(({ series, renames }) => `${titleWithYear(series)} (${renames.length})`).join(', ')}.`,
      ...(example === undefined ? [] : [`For example ${example.existingPath} to ${example.newPath}.`]),
      ...(leftOut.length > 0 ? [`Not found, or not certain, and therefore left alone: ${leftOut.join(', ')}.`] : []),
    ];
    return {
      summary: sentences.join(' '),
      target: due.map(({ series }) => seriesRef(series)).join(', '),
      changes: files,
      details: { files, series: due.map(({ series }) => titleWithYear(series)), leftOut },
    };
  },
  run: async ({ items, season, waitSeconds }, context) => {
    const { client, signal, progress } = context;
    await refuseWithoutRenaming(context);
    const find = await finder(items, context);
    const until = Date.now() + waitSeconds * 1_000;
    const unfinished: SonarrSeriesRow[] = [];
    const rows = await runBatch(
      items,
      async (item, index) => {
        progress({ progress: index, total: items.length, message: item });
        const series = await find(item);
        const row = { ref: seriesRef(series), title: titleWithYear(series) };
        const renames = await renamesIn(series, season, context);
        if (renames.length === 0) return { outcome: 'already' as const, ...row };
        const begun = await client.commands.start(
          { name: 'RenameFiles', seriesId: series.id, fileIds: renames.map(({ episodeFileId }) => episodeFileId) },
          { signal },
        );
        const followed = await followCommand(begun, Math.max(0, (until - Date.now()) / 1_000), context);
        if (followed.outcome === 'running') unfinished.push(series);
        const left = followed.outcome === 'done' ? await stillDue(renames, series, context) : undefined;
        return {
          outcome: 'done' as const,
          ...row,
          commandId: followed.commandId,
          renamed: left === undefined ? undefined : renames.length - left,
          left: left === undefined || left === 0 ? undefined : left,
        };
      },
      { signal },
    );
    const running = unfinished.length > 0;
    const begun = rows.some(({ outcome }) => outcome === 'done');
    const renamed = rows.some((row) => 'renamed' in row && (row.renamed ?? 1) > 0);
    return {
      outcome: running ? ('running' as const) : begun && renamed ? ('done' as const) : ('unchanged' as const),
      target: rows.map((row) => ('title' in row ? row.title : row.item)).join(', '),
      items: rows,
      note: running ? 'Sonarr is at it. What sonarr_preview_rename still shows afterwards was not renamed.' : undefined,
    };
  },
});

function renamesIn(
  series: SonarrSeriesRow,
  seasonNumber: number | undefined,
  { client, signal }: SonarrContext,
): Promise<readonly SonarrRename[]> {
  return client.naming.renames({ seriesId: series.id, seasonNumber }, { signal });
}

/** How many of the files still want another name; undefined when Sonarr, which has done its work, cannot be asked. */
async function stillDue(
  renames: readonly SonarrRename[],
  series: SonarrSeriesRow,
  context: SonarrContext,
): Promise<number | undefined> {
  try {
    const due = new Set((await renamesIn(series, undefined, context)).map(({ episodeFileId }) => episodeFileId));
    return renames.filter(({ episodeFileId }) => due.has(episodeFileId)).length;
  } catch {
    return undefined;
  }
}

/** Finds series: a single one as {@link findSeries} does, several in one reading of the library. */
async function finder(
  items: readonly string[],
  context: SonarrContext,
): Promise<(item: string) => SonarrSeriesRow | Promise<SonarrSeriesRow>> {
  if (items.length === 1) return (item) => findSeries(item, context);
  const library = await readLibrary(context);
  return (item) => resolveItem(item, library, describeSeries, seriesWords);
}

/** The series that are meant, each once, and what of the items cannot be told. Where nothing can, the reason is thrown. */
async function allOf(items: readonly string[], context: SonarrContext) {
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) return { found: [await findSeries(only, context)], leftOut: [] };
  const library = await readLibrary(context);
  const matches = items.map((item) => ({ item, series: matchItems(item, library, describeSeries) }));
  const found = [...new Set(matches.flatMap(({ series }) => (series.length === 1 ? series : [])))];
  const leftOut = matches.flatMap(({ item, series }) => (series.length === 1 ? [] : [item]));
  if (found.length > 0) return { found, leftOut };
  throw new NotFoundError('None of these series could be told for certain.', {
    target: leftOut.join(', '),
    hint: 'Name them by their refs; sonarr_list_series shows them.',
    changed: 'no',
  });
}
