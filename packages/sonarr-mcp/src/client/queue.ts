import { apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { episodeSchema, names, type SonarrEpisode } from './episode-document.js';
import { flag, unlessZero, list, maybe, number, text, texts } from './fields.js';
import { distinctIds } from './ids.js';
import { pageSchema, walkPageSize, walkPages, type SonarrSortDirection } from './page.js';
import { qualityRevisionSchema, type SonarrQualityRevision } from './quality.js';
import { removalQuery, type SonarrQueueRemoval } from './queue-removal.js';
import { seriesReferenceSchema, type SonarrSeriesReference } from './series-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** What Sonarr or the download client has to say about a download, often per file. Text from strangers. */
export interface SonarrQueueMessage {
  readonly title?: string | undefined;
  readonly messages: readonly string[];
}

/**
 * One row of the queue. A download of several episodes has a row for each, with the same `downloadId` and each with the size
 * of the whole. Names are Sonarr's own.
 */
export interface SonarrQueueItem {
  /** Made up from client, download and episode; changes when Sonarr restarts or looks again. */
  readonly id: number;
  /** Missing where Sonarr does not know which series it is. */
  readonly seriesId?: number | undefined;
  readonly episodeId?: number | undefined;
  readonly seasonNumber?: number | undefined;
  readonly series?: SonarrSeriesReference | undefined;
  readonly episode?: SonarrEpisode | undefined;
  /** The name of the release. Text from strangers. */
  readonly title?: string | undefined;
  /** `downloading`, `queued`, `paused`, `completed`, `failed`, `warning`, `delay`, `downloadClientUnavailable`, … */
  readonly status?: string | undefined;
  /** `ok`, `warning` or `error`. */
  readonly trackedDownloadStatus?: string | undefined;
  /** `downloading`, `importBlocked`, `importPending`, `importing`, `imported`, `failedPending`, `failed`, `ignored`. */
  readonly trackedDownloadState?: string | undefined;
  readonly statusMessages: readonly SonarrQueueMessage[];
  readonly errorMessage?: string | undefined;
  /** Bytes of the whole download. */
  readonly size: number;
  /** Bytes still to come. */
  readonly sizeleft: number;
  /** A .NET time span: `00:12:30`, `1.02:03:04`. */
  readonly timeleft?: string | undefined;
  /** ISO 8601. */
  readonly estimatedCompletionTime?: string | undefined;
  /** ISO 8601. */
  readonly added?: string | undefined;
  readonly quality?: SonarrQualityRevision | undefined;
  readonly languages: readonly string[];
  readonly customFormatScore?: number | undefined;
  /** The same for all rows of one download; missing while a release still waits to be sent to the client. */
  readonly downloadId?: string | undefined;
  /** `usenet` or `torrent`. */
  readonly protocol?: string | undefined;
  readonly downloadClient?: string | undefined;
  readonly indexer?: string | undefined;
  /** On the machine of the download client. */
  readonly outputPath?: string | undefined;
  readonly episodeHasFile?: boolean | undefined;
}

/** What the queue can be sorted by. Sonarr replaces any other key without a word, and stumbles over some of its own. */
export type SonarrQueueSortKey =
  | 'added'
  | 'downloadClient'
  | 'estimatedCompletionTime'
  | 'indexer'
  | 'protocol'
  | 'quality'
  | 'series.sortTitle'
  | 'size'
  | 'status'
  | 'timeleft'
  | 'title';

/** What to read of the queue. */
export interface SonarrQueueQuery {
  /** With the series of each row; no unless told. */
  readonly includeSeries?: boolean | undefined;
  /** With the episode of each row; no unless told. */
  readonly includeEpisode?: boolean | undefined;
  /** `timeleft` unless told. */
  readonly sortKey?: SonarrQueueSortKey | undefined;
  /** Ascending unless told. */
  readonly sortDirection?: SonarrSortDirection | undefined;
}

/** The queue in numbers of rows. */
export interface SonarrQueueStatus {
  readonly totalCount: number;
  /** Rows whose series is known. */
  readonly count: number;
  readonly unknownCount: number;
  readonly errors: boolean;
  readonly warnings: boolean;
  readonly unknownErrors: boolean;
  readonly unknownWarnings: boolean;
}

/** Sonarr 3 begins these words with a capital. */
const word = text.transform((value) =>
  value === undefined ? undefined : value.charAt(0).toLowerCase() + value.slice(1),
);

const queueItemSchema = z
  .object({
    // The hash that Sonarr makes its ids from may be any 32-bit number.
    id: z.int(),
    seriesId: unlessZero,
    episodeId: unlessZero,
    seasonNumber: number,
    series: maybe(seriesReferenceSchema),
    episode: maybe(episodeSchema),
    title: text,
    status: word,
    trackedDownloadStatus: word,
    trackedDownloadState: word,
    statusMessages: list(z.object({ title: text, messages: texts })),
    errorMessage: text,
    size: number,
    sizeleft: number,
    timeleft: text,
    estimatedCompletionTime: text,
    added: text,
    quality: maybe(qualityRevisionSchema),
    languages: names,
    customFormatScore: number,
    downloadId: text,
    protocol: text,
    downloadClient: text,
    indexer: text,
    outputPath: text,
    episodeHasFile: flag,
  })
  .transform((item): SonarrQueueItem => ({ ...item, size: item.size ?? 0, sizeleft: item.sizeleft ?? 0 }));

const queuePageSchema = pageSchema(queueItemSchema);

const queueStatusSchema = z.object({
  totalCount: z.int().nonnegative(),
  count: z.int().nonnegative(),
  unknownCount: z.int().nonnegative(),
  errors: z.boolean(),
  warnings: z.boolean(),
  unknownErrors: z.boolean(),
  unknownWarnings: z.boolean(),
}) satisfies z.ZodType<SonarrQueueStatus>;

/** What is being downloaded and imported. Never cached. */
export class QueueArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * The whole queue, all pages: GET queue. Downloads whose series Sonarr does not know are among the rows: they are the ones
   * that get stuck. Sonarr looks at its download clients about once a minute.
   */
  async list(query: SonarrQueueQuery = {}, options: CallOptions = {}): Promise<readonly SonarrQueueItem[]> {
    const rows = walkPages((page) =>
      this.#connection.read(
        {
          method: 'GET',
          path: '/api/v3/queue',
          query: {
            page,
            pageSize: walkPageSize,
            sortKey: query.sortKey ?? 'timeleft',
            sortDirection: query.sortDirection ?? 'ascending',
            includeUnknownSeriesItems: true,
            includeSeries: query.includeSeries ?? false,
            includeEpisode: query.includeEpisode ?? false,
          },
          target: 'queue',
          ...options,
        },
        queuePageSchema,
      ),
    );
    const items: SonarrQueueItem[] = [];
    for await (const item of rows) items.push(item);
    return items;
  }

  /** How many rows there are, and whether any has a warning or error: GET queue/status. */
  status(options: CallOptions = {}): Promise<SonarrQueueStatus> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/queue/status', target: 'queue', ...options },
      queueStatusSchema,
    );
  }

  /** The rows of one series, with their episodes: GET queue/details. */
  ofSeries(seriesId: number, options: CallOptions = {}): Promise<readonly SonarrQueueItem[]> {
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/queue/details',
        query: { seriesId, includeSeries: false, includeEpisode: true },
        target: `queue of series ${seriesId}`,
        ...options,
      },
      queueItemSchema,
    );
  }

  /**
   * Takes the download of a row out of the queue, all its other rows with it: DELETE queue/{id}. Row ids change: read them
   * right before. Sonarr tells the download client first: when it then fails to block the release, the download is gone all
   * the same.
   * @throws NotFoundError when there is no such row any more
   */
  async delete(id: number, removal: SonarrQueueRemoval = {}, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'DELETE',
      path: apiPath`/api/v3/queue/${id}`,
      query: removalQuery(removal),
      target: `queue item ${id}`,
      ...options,
    });
  }

  /**
   * The same for the downloads of several rows: DELETE queue/bulk.
   * @throws NotFoundError when one of the rows is not there any more; then none was touched
   */
  async deleteMany(ids: readonly number[], removal: SonarrQueueRemoval = {}, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'DELETE',
      path: '/api/v3/queue/bulk',
      query: removalQuery(removal),
      body: { ids: distinctIds(ids, 'queue') },
      target: 'queue items',
      ...options,
    });
  }

  /**
   * Sends a release that waits to the download client now: POST queue/grab/{id}.
   * @throws NotFoundError when no release waits under that id
   */
  async grab(id: number, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'POST',
      path: apiPath`/api/v3/queue/grab/${id}`,
      body: {},
      target: `waiting release ${id}`,
      ...options,
    });
  }

  /**
   * The same for several: POST queue/grab/bulk.
   * @throws NotFoundError when one of them does not wait any more; then none was sent
   */
  async grabMany(ids: readonly number[], options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'POST',
      path: '/api/v3/queue/grab/bulk',
      body: { ids: distinctIds(ids, 'queue') },
      target: 'waiting releases',
      ...options,
    });
  }
}
