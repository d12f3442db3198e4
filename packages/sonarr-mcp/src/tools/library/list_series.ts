import { dayStart, limitInput, matchItems, offsetInput, pageOf, pageOutput, parseDay } from '@watchstack/core/server';
import * as z from 'zod';
import { sonarrSeriesTypes } from '../../client/series-add.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { findProfile, findRootFolder, findTag } from '../reference-data.js';
import { describeSeries, readLibrary, seriesListInput, seriesRow, toSeriesRow } from '../series.js';

const sorts = {
  title: (series: SonarrSeriesRow) => series.sortTitle ?? series.title.toLowerCase(),
  year: (series: SonarrSeriesRow) => series.year ?? 0,
  added: (series: SonarrSeriesRow) => series.added ?? '',
  size: (series: SonarrSeriesRow) => series.statistics?.sizeOnDisk ?? 0,
  missing: (series: SonarrSeriesRow) => missing(series),
  nextAiring: (series: SonarrSeriesRow) => series.nextAiring ?? '9999',
} as const;

const sortNames = ['title', 'year', 'added', 'size', 'missing', 'nextAiring'] as const;

const filters = z.strictObject({
  titleContains: z.string().max(100).optional().describe('Part of a title.'),
  status: z.enum(['continuing', 'ended', 'upcoming', 'deleted']).optional().describe('Of the show.'),
  monitored: z.boolean().optional().describe('Looked after by Sonarr or not.'),
  complete: z.boolean().optional().describe('false: episodes are missing.'),
  seriesType: z.enum(sonarrSeriesTypes).optional().describe('Numbering.'),
  genre: z.string().max(60).optional().describe('One genre.'),
  network: z.string().max(60).optional().describe('One network.'),
  profile: z.string().max(100).optional().describe('Quality profile.'),
  tag: z.string().max(100).optional().describe('One tag.'),
  rootFolder: z.string().max(300).optional().describe('Path.'),
  addedSince: z.string().max(20).optional().describe('YYYY-MM-DD or -30d.'),
  largerThanGb: z.number().min(0).max(1e6).optional().describe('GB, 10^9 bytes.'),
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
  description:
    'Lists the series in your Sonarr library; every filter narrows. With items it answers "do we have these". One series in detail: sonarr_get_series. Shows you do not have: sonarr_search_new_series.',
  input: z.strictObject({
    items: seriesListInput.optional(),
    ...filters.shape,
    sort: z.enum(sortNames).default('title').describe('Order.'),
    descending: z.boolean().default(false).describe('Reversed.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    series: z.array(seriesRow),
    totalSizeBytes: z.int().optional().describe('Of all that match, not of this page alone.'),
    notInLibrary: z.array(z.string()).optional().describe('Items of the call that nothing in the library matches.'),
  }),
  rows: 'series',
  relatedWrite: 'sonarr_add_series',
  examples: [
    { ask: 'Do we have Haus des Geldes?', arguments: { items: ['Haus des Geldes'] } },
    {
      ask: 'Which ended shows are complete, largest first?',
      arguments: { status: 'ended', complete: true, sort: 'size', descending: true },
    },
  ],
  run: async (args, context) => {
    const library = await readLibrary(context);
    const asked = askedFor(args.items, library);
    const accepts = await filterOf(args, context);
    const matching = (asked.matches ?? library.map((series) => ({ series, item: undefined }))).filter(({ series }) =>
      accepts(series),
    );
    const key = sorts[args.sort];
    const direction = args.descending ? -1 : 1;
    matching.sort(
      (a, b) =>
        direction * compare(key(a.series), key(b.series)) || compare(sorts.title(a.series), sorts.title(b.series)),
    );
    const { rows, ...page } = pageOf(matching, args);
    return {
      ...page,
      series: rows.map(({ series, item }) => ({ ...toSeriesRow(series), asked: item })),
      totalSizeBytes: matching.reduce((sum, { series }) => sum + (series.statistics?.sizeOnDisk ?? 0), 0),
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
  const found = items.map((item) => ({ item, series: matchItems(item, library, describeSeries) }));
  return {
    matches: found.flatMap(({ item, series }) => series.map((match) => ({ series: match, item }))),
    absent: found.filter(({ series }) => series.length === 0).map(({ item }) => item),
  };
}

/** The filters of a call; what it leaves out accepts every series. */
async function filterOf(
  args: z.output<typeof filters>,
  context: SonarrContext,
): Promise<(series: SonarrSeriesRow) => boolean> {
  const profile = args.profile === undefined ? undefined : (await findProfile(args.profile, context)).id;
  const tag = args.tag === undefined ? undefined : (await findTag(args.tag, context)).id;
  const root = args.rootFolder === undefined ? undefined : (await findRootFolder(args.rootFolder, context)).path;
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
    (part === undefined || [series.title, ...series.alternateTitles].some((title) => title.toLowerCase().includes(part))) &&
    is(args.status, series.status) &&
    is(args.monitored, series.monitored) &&
    is(args.seriesType, series.seriesType) &&
    is(args.complete, missing(series) === 0) &&
    is(args.network?.toLowerCase(), series.network?.toLowerCase()) &&
    is(profile, series.qualityProfileId) &&
    (args.genre === undefined || series.genres.some((genre) => is(args.genre?.toLowerCase(), genre.toLowerCase()))) &&
    (tag === undefined || series.tags.includes(tag)) &&
    (root === undefined || series.path.startsWith(root)) &&
    (since === undefined || (series.added ?? '') >= since) &&
    (bytes === undefined || (series.statistics?.sizeOnDisk ?? 0) > bytes);
}

function is<T>(wanted: T | undefined, actual: T | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function missing(series: SonarrSeriesRow): number {
  return (series.statistics?.episodeCount ?? 0) - (series.statistics?.episodeFileCount ?? 0);
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
