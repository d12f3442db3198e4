import { NotFoundError } from '@watchstack/core';
import { matchItems, resolveItem, toCandidate, type Describable } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexLibrary } from '../client/libraries.js';
import type { PlexItemType } from '../client/media-query.js';
import type { PlexContext } from './define.js';

/** An argument that names one library. */
export const libraryInput = z.string().max(200).describe('Library: title or key.');

/** What the matcher needs to know of a library. */
function describeLibrary(library: PlexLibrary): Describable {
  return { id: library.key, title: library.title, ref: library.title, type: library.type };
}

/** What people say for a kind of library, whatever theirs is called. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  movie: ['movie', 'movies', 'film', 'films'],
  show: ['show', 'shows', 'series', 'tv', 'tv shows', 'television'],
  artist: ['music', 'artists'],
  photo: ['photo', 'photos', 'pictures'],
};

/**
 * The one library that an argument means: by key or title, or by its kind where there is only one of that kind.
 * @throws NotFoundError with all libraries, AmbiguousError
 */
export async function findLibrary(named: string, { client, signal }: PlexContext): Promise<PlexLibrary> {
  const libraries = await client.libraries.listKept({ signal });
  if (matchItems(named, libraries, describeLibrary).length > 0) {
    return resolveItem(named, libraries, describeLibrary, { noun: 'library', lookIn: 'Plex' });
  }
  const word = named.trim().toLowerCase();
  const [only, other] = libraries.filter(({ type }) => kinds[type]?.includes(word));
  if (only !== undefined && other === undefined) return only;
  throw new NotFoundError(`Plex has no library '${word.slice(0, 60)}'.`, {
    target: 'library',
    hint:
      libraries.length === 0
        ? 'The token sees no library at all.'
        : `Its libraries are: ${libraries.map(({ title }) => title).join('; ')}.`,
    candidates: libraries.slice(0, 10).map((library) => toCandidate(describeLibrary(library))),
  });
}

/** The types a library can be listed by, the usual one first; none for kinds of library that no tool lists. */
export function listableTypes(library: PlexLibrary): readonly PlexItemType[] {
  switch (library.type) {
    case 'movie':
      return ['movie'];
    case 'show':
      return ['show', 'season', 'episode'];
    case 'artist':
      return ['artist', 'album', 'track'];
    case 'photo':
      return ['photo'];
    default:
      return [];
  }
}
