import { matchItems, pageOf, pageOutput, resolveItem } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrSeason, SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { describeSeries, missingEpisodes, seriesRef, seriesWords } from '../series.js';

/** A page of series, with all their seasons in one line each. */
const seriesPerPage = 50;

/** `sonarr_get_season_overview`: every series with every season, from one GET series. */
export const getSeasonOverview = defineTool({
  name: 'sonarr_get_season_overview',
  title: 'Get season overview',
  toolset: 'activity',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Shows every season of many series: have, aired, size, monitored.',
  input: z.strictObject({
    items: z.array(z.string().max(200)).min(1).max(100).optional().describe('Titles, refs.'),
    incomplete: z.boolean().default(false).describe('Missing some.'),
    offset: z.int().min(0).max(100_000).default(0).describe('See nextOffset.'),
  }),
  output: z.strictObject({
    ...pageOutput,
    series: z.array(
      z.strictObject({
        ref: z.string(),
        title: z.string(),
        unmonitored: z.literal(true).optional(),
        seasons: z
          .array(z.string())
          .optional()
          .describe(
            'S02 8/10 12.3 GB: 8 of the 10 that have aired and are wanted. off: not monitored, of all there are. S00 holds the specials.',
          ),
      }),
    ),
  }),
  rows: 'series',
  examples: [
    { ask: 'Which seasons of my shows are incomplete?', arguments: { incomplete: true } },
    { ask: 'Show me the seasons of Severance and Andor', arguments: { items: ['Severance', 'Andor'] } },
  ],
  run: async ({ items, incomplete, offset }, context) => {
    const library = await readMatrix(context);
    const chosen =
      items === undefined
        ? library.sort((a, b) => compare(titleOf(a.series), titleOf(b.series)))
        : [...new Set(items.map((item) => named(item, library)))];
    const { rows, ...page } = pageOf(
      chosen.filter(({ series }) => !incomplete || (series.monitored && missingEpisodes(series) > 0)),
      { offset, limit: seriesPerPage },
    );
    return {
      ...page,
      series: rows.map(({ series, seasons }) => ({
        ref: seriesRef(series),
        title: series.title,
        unmonitored: series.monitored ? undefined : (true as const),
        seasons: incomplete
          ? seasons.filter(({ misses }) => misses).map(({ text }) => text)
          : seasons.map(({ text }) => text),
      })),
    };
  },
});

interface Line {
  readonly series: SonarrSeriesRow;
  readonly seasons: readonly { readonly text: string; readonly misses: boolean }[];
}

/** The library with its seasons already in the form in which they are shown: they are most of it. */
async function readMatrix({ client, signal }: SonarrContext): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const series of client.series.list({ signal })) {
    lines.push({
      series: { ...series, seasons: [] },
      seasons: [...series.seasons]
        .sort((a, b) => a.seasonNumber - b.seasonNumber)
        .filter(({ seasonNumber, statistics }) => seasonNumber > 0 || (statistics?.totalEpisodeCount ?? 0) > 0)
        .map((season) => ({ text: lineOf(season), misses: season.monitored && missingEpisodes(season) > 0 })),
    });
  }
  return lines;
}

function lineOf({ seasonNumber, monitored, statistics }: SonarrSeason): string {
  const have = statistics?.episodeFileCount ?? 0;
  const of = (monitored ? statistics?.episodeCount : statistics?.totalEpisodeCount) ?? 0;
  const size = statistics?.sizeOnDisk ?? 0;
  return [
    `S${String(seasonNumber).padStart(2, '0')} ${have}/${of}`,
    ...(size === 0 ? [] : [`${(size / 1e9).toFixed(1)} GB`]),
    ...(monitored ? [] : ['off']),
  ].join(' ');
}

/**
 * The line of the series that an item means.
 * @throws NotFoundError, AmbiguousError
 */
function named(item: string, library: readonly Line[]): Line {
  const describe = ({ series }: Line) => describeSeries(series);
  const [only, ...others] = matchItems(item, library, describe);
  return only !== undefined && others.length === 0 ? only : resolveItem(item, library, describe, seriesWords);
}

function titleOf(series: SonarrSeriesRow): string {
  return series.sortTitle ?? series.title.toLowerCase();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
