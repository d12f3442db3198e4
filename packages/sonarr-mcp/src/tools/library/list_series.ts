import { dayStart, limitInput, matchItems, offsetInput, pageOf, pageOutput, parseDay } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { havingInput, seriesHaving } from '../series-filter.js';
import { describeSeries, missingEpisodes, readLibrary, seriesListInput, seriesRow, toSeriesRow } from '../series.js';

const sorts = {
  title: (series: SonarrSeriesRow) => series.sortTitle ?? series.title.toLowerCase(),
  year: (series: SonarrSeriesRow) => series.year ?? 0,
  added: (series: SonarrSeriesRow) => series.added ?? '',
  size: (series: SonarrSeriesRow) => series.statistics?.sizeOnDisk ?? 0,
  missing: (series: SonarrSeriesRow) => missingEpisodes(series),
  nextAiring: (series: SonarrSeriesRow) => series.nextAiring ?? '9999',
} as const;

const sortNames = ['title', 'year', 'added', 'size', 'missing', 'nextAiring'] as const;

const filters = z.strictObject({
  titleContains: z.string().max(99).optional().describe('Part.'),
  having: havingInput
    .optional()
    .describe('Status, type, genre, network, language, profile, tag, folder, (in)complete, (un)monitored.'),
  addedSince: z.string().max(20).optional().describe('-30d, or a day.'),
  largerThanGb: z.number().min(0).max(9999).optional().describe('GB.'),
});

/** `sonarr_list_series`: GET series, filtered, sorted and paged here because Sonarr does none of it. */
export const listSeries = defineTool({
  name: 'sonarr_list_series',
  title: 'List series',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists series of your library, or which of items it has. One: sonarr_get_series.',
  input: z.strictObject({
    items: seriesListInput.optional(),
    ...filters.shape,
    sort: z.enum(sortNames).optional().describe('By.'),
    descending: z.boolean().optional().describe('Reversed.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    series: z.array(
      seriesRow.extend({
        sizeBytes: z.int().optional().describe('Where the call sorts or filters by size.'),
        asked: z.string().optional().describe('The item of the call that this row answers.'),
      }),
    ),
    totalSizeBytes: z.int().optional().describe('Of all that match, not of this page alone.'),
    notInLibrary: z.array(z.string()).optional().describe('Items of the call that nothing in the library matches.'),
  }),
  rows: 'series',
  relatedWrite: 'sonarr_add_series',
  examples: [
    { ask: 'Do we have Haus des Geldes?', arguments: { items: ['Haus des Geldes'] } },
    {
      ask: 'Which ended shows are complete, largest first?',
      arguments: { having: ['ended', 'complete'], sort: 'size', descending: true },
    },
  ],
  run: async (args, context) => {
    const library = await readLibrary(context);
    const asked = askedFor(args.items, library);
    const accepts = await filterOf(args, library, context);
    const matching = (asked.matches ?? library.map((series) => ({ series, item: undefined }))).filter(({ series }) =>
      accepts(series),
    );
    const key = sorts[args.sort ?? 'title'];
    const direction = args.descending === true ? -1 : 1;
    matching.sort(
      (a, b) =>
        direction * compare(key(a.series), key(b.series)) || compare(sorts.title(a.series), sorts.title(b.series)),
    );
    const { rows, ...page } = pageOf(matching, args);
    const bySize = args.sort === 'size' || args.largerThanGb !== undefined;
    return {
      ...page,
      series: rows.map(({ series, item }) => {
        const { sizeBytes, ...row } = toSeriesRow(series);
        return { ...row, sizeBytes: bySize ? sizeBytes : undefined, asked: item };
      }),
      totalSizeBytes: [...new Set(matching.map(({ series }) => series))].reduce(
        (sum, { statistics }) => sum + (statistics?.sizeOnDisk ?? 0),
        0,
      ),
      notInLibrary: asked.absent,
    };
  },
});

interface Asked {
  readonly matches: { series: SonarrSeriesRow; item: string | undefined }[] | undefined;
  readonly absent: string[] | undefined;
}

function askedFor(items: readonly string[] | undefined, library: readonly SonarrSeriesRow[]): Asked {
  if (items === undefined) return { matches: undefined, absent: undefined };
  // Each item has an answer of its own, also where two of them mean the same series; what was written twice is one.
  const found = [...new Set(items)].map((item) => ({ item, series: matchItems(item, library, describeSeries) }));
  return {
    matches: found.flatMap(({ item, series }) => series.map((match) => ({ series: match, item }))),
    absent: found.filter(({ series }) => series.length === 0).map(({ item }) => item),
  };
}

/** The filters of a call; what it leaves out accepts every series. */
async function filterOf(
  args: z.output<typeof filters>,
  library: readonly SonarrSeriesRow[],
  context: SonarrContext,
): Promise<(series: SonarrSeriesRow) => boolean> {
  const having = await seriesHaving(args.having ?? [], library, context);
  const since =
    args.addedSince === undefined
      ? undefined
      : dayStart(
          parseDay(args.addedSince, { clock: context.clock, zone: context.timeZone }),
          context.timeZone,
        ).toISOString();
  const bytes = args.largerThanGb === undefined ? undefined : args.largerThanGb * 1e9;
  const part = args.titleContains?.toLowerCase();
  return (series) =>
    (part === undefined ||
      [series.title, ...series.alternateTitles].some((title) => title.toLowerCase().includes(part))) &&
    having(series) &&
    (since === undefined || (series.added ?? '') >= since) &&
    (bytes === undefined || (series.statistics?.sizeOnDisk ?? 0) > bytes);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
