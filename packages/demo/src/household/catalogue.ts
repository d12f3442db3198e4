import type { FilmSeed } from './catalogue/film-seed.js';
import { olderFilms } from './catalogue/films-before-2000.js';
import { newerFilms } from './catalogue/films-since-2000.js';
import type { ShowSeed } from './catalogue/seed.js';
import { showsElsewhere } from './catalogue/shows-elsewhere.js';
import { showsFromAbroad } from './catalogue/shows-from-abroad.js';
import { showsOnNow } from './catalogue/shows-on-now.js';
import { showsOnTheShelf } from './catalogue/shows-on-the-shelf.js';
import { makeFilm } from './films.js';
import { random } from './random.js';
import { countEpisodes, makeShow, slugify } from './shows.js';
import type { World } from './shows.js';
import type { HouseholdSize } from './household-types.js';
import type { Film, Show } from './types.js';
import { madeUpGenres, madeUpPeople, madeUpTitle } from './words.js';

/** A show together with how the household keeps it. */
export interface CataloguedShow {
  readonly show: Show;
  readonly seed: ShowSeed;
  /** It is in Sonarr, in Plex, or in both. */
  readonly owned: boolean;
}

/** A film together with where the household keeps it. */
export interface CataloguedFilm {
  readonly film: Film;
  readonly owned: boolean;
  readonly kids: boolean;
}

/** Everything there is, in a stable order. */
export interface Catalogue {
  readonly shows: readonly CataloguedShow[];
  readonly films: readonly CataloguedFilm[];
}

/** Words for addresses are shared out first come, first served; namesakes get their year. */
function slugs(): (title: string, year: number) => string {
  const taken = new Set<string>();
  return (title, year) => {
    const plain = slugify(title);
    let slug = taken.has(plain) ? `${plain}-${year}` : plain;
    for (let round = 2; taken.has(slug); round += 1) slug = `${plain}-${year}-${round}`;
    taken.add(slug);
    return slug;
  };
}

function madeUpShow(index: number, world: World): ShowSeed {
  const from = random(world.seed, 'made-up show', index);
  const year = from.int(1990, 2018);
  const isOn = from.chance(0.1);
  const episodes = Array.from({ length: from.int(4, 8) }, () => from.int(8, 17));
  return {
    title: madeUpTitle(index),
    year,
    about: 'A long-running favourite of somebody else’s family, kept because nobody dares to delete it.',
    network: from.pick(['Channel 4', 'NBC', 'ZDF', 'Netflix', 'HBO', 'France 2']),
    status: isOn ? 'continuing' : 'ended',
    genres: from.pick(madeUpGenres),
    runtime: from.pick([22, 30, 45, 55]),
    rating: from.int(50, 90) / 10,
    airTime: from.pick(['20:00', '20:15', '21:00', '22:00']),
    episodes,
    until: year + episodes.length - 1,
    ...(isOn ? { airing: { episode: from.int(2, 6), inDays: from.int(0, 6) } } : {}),
    cast: [from.pick(madeUpPeople), from.pick(madeUpPeople)],
    own: {
      files: from.pick(['all', 'all', 'all', 'gaps', 'lastSeason'] as const),
      quality: from.pick(['hd', 'web', 'old', 'dvd'] as const),
      monitored: from.chance(0.85),
    },
  };
}

function madeUpFilm(index: number, world: World): FilmSeed {
  const from = random(world.seed, 'made-up film', index);
  return [
    madeUpTitle(index),
    from.int(1950, 2024),
    from.int(78, 165),
    from.pick(madeUpGenres).join(', '),
    from.pick(madeUpPeople),
    `${from.pick(madeUpPeople)}, ${from.pick(madeUpPeople)}`,
    from.int(40, 88) / 10,
    from.pick(['G', 'PG', 'PG-13', 'R']),
    'A film that came with a box of others, and has waited for its evening since.',
  ];
}

/**
 * The world's shows and films: all hand-written ones, and as many made-up ones as it takes to reach the size that is
 * asked for. Which are owned is decided in catalogue order.
 */
export function makeCatalogue(world: World, size: HouseholdSize): Catalogue {
  const showSeeds: ShowSeed[] = [...showsOnNow, ...showsOnTheShelf, ...showsFromAbroad, ...showsElsewhere];
  const isOurs = (seed: ShowSeed): boolean => seed.own !== undefined || seed.plexOnly === true;
  const wantedShows = size.shows ?? showSeeds.filter(isOurs).length;
  for (let index = 0, have = showSeeds.filter(isOurs).length; have < wantedShows; index += 1, have += 1) {
    showSeeds.push(madeUpShow(index, world));
  }
  const showSlug = slugs();
  let serial = 1;
  let ownedShows = 0;
  const shows = showSeeds.map((seed, position): CataloguedShow => {
    const show = makeShow(seed, showSlug(seed.title, seed.year), position, serial, world);
    serial += countEpisodes(seed);
    const owned = isOurs(seed) && ownedShows < wantedShows;
    if (owned) ownedShows += 1;
    return { show, seed, owned };
  });

  const filmSeeds: FilmSeed[] = [...olderFilms, ...newerFilms];
  const isOnShelf = (seed: FilmSeed): boolean => seed[9]?.missing !== true;
  const wantedFilms = size.films ?? filmSeeds.filter(isOnShelf).length;
  for (let index = 0, have = filmSeeds.filter(isOnShelf).length; have < wantedFilms; index += 1, have += 1) {
    filmSeeds.push(madeUpFilm(index, world));
  }
  const filmSlug = slugs();
  let ownedFilms = 0;
  const films = filmSeeds.map((seed, position): CataloguedFilm => {
    const film = makeFilm(seed, filmSlug(`${seed[0]} ${seed[1]}`, seed[1]), position, world);
    const owned = isOnShelf(seed) && ownedFilms < wantedFilms;
    if (owned) ownedFilms += 1;
    return { film, owned, kids: seed[9]?.kids === true };
  });
  return { shows, films };
}
