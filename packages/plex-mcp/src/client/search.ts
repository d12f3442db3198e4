import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { children, compact, number, text } from './attributes.js';
import { itemList, type PlexItem } from './items.js';
import type { PlexConnection } from './plex-connection.js';

/** A person, genre or other tag that a search found. */
export interface PlexTagHit {
  /** What a filter names it by. */
  readonly id?: string | undefined;
  readonly tag: string;
  readonly librarySectionID?: string | undefined;
  readonly librarySectionTitle?: string | undefined;
  /** How many items carry it. */
  readonly count?: number | undefined;
}

/** The hits of one kind, best first. */
export interface PlexSearchHub {
  /** `movie`, `show`, `episode`, `artist`, `album`, `track`, `actor`, `director`, `genre`, `collection`, … */
  readonly type: string;
  readonly title?: string | undefined;
  /** Whether there are more hits of this kind than were asked for. */
  readonly more: boolean;
  readonly items: readonly PlexItem[];
  readonly tags: readonly PlexTagHit[];
}

const tagSchema = z
  .object({ id: text, tag: text, title: text, librarySectionID: text, librarySectionTitle: text, count: number })
  .transform(({ title, ...hit }) => ({ ...hit, tag: hit.tag ?? title }));

const hubSchema = z
  .object({
    type: text,
    hubIdentifier: text,
    title: text,
    more: text,
    Metadata: itemList,
    Directory: children(tagSchema),
  })
  .transform((hub): PlexSearchHub =>
    compact({
      type: hub.type ?? hub.hubIdentifier ?? 'unknown',
      title: hub.title,
      more: hub.more === '1' || hub.more === 'true',
      items: hub.Metadata,
      tags: hub.Directory.flatMap(({ tag, ...hit }) => (tag === undefined ? [] : [compact({ ...hit, tag })])),
    }),
  );

const hubsSchema = z.object({ Hub: children(hubSchema) }).transform(({ Hub }) => Hub);

/** The server's own search. */
export class SearchArea {
  readonly #connection: PlexConnection;

  constructor(connection: PlexConnection) {
    this.#connection = connection;
  }

  /**
   * Searches every library: GET /hubs/search. Finds parts of words and misspelt ones. Empty kinds are left out.
   * @param limit hits of each kind; Plex gives three unless told
   * @param libraryKey lets hits of this library come first; it does not leave out others
   */
  async hubs(
    query: string,
    limit: number,
    libraryKey?: string,
    options: CallOptions = {},
  ): Promise<readonly PlexSearchHub[]> {
    const hubs = await this.#connection.read(
      {
        method: 'GET',
        path: '/hubs/search',
        query: { query, limit, sectionId: libraryKey, includeGuids: 1, includeCollections: 1 },
        target: 'search',
        ...options,
      },
      hubsSchema,
    );
    return hubs.filter((hub) => hub.items.length > 0 || hub.tags.length > 0);
  }
}
