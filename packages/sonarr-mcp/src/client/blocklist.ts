import { apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { names } from './episode-document.js';
import { id, maybe, numbers, text, unlessZero } from './fields.js';
import { distinctIds } from './ids.js';
import { pageSchema, walkPageSize, walkPages, type SonarrPage, type SonarrSortDirection } from './page.js';
import { qualityRevisionSchema, type SonarrQualityRevision } from './quality.js';
import { seriesReferenceSchema, type SonarrSeriesReference } from './series-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A release that Sonarr does not take again. Names are Sonarr's own. */
export interface SonarrBlockedRelease {
  readonly id: number;
  readonly seriesId?: number | undefined;
  readonly episodeIds: readonly number[];
  /** The name of the release. Text from strangers. */
  readonly sourceTitle?: string | undefined;
  readonly languages: readonly string[];
  readonly quality?: SonarrQualityRevision | undefined;
  /** ISO 8601. */
  readonly date?: string | undefined;
  /** `usenet` or `torrent`. */
  readonly protocol?: string | undefined;
  readonly indexer?: string | undefined;
  /** Why; often what the download client said. */
  readonly message?: string | undefined;
  readonly series?: SonarrSeriesReference | undefined;
}

/** What the blocklist can be sorted by. Sonarr replaces any other key without a word. */
export type SonarrBlocklistSortKey = 'date' | 'indexer' | 'series.sortTitle' | 'sourceTitle';

/** What to read of the blocklist. */
export interface SonarrBlocklistQuery {
  /** Of these series only. Sonarr before 4.0.4 answers with all. */
  readonly seriesIds?: readonly number[] | undefined;
  /** `date` unless told. */
  readonly sortKey?: SonarrBlocklistSortKey | undefined;
  /** Descending, latest first, unless told. */
  readonly sortDirection?: SonarrSortDirection | undefined;
}

/** One page of it. */
export interface SonarrBlocklistPageQuery extends SonarrBlocklistQuery {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

const blocklistPageSchema = pageSchema(
  z.object({
    id,
    seriesId: unlessZero,
    episodeIds: numbers,
    sourceTitle: text,
    languages: names,
    quality: maybe(qualityRevisionSchema),
    date: text,
    protocol: text,
    indexer: text,
    message: text,
    series: maybe(seriesReferenceSchema),
  }) satisfies z.ZodType<SonarrBlockedRelease>,
);

/** Releases that Sonarr does not take again. */
export class BlocklistArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** One page of the blocklist: GET blocklist. */
  list(query: SonarrBlocklistPageQuery, options: CallOptions = {}): Promise<SonarrPage<SonarrBlockedRelease>> {
    return this.#connection.read(
      {
        method: 'GET',
        path: '/api/v3/blocklist',
        query: {
          page: query.page,
          pageSize: query.pageSize,
          sortKey: query.sortKey ?? 'date',
          sortDirection: query.sortDirection ?? 'descending',
          seriesIds: query.seriesIds,
        },
        target: 'blocklist',
        ...options,
      },
      blocklistPageSchema,
    );
  }

  /** All of it, page by page. */
  all(query: SonarrBlocklistQuery = {}, options: CallOptions = {}): AsyncGenerator<SonarrBlockedRelease, void> {
    return walkPages((page) => this.list({ ...query, page, pageSize: walkPageSize }, options));
  }

  /**
   * Takes one release off the blocklist: DELETE blocklist/{id}.
   * @throws NotFoundError when there is none with that id
   */
  async delete(id: number, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'DELETE',
      path: apiPath`/api/v3/blocklist/${id}`,
      target: `blocklist entry ${id}`,
      ...options,
    });
  }

  /**
   * Takes several off it: DELETE blocklist/bulk. Unknown ids count for nothing.
   * @throws InvalidInputError when no id is given
   */
  async deleteMany(ids: readonly number[], options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'DELETE',
      path: '/api/v3/blocklist/bulk',
      body: { ids: distinctIds(ids, 'blocklist') },
      target: 'blocklist entries',
      ...options,
    });
  }
}
