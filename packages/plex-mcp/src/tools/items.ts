import { formatEpisodeCode, refOf, type Describable } from '@watchstack/core/server';
import * as z from 'zod';
import { externalIds } from '../client/external-ids.js';
import type { PlexItem } from '../client/items.js';
import type { PlexContext } from './define.js';

/** An argument that names one film, show, season or episode. */
export const itemInput = z
  .string()
  .max(200)
  .describe('Title, "Title (year)", ref (tvdb:81189, tmdb:603, imdb:tt0133093) or rating key.');

/** The part of an item that names it. Sessions and history rows have it, too. */
export type NamedItem = Pick<
  PlexItem,
  | 'type'
  | 'title'
  | 'year'
  | 'index'
  | 'parentIndex'
  | 'parentTitle'
  | 'parentRatingKey'
  | 'grandparentTitle'
  | 'grandparentRatingKey'
> & { readonly ratingKey?: string | undefined };

/** The columns that name an item in every list. */
export const itemColumns = {
  ratingKey: z.string().optional(),
  ref: z.string().optional().describe('For Sonarr and Trakt; of an episode or season: of its show.'),
  type: z.string().optional(),
  title: z.string(),
  year: z.int().optional(),
  show: z.string().optional(),
  episode: z.string().optional().describe('S03E04; S03 for a season.'),
  artist: z.string().optional(),
  album: z.string().optional(),
};

/** What an item is called, in {@link itemColumns}; `ref` and `type` are for the caller to add. */
export function itemNames(item: NamedItem) {
  const base = { ratingKey: item.ratingKey, title: item.title === '' ? '(untitled)' : item.title, year: item.year };
  switch (item.type) {
    case 'episode':
      return {
        ...base,
        // The year of an episode says nothing beside its number.
        year: undefined,
        show: item.grandparentTitle,
        episode:
          item.parentIndex === undefined || item.index === undefined
            ? undefined
            : formatEpisodeCode(item.parentIndex, item.index),
      };
    case 'season':
      return {
        ...base,
        year: undefined,
        show: item.parentTitle,
        episode: item.index === undefined ? undefined : formatEpisodeCode(item.index),
      };
    case 'album':
      return { ...base, artist: item.parentTitle };
    case 'track':
      return { ...base, artist: item.grandparentTitle, album: item.parentTitle };
    default:
      return base;
  }
}

/** The reference that an item's own ids give; undefined where the row came without ids. */
function ownRef(item: Pick<PlexItem, 'guid' | 'guids' | 'type'>): string | undefined {
  const { plex: _plex, ...ids } = externalIds(item);
  return refOf(ids, item.type === 'show' || item.type === 'movie' ? item.type : 'other');
}

/** What the matcher needs to know of an item. Its reference is its rating key where no database knows it. */
export function describeItem(item: PlexItem): Describable {
  return {
    id: item.ratingKey,
    title: item.title,
    year: item.year,
    alternateTitles: item.originalTitle === undefined ? [] : [item.originalTitle],
    ids: externalIds(item),
    type: item.type,
    ref: ownRef(item) ?? plexRef(item.ratingKey),
  };
}

/** A reference that only this server understands. */
export function plexRef(ratingKey: string): string {
  return `plex:${ratingKey}`;
}

/** Whose ids make the reference of an item: an episode and a season go by their show. */
function refKey(item: NamedItem): string | undefined {
  switch (item.type) {
    case 'episode':
      return item.grandparentRatingKey;
    case 'season':
      return item.parentRatingKey;
    case 'movie':
    case 'show':
      return item.ratingKey;
    default:
      return undefined;
  }
}

/**
 * Finds the references of many rows with one more request for all whose row came without ids.
 * @returns a function from a row to its reference: of a database where one knows the item, else the rating key
 */
export async function refsOf(
  items: readonly (NamedItem & { readonly guid?: string | undefined; readonly guids?: readonly string[] })[],
  { client, signal }: PlexContext,
): Promise<(item: NamedItem) => string | undefined> {
  const refs = new Map<string, string>();
  const missing = new Set<string>();
  for (const item of items) {
    const key = refKey(item);
    if (key === undefined) continue;
    const ref =
      key === item.ratingKey ? ownRef({ type: item.type, guid: item.guid, guids: item.guids ?? [] }) : undefined;
    if (ref === undefined) missing.add(key);
    else refs.set(key, ref);
  }
  const unknown = [...missing].filter((key) => !refs.has(key));
  if (unknown.length > 0) {
    for (const item of await client.metadata.getMany(unknown, { signal, lean: true })) {
      const ref = ownRef(item);
      if (ref !== undefined) refs.set(item.ratingKey, ref);
    }
  }
  return (item) => {
    const key = refKey(item);
    const found = key === undefined ? undefined : refs.get(key);
    return found ?? (item.ratingKey === undefined ? undefined : plexRef(key ?? item.ratingKey));
  };
}

/** Whole minutes of a length in milliseconds; undefined for none. */
export function minutes(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined || milliseconds <= 0 ? undefined : Math.round(milliseconds / 60_000);
}

/** How far into an item somebody is, 0 to 100; undefined where it has no length, as with live television. */
export function percent(offset: number | undefined, duration: number | undefined): number | undefined {
  return offset === undefined || duration === undefined || duration <= 0
    ? undefined
    : Math.min(100, Math.round((offset / duration) * 100));
}

/** An instant of Plex, in seconds since 1970. */
export function instant(seconds: number): Date {
  return new Date(seconds * 1000);
}
