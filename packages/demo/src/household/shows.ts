import type { ShowSeed } from './catalogue/seed.js';
import { addDays, instantAt } from './days.js';
import { hexadecimal, random } from './random.js';
import { planSeasons } from './schedule.js';
import type { SeasonPlan } from './schedule.js';
import type { Episode, Season, Show } from './types.js';
import { episodeTitle } from './words.js';

/** What the making of a show depends on besides the show. */
export interface World {
  readonly now: Date;
  /** The household's calendar day. */
  readonly today: string;
  readonly seed: number;
}

const ZONES: Readonly<Record<string, string>> = {
  us: 'America/New_York',
  gb: 'Europe/London',
  de: 'Europe/Berlin',
  at: 'Europe/Vienna',
  fr: 'Europe/Paris',
  es: 'Europe/Madrid',
  dk: 'Europe/Copenhagen',
  se: 'Europe/Stockholm',
  jp: 'Asia/Tokyo',
  kr: 'Asia/Seoul',
  au: 'Australia/Sydney',
};

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** How many days ahead an episode is announced before it has a title. */
const TITLES_KNOWN_AHEAD = 21;

const SEASONS_PER_SHOW = 64;

/** Text in the form services put into addresses: lower case, no accents, hyphens. */
export function slugify(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return plain === '' ? 'untitled' : plain;
}

interface Made {
  readonly seed: ShowSeed;
  readonly slug: string;
  readonly position: number;
  readonly firstSerial: number;
  readonly zone: string;
  readonly airTime: string;
  readonly plans: readonly SeasonPlan[];
}

function finale(made: Made, plan: SeasonPlan, number: number): 'series' | 'season' | 'midseason' | undefined {
  if (number === plan.count) {
    const isLast = plan.number === made.plans.length;
    const isOver = made.seed.status === 'ended' || made.seed.lastEver === true;
    return isLast && isOver ? 'series' : 'season';
  }
  return plan.count >= 16 && made.seed.rhythm === undefined && number === plan.count / 2 ? 'midseason' : undefined;
}

function episodeIds(slug: string, serial: number): Episode['ids'] {
  return {
    trakt: 13_000_000 + serial,
    tvdb: 11_000_000 + serial,
    tmdb: 7_000_000 + serial,
    imdb: `tt${60_000_000 + serial}`,
    plexGuid: `plex://episode/${hexadecimal(24, 'episode', slug, serial)}`,
  };
}

function makeSeasons(made: Made, world: World): Season[] {
  const { seed, slug } = made;
  let serial = made.firstSerial;
  let absolute = 0;
  const titlesUntil = addDays(world.today, TITLES_KNOWN_AHEAD);

  const episode = (season: number, number: number, airDate: string, more: Partial<Episode>): Episode => {
    const from = random(world.seed, 'episode', slug, season, number);
    const given = season > 0 ? seed.titles?.[season - 1]?.[number - 1] : undefined;
    const madeTitle = seed.rhythm === 'weekdays' ? `Guests of ${airDate}` : episodeTitle(from);
    const title = given ?? (airDate > titlesUntil ? 'TBA' : madeTitle);
    const made_: Episode = {
      ids: episodeIds(slug, serial),
      season,
      number,
      title,
      overview: airDate > titlesUntil ? '' : `${seed.title}: what happens in “${title}”, and who has to live with it.`,
      airDate,
      airDateUtc: instantAt(airDate, made.airTime, made.zone),
      runtime: seed.runtime,
      rating: Math.round((seed.rating - 0.6 + from.next() * 1.2) * 10) / 10,
      votes: from.int(200, 9000),
      ...more,
    };
    serial += 1;
    return made_;
  };

  const regular = made.plans.map((plan): Season => ({
    ids: seasonIds(made, plan.number),
    number: plan.number,
    title: `Season ${plan.number}`,
    episodes: Array.from({ length: plan.count }, (_, index) => {
      const number = index + 1;
      const finaleType = finale(made, plan, number);
      absolute += 1;
      return episode(plan.number, number, plan.day(number), {
        ...(finaleType === undefined ? {} : { finaleType }),
        ...(seed.type === 'anime' ? { absoluteNumber: absolute } : {}),
      });
    }),
  }));
  const specials = Array.from({ length: seed.specials ?? 0 }, (_, index) =>
    episode(0, index + 1, specialDay(made, world, index), { title: `Special ${index + 1}: ${seed.title}` }),
  );
  if (specials.length === 0) return regular;
  return [{ ids: seasonIds(made, 0), number: 0, title: 'Specials', episodes: specials }, ...regular];
}

