import { batchOutcome, batchRowOutput, resolveItem, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrCommand } from '../../client/commands.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { waitSecondsInput } from '../follow-command.js';
import { followCommands } from '../follow-commands.js';
import { describeSeries, findSeries, listed, readLibrary, seriesListInput, seriesRef, seriesWords } from '../series.js';
import { scopeOf, wholeLibraryInput } from '../whole-library.js';

/**
 * `sonarr_refresh_series`: POST command RefreshSeries, or RescanSeries. Nobody is asked however many series it is about: what
 * is read anew is not changed, and no indexer is bothered.
 */
export const refreshSeries = defineTool({
  name: 'sonarr_refresh_series',
  title: 'Refresh series',
  toolset: 'library',
  byDefault: true,
  effect: 'write',
  idempotent: true,
  openWorld: true,
  description: 'Reads series anew from TheTVDB and disk; downloads nothing.',
  input: z.strictObject({
    items: seriesListInput.describe('Titles, refs or ids.').optional(),
    diskOnly: z.boolean().default(false).describe('Files only.'),
    wholeLibrary: wholeLibraryInput,
    waitSeconds: waitSecondsInput,
  }),
  output: writeAnswer({
    items: z.array(batchRowOutput({ ref: z.string(), title: z.string() })),
    commandIds: z.array(z.int()).describe('For sonarr_get_commands.'),
    says: z.string().describe("Sonarr's own words."),
  }),
  rows: 'items',
  examples: [
    {
      ask: 'I copied files for Severance by hand, look at the disk',
      arguments: { items: ['Severance'], diskOnly: true },
    },
    { ask: 'Fetch the new episodes of Andor', arguments: { items: ['Andor'], waitSeconds: 20 } },
  ],
  run: async (args, context) => {
    const scope = scopeOf(args);
    const { client, signal } = context;
    if (scope === 'all') {
      const begun = await client.commands.start(
        args.diskOnly ? { name: 'RescanSeries', seriesId: 'all' } : { name: 'RefreshSeries', seriesIds: 'all' },
        { signal },
      );
      return { target: 'all series', ...(await ending([begun], args.waitSeconds, context)) };
    }
    const resolve = await resolverFor(scope, context);
    const begun: (SonarrCommand | undefined)[] = [];
    const found: SonarrSeriesRow[] = [];
    const items = await runBatch(
      scope,
      async (item) => {
        const series = await resolve(item);
        const row = { ref: seriesRef(series), title: series.title };
        if (found.some(({ id }) => id === series.id)) return { outcome: 'already' as const, ...row };
        if (args.diskOnly) {
          begun.push(await client.commands.start({ name: 'RescanSeries', seriesId: series.id }, { signal }));
        }
        found.push(series);
        return { outcome: 'done' as const, ...row };
      },
      { signal },
    );
    // One command for all of them, where Sonarr has such a one.
    if (!args.diskOnly && found.length > 0) {
      begun.push(
        await client.commands.start({ name: 'RefreshSeries', seriesIds: found.map(({ id }) => id) }, { signal }),
      );
    }
    const target = listed(found.length === 0 ? scope : found.map(({ title }) => title));
    if (begun.length === 0) return { outcome: batchOutcome(items), target, items };
    return { target, items, ...(await ending(begun, args.waitSeconds, context)) };
  },
});

/** Finds series by what they were named: one alone without the whole library where its ref tells, several with one reading. */
async function resolverFor(
  items: readonly string[],
  context: SonarrContext,
): Promise<(item: string) => SonarrSeriesRow | Promise<SonarrSeriesRow>> {
  if (items.length === 1) return (item) => findSeries(item, context);
  const library = await readLibrary(context);
  return (item) => resolveItem(item, library, describeSeries, seriesWords);
}

async function ending(begun: readonly (SonarrCommand | undefined)[], waitSeconds: number, context: SonarrContext) {
  const followed = await followCommands(begun, waitSeconds, context);
  const failed = followed.flatMap(({ ended }) => (ended === undefined ? [] : [ended]));
  return {
    outcome: followed.some(({ outcome }) => outcome === 'running') ? ('running' as const) : ('done' as const),
    commandIds: followed.flatMap(({ commandId }) => (commandId === undefined ? [] : [commandId])),
    says: followed.length === 1 ? followed[0]?.says : undefined,
    note: failed.length === 0 ? undefined : `Sonarr began it, and ended it with: ${[...new Set(failed)].join(', ')}.`,
  };
}
