import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { parseItem, resolveItem, type Describable, type ItemReference } from '@watchstack/core/server';
import { externalIds } from '../client/external-ids.js';
import type { PlexItem } from '../client/items.js';
import type { PlexContext } from './define.js';
import { describeItem, plexRef } from './items.js';
import { leanRows } from './lean-rows.js';

const words = { noun: 'film or show', lookIn: 'your Plex libraries', findWith: 'plex_search' } as const;

/** Hits of each kind that are looked at for one title. */
const searchWidth = 100;

/**
 * The one item that an argument means: by rating key, by an id of a database, or by title.
 * @throws NotFoundError, AmbiguousError
 */
export async function findItem(named: string, context: PlexContext): Promise<PlexItem> {
  const reference = parseItem(named);
  switch (reference.kind) {
    case 'id': {
      const item = await itemByKey(reference.id, context);
      if (item !== undefined) return item;
      if (reference.title !== undefined) return findByTitle(reference, reference.title, context);
      throw new NotFoundError(`Plex has no item ${reference.id}.`, {
        target: `item ${reference.id}`,
        hint: 'Rating keys change when items are removed and added again; plex_search finds the current one.',
      });
    }
    case 'ref': {
      const matches = await itemsByRef(reference, context);
      // Two copies share every id of the databases; only their rating keys tell them apart.
      return resolveItem(reference, matches, matches.length > 1 ? describeByKey : describeItem, words);
    }
    case 'title':
      return findByTitle(reference, reference.title, context);
  }
}

function describeByKey(item: PlexItem): Describable {
  return { ...describeItem(item), ref: plexRef(item.ratingKey) };
}

async function itemByKey(key: string, { client, signal }: PlexContext): Promise<PlexItem | undefined> {
  if (!/^\d{1,15}$/.test(key)) return undefined;
  const [item] = await client.metadata.getMany([key], { signal });
  return item;
}

async function findByTitle(
  reference: ItemReference,
  title: string,
  { client, signal }: PlexContext,
): Promise<PlexItem> {
  const hubs = await client.search.hubs(title, searchWidth, undefined, { signal });
  const items = hubs.filter(({ type }) => type === 'movie' || type === 'show').flatMap((hub) => hub.items);
  return resolveItem(reference, items, describeItem, words);
}

/**
 * All items that carry an id. Plex filters by its own guid and by rating key; for the ids of other databases the films or
 * shows are gone through page by page, since it has no filter for them.
 * @throws InvalidInputError for ids that Plex does not keep
 */
export async function itemsByRef(
  { scheme, value }: ItemReference & { readonly kind: 'ref' },
  context: PlexContext,
): Promise<PlexItem[]> {
  switch (scheme) {
    case 'trakt':
      throw new InvalidInputError('Plex does not know the ids of Trakt.', {
        target: `trakt:${value}`,
        hint: 'Name it by the ref of the row (tvdb:…, tmdb:…, imdb:…) or by its title.',
      });
    case 'plex': {
      if (value.startsWith('plex://')) return inLibraries(['movie', 'show'], scheme, value, context);
      const item = await itemByKey(value, context);
      return item === undefined ? [] : [item];
    }
    case 'tvdb':
      return inLibraries(['show'], scheme, value, context);
    case 'imdb':
      return inLibraries(['movie', 'show'], scheme, value, context);
    case 'tmdb': {
      // It counts films and shows apart; a bare number means a film.
      const films = await inLibraries(['movie'], scheme, value, context);
      return films.length > 0 ? films : inLibraries(['show'], scheme, value, context);
    }
  }
}

async function inLibraries(
  types: readonly ('movie' | 'show')[],
  scheme: 'plex' | 'tvdb' | 'tmdb' | 'imdb',
  value: string,
  { client, signal }: PlexContext,
): Promise<PlexItem[]> {
  const libraries = await client.libraries.listKept({ signal });
  const filters = scheme === 'plex' ? [{ field: 'guid', values: [value] }] : [];
  const found = await Promise.all(
    libraries.map(async ({ key, type: kind }) => {
      const type = types.find((each) => each === kind);
      const matches: PlexItem[] = [];
      if (type === undefined) return matches;
      for await (const item of client.libraries.walk(
        key,
        { type, filters, includeGuids: true, ...leanRows() },
        { signal },
      )) {
        if (String(externalIds(item)[scheme] ?? '') === value) matches.push(item);
      }
      return matches;
    }),
  );
  return found.flat();
}
