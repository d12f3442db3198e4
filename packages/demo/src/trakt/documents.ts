import { airedEpisodes } from '../household/episodes.js';
import type { Film, Show, ShowStatus } from '../household/index.js';

/** A JSON object as it goes out. */
export type Document = Readonly<Record<string, unknown>>;

/** The values of `extended`, which come as a comma list. */
export function extensionsOf(text: string | null): ReadonlySet<string> {
  return new Set((text ?? '').split(',').filter((part) => part !== ''));
}

const statusWords: Readonly<Record<ShowStatus, string>> = {
  continuing: 'returning series',
  ended: 'ended',
  upcoming: 'planned',
};

/** Some titles have no number at IMDb yet; Trakt then answers null, or now and then an empty string. */
export function imdbOf(ids: { readonly trakt: number; readonly imdb: string }): string | null {
  if (ids.trakt % 23 === 0) return null;
  return ids.trakt % 29 === 0 ? '' : ids.imdb;
}

function genreSlugs(genres: readonly string[]): string[] {
  return genres.map((genre) => genre.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'));
}

/**
 * A show: title, year and ids, and the rest only with `extended=full`.
 * @param leaveOut what this place never tells, whatever is asked
 */
export function showDocument(
  show: Show,
  now: Date,
  extensions: ReadonlySet<string>,
  leaveOut: readonly string[] = [],
): Document {
  const { ids } = show;
  const short = {
    title: show.title,
    year: show.year,
    ids: { trakt: ids.trakt, slug: ids.slug, tvdb: ids.tvdb, imdb: imdbOf(ids), tmdb: ids.tmdb },
  };
  if (!extensions.has('full')) return short;
  const full = {
    tagline: '',
    overview: show.overview,
    first_aired: show.firstAired?.toISOString() ?? null,
    airs: { day: show.airDay, time: show.airTime, timezone: show.airTimeZone },
    runtime: show.runtime,
    certification: show.certification,
    network: show.network,
    country: show.country,
    trailer: null,
    homepage: null,
    status: statusWords[show.status],
    rating: show.status === 'upcoming' ? null : show.rating,
    votes: show.votes,
    comment_count: Math.round(show.votes / 100),
    updated_at: now.toISOString(),
    language: show.language,
    languages: [show.language],
    available_translations: ['en', 'de', 'fr'],
    genres: genreSlugs(show.genres),
    subgenres: null,
    aired_episodes: airedEpisodes(show, now).length,
    original_title: show.originalTitle ?? null,
  };
  return { ...short, ...Object.fromEntries(Object.entries(full).filter(([key]) => !leaveOut.includes(key))) };
}

/** A movie: title, year and ids, and the rest only with `extended=full`. */
export function movieDocument(film: Film, now: Date, extensions: ReadonlySet<string>): Document {
  const { ids } = film;
  const short = {
    title: film.title,
    year: film.year,
    ids: { trakt: ids.trakt, slug: ids.slug, imdb: imdbOf(ids), tmdb: ids.tmdb },
  };
  if (!extensions.has('full')) return short;
  return {
    ...short,
    tagline: film.tagline,
    overview: film.overview,
    released: film.released,
    runtime: film.runtime,
    country: film.country,
    trailer: null,
    homepage: null,
    status: new Date(film.released) <= now ? 'released' : 'post production',
    rating: film.rating,
    votes: film.votes,
    comment_count: Math.round(film.votes / 100),
    updated_at: now.toISOString(),
    language: film.language,
    languages: [film.language],
    available_translations: ['en', 'de', 'fr'],
    genres: genreSlugs(film.genres),
    subgenres: null,
    certification: film.certification,
    original_title: film.originalTitle ?? null,
    after_credits: false,
    during_credits: false,
  };
}