/** Specials come some months after a season began, and all of them lie in the past. */
function specialDay(made: Made, world: World, index: number): string {
  const plan = made.plans[index % made.plans.length];
  const day = plan === undefined ? undefined : addDays(plan.day(1), 100 + index);
  const latest = addDays(world.today, -30 - index * 10);
  return day === undefined || day > latest ? latest : day;
}

function seasonIds(made: Made, number: number): Season['ids'] {
  const serial = made.position * SEASONS_PER_SHOW + number;
  return {
    trakt: 3_000_000 + serial,
    tvdb: 2_000_000 + serial,
    tmdb: 500_000 + serial,
    plexGuid: `plex://season/${hexadecimal(24, 'season', made.slug, number)}`,
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** How many episodes a seed makes, specials included. */
export function countEpisodes(seed: ShowSeed): number {
  return seed.episodes.reduce((sum, count) => sum + count, seed.specials ?? 0);
}

/**
 * A show from its seed. `position` is its place in the catalogue and `firstSerial` the number of episodes before it:
 * together they give every id. Seasons are made when they are first looked at.
 */
export function makeShow(seed: ShowSeed, slug: string, position: number, firstSerial: number, world: World): Show {
  const zone = seed.zone ?? ZONES[seed.country ?? 'us'] ?? 'UTC';
  const airTime = seed.airTime ?? '21:00';
  const plans = planSeasons(seed, world.today);
  const made: Made = { seed, slug, position, firstSerial, zone, airTime, plans };
  const from = random(world.seed, 'show', slug);
  const firstPlan = plans[0];
  const lastPlan = plans.at(-1);
  const first = firstPlan?.day(1);
  const seasons = lazy(() => makeSeasons(made, world));
  const airedDays = lazy(() =>
    plans
      .flatMap((plan) => Array.from({ length: plan.count }, (_, index) => plan.day(index + 1)))
      .filter((day) => day <= world.today),
  );
  return {
    ids: {
      trakt: 200_000 + position,
      slug,
      tvdb: seed.ids?.tvdb ?? 470_000 + position * 7,
      tmdb: seed.ids?.tmdb ?? 310_000 + position * 3,
      imdb: seed.ids?.imdb ?? `tt${40_000_000 + position * 11}`,
      plexGuid: `plex://show/${hexadecimal(24, 'show', slug)}`,
    },
    title: seed.title,
    tvdbTitle: seed.tvdbTitle ?? seed.title,
    year: seed.status === 'upcoming' ? Number((first ?? addDays(world.today, 365)).slice(0, 4)) : seed.year,
    ...(seed.original === undefined ? {} : { originalTitle: seed.original }),
    alternateTitles: seed.also ?? [],
    overview: seed.about,
    network: seed.network,
    status: seed.status,
    genres: seed.genres,
    runtime: seed.runtime,
    certification: seed.certification ?? 'TV-14',
    rating: seed.rating,
    votes: seed.rating === 0 ? 0 : from.int(1500, 90_000),
    country: seed.country ?? 'us',
    language: seed.language ?? 'en',
    airTime,
    airTimeZone: zone,
    airDay: WEEKDAYS[lastPlan === undefined ? 0 : new Date(`${lastPlan.day(1)}T00:00:00Z`).getUTCDay()] ?? 'Sunday',
    ...(first === undefined ? {} : { firstAired: instantAt(first, airTime, zone) }),
    get lastAired() {
      const day = airedDays().at(-1);
      return day === undefined ? undefined : instantAt(day, airTime, zone);
    },
    seriesType: seed.type ?? 'standard',
    cast: seed.cast ?? ['Anna Adler', 'Ben Bauer'],
    episodeCount: countEpisodes(seed),
    seasonNumbers: [...((seed.specials ?? 0) > 0 ? [0] : []), ...plans.map((plan) => plan.number)],
    get seasons() {
      return seasons();
    },
  };
}
