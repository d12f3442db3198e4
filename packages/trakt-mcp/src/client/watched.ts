import type { CallOptions, Schema } from '@watchstack/core';
import * as z from 'zod';
import type { TraktConnection } from './connection.js';
import { maybe, showDocument } from './documents.js';
import type { Page, PageOptions, Show } from './types.js';

/** One watched episode. */
export interface WatchedEpisode {
  readonly number: number;
  readonly plays: number;
  /** The last play. */
  readonly lastWatchedAt?: string | undefined;
}

/** One season with its watched episodes; number 0 holds the specials. */
export interface WatchedSeason {
  readonly number: number;
  readonly episodes: readonly WatchedEpisode[];
}

/** A show of which at least one episode was watched. */
export interface WatchedShow {
  readonly show: Show;
  /** All plays of all episodes. */
  readonly plays: number;
  readonly lastWatchedAt?: string | undefined;
  /** The beginning of a rewatch; progress counts only plays after it. */
  readonly resetAt?: string | undefined;
  /** Only when progress was asked for. */
  readonly seasons?: readonly WatchedSeason[] | undefined;
}

/** How much of a show was watched, without what the show is. */
export interface ShowPlays {
  /** Different episodes, specials included. */
  readonly episodes: number;
  readonly plays: number;
  readonly lastWatchedAt?: string | undefined;
}

const watchedSeason = z.object({
  number: z.int(),
  episodes: z.array(
    z
      .object({ number: z.int(), plays: z.int(), last_watched_at: maybe(z.string()) })
      .transform(({ last_watched_at, ...episode }) => ({ ...episode, lastWatchedAt: last_watched_at })),
  ),
}) satisfies Schema<WatchedSeason>;

const watchedShow = z
  .object({
    plays: z.int(),
    last_watched_at: maybe(z.string()),
    reset_at: maybe(z.string()),
    show: showDocument,
    seasons: maybe(z.array(watchedSeason)),
  })
  .transform(({ last_watched_at, reset_at, ...watched }) => ({
    ...watched,
    lastWatchedAt: last_watched_at,
    resetAt: reset_at,
  })) satisfies Schema<WatchedShow>;

/** Show id → season → episode → times of all plays. */
const playMap = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(z.string())))) satisfies Schema<
  Record<string, Record<string, Record<string, string[]>>>
>;

/** What the account has watched. */
export class WatchedArea {
  readonly #connection: TraktConnection;

  constructor(connection: TraktConnection) {
    this.#connection = connection;
  }

  /**
   * One page of the watched shows, in no promised order, with seasons and episodes. Trakt gives at most 100 at once.
   * `GET /sync/watched/shows?extended=full,progress`
   */
  async shows(options: PageOptions & CallOptions = {}): Promise<Page<WatchedShow>> {
    return this.#connection.readPage(
      {
        method: 'GET',
        path: 'sync/watched/shows',
        query: { extended: 'full,progress' },
        signal: options.signal,
        target: 'watched shows',
        personal: true,
      },
      watchedShow,
      { page: options.page ?? 1, limit: options.limit ?? 100 },
    );
  }

  /**
   * Which shows were watched, by Trakt id: small, and in one request where {@link shows} takes one for every hundred.
   * `GET /users/me/watched/shows?extended=min`
   */
  async showPlays(options: CallOptions = {}): Promise<ReadonlyMap<number, ShowPlays>> {
    const shows = await this.#connection.read(
      {
        method: 'GET',
        path: 'users/me/watched/shows',
        query: { extended: 'min' },
        signal: options.signal,
        target: 'watched shows',
        personal: true,
      },
      playMap,
    );
    return new Map(
      Object.entries(shows).map(([id, seasons]) => {
        const episodes = Object.values(seasons).flatMap((season) => Object.values(season));
        const times = episodes.flat();
        const last = times.reduce((latest, time) => (time > latest ? time : latest), '');
        return [
          Number(id),
          { episodes: episodes.length, plays: times.length, lastWatchedAt: last === '' ? undefined : last },
        ];
      }),
    );
  }
}
