import * as z from 'zod';
import { flag, unlessZero, id, list, maybe, number, numbers, text, texts } from './fields.js';

/** How many episodes a series or season has, and on disk. Missing = `episodeCount` − `episodeFileCount`. */
export interface SonarrStatistics {
  /** Seasons without the specials; only of a series. */
  readonly seasonCount?: number | undefined;
  /** Episodes with a file. */
  readonly episodeFileCount: number;
  /** Episodes that are monitored and have aired, or have a file. */
  readonly episodeCount: number;
  /** Every episode known, unaired ones and specials too. */
  readonly totalEpisodeCount: number;
  /** Bytes. */
  readonly sizeOnDisk: number;
  /** 0 to 100, of `episodeCount`. */
  readonly percentOfEpisodes: number;
  /** ISO 8601, of monitored episodes; only of a season. */
  readonly nextAiring?: string | undefined;
  /** ISO 8601, of monitored episodes; only of a season. */
  readonly previousAiring?: string | undefined;
}

/** A season of a series. Season 0 holds the specials. */
export interface SonarrSeason {
  readonly seasonNumber: number;
  readonly monitored: boolean;
  readonly statistics?: SonarrStatistics | undefined;
}

/** What is known of a series whether or not it is in the library. Names are Sonarr's own. */
export interface SonarrSeriesFacts {
  readonly title: string;
  readonly sortTitle?: string | undefined;
  readonly cleanTitle?: string | undefined;
  readonly titleSlug?: string | undefined;
  /** Other names it is known by, as far as Sonarr needs them to recognise releases. */
  readonly alternateTitles: readonly string[];
  /** Missing where nobody knows. */
  readonly year?: number | undefined;
  /** `continuing`, `ended`, `upcoming`, or `deleted` (gone from TheTVDB, not from the disk). */
  readonly status?: string | undefined;
  readonly ended?: boolean | undefined;
  readonly network?: string | undefined;
  /** Its English name. */
  readonly originalLanguage?: string | undefined;
  /** Minutes of one episode. */
  readonly runtime?: number | undefined;
  readonly certification?: string | undefined;
  readonly genres: readonly string[];
  /** `standard`, `daily` or `anime`. */
  readonly seriesType?: string | undefined;
  /** ISO 8601. */
  readonly firstAired?: string | undefined;
  /** ISO 8601. */
  readonly lastAired?: string | undefined;
  readonly tvdbId: number;
  readonly tmdbId?: number | undefined;
  readonly imdbId?: string | undefined;
  readonly tvMazeId?: number | undefined;
  readonly seasons: readonly SonarrSeason[];
}

/** One row of the library: a series without its long texts. */
export interface SonarrSeriesRow extends SonarrSeriesFacts {
  /** Sonarr's own id. */
  readonly id: number;
  readonly monitored: boolean;
  /** `all` or `none`: whether seasons that appear later are monitored. */
  readonly monitorNewItems?: string | undefined;
  readonly qualityProfileId: number;
  readonly seasonFolder?: boolean | undefined;
  /** The folder on the machine of Sonarr. */
  readonly path: string;
  readonly rootFolderPath?: string | undefined;
  /** Ids of tags. */
  readonly tags: readonly number[];
  /** ISO 8601: when it came into the library. */
  readonly added?: string | undefined;
  /** ISO 8601, of monitored episodes. */
  readonly nextAiring?: string | undefined;
  /** ISO 8601, of monitored episodes. */
  readonly previousAiring?: string | undefined;
  /** Missing until Sonarr has fetched the episodes of a new series. */
  readonly statistics?: SonarrStatistics | undefined;
}

/** Votes of viewers. */
export interface SonarrRatings {
  readonly votes?: number | undefined;
  /** 0 to 10. */
  readonly value?: number | undefined;
}

/** A series of the library with all that is used of it. */
export interface SonarrSeries extends SonarrSeriesRow {
  readonly overview?: string | undefined;
  /** `HH:mm`, in the network's own time. */
  readonly airTime?: string | undefined;
  readonly ratings?: SonarrRatings | undefined;
}

