import type { CataloguedFilm, CataloguedShow } from './catalogue.js';
import { daysFrom } from './days.js';
import { airedEpisodes } from './episodes.js';
import { clara } from './people.js';
import { random } from './random.js';
import type { World } from './shows.js';
import type { PlexFacts } from './plex-types.js';
import type { ListEntry, TraktFacts, TraktList, Trending, WatchedFilm, WatchedShow } from './trakt-types.js';
import type { Episode, Film, Show, Title } from './types.js';

/** Seen elsewhere than at home: Trakt knows, Plex does not. Season and episode of the newest one seen. */
const ELSEWHERE: readonly (readonly [
  tvdbTitle: string,
  upTo: readonly [number, number] | undefined,
  daysAgo: number,
])[] = [
  ['Slow Horses', [5, 6], 30],
  ['The Bridge (2011)', [2, 10], 400],
  ['The Wire', undefined, 900],
  ['Breaking Bad', undefined, 1500],
  ['Fargo', [3, 10], 700],
  ['Ghosts (2019)', [1, 4], 250],
];

const WATCHLIST_SHOWS = [
  'The Bear',
  'Shōgun (2024)',
  'The Expanse',
  'The Pitt',
  'Hacks',
  'Adolescence',
  'Dark',
  'The Bureau',
  '3 Body Problem',
];
const WATCHLIST_FILMS: readonly (readonly [title: string, year: number])[] = [
  ['Conclave', 2024],
  ['Anora', 2024],
  ['Flow', 2024],
  ['Sinners', 2025],
  ['The Boy and the Heron', 2023],
  ['Dune: Part Two', 2024],
  ['Heat', 1995],
  ['Nosferatu', 2024],
];

const TRENDING_SHOWS = [
  'Severance',
  'The Pitt',
  'House of the Dragon',
  'The Bear',
  'Slow Horses',
  'The Last of Us',
  'Shōgun (2024)',
  'Andor',
  'The Studio',
  'Fallout',
  'Adolescence',
  'Silo',
  'The Boys',
  'Hacks',
  'Only Murders in the Building',
  'Wednesday',
  'Ghosts (2021)',
  "Grey's Anatomy",
  'Poker Face',
  'Game of Thrones',
  'Breaking Bad',
  'Abbott Elementary',
  'The Expanse',
  'Succession',
  'Doctor Who (2023)',
];
const TRENDING_FILMS = [
  'Sinners',
  'One Battle After Another',
  'Dune: Part Two',
  'Conclave',
  'Anora',
  'Oppenheimer',
  'Nosferatu',
  'Flow',
  'Interstellar',
  'Poor Things',
  'Inception',
  'The Dark Knight',
  'Parasite',
  'Perfect Days',
  'Dune',
];

function upTo(show: Show, last: readonly [number, number] | undefined, now: Date): readonly Episode[] {
  const [season, number] = last ?? [Infinity, Infinity];
  return airedEpisodes(show, now).filter(
    (one) => one.season < season || (one.season === season && one.number <= number),
  );
}

function watchedShow(
  show: Show,
  seen: readonly { readonly episode: Episode; readonly at: Date }[],
): WatchedShow | undefined {
  const episodes = seen.map(({ episode, at }) => {
    const twice = random('watched twice', show.ids.slug, episode.season, episode.number).chance(0.05);
    return { episode, plays: twice ? 2 : 1, lastWatchedAt: at };
  });
  const newest = episodes.reduce<Date | undefined>(
    (latest, one) => (latest === undefined || one.lastWatchedAt > latest ? one.lastWatchedAt : latest),
    undefined,
  );
  if (newest === undefined) return undefined;
  return { show, plays: episodes.reduce((sum, one) => sum + one.plays, 0), lastWatchedAt: newest, episodes };
}

function entries(titles: readonly Title[], firstId: number, world: World, notes?: string): ListEntry[] {
  return titles.map((item, index) => ({
    id: firstId + index,
    rank: index + 1,
    listedAt: daysFrom(world.now, -4 - index * 11.3),
    ...(notes !== undefined && index === 0 ? { notes } : {}),
    item,
  }));
}

function trending(titles: readonly Title[], world: World): Trending[] {
  return titles
    .map((item, index) => ({
      watchers: Math.round(920 / (index + 1.4)) + random(world.seed, 'watchers', index).int(0, 4),
      item,
    }))
    .sort((left, right) => right.watchers - left.watchers);
}

