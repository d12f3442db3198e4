import type { FilmSeed } from './catalogue/film-seed.js';
import { hexadecimal, random } from './random.js';
import type { World } from './shows.js';
import type { Film } from './types.js';

const STUDIOS = [
  'Northlight Pictures',
  'Studio Ottakring',
  'Blue Door Films',
  'Harbour Street',
  'Grand Hotel Productions',
];

function listed(text: string): readonly string[] {
  return text === '' ? [] : text.split(', ');
}

/** A film from its seed. `position` is its place in the catalogue and gives the ids that are not known. */
export function makeFilm(seed: FilmSeed, slug: string, position: number, world: World): Film {
  const [title, year, runtime, genres, directors, cast, rating, certification, about, extras = {}] = seed;
  const from = random(world.seed, 'film', slug);
  const day = `${year}-${String(from.int(1, 12)).padStart(2, '0')}-${String(from.int(1, 28)).padStart(2, '0')}`;
  return {
    ids: {
      trakt: 900_000 + position,
      slug,
      tmdb: extras.tmdb ?? 1_700_000 + position * 3,
      imdb: extras.imdb ?? `tt${50_000_000 + position * 7}`,
      plexGuid: `plex://movie/${hexadecimal(24, 'film', slug)}`,
    },
    title,
    ...(extras.original === undefined || extras.original === title ? {} : { originalTitle: extras.original }),
    alternateTitles: extras.also ?? [],
    year,
    released: day,
    runtime,
    overview: about,
    tagline: about.split(/[,;.]/)[0] ?? about,
    genres: listed(genres),
    directors: listed(directors),
    cast: listed(cast),
    studio: from.pick(STUDIOS),
    certification,
    rating,
    votes: from.int(2000, 120_000),
    country: extras.country ?? 'us',
    language: extras.language ?? 'en',
  };
}