/** What a search for new series found. */
export interface SonarrLookupSeries extends SonarrSeriesFacts {
  /** Sonarr's own id; there exactly when the series is already in the library. Statistics are never part of a search's answer. */
  readonly id?: number | undefined;
  /** Only of a series in the library. */
  readonly path?: string | undefined;
  /** The name its folder would get. */
  readonly folder?: string | undefined;
  readonly overview?: string | undefined;
  readonly ratings?: SonarrRatings | undefined;
  /** The address of a poster on the internet. */
  readonly remotePoster?: string | undefined;
}

const statisticsSchema = z
  .object({
    seasonCount: number,
    episodeFileCount: number,
    episodeCount: number,
    totalEpisodeCount: number,
    sizeOnDisk: number,
    percentOfEpisodes: number,
    nextAiring: text,
    previousAiring: text,
  })
  .transform((read): SonarrStatistics => ({
    ...read,
    episodeFileCount: read.episodeFileCount ?? 0,
    episodeCount: read.episodeCount ?? 0,
    totalEpisodeCount: read.totalEpisodeCount ?? 0,
    sizeOnDisk: read.sizeOnDisk ?? 0,
    percentOfEpisodes: read.percentOfEpisodes ?? 0,
  }));

const seasonSchema = z.object({
  seasonNumber: z.int().nonnegative(),
  monitored: z.boolean(),
  statistics: maybe(statisticsSchema),
}) satisfies z.ZodType<SonarrSeason>;

const ratingsSchema = z.object({ votes: number, value: number }) satisfies z.ZodType<SonarrRatings>;

const facts = {
  title: z.string().min(1),
  sortTitle: text,
  cleanTitle: text,
  titleSlug: text,
  alternateTitles: list(z.object({ title: z.string().min(1) }).transform(({ title }) => title)),
  year: unlessZero,
  status: text,
  ended: flag,
  network: text,
  originalLanguage: maybe(z.object({ name: z.string() }).transform(({ name }) => name)),
  runtime: number,
  certification: text,
  genres: texts,
  seriesType: text,
  firstAired: text,
  lastAired: text,
  tvdbId: z.int().nonnegative(),
  tmdbId: unlessZero,
  imdbId: text,
  tvMazeId: unlessZero,
  seasons: z
    .array(seasonSchema)
    .nullish()
    .transform((seasons): readonly SonarrSeason[] => seasons ?? []),
};

const row = {
  ...facts,
  id,
  monitored: z.boolean(),
  monitorNewItems: text,
  qualityProfileId: z.int().nonnegative(),
  seasonFolder: flag,
  path: z.string(),
  rootFolderPath: text,
  tags: numbers,
  added: text,
  nextAiring: text,
  previousAiring: text,
  statistics: maybe(statisticsSchema),
};

/** A row of GET series: unknown fields, pictures and long texts are dropped while it is read. */
export const seriesRowSchema = z.object(row) satisfies z.ZodType<SonarrSeriesRow>;

/** The answer of GET series/{id}. */
export const seriesSchema = z.object({
  ...row,
  overview: text,
  airTime: text,
  ratings: maybe(ratingsSchema),
}) satisfies z.ZodType<SonarrSeries>;

/** A series inside another document, where only its identity is sure. */
export interface SonarrSeriesReference extends Omit<SonarrSeriesFacts, 'seasons' | 'tvdbId' | 'alternateTitles'> {
  readonly id?: number | undefined;
  readonly tvdbId?: number | undefined;
  readonly monitored?: boolean | undefined;
  readonly qualityProfileId?: number | undefined;
  /** Ids of tags. */
  readonly tags: readonly number[];
}

const { seasons: _seasons, alternateTitles: _alternateTitles, ...named } = facts;

/** The series that episodes, calendar and queue carry when asked to. */
export const seriesReferenceSchema = z.object({
  ...named,
  id: unlessZero,
  tvdbId: unlessZero,
  monitored: flag,
  qualityProfileId: number,
  tags: numbers,
}) satisfies z.ZodType<SonarrSeriesReference>;

/** An entry of GET series/lookup. */
export const lookupSeriesSchema = z.object({
  ...facts,
  id: unlessZero,
  path: text,
  folder: text,
  overview: text,
  ratings: maybe(ratingsSchema),
  remotePoster: text,
}) satisfies z.ZodType<SonarrLookupSeries>;
