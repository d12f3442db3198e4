import type { Episode, Show } from './types.js';

/** Every episode of a show in the order of its seasons, specials first. */
export function allEpisodes(show: Show): readonly Episode[] {
  return show.seasons.flatMap((season) => season.episodes);
}

/** Whether an episode has been on to its end at that instant. */
export function hasAired(episode: Episode, now: Date): boolean {
  return episode.airDateUtc !== undefined && episode.airDateUtc.getTime() + episode.runtime * 60_000 <= now.getTime();
}

/** The episodes that have been on, without specials, oldest first. */
export function airedEpisodes(show: Show, now: Date): readonly Episode[] {
  return allEpisodes(show).filter((episode) => episode.season > 0 && hasAired(episode, now));
}

/** One episode, or undefined when there is no such. */
export function findEpisode(show: Show, season: number, number: number): Episode | undefined {
  return show.seasons.find((one) => one.number === season)?.episodes.find((one) => one.number === number);
}
