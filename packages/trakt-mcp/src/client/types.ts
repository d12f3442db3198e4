/**
 * What the client's methods answer with: Trakt's documents in camelCase, with what is absent or null left undefined.
 * Ids are Trakt's; times are ISO 8601 in UTC; lengths are minutes; ratings run from 0 to 10.
 */

/** What a show is called by each service. */
export interface ShowIds {
  readonly trakt: number;
  readonly slug?: string | undefined;
  readonly tvdb?: number | undefined;
  readonly imdb?: string | undefined;
  readonly tmdb?: number | undefined;
}

/** What a movie is called by each service. TheTVDB's numbers are not used for movies. */
export interface MovieIds {
  readonly trakt: number;
  readonly slug?: string | undefined;
  readonly imdb?: string | undefined;
  readonly tmdb?: number | undefined;
}

/** A show. Everything below `ids` needs extended information and may be missing all the same. */
export interface Show {
  readonly title: string;
  readonly year?: number | undefined;
  readonly ids: ShowIds;
  readonly overview?: string | undefined;
  /** `returning series`, `ended`, `canceled`, …; new words may come. */
  readonly status?: string | undefined;
  readonly network?: string | undefined;
  /** Two letters, lower case. */
  readonly country?: string | undefined;
  readonly genres?: readonly string[] | undefined;
  /** Minutes of a usual episode. */
  readonly runtime?: number | undefined;
  readonly rating?: number | undefined;
  readonly votes?: number | undefined;
  readonly firstAired?: string | undefined;
  /** Episodes that have aired, specials not counted. */
  readonly airedEpisodes?: number | undefined;
  /** The title in the language it was made in. */
  readonly originalTitle?: string | undefined;
}

/** A movie. Everything below `ids` needs extended information and may be missing all the same. */
export interface Movie {
  readonly title: string;
  readonly year?: number | undefined;
  readonly ids: MovieIds;
  readonly overview?: string | undefined;
  readonly status?: string | undefined;
  readonly country?: string | undefined;
  readonly genres?: readonly string[] | undefined;
  /** Minutes. */
  readonly runtime?: number | undefined;
  readonly rating?: number | undefined;
  readonly votes?: number | undefined;
  /** `YYYY-MM-DD` */
  readonly released?: string | undefined;
  readonly originalTitle?: string | undefined;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Counted from 1. */
  readonly page: number;
  /** The page size that Trakt used, which is smaller than the one asked for when that was too large. */
  readonly limit: number;
  readonly pageCount: number;
  /** Length of the whole list. */
  readonly itemCount: number;
}

/** Which page of a list to read. */
export interface PageOptions {
  /** Counted from 1; default 1. */
  readonly page?: number | undefined;
  /** Items per page; Trakt gives at most 250, and 100 where progress is asked for. */
  readonly limit?: number | undefined;
}
