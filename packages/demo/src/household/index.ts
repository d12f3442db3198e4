import { artists } from './catalogue/music.js';
import { makeCatalogue } from './catalogue.js';
import { localDay } from './days.js';
import { users } from './people.js';
import { makePlexFacts } from './plex-facts.js';
import type { World } from './shows.js';
import { makeSonarrFacts } from './sonarr-facts.js';
import { makeTraktFacts } from './trakt-facts.js';
import type { Household, HouseholdOptions } from './household-types.js';

export { formatScore, formatsOf, sizesOf } from './custom-formats.js';
export { digest } from './digest.js';
export { addDays, instantAt, localDay } from './days.js';
export { airedEpisodes, allEpisodes, findEpisode, hasAired } from './episodes.js';
export { hexadecimal, random } from './random.js';
export { releasesOfEpisode, releasesOfSeason } from './releases.js';
export type { OfferedRelease } from './releases.js';
export type { Random } from './random.js';
export { slugify } from './shows.js';
export { sonarrSetup } from './sonarr-setup.js';
export type * from './household-types.js';
export type * from './plex-types.js';
export type * from './sonarr-setup.js';
export type * from './sonarr-types.js';
export type * from './sonarr-upkeep.js';
export type * from './trakt-types.js';
export type * from './types.js';

const TIME_ZONE = 'Europe/Vienna';

/**
 * Makes an imaginary household in Vienna: always the same one for the same options, dated from `now`. Something is on
 * this evening, whatever `now` is. Episodes and files are made when they are first looked at, so that a household of
 * thousands of shows costs little until it is used.
 *
 * The catalogue (`shows`, `films`) is the world's; what the household owns is in the services' facts. With `size` it
 * owns exactly that many: the hand-written ones first, then made-up ones.
 */
export function createHousehold(options: HouseholdOptions = {}): Household {
  const now = options.now ?? new Date();
  const seed = options.seed ?? 1;
  const world: World = { now, today: localDay(now, TIME_ZONE), seed };
  const catalogue = makeCatalogue(world, options.size ?? {});
  const sonarr = makeSonarrFacts(catalogue.shows, world);
  const plex = makePlexFacts(catalogue.shows, catalogue.films, sonarr.series, world);
  return {
    now,
    timeZone: TIME_ZONE,
    seed,
    shows: catalogue.shows.map((entry) => entry.show),
    films: catalogue.films.map((entry) => entry.film),
    artists,
    users,
    sonarr,
    plex,
    trakt: makeTraktFacts(catalogue.shows, catalogue.films, plex, world),
  };
}
