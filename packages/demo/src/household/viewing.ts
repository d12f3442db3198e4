import { daysFrom } from './days.js';
import { clara, jonas, mila, players } from './people.js';
import { random } from './random.js';
import type { World } from './shows.js';
import type { Player, PlexProgress, PlexSession, PlexShow, PlexView, Rating } from './plex-types.js';
import type { Film, Playable, User } from './types.js';

const MINUTE = 60_000;

/** Somebody has seen a show up to an episode; the last of it that many days ago. */
interface Habit {
  readonly user: User;
  readonly device: Player;
  readonly tvdbTitle: string;
  /** Season and episode of the newest one seen; absent for all there are. */
  readonly upTo?: readonly [season: number, episode: number];
  readonly daysAgo: number;
}

const habits: readonly Habit[] = [
  { user: clara, device: players.livingRoom, tvdbTitle: 'Severance', upTo: [3, 4], daysAgo: 3 },
  { user: clara, device: players.livingRoom, tvdbTitle: 'Andor', daysAgo: 60 },
  { user: clara, device: players.livingRoom, tvdbTitle: 'Money Heist', upTo: [3, 2], daysAgo: 6 },
  { user: clara, device: players.livingRoom, tvdbTitle: 'Babylon Berlin', upTo: [5, 2], daysAgo: 9 },
  { user: clara, device: players.tablet, tvdbTitle: "Grey's Anatomy", upTo: [3, 9], daysAgo: 2 },
  { user: clara, device: players.livingRoom, tvdbTitle: 'Chernobyl', daysAgo: 200 },
  { user: clara, device: players.livingRoom, tvdbTitle: 'Dark', upTo: [2, 8], daysAgo: 21 },
  { user: clara, device: players.livingRoom, tvdbTitle: 'Doctor Who (2005)', upTo: [4, 6], daysAgo: 33 },
  { user: jonas, device: players.laptop, tvdbTitle: 'The Boys', upTo: [5, 5], daysAgo: 4 },
  { user: jonas, device: players.laptop, tvdbTitle: 'Fallout', upTo: [2, 6], daysAgo: 8 },
  { user: jonas, device: players.laptop, tvdbTitle: 'Breaking Bad', daysAgo: 150 },
  { user: jonas, device: players.livingRoom, tvdbTitle: 'Severance', upTo: [1, 5], daysAgo: 12 },
  { user: mila, device: players.tablet, tvdbTitle: 'Bluey (2018)', upTo: [2, 9], daysAgo: 1 },
  { user: mila, device: players.tablet, tvdbTitle: 'The Mandalorian', upTo: [1, 8], daysAgo: 14 },
];

/** Films seen: by whom, when, and which. */
const evenings: readonly (readonly [user: User, device: Player, daysAgo: number, titles: readonly string[]])[] = [
  [
    clara,
    players.livingRoom,
    5,
    [
      'Arrival',
      'Parasite',
      'The Third Man',
      'Amélie',
      'Interstellar',
      'Inception',
      'Wings of Desire',
      'Casablanca',
      'Toni Erdmann',
      'Spirited Away',
      'Dune',
      'The Matrix',
      'Blade Runner',
      'Perfect Days',
    ],
  ],
  [
    jonas,
    players.laptop,
    2,
    ['Die Hard', 'The Thing', 'Mad Max: Fury Road', 'The Dark Knight', 'Alien', 'Aliens', 'Inception', 'Pulp Fiction'],
  ],
  [mila, players.tablet, 3, ['Paddington', 'Coco', 'Toy Story', 'Moana', 'Up', 'My Neighbor Totoro']],
];

function seenEpisodes(habit: Habit, shows: readonly PlexShow[], world: World): PlexView[] {
  const found = shows.find((one) => one.show.tvdbTitle === habit.tvdbTitle);
  if (found === undefined) return [];
  const [season, episode] = habit.upTo ?? [Infinity, Infinity];
  const seen = found.episodes
    .filter(
      ({ episode: one }) => one.season > 0 && (one.season < season || (one.season === season && one.number <= episode)),
    )
    .sort((left, right) => left.episode.season - right.episode.season || left.episode.number - right.episode.number);
  return seen.map((one, index) => {
    const evening = habit.daysAgo + (seen.length - 1 - index) * 1.3;
    const item: Playable = { type: 'episode', show: found.show, episode: one.episode };
    const usual = daysFrom(world.now, -evening);
    const earliest = one.addedAt < world.now ? one.addedAt : world.now;
    return { user: habit.user, item, viewedAt: usual > earliest ? usual : earliest, device: habit.device };
  });
}

