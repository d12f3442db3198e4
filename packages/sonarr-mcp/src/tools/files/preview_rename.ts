import { offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { findSeries, seriesRef, titleWithYear } from '../series.js';
import { howToSwitchOn, renamedEpisodes, renamesOf, renamingIsOff } from './naming.js';

/** `sonarr_preview_rename`: GET rename and config/naming. */
export const previewRename = defineTool({
  name: 'sonarr_preview_rename',
  title: 'Preview rename',
  toolset: 'files',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Shows which files of a series would be renamed.',
  input: z.strictObject({
    series: z.string().max(200).describe('Title or ref (tvdb:81189).'),
    season: z.int().min(0).max(10_000).optional().describe('0: specials.'),
    offset: offsetInput,
  }),
  output: z.strictObject({
    series: z.string(),
    ref: z.string(),
    ...pageOutput,
    note: z.string().optional(),
    files: z.array(
      z.strictObject({
        episodes: z.string().optional(),
        from: z.string(),
        to: z.string().describe('Without its folder where that stays the same.'),
      }),
    ),
  }),
  rows: 'files',
  relatedWrite: 'sonarr_rename_files',
  examples: [{ ask: 'What would be renamed in SPY x FAMILY?', arguments: { series: 'SPY x FAMILY' } }],
  run: async ({ series: reference, season, offset }, context) => {
    const series = await findSeries(reference, context);
    const renames = await renamesOf(series.id, season, context);
    const { rows, ...page } = pageOf(renames ?? [], { offset });
    return {
      series: titleWithYear(series),
      ref: seriesRef(series),
      ...page,
      note:
        renames === undefined
          ? `${renamingIsOff} ${howToSwitchOn}`
          : renames.length === 0
            ? 'All files have the names they should have.'
            : undefined,
      files: rows.map((each) => ({
        episodes: renamedEpisodes(each),
        from: each.existingPath,
        to: nameInPlace(each.existingPath, each.newPath),
      })),
    };
  },
});

/** The new name; with its folder only where that is another one. */
function nameInPlace(from: string, to: string): string {
  const folder = /^.*[/\\]/.exec(from)?.[0] ?? '';
  return to.startsWith(folder) && !/[/\\]/.test(to.slice(folder.length)) ? to.slice(folder.length) : to;
}
