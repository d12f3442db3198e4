import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { children, compact, number, requiredText, text } from './attributes.js';
import type { PlexPage } from './items.js';
import { type PlexConnection, pageHeaders } from './plex-connection.js';

/** One viewing that came to its end. Who and on what are numbers: see {@link HistoryArea.accounts} and `devices`. */
export interface PlexHistoryEntry {
  readonly historyKey?: string | undefined;
  /** Missing when the item has been deleted since. */
  readonly ratingKey?: string | undefined;
  readonly parentKey?: string | undefined;
  readonly grandparentKey?: string | undefined;
  readonly librarySectionID?: string | undefined;
  readonly type: string;
  readonly title: string;
  readonly parentTitle?: string | undefined;
  readonly grandparentTitle?: string | undefined;
  readonly index?: number | undefined;
  readonly parentIndex?: number | undefined;
  readonly originallyAvailableAt?: string | undefined;
  /** Seconds since 1970. */
  readonly viewedAt: number;
  /** 1 is the owner. */
  readonly accountID?: string | undefined;
  readonly deviceID?: string | undefined;
}

/** Which viewings. */
export interface PlexHistoryQuery {
  readonly start: number;
  readonly size: number;
  readonly accountID?: string | undefined;
  readonly librarySectionID?: string | undefined;
  /** A film or episode, or a show or season with all its episodes. */
  readonly metadataItemID?: string | undefined;
  /** Not before this; seconds since 1970. */
  readonly viewedFrom?: number | undefined;
  /** Not after this; seconds since 1970. */
  readonly viewedUntil?: number | undefined;
}

/** Somebody who uses the server. */
export interface PlexAccount {
  /** 1 is the owner; for others the id of their plex.tv account. */
  readonly id: string;
  readonly name: string;
}

/** Something that has played from the server. */
export interface PlexDevice {
  readonly id: string;
  readonly name?: string | undefined;
  readonly platform?: string | undefined;
}

const entrySchema = z
  .object({
    historyKey: text,
    ratingKey: text,
    parentKey: text,
    grandparentKey: text,
    librarySectionID: text,
    type: text,
    title: text,
    parentTitle: text,
    grandparentTitle: text,
    index: number,
    parentIndex: number,
    originallyAvailableAt: text,
    viewedAt: number,
    accountID: text,
    deviceID: text,
  })
  .transform(compact);

const historySchema = z
  .object({ offset: number, size: number, totalSize: number, Metadata: children(entrySchema) })
  .transform(({ offset, size, totalSize, Metadata }): PlexPage<PlexHistoryEntry> => ({
    items: Metadata.flatMap((entry) =>
      entry.viewedAt === undefined
        ? []
        : [{ ...entry, type: entry.type ?? 'unknown', title: entry.title ?? '', viewedAt: entry.viewedAt }],
    ),
    offset: offset ?? 0,
    total: totalSize ?? size ?? Metadata.length,
  }));

const accountsSchema = z
  .object({ Account: children(z.object({ id: requiredText, name: text })) })
  .transform(({ Account }) =>
    // Account 0 is an empty entry of the system.
    Account.flatMap(({ id, name }): PlexAccount[] => (id === '0' || name === undefined ? [] : [{ id, name }])),
  );

const devicesSchema = z
  .object({ Device: children(z.object({ id: requiredText, name: text, platform: text }).transform(compact)) })
  .transform(({ Device }): PlexDevice[] => Device);

/** Who watched what, and when. For the server's owner; others see their own rows only. */
export class HistoryArea {
  readonly #connection: PlexConnection;

  constructor(connection: PlexConnection) {
    this.#connection = connection;
  }

  /** Viewings, latest first: GET /status/sessions/history/all. */
  list(query: PlexHistoryQuery, options: CallOptions = {}): Promise<PlexPage<PlexHistoryEntry>> {
    return this.#connection.read(
      {
        method: 'GET',
        path: '/status/sessions/history/all',
        query: {
          sort: 'viewedAt:desc',
          accountID: query.accountID,
          librarySectionID: query.librarySectionID,
          metadataItemID: query.metadataItemID,
          'viewedAt>': query.viewedFrom,
          'viewedAt<': query.viewedUntil,
        },
        headers: pageHeaders(query.start, query.size),
        target: 'history',
        ...options,
      },
      historySchema,
    );
  }

  /** The people in the history: GET /accounts. Kept for a minute. */
  accounts(options: CallOptions = {}): Promise<readonly PlexAccount[]> {
    return this.#connection.readKept(
      { method: 'GET', path: '/accounts', target: 'list of accounts', ...options },
      accountsSchema,
    );
  }

  /** The devices in the history: GET /devices. Kept for a minute. */
  devices(options: CallOptions = {}): Promise<readonly PlexDevice[]> {
    return this.#connection.readKept(
      { method: 'GET', path: '/devices', target: 'list of devices', ...options },
      devicesSchema,
    );
  }
}
