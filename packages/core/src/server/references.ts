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

/**
 * The `ref` of an item, which every sibling server accepts: `tvdb:` for shows, `tmdb:` for films, else `imdb:`, else
 * whatever id there is. For `other`, tmdb is left to the last, because its films and shows are counted apart.
 * @returns undefined when no id is known
 */
export function refOf(_ids: Ids, _kind: 'show' | 'movie' | 'other'): string | undefined {
  throw new Error('not written yet');
}

/**
 * Reads what a caller named an item by: the service's own id (a number, or text of digits), a `ref` (`tvdb:81189`,
 * `tmdb:603`, `imdb:tt0133093`, `tt0133093`, `trakt:123`, `plex:…`, `plex://…`), `Title`, or `Title (2005)`.
 * @throws InvalidInputError when there is nothing in the text
 */
export function parseItem(_text: string | number): ItemReference {
  throw new Error('not written yet');
}

/**
 * Reads `S03E04`, `s3e4`, `3x04`, or `S03` for a whole season.
 * @throws InvalidInputError with examples when it is none of them
 */
export function parseEpisodeCode(_text: string): EpisodeCode {
  throw new Error('not written yet');
}

/** Writes `S03E04`, or `S03` without an episode. */
export function formatEpisodeCode(_season: number, _episode?: number): string {
  throw new Error('not written yet');
}
