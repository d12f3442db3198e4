import type { CallOptions, Schema } from '@watchstack/core';
import * as z from 'zod';
import type { TraktConnection } from './connection.js';
import { maybe, movieDocument, showDocument } from './documents.js';
import type { Movie, Page, PageOptions, Show } from './types.js';

interface Listed {
  /** The entry's own number. */
  readonly id: number;
  /** The place that the account gave it, from 1. */
  readonly rank: number;
  readonly listedAt: string;
  readonly notes?: string | undefined;
}

/** One entry of a watchlist. */
export type WatchlistEntry = Listed &
  (
    | { readonly type: 'show'; readonly show: Show }
    | { readonly type: 'movie'; readonly movie: Movie }
    | { readonly type: 'season'; readonly show: Show; readonly season: { readonly number: number } }
    | {
        readonly type: 'episode';
        readonly show: Show;
        readonly episode: { readonly season: number; readonly number: number; readonly title?: string | undefined };
      }
  );

/** Which entries of the watchlist. */
export type WatchlistType = 'all' | 'shows' | 'movies';

/** In which order; what only VIP members can sort by is answered by rank for everybody else. */
export type WatchlistSort =
  'rank' | 'added' | 'title' | 'released' | 'runtime' | 'popularity' | 'percentage' | 'votes' | 'random';

/** How to read the watchlist. */
export interface WatchlistOptions extends PageOptions {
  /** Default `all`. */
  readonly type?: WatchlistType | undefined;
  /** Default `rank`. */
  readonly sortBy?: WatchlistSort | undefined;
  /** Default `asc`. */
  readonly sortHow?: 'asc' | 'desc' | undefined;
}

/** One page of the watchlist. */
export interface WatchlistPage extends Page<WatchlistEntry> {
  /** The order that Trakt really used, where it says so. */
  readonly appliedSortBy?: string | undefined;
}

/** A title as a write names it: by one of its ids. */
export type WatchlistItem =
  | {
      readonly type: 'show';
      readonly ids: { readonly trakt?: number; readonly tvdb?: number; readonly imdb?: string; readonly tmdb?: number };
    }
  | {
      readonly type: 'movie';
      readonly ids: { readonly trakt?: number; readonly imdb?: string; readonly tmdb?: number };
    };

/** How many of each kind. */
export interface WatchlistCounts {
  readonly shows: number;
  readonly movies: number;
}

/** What came of adding. Counts are all that Trakt tells about what it accepted. */
export interface WatchlistAdded {
  readonly added: WatchlistCounts;
  /** Were on the watchlist before. */
  readonly existing: WatchlistCounts;
  /** The items that Trakt could not find, as they were sent. */
  readonly notFound: readonly WatchlistItem[];
  /** Entries on the watchlist now, where Trakt says so. */
  readonly itemCount?: number | undefined;
}

/** What came of removing. */
export interface WatchlistRemoved {
  readonly deleted: WatchlistCounts;
  readonly notFound: readonly WatchlistItem[];
  readonly itemCount?: number | undefined;
}

/** The most entries that Trakt puts on one page. */
const largestPage = 250;

const listed = { id: z.int(), rank: z.int(), listed_at: z.string(), notes: maybe(z.string().min(1)) };
const camelCased = <T extends { listed_at: string }>({ listed_at, ...entry }: T) => ({ ...entry, listedAt: listed_at });
const entry = z.union([
  z.object({ ...listed, type: z.literal('show'), show: showDocument }).transform(camelCased),
  z.object({ ...listed, type: z.literal('movie'), movie: movieDocument }).transform(camelCased),
  z
    .object({ ...listed, type: z.literal('season'), show: showDocument, season: z.object({ number: z.int() }) })
    .transform(camelCased),
  z
    .object({
      ...listed,
      type: z.literal('episode'),
      show: showDocument,
      episode: z.object({ season: z.int(), number: z.int(), title: maybe(z.string()) }),
    })
    .transform(camelCased),
]) satisfies Schema<WatchlistEntry>;

const counts = z.object({ shows: z.int(), movies: z.int() });
const sentIds = z.object({
  trakt: z.int().optional(),
  tvdb: z.int().optional(),
  imdb: z.string().optional(),
  tmdb: z.int().optional(),
});
const notFound = z
  .object({
    shows: maybe(z.array(z.object({ ids: sentIds }))),
    movies: maybe(z.array(z.object({ ids: sentIds }))),
  })
  .transform(({ shows, movies }): WatchlistItem[] => [
    ...(shows ?? []).map(({ ids }) => ({ type: 'show' as const, ids: withoutAbsent(ids) })),
    ...(movies ?? []).map(({ ids }) => ({ type: 'movie' as const, ids: withoutAbsent(ids) })),
  ]);
