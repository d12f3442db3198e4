import { InvalidInputError, apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { episodeSchema, names, type SonarrEpisode } from './episode-document.js';
import { flag, id, maybe, number, text, unlessZero } from './fields.js';
import { pageSchema, walkPageSize, walkPages, type SonarrPage, type SonarrSortDirection } from './page.js';
import { qualityRevisionSchema, type SonarrQualityRevision } from './quality.js';
import { seriesReferenceSchema, type SonarrSeriesReference } from './series-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** The numbers of what can happen: the paged list refuses the names that Sonarr itself answers with. */
const eventNumbers = {
  grabbed: 1,
  seriesFolderImported: 2,
  downloadFolderImported: 3,
  downloadFailed: 4,
  episodeFileDeleted: 5,
  episodeFileRenamed: 6,
  downloadIgnored: 7,
} as const;

/** What can happen, in Sonarr's words. */
export type SonarrHistoryEventType = keyof typeof eventNumbers;

/**
 * What Sonarr noted about an event. Only these are read: the rest holds addresses with the indexers' keys in them, and folders
 * of the machine.
 */
export interface SonarrHistoryData {
  /** Of what was grabbed. */
  readonly indexer?: string | undefined;
  /** The name that the owner gave the download client. */
  readonly downloadClient?: string | undefined;
  readonly releaseGroup?: string | undefined;
  /** `1` or `usenet`, `2` or `torrent`. */
  readonly protocol?: string | undefined;
  /** `SingleEpisode`, `MultiEpisode`, `SeasonPack`. */
  readonly releaseType?: string | undefined;
  /** Bytes: of the release where it was grabbed, of the file where it was imported. */
  readonly size?: number | undefined;
  /** Why a file was deleted: `Manual`, `Upgrade`, `MissingFromDisk`, `NoLinkedEpisodes`, `ManualOverride`. */
  readonly reason?: string | undefined;
  /** Why a download failed or was ignored. Text from strangers. */
  readonly message?: string | undefined;
  /** Of what was renamed: the old name, inside the folder of the series. */
  readonly sourceRelativePath?: string | undefined;
  /** Of what was renamed: the new name, inside the folder of the series. */
  readonly relativePath?: string | undefined;
}

/** Something that happened to one episode. A season pack makes one for each of its episodes. Names are Sonarr's own. */
export interface SonarrHistoryRecord {
  readonly id: number;
  readonly seriesId: number;
  readonly episodeId: number;
  /** A {@link SonarrHistoryEventType}, or a word that a later Sonarr adds. */
  readonly eventType: string;
  /** ISO 8601. */
  readonly date: string;
  /** The name of the release, or of the file. Text from strangers. */
  readonly sourceTitle?: string | undefined;
  /** The same for everything that happened to one download. */
  readonly downloadId?: string | undefined;
  readonly quality?: SonarrQualityRevision | undefined;
  readonly languages: readonly string[];
  readonly customFormats: readonly string[];
  readonly customFormatScore?: number | undefined;
  readonly qualityCutoffNotMet?: boolean | undefined;
  readonly data: SonarrHistoryData;
  /** Only where it was asked for. */
  readonly series?: SonarrSeriesReference | undefined;
  /** Only where it was asked for. */
  readonly episode?: SonarrEpisode | undefined;
}

/** With what each record of the history comes along; with nothing unless told. */
export interface SonarrHistoryIncludes {
  /** With the series of each, about 3 KB a row. */
  readonly includeSeries?: boolean | undefined;
  readonly includeEpisode?: boolean | undefined;
}

/** What the history can be sorted by. Sonarr replaces any other key without a word. */
export type SonarrHistorySortKey = 'date' | 'series.sortTitle';

/** What to read of the history. */
export interface SonarrHistoryQuery extends SonarrHistoryIncludes {
  /** Only these; all unless told. */
  readonly eventTypes?: readonly SonarrHistoryEventType[] | undefined;
  readonly seriesIds?: readonly number[] | undefined;
  readonly episodeId?: number | undefined;
  readonly downloadId?: string | undefined;
  /** `date` unless told. */
  readonly sortKey?: SonarrHistorySortKey | undefined;
  /** Descending, latest first, unless told. */
  readonly sortDirection?: SonarrSortDirection | undefined;
}

/** One page of the history. */
export interface SonarrHistoryPageQuery extends SonarrHistoryQuery {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** Sonarr keeps everything in texts. */
const bytes = z
  .unknown()
  .optional()
  .transform((value): number | undefined => {
    const read = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    return typeof read === 'number' && Number.isSafeInteger(read) ? read : undefined;
  });

const dataSchema = z
  .object({
    indexer: text,
    downloadClient: text,
    downloadClientName: text,
    releaseGroup: text,
    protocol: text,
    releaseType: text,
    size: bytes,
    reason: text,
    message: text,
    sourceRelativePath: text,
    relativePath: text,
  })
  .transform(({ downloadClientName, ...data }): SonarrHistoryData => ({
    ...data,
    downloadClient: downloadClientName ?? data.downloadClient,
  }));

const historyRecordSchema = z
  .object({
    id,
    seriesId: unlessZero,
    episodeId: unlessZero,
    eventType: text,
    date: z.string(),
    sourceTitle: text,
    downloadId: text,
    quality: maybe(qualityRevisionSchema),
    languages: names,
    customFormats: names,
    customFormatScore: number,
    qualityCutoffNotMet: flag,
    data: maybe(dataSchema),
    series: maybe(seriesReferenceSchema),
    episode: maybe(episodeSchema),
  })
  .transform((record): SonarrHistoryRecord => ({
    ...record,
    seriesId: record.seriesId ?? 0,
    episodeId: record.episodeId ?? 0,
    eventType: record.eventType ?? 'unknown',
    data: record.data ?? {},
  }));

const historyPageSchema = pageSchema(historyRecordSchema);

/** What happened: grabbed, imported, failed, deleted, renamed. Never cached. */
export class HistoryArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** One page: GET history. */
  page(query: SonarrHistoryPageQuery, options: CallOptions = {}): Promise<SonarrPage<SonarrHistoryRecord>> {
    return this.#connection.read(
      {
        method: 'GET',
        path: '/api/v3/history',
        query: {
          page: query.page,
          pageSize: query.pageSize,
          sortKey: query.sortKey ?? 'date',
          sortDirection: query.sortDirection ?? 'descending',
          eventType: query.eventTypes?.map((type) => eventNumbers[type]),
          seriesIds: query.seriesIds,
          episodeId: query.episodeId,
          downloadId: query.downloadId,
          ...includes(query),
        },
        target: 'history',
        ...options,
      },
      historyPageSchema,
    );
  }

  /**
   * All of it, page by page; end the loop when there is enough.
   * @param query `pageSize` is 500 unless told; fewer where the loop ends early or rows are heavy
   */
  all(
    query: SonarrHistoryQuery & { readonly pageSize?: number | undefined } = {},
    options: CallOptions = {},
  ): AsyncGenerator<SonarrHistoryRecord, void, undefined> {
    return walkPages((page) => this.page({ ...query, page, pageSize: query.pageSize ?? walkPageSize }, options));
  }

  /**
   * Everything since an instant, oldest first, read one by one: GET history/since. Sonarr sets no limit here: months of a busy
   * library are megabytes.
   * @param since a Date, or ISO 8601 with `Z` or an offset
   * @throws InvalidInputError when it is no instant
   */
  since(
    since: Date | string,
    query: SonarrHistoryIncludes & { readonly eventType?: SonarrHistoryEventType | undefined } = {},
    options: CallOptions = {},
  ): AsyncIterable<SonarrHistoryRecord> {
    return this.#connection.stream(
      {
        method: 'GET',
        path: '/api/v3/history/since',
        query: {
          date: instant(since),
          eventType: query.eventType === undefined ? undefined : eventNumbers[query.eventType],
          ...includes(query),
        },
        target: 'history',
        ...options,
      },
      historyRecordSchema,
    );
  }

  /**
   * Everything of one series, or of one season of it: GET history/series. Season 0 holds the specials.
   * @throws NotFoundError when there is no such series
   */
  ofSeries(
    seriesId: number,
    query: SonarrHistoryIncludes & {
      readonly seasonNumber?: number | undefined;
      readonly eventType?: SonarrHistoryEventType | undefined;
    } = {},
    options: CallOptions = {},
  ): Promise<readonly SonarrHistoryRecord[]> {
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/history/series',
        query: {
          seriesId,
          seasonNumber: query.seasonNumber,
          eventType: query.eventType === undefined ? undefined : eventNumbers[query.eventType],
          ...includes(query),
        },
        target: `history of series ${seriesId}`,
        ...options,
      },
      historyRecordSchema,
    );
  }

  /**
   * Marks what was grabbed as failed: POST history/failed/{id}. Sonarr blocks the release, notes it for every episode that it
   * was to bring, and looks for another where its owner has that switched on. Files that were imported stay.
   * @param id of a record of the type `grabbed`; Sonarr fails on others
   * @throws NotFoundError when there is no such record
   */
  async markFailed(id: number, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'POST',
      path: apiPath`/api/v3/history/failed/${id}`,
      body: {},
      target: `history record ${id}`,
      ...options,
    });
  }
}

function includes({ includeSeries, includeEpisode }: SonarrHistoryIncludes) {
  return { includeSeries: includeSeries ?? false, includeEpisode: includeEpisode ?? false };
}

function instant(since: Date | string): string {
  const read = typeof since === 'string' && !/(?:Z|[+-]\d{2}:?\d{2})$/.test(since) ? undefined : new Date(since);
  if (read !== undefined && !Number.isNaN(read.getTime())) return read.toISOString();
  throw new InvalidInputError('The history was asked for since something that is no instant.', {
    target: 'since',
    hint: 'Use a Date, or a text such as 2025-01-15T18:00:00Z.',
  });
}
