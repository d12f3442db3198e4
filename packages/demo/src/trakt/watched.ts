import type { WatchedShow } from '../household/index.js';

const month = 30 * 24 * 3_600_000;

/** All plays of an episode, newest first: only the newest is known, so that the ones before are a month apart. */
function times(plays: number, last: Date): string[] {
  return Array.from({ length: plays }, (_, index) => new Date(last.getTime() - index * month).toISOString());
}

/** The seasons of a watched show with plays and last play of each watched episode. */
export function seasonsOf({ episodes }: WatchedShow) {
  return bySeason(episodes).map(([number, inSeason]) => ({
    number,
    episodes: inSeason.map(({ episode, plays, lastWatchedAt }) => ({
      number: episode.number,
      plays,
      last_watched_at: lastWatchedAt.toISOString(),
    })),
  }));
}

/** Show id → season → episode → times: the smallest form in which everything watched can be had. */
export function playMap(shows: readonly WatchedShow[]) {
  return Object.fromEntries(
    shows.map(({ show, episodes }) => [
      show.ids.trakt,
      Object.fromEntries(
        bySeason(episodes).map(([number, inSeason]) => [
          number,
          Object.fromEntries(
            inSeason.map(({ episode, plays, lastWatchedAt }) => [episode.number, times(plays, lastWatchedAt)]),
          ),
        ]),
      ),
    ]),
  );
}

function bySeason(episodes: WatchedShow['episodes']) {
  const seasons = new Map<number, WatchedShow['episodes'][number][]>();
  for (const watched of episodes) {
    const season = seasons.get(watched.episode.season) ?? [];
    season.push(watched);
    seasons.set(watched.episode.season, season);
  }
  return [...seasons].sort(([a], [b]) => a - b);
}