const list = maybe(z.object({ item_count: maybe(z.int()) }));
const added = z
  .object({ added: counts, existing: counts, not_found: notFound, list })
  .transform(({ not_found, list: now, ...rest }) => ({
    ...rest,
    notFound: not_found,
    itemCount: now?.item_count,
  })) satisfies Schema<WatchlistAdded>;
const removed = z
  .object({ deleted: counts, not_found: notFound, list })
  .transform(({ not_found, list: now, ...rest }) => ({
    ...rest,
    notFound: not_found,
    itemCount: now?.item_count,
  })) satisfies Schema<WatchlistRemoved>;

/** What the account wants to watch. */
export class WatchlistArea {
  readonly #connection: TraktConnection;

  constructor(connection: TraktConnection) {
    this.#connection = connection;
  }

  /** One page of the watchlist. `GET /sync/watchlist/:type/:sort_by/:sort_how` */
  async list(options: WatchlistOptions & CallOptions = {}): Promise<WatchlistPage> {
    const { type = 'all', sortBy = 'rank', sortHow = 'asc' } = options;
    const { headers, ...page } = await this.#connection.readPage(
      {
        method: 'GET',
        path: `sync/watchlist/${type}/${sortBy}/${sortHow}`,
        query: { extended: 'full' },
        signal: options.signal,
        target: 'your watchlist',
        personal: true,
      },
      entry,
      { page: options.page ?? 1, limit: options.limit ?? 100 },
    );
    return { ...page, appliedSortBy: headers.get('x-applied-sort-by') ?? undefined };
  }

  /**
   * The whole watchlist by rank, in as few requests as Trakt allows.
   * @param options `atMost` bounds how many entries are read, in steps of 250
   */
  async all(
    options: { readonly type?: WatchlistType | undefined; readonly atMost?: number | undefined } & CallOptions = {},
  ): Promise<readonly WatchlistEntry[]> {
    const first = await this.list({ ...options, limit: largestPage });
    const pages = Math.min(first.pageCount, Math.ceil((options.atMost ?? Infinity) / largestPage));
    const others = await Promise.all(
      Array.from({ length: Math.max(0, pages - 1) }, (_, index) =>
        this.list({ ...options, limit: first.limit, page: index + 2 }),
      ),
    );
    return [first, ...others].flatMap((page) => page.items);
  }

  /**
   * Adds titles; those that are there already stay where they are. The answer is undefined when Trakt accepted the change
   * but sent no usable account of it. `POST /sync/watchlist`
   * @throws PermissionError when the watchlist is full
   */
  async add(items: readonly WatchlistItem[], options: CallOptions = {}): Promise<WatchlistAdded | undefined> {
    const { data } = await this.#connection.write(
      {
        method: 'POST',
        path: 'sync/watchlist',
        body: bodyOf(items),
        signal: options.signal,
        target: 'your watchlist',
        personal: true,
      },
      added,
    );
    return data;
  }

  /**
   * Removes titles with their place, date and notes; history stays. The answer is undefined when Trakt accepted the change
   * but sent no usable account of it. `POST /sync/watchlist/remove`
   */
  async remove(items: readonly WatchlistItem[], options: CallOptions = {}): Promise<WatchlistRemoved | undefined> {
    const { data } = await this.#connection.write(
      {
        method: 'POST',
        path: 'sync/watchlist/remove',
        body: bodyOf(items),
        signal: options.signal,
        target: 'your watchlist',
        personal: true,
      },
      removed,
    );
    return data;
  }
}

function bodyOf(items: readonly WatchlistItem[]) {
  const ofType = (type: WatchlistItem['type']) =>
    items.filter((item) => item.type === type).map(({ ids }) => ({ ids }));
  return { shows: ofType('show'), movies: ofType('movie') };
}

function withoutAbsent({ trakt, tvdb, imdb, tmdb }: z.output<typeof sentIds>) {
  return {
    ...(trakt === undefined ? {} : { trakt }),
    ...(tvdb === undefined ? {} : { tvdb }),
    ...(imdb === undefined ? {} : { imdb }),
    ...(tmdb === undefined ? {} : { tmdb }),
  };
}