/** What Trakt knows: what the owner has seen at home and elsewhere, wants to see, and what the world is watching. */
export function makeTraktFacts(
  shows: readonly CataloguedShow[],
  films: readonly CataloguedFilm[],
  plex: PlexFacts,
  world: World,
): TraktFacts {
  const isEmpty = !shows.some((one) => one.owned) && !films.some((one) => one.owned);
  const showNamed = (name: string): Title[] =>
    shows
      .filter((one) => one.show.tvdbTitle === name)
      .slice(0, 1)
      .map(({ show }) => ({ type: 'show', show }));
  const filmNamed = (title: string, year?: number): Title[] =>
    films
      .filter(({ film }) => film.title === title && (year === undefined || film.year === year))
      .sort((left, right) => right.film.year - left.film.year)
      .slice(0, 1)
      .map(({ film }) => ({ type: 'movie', film }));

  const seen = new Map<Show, { episode: Episode; at: Date }[]>();
  const seenFilms = new Map<Film, WatchedFilm>();
  for (const view of plex.views) {
    if (view.user !== clara) continue;
    if (view.item.type === 'episode') {
      const list = seen.get(view.item.show) ?? [];
      list.push({ episode: view.item.episode, at: view.viewedAt });
      seen.set(view.item.show, list);
    } else {
      const before = seenFilms.get(view.item.film)?.plays ?? 0;
      seenFilms.set(view.item.film, { film: view.item.film, plays: before + 1, lastWatchedAt: view.viewedAt });
    }
  }
  if (!isEmpty) {
    for (const [name, last, daysAgo] of ELSEWHERE) {
      const show = shows.find((one) => one.show.tvdbTitle === name)?.show;
      if (show === undefined) continue;
      const episodes = upTo(show, last, world.now);
      seen.set(
        show,
        episodes.map((episode, index) => ({
          episode,
          at: daysFrom(world.now, -daysAgo - (episodes.length - 1 - index) * 2),
        })),
      );
    }
  }
  const watchedShows = [...seen]
    .flatMap(([show, list]) => watchedShow(show, list) ?? [])
    .sort((left, right) => right.lastWatchedAt.getTime() - left.lastWatchedAt.getTime());

  const list = (id: number, name: string, slug: string, description: string, titles: readonly Title[]): TraktList => ({
    id,
    name,
    slug,
    description,
    privacy: id % 2 === 0 ? 'private' : 'public',
    createdAt: daysFrom(world.now, -500),
    updatedAt: daysFrom(world.now, -15),
    entries: entries(titles, id * 100, world),
  });

  return {
    username: clara.username,
    vip: false,
    joinedAt: daysFrom(world.now, -2600),
    watchedShows,
    watchedFilms: [...seenFilms.values()].sort(
      (left, right) => right.lastWatchedAt.getTime() - left.lastWatchedAt.getTime(),
    ),
    watchlist: isEmpty
      ? []
      : entries(
          [
            ...WATCHLIST_SHOWS.flatMap(showNamed),
            ...WATCHLIST_FILMS.flatMap(([title, year]) => filmNamed(title, year)),
          ],
          410_000_000,
          world,
          'Jonas keeps talking about it',
        ),
    collection: [
      ...shows
        .filter((one) => one.owned && one.seed.own?.files !== 'none')
        .map(({ show }): Title => ({ type: 'show', show })),
      ...films.filter((one) => one.owned).map(({ film }): Title => ({ type: 'movie', film })),
    ].map((item, index) => ({ item, collectedAt: daysFrom(world.now, -30 - (index % 900)) })),
    ratings: plex.ratings.filter((rating) => rating.user === clara),
    lists: isEmpty
      ? []
      : [
          list(
            2101,
            'Nordic Noir',
            'nordic-noir',
            'Jumpers, rain, bridges.',
            ['The Bridge (2011)', 'The Killing (2007)', 'Borgen'].flatMap(showNamed),
          ),
          list(
            2102,
            'With Mila',
            'with-mila',
            'Safe before bedtime.',
            ['Paddington 2', 'Flow', 'The Iron Giant'].flatMap((title) => filmNamed(title)),
          ),
        ],
    trendingShows: trending(TRENDING_SHOWS.flatMap(showNamed), world),
    trendingFilms: trending(
      TRENDING_FILMS.flatMap((title) => filmNamed(title)),
      world,
    ),
  };
}
