import { NotFoundError } from '@watchstack/core';
import {
  parseItem,
  refOf,
  resolveItem,
  type Describable,
  type ItemReference,
  type ToolContext,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrClient } from '../client/sonarr-client.js';
import type { SonarrSeriesFacts, SonarrSeriesRow } from '../client/series-document.js';

/** An argument that names one series. */
export const seriesInput = z.string().max(200).describe('Title (year), ref (tvdb:81189) or id.');

/** An argument that names up to a hundred series. */
export const seriesListInput = z
  .array(z.string().max(200))
  .min(1)
  .max(100)
  .describe('Titles, refs (tvdb:81189) or ids.');

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
    type: 'series',
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

/** `1 episode`, `12 episodes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 || noun === 'series' ? '' : 's'}`;
}

/** Names as one line for a person: each once, and no more of them than anybody reads. */
export function listed(names: readonly string[]): string {
  const each = [...new Set(names)];
  return `${each.slice(0, 20).join(', ')}${each.length > 20 ? ` and ${each.length - 20} more` : ''}`;
}

/** The whole library, read once; without the seasons, which are most of it and which no list shows. */
export async function readLibrary({
  client,
  signal,
}: Pick<ToolContext<SonarrClient>, 'client' | 'signal'>): Promise<SonarrSeriesRow[]> {
  const library: SonarrSeriesRow[] = [];
  for await (const series of client.series.list({ signal })) library.push({ ...series, seasons: [] });
  return library;
}

/**
 * The one series of the library that an argument means. For a `tvdb:` ref Sonarr is asked for that series alone; anything else
 * takes the whole library to find.
 * @throws NotFoundError, AmbiguousError
 */
export async function findSeries(
  reference: string | number,
  context: ToolContext<SonarrClient>,
): Promise<SonarrSeriesRow> {
  const wanted = parseItem(reference);
  if (wanted.kind === 'ref' && wanted.scheme === 'tvdb') {
    const found = await context.client.series.getByTvdbId(Number(wanted.value), { signal: context.signal });
    return found ?? resolveItem<SonarrSeriesRow>(wanted, [], describeSeries, seriesWords);
  }
  const library = await readLibrary(context);
  try {
    return resolveItem(reference, library, describeSeries, seriesWords);
  } catch (error) {
    const found = error instanceof NotFoundError ? await searchedFor(wanted, library, context) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

/** Seconds are enough for a second opinion; who waits longer wants the plain answer that nothing is there. */
const searchPatienceMs = 10_000;

/**
 * The series of the library that Sonarr's own search puts first for a title: it knows names in more languages than the library
 * keeps. Undefined when that is another show, or the search does not answer.
 */
async function searchedFor(
  wanted: ItemReference,
  library: readonly SonarrSeriesRow[],
  { client, signal }: Pick<ToolContext<SonarrClient>, 'client' | 'signal'>,
): Promise<SonarrSeriesRow | undefined> {
  if (wanted.kind !== 'title' || wanted.year !== undefined) return undefined;
  const patience = AbortSignal.any([signal, AbortSignal.timeout(searchPatienceMs)]);
  const [best] = await client.series.lookup(wanted.title, { signal: patience }).catch(() => []);
  return best?.id === undefined ? undefined : library.find((series) => series.id === best.id);
}

/** A series in one line of a list: what is as usual is left out, so that a long list stays short. */
export const seriesRow = z.strictObject({
  ref: z.string(),
  title: z.string(),
  year: z.int().optional(),
  status: z.string().optional().describe('continuing, ended, upcoming or deleted (from TheTVDB).'),
  unmonitored: z.literal(true).optional(),
  have: z.int().describe('Episodes with a file.'),
  missing: z.int().optional().describe('Monitored episodes that have aired and have no file; absent for none.'),
  sizeBytes: z.int().optional(),
});

/** Writes a series as a {@link seriesRow}. */
export function toSeriesRow(series: SonarrSeriesRow): z.output<typeof seriesRow> {
  const missing = missingEpisodes(series);
  return {
    ref: seriesRef(series),
    title: series.title,
    year: series.year,
    status: series.status,
    unmonitored: series.monitored ? undefined : true,
    have: series.statistics?.episodeFileCount ?? 0,
    missing: missing === 0 ? undefined : missing,
    sizeBytes: series.statistics?.sizeOnDisk,
  };
}

/** How many episodes a series should have and has not. */
export function missingEpisodes({ statistics }: Pick<SonarrSeriesRow, 'statistics'>): number {
  return (statistics?.episodeCount ?? 0) - (statistics?.episodeFileCount ?? 0);
}
