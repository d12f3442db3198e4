import { InvalidInputError, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { names } from './episode-document.js';
import { flag, id, maybe, number, numbers, text, texts, unlessZero } from './fields.js';
import { qualityRevisionSchema, type SonarrQualityRevision } from './quality.js';
import { releaseHandle } from './release-memory.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Something that an indexer offers, as Sonarr judges it. Addresses of the indexer are left out but for the guid. */
export interface SonarrRelease {
  /** A short name of ours for it, which tells nothing of the indexer; see {@link ReleasesArea.find}. */
  readonly handle: string;
  /** What the indexer calls it. Often an address with the owner's key in it: not to be shown. */
  readonly guid: string;
  readonly indexerId: number;
  readonly indexer?: string | undefined;
  /** Text from strangers. */
  readonly title: string;
  /** `usenet` or `torrent`. */
  readonly protocol?: string | undefined;
  readonly quality?: SonarrQualityRevision | undefined;
  readonly customFormats: readonly string[];
  readonly customFormatScore?: number | undefined;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly publishDate?: string | undefined;
  /** Days. */
  readonly age?: number | undefined;
  /** Of torrents only. */
  readonly seeders?: number | undefined;
  readonly leechers?: number | undefined;
  readonly releaseGroup?: string | undefined;
  readonly languages: readonly string[];
  /** A whole season in one download. */
  readonly fullSeason: boolean;
  /** What Sonarr takes it for: missing where it cannot tell. */
  readonly mappedSeriesId?: number | undefined;
  readonly mappedSeasonNumber?: number | undefined;
  readonly mappedEpisodeNumbers: readonly number[];
  /** Sonarr would take it by itself. */
  readonly approved: boolean;
  /** It would take it later. */
  readonly temporarilyRejected: boolean;
  /** Why it would not, in Sonarr's words. */
  readonly rejections: readonly string[];
  /** Where Sonarr ranks it among the others: 0 is best. */
  readonly releaseWeight: number;
}

/** What to ask the indexers for. */
export type SonarrReleaseQuery =
  | { readonly episodeId: number }
  /** Season 0 are the specials. */
  | { readonly seriesId: number; readonly seasonNumber: number };

const releaseSchema = z
  .object({
    guid: z.string().min(1),
    indexerId: id,
    indexer: text,
    title: text,
    protocol: text,
    quality: maybe(qualityRevisionSchema),
    customFormats: names,
    customFormatScore: number,
    size: number,
    publishDate: text,
    age: number,
    seeders: number,
    leechers: number,
    releaseGroup: text,
    languages: names,
    fullSeason: flag,
    mappedSeriesId: unlessZero,
    mappedSeasonNumber: number,
    mappedEpisodeNumbers: numbers,
    approved: flag,
    temporarilyRejected: flag,
    rejections: texts,
    releaseWeight: number,
  })
  .transform((read): SonarrRelease => ({
    ...read,
    handle: releaseHandle(read.indexerId, read.guid),
    title: read.title ?? 'without a name',
    size: read.size ?? 0,
    fullSeason: read.fullSeason ?? false,
    approved: read.approved ?? read.rejections.length === 0,
    temporarilyRejected: read.temporarilyRejected ?? false,
    releaseWeight: read.releaseWeight ?? Number.MAX_SAFE_INTEGER,
  }));

/** What the indexers offer now, to look through and choose from. */
export class ReleasesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * Asks all indexers for one episode or one season, and brings what they offer, good and bad, as Sonarr ranks it, best first:
   * GET release. Takes as long as the slowest indexer, a minute at times, and is never tried again by itself. What was found
   * can be grabbed for half an hour.
   * @throws InvalidInputError when neither an episode nor a season is named: Sonarr would fetch everything from everyone
   */
  async search(query: SonarrReleaseQuery, options: CallOptions = {}): Promise<readonly SonarrRelease[]> {
    const releases = await this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/release',
        query: queryOf(query),
        target: 'releases',
        timeoutMs: this.#connection.patience('releases'),
        once: true,
        ...options,
      },
      releaseSchema,
    );
    for (const release of releases) this.#connection.releases.keep(release);
    return releases.sort((a, b) => a.releaseWeight - b.releaseWeight);
  }

  /** The release of that handle, if a search of this client has shown it within the last half hour. */
  find(handle: string): SonarrRelease | undefined {
    return this.#connection.releases.find(handle);
  }

  /**
   * Sends a release to the download client, whatever Sonarr has against it: POST release.
   * @throws NotFoundError when Sonarr has forgotten the search that brought it; ConflictError when the indexer does not hand it
   * out
   */
  async grab(release: Pick<SonarrRelease, 'guid' | 'indexerId'>, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'POST',
      path: '/api/v3/release',
      body: { guid: release.guid, indexerId: release.indexerId },
      target: 'release',
      timeoutMs: this.#connection.patience('releases'),
      ...options,
    });
  }
}

/** Written out, because anything that is neither an episode nor a season of a series means everything. */
function queryOf(query: Partial<Record<'episodeId' | 'seriesId' | 'seasonNumber', unknown>>) {
  const { episodeId, seriesId, seasonNumber } = query;
  if (isId(episodeId)) return { episodeId };
  if (isId(seriesId) && typeof seasonNumber === 'number' && Number.isSafeInteger(seasonNumber) && seasonNumber >= 0) {
    return { seriesId, seasonNumber };
  }
  throw new InvalidInputError('The search names neither an episode nor a season.', {
    target: 'releases',
    hint: 'Give the id of an episode, or the id of a series and the number of a season; 0 are the specials.',
    changed: 'no',
  });
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
