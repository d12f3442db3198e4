import { InvalidInputError } from '../errors.js';

/** The ids of one item in the services and databases that know it. Zero and the empty string mean "not known". */
export interface Ids {
  readonly tvdb?: number | undefined;
  readonly tmdb?: number | undefined;
  /** With its letters: `tt0133093`. */
  readonly imdb?: string | undefined;
  readonly trakt?: number | undefined;
  /** Plex's own name for an item: its guid (`plex://show/5d9c…`), or a rating key of one server. */
  readonly plex?: string | undefined;
}

/** Where the value of a `ref` comes from. */
export type RefScheme = keyof Ids;

/** What a caller named an item by. */
export type ItemReference =
  /** The service's own id. `title` is set when it was text, because `1883` and `24` are titles, too. */
  | { readonly kind: 'id'; readonly id: string; readonly title?: string }
  /** An id of a database or service; `value` is without the scheme, except for a Plex guid, which is whole. */
  | { readonly kind: 'ref'; readonly scheme: RefScheme; readonly value: string }
  /** A title as people write it; `year` when it stood behind it in parentheses. */
  | { readonly kind: 'title'; readonly title: string; readonly year?: number };

/** A season, or one episode of it. Season 0 holds the specials. */
export interface EpisodeCode {
  readonly season: number;
  readonly episode?: number;
}

const REF_ORDER: Readonly<Record<'show' | 'movie' | 'other', readonly RefScheme[]>> = {
  show: ['tvdb', 'imdb', 'tmdb', 'trakt', 'plex'],
  movie: ['tmdb', 'imdb', 'tvdb', 'trakt', 'plex'],
  other: ['imdb', 'tvdb', 'trakt', 'plex', 'tmdb'],
};

const IMDB_ID = /^tt\d{5,12}$/i;

/**
 * The `ref` of an item, which every sibling server accepts: `tvdb:` for shows, `tmdb:` for films, else `imdb:`, else
 * whatever id there is. For `other`, tmdb is left to the last, because its films and shows are counted apart.
 * @returns undefined when no id is known
 */
export function refOf(ids: Ids, kind: 'show' | 'movie' | 'other'): string | undefined {
  const order = REF_ORDER[kind];
  for (const scheme of order) {
    const value = ids[scheme];
    if (value !== undefined && value !== 0 && value !== '') return writeRef(scheme, String(value));
  }
  return undefined;
}

/** Writes a `ref`: `tvdb:81189`. A Plex guid is one as it stands. */
export function writeRef(scheme: RefScheme, value: string): string {
  return value.startsWith('plex://') ? value : `${scheme}:${value}`;
}

/**
 * Reads what a caller named an item by: the service's own id (a number, or text of digits), a `ref` (`tvdb:81189`,
 * `tmdb:603`, `imdb:tt0133093`, `tt0133093`, `trakt:123`, `plex:…`, `plex://…`), `Title`, or `Title (2005)`.
 * @throws InvalidInputError when there is nothing in the text
 */
export function parseItem(text: string | number): ItemReference {
  if (typeof text === 'number') return { kind: 'id', id: String(text) };
  const trimmed = text.trim();
  if (trimmed === '') {
    throw new InvalidInputError('An item has to be named, and the text was empty.', {
      hint: "Give the service's own id, a ref such as tvdb:81189, tmdb:603 or imdb:tt0133093, or a title such as Doctor Who (2005).",
    });
  }
  if (/^\d+$/.test(trimmed)) return { kind: 'id', id: trimmed, title: trimmed };
  return parseRef(trimmed) ?? parseTitle(trimmed);
}

function parseRef(text: string): ItemReference | undefined {
  if (/^plex:\/\/\S+$/i.test(text)) return { kind: 'ref', scheme: 'plex', value: `plex${text.slice(4)}` };
  if (IMDB_ID.test(text)) return { kind: 'ref', scheme: 'imdb', value: text.toLowerCase() };
  const [, name = '', rest = ''] = /^(tvdb|tmdb|imdb|trakt|plex):\s*(\S+)$/i.exec(text) ?? [];
  switch (name.toLowerCase()) {
    case 'tvdb':
    case 'tmdb':
    case 'trakt':
      return /^\d+$/.test(rest) ? { kind: 'ref', scheme: schemeOf(name), value: String(BigInt(rest)) } : undefined;
    case 'imdb':
      return IMDB_ID.test(rest) ? { kind: 'ref', scheme: 'imdb', value: rest.toLowerCase() } : undefined;
    case 'plex':
      return { kind: 'ref', scheme: 'plex', value: rest };
    default:
      return undefined;
  }
}

function schemeOf(name: string): RefScheme {
  const lower = name.toLowerCase();
  return lower === 'tvdb' || lower === 'tmdb' ? lower : 'trakt';
}

function parseTitle(text: string): ItemReference {
  const [, title, year] = /^(.*\S)\s*\(((?:18|19|20|21)\d\d)\)$/su.exec(text) ?? [];
  return title === undefined ? { kind: 'title', title: text } : { kind: 'title', title, year: Number(year) };
}

/**
 * Reads `S03E04`, `s3e4`, `3x04`, or `S03` for a whole season.
 * @throws InvalidInputError with examples when it is none of them
 */
export function parseEpisodeCode(text: string): EpisodeCode {
  const match = /^s(\d{1,4})(?:[ .-]?e(\d{1,5}))?$|^(\d{1,4})x(\d{1,5})$/i.exec(text.trim());
  const season = match?.[1] ?? match?.[3];
  const episode = match?.[2] ?? match?.[4];
  if (season === undefined) {
    throw new InvalidInputError('That is no season or episode.', {
      target: text.slice(0, 40),
      hint: 'Write S03E04 or 3x04 for an episode, S03 for a season, S00E01 for a special.',
    });
  }
  return { season: Number(season), ...(episode === undefined ? {} : { episode: Number(episode) }) };
}

/** Writes `S03E04`, or `S03` without an episode. */
export function formatEpisodeCode(season: number, episode?: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return episode === undefined ? `S${two(season)}` : `S${two(season)}E${two(episode)}`;
}
