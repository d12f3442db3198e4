import { NotFoundError } from '@watchstack/core';
import { parseItem, resolveItem, type Describable, type ItemReference } from '@watchstack/core/server';
import { externalIds } from '../client/external-ids.js';
import type { PlexItem } from '../client/items.js';
import type { PlexItemType } from '../client/media-query.js';
import type { PlexContext } from './define.js';
import { describeItem, plexRef } from './items.js';

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

/** Left out of the rows of a library that is gone through for an id. */
const lean = {
  excludeElements: ['Media', 'Genre', 'Country', 'Director', 'Writer', 'Role', 'Collection', 'Image'],
  excludeFields: ['summary', 'tagline'],
};

/**
 * All items that carry an id. Plex filters by its own guid and by rating key; for the ids of other databases the films or
 * shows are gone through page by page, since it has no filter for them.
 */
export async function itemsByRef(
  { scheme, value }: ItemReference & { readonly kind: 'ref' },
  context: PlexContext,
): Promise<PlexItem[]> {
  const { client, signal } = context;
  if (scheme === 'plex' && !value.startsWith('plex://')) {
    const item = await itemByKey(value, context);
    return item === undefined ? [] : [item];
  }
  const libraries = await client.libraries.listKept({ signal });
  const found: PlexItem[] = [];
  for (const library of libraries) {
    const type: PlexItemType | undefined =
      library.type === 'movie' || library.type === 'show' ? library.type : undefined;
    if (type === undefined || (scheme === 'tvdb' && type === 'movie')) continue;
    const filters = scheme === 'plex' ? [{ field: 'guid', values: [value] }] : [];
    for await (const item of client.libraries.walk(
      library.key,
      { type, filters, includeGuids: true, ...lean },
      { signal },
    )) {
      if (String(externalIds(item)[scheme === 'trakt' ? 'plex' : scheme] ?? '') === value) found.push(item);
    }
  }
  return found;
}
