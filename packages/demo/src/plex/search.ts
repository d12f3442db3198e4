import { metadata, tidy, type Json } from './documents.js';
import { titleOf } from './listing.js';
import type { Entry, Shelf } from './shelf.js';
import { tagId, type TagIndex } from './tag-index.js';
import type { WatchState } from './watch-state.js';

/** Letters without accents, in lower case, as the server's search compares them. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function matches(title: string, words: readonly string[]): boolean {
  const folded = fold(title);
  return words.every((word) => folded.includes(word));
}

/** Exact titles first, then those that begin with the query, then the rest. */
function rank(title: string, query: string): number {
  const folded = fold(title);
  return folded === query ? 0 : folded.startsWith(query) ? 1 : 2;
}

const itemHubs = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track', 'collection'] as const;
const tagHubs = [
  { type: 'actor', libraryTypes: ['movie', 'show'] },
  { type: 'director', libraryTypes: ['movie'] },
  { type: 'genre', libraryTypes: ['movie', 'show', 'artist'] },
] as const;

/** What a search is asked for. */
export interface SearchRequest {
  readonly query: string;
  /** Hits of each kind. */
  readonly limit: number;
  /** The library whose hits come first. Others are found all the same. */
  readonly libraryId: string | undefined;
  readonly guids: boolean;
}

/** The hubs of /hubs/search: items under `Metadata`, people and genres under `Directory`, each kind cut to the limit. */
export function searchHubs(shelf: Shelf, tags: TagIndex, watch: WatchState, request: SearchRequest): Json[] {
  const query = fold(request.query.trim());
  const words = query.split(/\s+/).filter((word) => word !== '');
  const first = (entry: Entry) => (String(entry.library.id) === request.libraryId ? 0 : 1);
  const hubs: Json[] = [];
  for (const type of itemHubs) {
    const hits = shelf.libraries
      .flatMap((library) => shelf.list(library, type))
      .filter((entry) => matches(titleOf(entry), words))
      .sort((a, b) => first(a) - first(b) || rank(titleOf(a), query) - rank(titleOf(b), query) || a.key - b.key);
    hubs.push(
      hub(type, hits.length, request.limit, {
        Metadata: hits.slice(0, request.limit).map((entry) => ({
          ...metadata(entry, watch, { full: false, guids: request.guids }),
          librarySectionID: entry.library.id,
          librarySectionTitle: entry.library.title,
          score: (1 / (1 + rank(titleOf(entry), query))).toFixed(5),
        })),
      }),
    );
  }
  for (const { type, libraryTypes } of tagHubs) {
    const hits = shelf.libraries
      .filter((library) => libraryTypes.some((each) => each === library.type))
      .flatMap((library) =>
        tags
          .choices(library, library.type, type)
          .filter(({ title }) => matches(title, words))
          .map(({ title }): Json => ({
            key: `/library/sections/${library.id}/all?${type}=${tagId(type, title)}`,
            librarySectionID: library.id,
            librarySectionTitle: library.title,
            type: 'tag',
            id: tagId(type, title),
            filter: `${type}=${tagId(type, title)}`,
            tag: title,
          })),
      );
    hubs.push(hub(type, hits.length, request.limit, { Directory: hits.slice(0, request.limit) }));
  }
  return hubs;
}

function hub(type: string, found: number, limit: number, content: Json): Json {
  return tidy({
    title: `${type.charAt(0).toUpperCase()}${type.slice(1)}s`,
    type,
    hubIdentifier: type,
    context: `hub.search.${type}`,
    size: Math.min(found, limit),
    more: found > limit,
    style: 'shelf',
    ...content,
  });
}
