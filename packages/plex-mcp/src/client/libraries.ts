import { apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { children, compact, flag, number, requiredText, text } from './attributes.js';
import { type PlexConnection, pageHeaders } from './plex-connection.js';
import { itemPageSchema, type PlexItem, type PlexPage } from './items.js';
import { mediaQuery, typeNumber, type PlexItemQuery, type PlexItemType } from './media-query.js';

/** A library, which Plex's API calls a section. */
export interface PlexLibrary {
  /** Digits. The library's id. */
  readonly key: string;
  /** `movie`, `show`, `artist` (music), `photo`. */
  readonly type: string;
  readonly title: string;
  readonly uuid?: string | undefined;
  readonly agent?: string | undefined;
  readonly scanner?: string | undefined;
  readonly language?: string | undefined;
  /** A scan or refresh is running. */
  readonly refreshing: boolean;
  /** 1: not on the home screen; 2: neither there nor in search. */
  readonly hidden?: number | undefined;
  /** Seconds since 1970. */
  readonly createdAt?: number | undefined;
  /** Seconds since 1970. */
  readonly scannedAt?: number | undefined;
  /** Folders on the machine of the server. */
  readonly locations: readonly string[];
}

/** One value that a filter takes. Plex filters by `key`; people know `title`. */
export interface PlexChoice {
  readonly key: string;
  readonly title: string;
}

/** What a scan is to do. */
export interface PlexScan {
  /** Also downloads the metadata of every item again, which can take hours. */
  readonly force?: boolean;
  /** Only this folder, which must be inside the library. */
  readonly path?: string;
}

const librarySchema = z
  .object({
    key: requiredText,
    type: requiredText,
    title: text,
    uuid: text,
    agent: text,
    scanner: text,
    language: text,
    refreshing: flag,
    hidden: number,
    createdAt: number,
    scannedAt: number,
    Location: children(z.object({ path: text })),
  })
  .transform(({ Location, ...library }): PlexLibrary =>
    compact({
      ...library,
      title: library.title ?? '',
      refreshing: library.refreshing ?? false,
      locations: Location.flatMap(({ path }) => (path === undefined ? [] : [path])),
    }),
  );

const librariesSchema = z.object({ Directory: children(librarySchema) }).transform(({ Directory }) => Directory);

const choicesSchema = z
  .object({ Directory: children(z.object({ key: requiredText, title: text })) })
  .transform(({ Directory }) => Directory.map(({ key, title }): PlexChoice => ({ key, title: title ?? key })));

const listOperation = { method: 'GET', path: '/library/sections', target: 'list of libraries' } as const;

/** The page size that Plex answers fastest with, and that keeps memory flat for libraries of any size. */
const walkPageSize = 500;

/** Libraries and what is in them. */
export class LibrariesArea {
  readonly #connection: PlexConnection;

  constructor(connection: PlexConnection) {
    this.#connection = connection;
  }

  /** All libraries that the token may see, read afresh: GET /library/sections. */
  list(options: CallOptions = {}): Promise<readonly PlexLibrary[]> {
    return this.#connection.read({ ...listOperation, ...options }, librariesSchema);
  }

  /** The same, at most a minute old. */
  listKept(options: CallOptions = {}): Promise<readonly PlexLibrary[]> {
    return this.#connection.readKept({ ...listOperation, ...options }, librariesSchema);
  }

  /** How many items of a type there are: a listing of size 0. */
  async count(key: string, type: PlexItemType, options: CallOptions = {}): Promise<number> {
    const page = await this.items(key, { type, start: 0, size: 0 }, options);
    return page.total;
  }

  /**
   * One page of a library: GET /library/sections/{key}/all. Collections are left out.
   * @param key the library's id
   */
  items(key: string, query: PlexItemQuery, options: CallOptions = {}): Promise<PlexPage<PlexItem>> {
    return this.#connection.read(
      {
        method: 'GET',
        path: apiPath`/library/sections/${key}/all`,
        query: mediaQuery(query),
        headers: pageHeaders(query.start, query.size),
        target: `library ${key}`,
        ...options,
      },
      itemPageSchema,
    );
  }

  /**
   * All items that a query finds, page by page, so that memory stays flat. Advances by what was received and stops when
   * nothing comes or when the server ignores the paging.
   */
  async *walk(
    key: string,
    query: Omit<PlexItemQuery, 'start' | 'size'>,
    options: CallOptions = {},
  ): AsyncGenerator<PlexItem, void, undefined> {
    let start = 0;
    let firstBefore: string | undefined;
    for (;;) {
      const page = await this.items(key, { ...query, start, size: walkPageSize }, options);
      const first = page.items[0]?.ratingKey;
      if (first === undefined || first === firstBefore) return;
      yield* page.items;
      start += page.items.length;
      if (start >= page.total) return;
      firstBefore = first;
    }
  }

  /**
   * The values a filter takes in a library: GET /library/sections/{key}/{field}. Kept for a minute.
   * @param field `genre`, `actor`, `director`, `contentRating`, `resolution`, …
   */
  choices(key: string, field: string, type: PlexItemType, options: CallOptions = {}): Promise<readonly PlexChoice[]> {
    return this.#connection.readKept(
      {
        method: 'GET',
        path: apiPath`/library/sections/${key}/${field}`,
        query: { type: typeNumber(type) },
        target: `${field} choices of library ${key}`,
        ...options,
      },
      choicesSchema,
    );
  }

  /**
   * Starts a scan for new and changed files; Plex answers at once and works on. A GET that changes things, as every version
   * of the server understands it: /library/sections/{key}/refresh.
   * @param key the library's id, or `all`
   */
  async refresh(key: string, scan: PlexScan = {}, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'GET',
      path: apiPath`/library/sections/${key}/refresh`,
      query: { force: scan.force === true ? 1 : undefined, path: scan.path },
      target: key === 'all' ? 'scan of all libraries' : `library ${key}`,
      ...options,
    });
  }
}
