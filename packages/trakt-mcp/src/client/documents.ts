import type { Schema } from '@watchstack/core';
import * as z from 'zod';
import type { Movie, MovieIds, Show, ShowIds } from './types.js';

/**
 * A value that may be missing, null, or of a type nobody expected; then it is undefined. For everything that no decision
 * hangs on: Trakt makes fields nullable, and widens them, without notice.
 */
export function maybe<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .catch(undefined);
}

/** Zero and the empty string stand for "none" in Trakt's ids. */
const numberId = maybe(z.int().positive());
const textId = maybe(z.string().min(1));

const showIds = z.object({
  trakt: z.int(),
  slug: textId,
  tvdb: numberId,
  imdb: textId,
  tmdb: numberId,
}) satisfies Schema<ShowIds>;
const movieIds = z.object({ trakt: z.int(), slug: textId, imdb: textId, tmdb: numberId }) satisfies Schema<MovieIds>;

const shared = {
  title: z.string(),
  year: maybe(z.int()),
  overview: maybe(z.string()),
  status: maybe(z.string()),
  country: maybe(z.string()),
  genres: maybe(z.array(z.string())),
  runtime: maybe(z.number()),
  rating: maybe(z.number()),
  votes: maybe(z.int()),
};

/** A show as it stands inside every document that speaks of one. */
export const showDocument = z
  .object({
    ...shared,
    ids: showIds,
    network: maybe(z.string()),
    first_aired: maybe(z.string()),
    aired_episodes: maybe(z.int()),
    original_title: maybe(z.string()),
  })
  .transform(({ first_aired, aired_episodes, original_title, ...show }) => ({
    ...show,
    firstAired: first_aired,
    airedEpisodes: aired_episodes,
    originalTitle: original_title,
  })) satisfies Schema<Show>;

/** A movie as it stands inside every document that speaks of one. */
export const movieDocument = z
  .object({ ...shared, ids: movieIds, released: maybe(z.string()), original_title: maybe(z.string()) })
  .transform(({ original_title, ...movie }) => ({ ...movie, originalTitle: original_title })) satisfies Schema<Movie>;
