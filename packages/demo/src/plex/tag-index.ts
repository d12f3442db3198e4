import type { PlexLibrary } from '../household/index.js';
import type { Entry, Shelf } from './shelf.js';

/** The names an item carries in a field whose values are tags. */
export function tagsOf(entry: Entry, field: string): readonly string[] {
  switch (entry.type) {
    case 'movie': {
      const { film, file } = entry.item;
      switch (field) {
        case 'genre':
          return film.genres;
        case 'director':
          return film.directors;
        case 'actor':
          return film.cast;
        case 'country':
          return [film.country];
        case 'studio':
          return [film.studio];
        case 'contentRating':
          return [film.certification];
        case 'resolution':
          return [file.resolution];
        case 'audioLanguage':
          return file.audioLanguages;
        case 'subtitleLanguage':
          return file.subtitleLanguages;
        default:
          return [];
      }
    }
    case 'show': {
      const { show } = entry.item;
      switch (field) {
        case 'genre':
          return show.genres;
        case 'actor':
          return show.cast;
        case 'country':
          return [show.country];
        case 'network':
        case 'studio':
          return [show.network];
        case 'contentRating':
          return [show.certification];
        default:
          return [];
      }
    }
    case 'episode':
      return field === 'resolution' ? [entry.item.file.resolution] : tagsOf(entry.season.show, field);
    case 'season':
      return tagsOf(entry.show, field);
    case 'artist':
      return field === 'genre' ? entry.item.artist.genres : field === 'country' ? [entry.item.artist.country] : [];
    case 'album':
      return tagsOf(entry.artist, field);
    case 'track':
      return tagsOf(entry.album, field);
    default:
      return [];
  }
}

/** Fields whose choices are named by themselves; the others' are numbered. */
const namedByThemselves = new Set([
  'contentRating',
  'resolution',
  'studio',
  'network',
  'audioLanguage',
  'subtitleLanguage',
]);

/** One value that a filter takes. */
export interface TagChoice {
  /** What the filter compares with: a number for genres and people, the name itself for others. */
  readonly key: string;
  readonly title: string;
}

/** The choices of each library's filters. Filtering by the name of a genre finds nothing; only its number does. */
export class TagIndex {
  readonly #shelf: Shelf;
  readonly #choices = new Map<string, readonly TagChoice[]>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** All values of a field in a library, in the order of their titles. */
  choices(library: PlexLibrary, type: Entry['type'], field: string): readonly TagChoice[] {
    const name = `${library.id} ${type} ${field}`;
    const known = this.#choices.get(name);
    if (known !== undefined) return known;
    const titles = new Set<string>();
    for (const entry of this.#shelf.list(library, type)) for (const tag of tagsOf(entry, field)) titles.add(tag);
    const choices = [...titles]
      .filter((title) => title !== '')
      .sort((a, b) => a.localeCompare(b, 'en'))
      .map((title) => ({ key: namedByThemselves.has(field) ? title : String(tagId(field, title)), title }));
    this.#choices.set(name, choices);
    return choices;
  }
}

/** The number of a tag: the same in every library and run. */
export function tagId(field: string, title: string): number {
  let hash = 2_166_136_261;
  for (const character of `${field}:${title}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  }
  return 1000 + (hash % 900_000_000);
}

/** The key that a filter on this field compares an item's tag with. */
export function tagKey(field: string, title: string): string {
  return namedByThemselves.has(field) ? title : String(tagId(field, title));
}
