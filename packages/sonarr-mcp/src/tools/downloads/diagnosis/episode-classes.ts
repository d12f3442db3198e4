import { formatEpisodeCode } from '@watchstack/core/server';
import type { SonarrEpisode } from '../../../client/episode-document.js';
import { episodeCode, isMissing } from '../../episodes.js';
import type { QueueDownload } from '../queue-downloads.js';

/** Every episode in the one class that says why it is there or not. */
export interface EpisodeClasses {
  /** With a file. */
  readonly there: readonly SonarrEpisode[];
  /** Without one, and in the queue. */
  readonly queued: readonly SonarrEpisode[];
  readonly notAired: readonly SonarrEpisode[];
  /** Nobody has announced a date. */
  readonly undated: readonly SonarrEpisode[];
  /** Aired, and not monitored. */
  readonly unmonitored: readonly SonarrEpisode[];
  /** Aired, monitored, not there, and not on its way. */
  readonly missing: readonly SonarrEpisode[];
}

/** Sorts episodes by why they are there or not. The monitoring of the series is another matter. */
export function classify(
  episodes: readonly SonarrEpisode[],
  queue: readonly QueueDownload[],
  now: Date,
): EpisodeClasses {
  const queued = new Set(queue.flatMap(({ rows }) => rows.flatMap(({ episodeId }) => episodeId ?? [])));
  const classes: Record<keyof EpisodeClasses, SonarrEpisode[]> = {
    there: [],
    queued: [],
    notAired: [],
    undated: [],
    unmonitored: [],
    missing: [],
  };
  for (const episode of episodes) {
    if (episode.hasFile) classes.there.push(episode);
    else if (queued.has(episode.id)) classes.queued.push(episode);
    else if (episode.airDateUtc === undefined) classes.undated.push(episode);
    else if (!isMissing({ ...episode, monitored: true }, now)) classes.notAired.push(episode);
    else if (!episode.monitored) classes.unmonitored.push(episode);
    else classes.missing.push(episode);
  }
  return classes;
}

/** `S02E03, S02E05`, and how many more where there are many; whole seasons stay seasons. */
export function codesOf(episodes: readonly SonarrEpisode[], most = 12): string {
  const codes = episodes.map(episodeCode);
  return codes.length <= most ? codes.join(', ') : `${codes.slice(0, most).join(', ')} and ${codes.length - most} more`;
}

/** The same for the arguments of a call: seasons of which all were chosen as seasons, the rest one by one. */
export function chosenBy(episodes: readonly SonarrEpisode[], all: readonly SonarrEpisode[]): string[] {
  const seasons = [...new Set(episodes.map(({ seasonNumber }) => seasonNumber))];
  return seasons.flatMap((season) => {
    const chosen = episodes.filter(({ seasonNumber }) => seasonNumber === season);
    const whole = all.filter(({ seasonNumber }) => seasonNumber === season);
    return chosen.length === whole.length && chosen.length > 1 ? [formatEpisodeCode(season)] : chosen.map(episodeCode);
  });
}
