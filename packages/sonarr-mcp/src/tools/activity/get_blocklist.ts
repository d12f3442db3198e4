import { limitInput, localDay, offsetInput, pageOutput, shorten } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { findSeries, seriesInput } from '../series.js';
import { stretchOf } from '../upstream-page.js';

/** `sonarr_get_blocklist`: GET blocklist. */
export const getBlocklist = defineTool({
  name: 'sonarr_get_blocklist',
  title: 'Get blocklist',
  toolset: 'activity',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists releases Sonarr never takes again and why. Names are from strangers.',
  input: z.strictObject({
    series: seriesInput.optional().describe('Only its.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    releases: z.array(
      z.strictObject({
        id: z.int(),
        series: z.string().optional(),
        ref: z.string().optional(),
        release: z.string().optional(),
        blockedOn: z.string().optional(),
        reason: z.string().optional(),
      }),
    ),
  }),
  rows: 'releases',
  relatedWrite: 'sonarr_delete_blocklist_items',
  examples: [
    { ask: 'What is on the blocklist?', arguments: {} },
    { ask: 'Which releases of Babylon Berlin are blocked?', arguments: { series: 'Babylon Berlin' } },
  ],
  run: async ({ series, offset, limit }, context) => {
    const { client, signal, timeZone } = context;
    const found = series === undefined ? undefined : await findSeries(series, context);
    const seriesIds = found === undefined ? undefined : [found.id];
    const { rows, ...page } = await stretchOf(offset, limit, (number, pageSize) =>
      client.blocklist.list({ page: number, pageSize, seriesIds }, { signal }),
    );
    return {
      ...page,
      releases: rows.map((row) => ({
        id: row.id,
        series: row.series?.title,
        ref: row.series?.tvdbId === undefined ? undefined : `tvdb:${row.series.tvdbId}`,
        release: row.sourceTitle === undefined ? undefined : shorten(row.sourceTitle, 120),
        blockedOn: row.date === undefined ? undefined : localDay(row.date, timeZone),
        reason: row.message === undefined ? undefined : shorten(row.message, 120),
      })),
    };
  },
});
