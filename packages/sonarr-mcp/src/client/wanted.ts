import type { CallOptions } from '@watchstack/core';
import { episodeSchema, type SonarrEpisode } from './episode-document.js';
import { pageSchema, walkPageSize, walkPages, type SonarrPage, type SonarrSortDirection } from './page.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** What wanted episodes can be sorted by. Sonarr replaces any other key without a word. */
export type SonarrWantedSortKey = 'episodes.airDateUtc' | 'episodes.lastSearchTime' | 'series.sortTitle';

/** Which wanted episodes to read. */
export interface SonarrWantedQuery {
  /** True (unless told): episode and series are both monitored. False: one of them is not; never both kinds together. */
  readonly monitored?: boolean | undefined;
  /** With the series of each, about 2 KB a row; no unless told. */
  readonly includeSeries?: boolean | undefined;
  /** `episodes.airDateUtc` unless told. */
  readonly sortKey?: SonarrWantedSortKey | undefined;
  /** Descending, latest first, unless told. */
  readonly sortDirection?: SonarrSortDirection | undefined;
}

/** One page of wanted episodes. */
export interface SonarrWantedPageQuery extends SonarrWantedQuery {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

const episodePageSchema = pageSchema(episodeSchema);

/** Episodes that Sonarr would like to have, or to have better. */
export class WantedArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** One page of the episodes that have aired and have no file: GET wanted/missing. Monitored specials are among them. */
  missing(query: SonarrWantedPageQuery, options: CallOptions = {}): Promise<SonarrPage<SonarrEpisode>> {
    return this.#page('missing', query, options);
  }

  /** All of them, page by page. */
  allMissing(query: SonarrWantedQuery = {}, options: CallOptions = {}): AsyncGenerator<SonarrEpisode, void, undefined> {
    return walkPages((page) => this.missing({ ...query, page, pageSize: walkPageSize }, options));
  }

  /**
   * One page of the episodes whose file is of a lower quality than their profile asks for: GET wanted/cutoff. Without specials,
   * and without those that only lack points of custom formats.
   */
  cutoff(query: SonarrWantedPageQuery, options: CallOptions = {}): Promise<SonarrPage<SonarrEpisode>> {
    return this.#page('cutoff', query, options);
  }

  /** All of them, page by page. */
  allCutoff(query: SonarrWantedQuery = {}, options: CallOptions = {}): AsyncGenerator<SonarrEpisode, void, undefined> {
    return walkPages((page) => this.cutoff({ ...query, page, pageSize: walkPageSize }, options));
  }

  #page(
    kind: 'missing' | 'cutoff',
    query: SonarrWantedPageQuery,
    options: CallOptions,
  ): Promise<SonarrPage<SonarrEpisode>> {
    return this.#connection.read(
      {
        method: 'GET',
        path: `/api/v3/wanted/${kind}`,
        query: {
          page: query.page,
          pageSize: query.pageSize,
          sortKey: query.sortKey ?? 'episodes.airDateUtc',
          sortDirection: query.sortDirection ?? 'descending',
          includeSeries: query.includeSeries ?? false,
          includeEpisodeFile: kind === 'cutoff' ? true : undefined,
          monitored: query.monitored ?? true,
        },
        target: kind === 'missing' ? 'missing episodes' : 'episodes below their cutoff',
        ...options,
      },
      episodePageSchema,
    );
  }
}
