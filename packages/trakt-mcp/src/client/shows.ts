import type { CallOptions, Schema } from '@watchstack/core';
import * as z from 'zod';
import type { TraktConnection } from './connection.js';
import { showDocument } from './documents.js';
import type { Page, PageOptions, Show } from './types.js';

/** A show that many people are watching at the moment. */
export interface TrendingShow {
  /** People watching it right now. */
  readonly watchers: number;
  readonly show: Show;
}

/** What narrows a list of shows. */
export interface TrendingOptions extends PageOptions {
  /** Genre slugs; a show needs one of them. */
  readonly genres?: readonly string[] | undefined;
  /** A year, `2010`, or a span, `2000-2010`. */
  readonly years?: string | undefined;
  /** Leaves out what the account has watched; needs the token. */
  readonly ignoreWatched?: boolean | undefined;
  /** Leaves out what is on the account's watchlist; needs the token. */
  readonly ignoreWatchlisted?: boolean | undefined;
}

const trendingShow = z.object({ watchers: z.int(), show: showDocument }) satisfies Schema<TrendingShow>;

/** What Trakt knows about shows, whoever asks. */
export class ShowsArea {
  readonly #connection: TraktConnection;

  constructor(connection: TraktConnection) {
    this.#connection = connection;
  }

  /** The most watched shows of the last 24 hours, most watchers first. `GET /shows/trending` */
  async trending(options: TrendingOptions & CallOptions = {}): Promise<Page<TrendingShow>> {
    const personal = options.ignoreWatched === true || options.ignoreWatchlisted === true;
    return this.#connection.readPage(
      {
        method: 'GET',
        path: 'shows/trending',
        query: {
          extended: 'full',
          genres: options.genres?.join(','),
          years: options.years,
          // Sent only when wanted: a request without them can be answered from Trakt's own cache.
          ignore_watched: options.ignoreWatched === true ? true : undefined,
          ignore_watchlisted: options.ignoreWatchlisted === true ? true : undefined,
        },
        signal: options.signal,
        target: 'trending shows',
        personal,
      },
      trendingShow,
      { page: options.page ?? 1, limit: options.limit ?? 10 },
    );
  }
}
