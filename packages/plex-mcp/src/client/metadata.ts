import { InvalidInputError, NotFoundError, type CallOptions } from '@watchstack/core';
import { itemPageSchema, type PlexItem } from './items.js';
import { type PlexConnection, pageHeaders } from './plex-connection.js';

/** As many keys as fit an address line that every proxy accepts. */
const keysPerRequest = 200;

/** Leaves out what makes whole items long. */
const leanQuery = {
  excludeElements: 'Media,Genre,Country,Director,Writer,Role,Producer,Chapter,Marker,Image,Review,UltraBlurColors',
  excludeFields: 'summary,tagline',
} as const;

/** Single items by their keys, and what the token's owner is in the middle of. */
export class MetadataArea {
  readonly #connection: PlexConnection;

  constructor(connection: PlexConnection) {
    this.#connection = connection;
  }

  /**
   * The whole item with all its tags and files: GET /library/metadata/{key}.
   * @throws NotFoundError when there is none, InvalidInputError when the key is not made of digits
   */
  async get(ratingKey: string, options: CallOptions = {}): Promise<PlexItem> {
    const [item] = await this.#read([ratingKey], options);
    if (item === undefined) {
      throw new NotFoundError(`Plex has no item ${ratingKey}.`, { target: `item ${ratingKey}` });
    }
    return item;
  }

  /**
   * Many items, 200 a request. Those that are gone are left out.
   * @param options `lean` asks the server to leave out files, people and texts
   */
  async getMany(
    ratingKeys: readonly string[],
    options: CallOptions & { readonly lean?: boolean } = {},
  ): Promise<readonly PlexItem[]> {
    const keys = [...new Set(ratingKeys)];
    const found: PlexItem[] = [];
    for (let start = 0; start < keys.length; start += keysPerRequest) {
      try {
        found.push(...(await this.#read(keys.slice(start, start + keysPerRequest), options)));
      } catch (error) {
        // Plex answers 404 when none of the keys is left.
        if (!(error instanceof NotFoundError)) throw error;
      }
    }
    return found;
  }

  /**
   * What to continue with: things begun and the next episodes, of the token's owner only: GET /library/onDeck.
   */
  onDeck(start: number, size: number, options: CallOptions = {}) {
    return this.#connection.read(
      {
        method: 'GET',
        path: '/library/onDeck',
        query: { includeGuids: 1 },
        headers: pageHeaders(start, size),
        target: 'on deck list',
        ...options,
      },
      itemPageSchema,
    );
  }

  async #read(
    ratingKeys: readonly string[],
    { lean = false, ...options }: CallOptions & { readonly lean?: boolean },
  ): Promise<readonly PlexItem[]> {
    const wrong = ratingKeys.find((key) => !/^\d{1,15}$/.test(key));
    if (wrong !== undefined) {
      throw new InvalidInputError(`'${wrong.slice(0, 40)}' is not a rating key: they are made of digits.`, {
        target: 'ratingKey',
      });
    }
    // The comma between keys is part of the address and must not be encoded; every key is digits.
    const page = await this.#connection.read(
      {
        method: 'GET',
        path: `/library/metadata/${ratingKeys.join(',')}`,
        query: { includeGuids: 1, ...(lean ? leanQuery : {}) },
        target: ratingKeys.length === 1 ? `item ${ratingKeys[0] ?? ''}` : `${ratingKeys.length} items`,
        ...options,
      },
      itemPageSchema,
    );
    return page.items;
  }
}
