import { refOf, resolveItem, type Describable, type ToolContext } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrClient } from '../client/sonarr-client.js';
import type { SonarrSeriesFacts, SonarrSeriesRow } from '../client/series-document.js';

/** An argument that names one series. */
export const seriesInput = z.string().max(200).describe('Title, Title (year), ref (tvdb:81189) or Sonarr id.');

/** An argument that names up to a hundred series. */
export const seriesListInput = z
  .array(z.string().max(200))
  .min(1)
  .max(100)
  .describe('Titles, Title (year), refs (tvdb:81189) or ids.');

/** What errors call a series and where it was looked for. */
export const seriesWords = {
  noun: 'series',
  lookIn: 'your Sonarr library',
  findWith: 'sonarr_search_new_series',
} as const;

/** What the matcher needs to know of a series. */
export function describeSeries(series: SonarrSeriesFacts & { readonly id?: number | undefined }): Describable {
  return {
    id: series.id ?? `tvdb:${series.tvdbId}`,
    title: series.title,
    year: series.year,
    alternateTitles: series.alternateTitles,
    ids: { tvdb: series.tvdbId, tmdb: series.tmdbId, imdb: series.imdbId },
    type: 'show',
  };
}

/** The reference of a series that the sibling servers accept. */
export function seriesRef(series: Pick<SonarrSeriesFacts, 'tvdbId' | 'tmdbId' | 'imdbId'>): string {
  return refOf({ tvdb: series.tvdbId, tmdb: series.tmdbId, imdb: series.imdbId }, 'show') ?? `tvdb:${series.tvdbId}`;
}

/** `Doctor Who (2005)`: a title that names its series among others of the same name. */
export function titleWithYear(series: Pick<SonarrSeriesFacts, 'title' | 'year'>): string {
  return series.year === undefined || series.title.endsWith(`(${series.year})`)
    ? series.title
    : `${series.title} (${series.year})`;
}

/** The whole library, read once. */
export async function readLibrary({
  client,
  signal,
}: Pick<ToolContext<SonarrClient>, 'client' | 'signal'>): Promise<SonarrSeriesRow[]> {
  const library: SonarrSeriesRow[] = [];
  for await (const series of client.series.list({ signal })) library.push(series);
  return library;
}

/**
 * The one series of the library that an argument means.
 * @throws NotFoundError, AmbiguousError
 */
export async function findSeries(
  reference: string | number,
  context: ToolContext<SonarrClient>,
): Promise<SonarrSeriesRow> {
  return resolveItem(reference, await readLibrary(context), describeSeries, seriesWords);
}

/** A series in one line of a list. */
export const seriesRow = z.strictObject({
  id: z.int(),
  ref: z.string(),
  title: z.string(),
  year: z.int().optional(),
  status: z.string().optional().describe('continuing, ended, upcoming or deleted (from TheTVDB).'),
  monitored: z.boolean(),
  have: z.int().describe('Episodes with a file.'),
  wanted: z.int().describe('Episodes aired and monitored, or with a file. Missing = wanted - have.'),
  sizeBytes: z.int().optional(),
  asked: z.string().optional().describe('The item of the call that this row answers.'),
});

/** Writes a series as a {@link seriesRow}. */
export function toSeriesRow(series: SonarrSeriesRow): z.output<typeof seriesRow> {
  const statistics = series.statistics;
  return {
    id: series.id,
    ref: seriesRef(series),
    title: series.title,
    year: series.year,
    status: series.status,
    monitored: series.monitored,
    have: statistics?.episodeFileCount ?? 0,
    wanted: statistics?.episodeCount ?? 0,
    sizeBytes: statistics?.sizeOnDisk,
  };
}
