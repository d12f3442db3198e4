import { refOf, type Describable } from '@watchstack/core/server';
import * as z from 'zod';
import type { Movie, Show } from '../client/types.js';

/** A show or a movie; search hits and watchlist entries are such. */
export type Title = { readonly type: 'show'; readonly show: Show } | { readonly type: 'movie'; readonly movie: Movie };

/** An argument that names a show or movie. */
export const titleInput = z
  .union([z.int().min(1), z.string().min(1).max(200)])
  .describe('Title, "Title (year)", ref (tvdb:81189, tmdb:603, imdb:tt0903747) or Trakt id.');

/** An argument that names up to a hundred shows and movies. */
export const titleListInput = z
  .array(titleInput)
  .min(1)
  .max(100)
  .describe('One to 100 titles, each as title, "Title (year)", ref (tvdb:81189, tmdb:603) or Trakt id.');

/** What is said of a show or movie, whichever it is. */
export function factsOf(title: Title): Show | Movie {
  return title.type === 'show' ? title.show : title.movie;
}

/** The reference that the sibling servers accept. */
export function titleRef(title: Title): string {
  const { ids } = factsOf(title);
  return refOf(ids, title.type) ?? `trakt:${ids.trakt}`;
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