/** What has been seen to the end, oldest first, and what was begun and left. */
export function makeViewing(
  shows: readonly PlexShow[],
  films: readonly Film[],
  world: World,
): { readonly views: readonly PlexView[]; readonly inProgress: readonly PlexProgress[] } {
  const views = habits.flatMap((habit) => seenEpisodes(habit, shows, world));
  for (const [user, device, daysAgo, titles] of evenings) {
    titles.forEach((title, index) => {
      const film = films.find((one) => one.title === title);
      if (film === undefined) return;
      views.push({
        user,
        item: { type: 'movie', film },
        viewedAt: daysFrom(world.now, -daysAgo - index * 9.4),
        device,
      });
    });
  }
  views.sort((left, right) => left.viewedAt.getTime() - right.viewedAt.getTime());

  const inProgress: PlexProgress[] = [];
  const begin = (user: User, item: Playable | undefined, share: number, daysAgo: number): void => {
    if (item === undefined) return;
    const minutes = item.type === 'movie' ? item.film.runtime : item.episode.runtime;
    inProgress.push({
      user,
      item,
      offsetMs: Math.round(minutes * share) * MINUTE,
      lastViewedAt: daysFrom(world.now, -daysAgo),
    });
  };
  begin(clara, playableFilm(films, 'Dune: Part Two'), 0.42, 1);
  begin(clara, playableEpisode(shows, 'Silo', 2, 3), 0.6, 2);
  begin(jonas, playableFilm(films, 'Heat'), 0.2, 5);
  begin(mila, playableFilm(films, 'Ratatouille'), 0.75, 4);
  return { views, inProgress };
}

function playableFilm(films: readonly Film[], title: string): Playable | undefined {
  const film = films.find((one) => one.title === title);
  return film === undefined ? undefined : { type: 'movie', film };
}

function playableEpisode(
  shows: readonly PlexShow[],
  tvdbTitle: string,
  season: number,
  number: number,
): Playable | undefined {
  const found = shows.find((one) => one.show.tvdbTitle === tvdbTitle);
  const episode = found?.episodes.find(
    (one) => one.episode.season === season && one.episode.number === number,
  )?.episode;
  return found === undefined || episode === undefined ? undefined : { type: 'episode', show: found.show, episode };
}

/** Who is watching right now: one plays the file as it is, one has it converted, one has paused. */
export function makeSessions(shows: readonly PlexShow[], films: readonly Film[]): PlexSession[] {
  const sessions: PlexSession[] = [];
  const direct = playableEpisode(shows, 'Severance', 3, 5);
  if (direct !== undefined) {
    sessions.push({
      id: 'h3kd82msl1pq7',
      user: clara,
      item: direct,
      player: players.livingRoom,
      state: 'playing',
      offsetMs: 17 * MINUTE,
      location: 'lan',
      bandwidthKbps: 16_200,
      decision: 'directplay',
    });
  }
  const converted = playableFilm(films, 'Oppenheimer');
  if (converted !== undefined) {
    sessions.push({
      id: 'q94nfx02vbz6t',
      user: jonas,
      item: converted,
      player: players.laptop,
      state: 'playing',
      offsetMs: 64 * MINUTE,
      location: 'wan',
      bandwidthKbps: 4100,
      decision: 'transcode',
      transcode: {
        key: '/transcode/sessions/k2v7m1x9',
        videoDecision: 'transcode',
        audioDecision: 'transcode',
        sourceVideoCodec: 'hevc',
        sourceAudioCodec: 'truehd',
        videoCodec: 'h264',
        audioCodec: 'aac',
        width: 1280,
        height: 720,
        progress: 41.2,
        speed: 2.4,
        throttled: false,
        hardware: true,
      },
    });
  }
  const paused = playableEpisode(shows, 'Bluey (2018)', 2, 10);
  if (paused !== undefined) {
    sessions.push({
      id: 'w0c5r8yh3g2ej',
      user: mila,
      item: paused,
      player: players.tablet,
      state: 'paused',
      offsetMs: 3 * MINUTE,
      location: 'lan',
      bandwidthKbps: 3300,
      decision: 'directplay',
    });
  }
  return sessions;
}

/** What each of them thought of it. */
export function makeRatings(shows: readonly PlexShow[], films: readonly Film[], world: World): Rating[] {
  const ratings: Rating[] = [];
  for (const [user, , daysAgo, titles] of evenings) {
    for (const title of titles) {
      const film = films.find((one) => one.title === title);
      const from = random(world.seed, 'rating', user.username, title);
      if (film === undefined || !from.chance(0.7)) continue;
      ratings.push({
        user,
        item: { type: 'movie', film },
        rating: from.int(5, 10),
        ratedAt: daysFrom(world.now, -daysAgo - from.int(0, 80)),
      });
    }
  }
  for (const [title, rating] of [
    ['Andor', 10],
    ['Chernobyl', 10],
    ['Money Heist', 7],
    ['Severance', 9],
  ] as const) {
    const show = shows.find((one) => one.show.tvdbTitle === title)?.show;
    if (show !== undefined)
      ratings.push({ user: clara, item: { type: 'show', show }, rating, ratedAt: daysFrom(world.now, -20) });
  }
  return ratings;
}
