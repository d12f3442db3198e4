import { refOf, type Describable } from '@watchstack/core/server';
import * as z from 'zod';
import type { Movie, Show } from '../client/types.js';

/** A show or a movie; search hits and watchlist entries are such. */
export type Title = { readonly type: 'show'; readonly show: Show } | { readonly type: 'movie'; readonly movie: Movie };

/** An argument that names up to a hundred shows and movies. */
export const titleListInput = z
  .array(z.string().max(200))
  .min(1)
  .max(100)
  .describe('Titles, Title (year), refs (tvdb:81189, tmdb:603) or Trakt ids.');

/** What is said of a show or movie, whichever it is. */
export function factsOf(title: Title): Show | Movie {
  return title.type === 'show' ? title.show : title.movie;
}

/**
 * The reference that the sibling servers accept. A show is never named by its tmdb id, because `tmdb:` stands for a movie
 * wherever no type is given.
 */
export function titleRef(title: Title): string {
  if (title.type === 'movie') return refOf(title.movie.ids, 'movie') ?? `trakt:${title.movie.ids.trakt}`;
  const { tvdb, imdb, trakt } = title.show.ids;
  return refOf({ tvdb, imdb, trakt }, 'show') ?? `trakt:${trakt}`;
}

/** What the matcher needs to know of a title. */
export function describeTitle(title: Title): Describable {
  return describeCalled(title, []);
}

/** The same, with names that only Trakt's list of aliases has. */
export function describeCalled(title: Title, otherNames: readonly string[]): Describable {
  const { title: name, year, ids, country, originalTitle } = factsOf(title);
  return {
    id: ids.trakt,
    title: name,
    year,
    alternateTitles: originalTitle === undefined ? otherNames : [originalTitle, ...otherNames],
    ids,
    type: title.type,
    ref: titleRef(title),
    country,
  };
}

/** A rating out of ten with one decimal; undefined where nobody has voted. */
export function tenths(rating: number | undefined): number | undefined {
  return rating === undefined || rating === 0 ? undefined : Math.round(rating * 10) / 10;
}

/** The genres that say most; Trakt lists them by weight. */
export function mainGenres(genres: readonly string[] | undefined): string[] | undefined {
  return genres?.slice(0, 3);
}
