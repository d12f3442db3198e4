import { formatEpisodeCode, toZonedIso } from '@watchstack/core/server';
import type { SonarrEpisode } from '../client/episode-document.js';

/** `S01E02`. */
export function episodeCode(episode: Pick<SonarrEpisode, 'seasonNumber' | 'episodeNumber'>): string {
  return formatEpisodeCode(episode.seasonNumber, episode.episodeNumber);
}

/** When an episode airs, as the person's own clock shows it; undefined while nobody knows. */
export function airsAt(episode: SonarrEpisode, timeZone: string): string | undefined {
  return episode.airDateUtc === undefined ? undefined : toZonedIso(episode.airDateUtc, timeZone);
}

/** Whether an episode should be there and is not: monitored, aired, without a file. */
export function isMissing(episode: SonarrEpisode, now: Date): boolean {
  return (
    episode.monitored &&
    !episode.hasFile &&
    episode.airDateUtc !== undefined &&
    new Date(episode.airDateUtc).getTime() + (episode.runtime ?? 0) * 60_000 <= now.getTime()
  );
}

/** What an episode begins or ends: `series premiere`, `season premiere`, `season finale`, …; undefined for any other. */
export function occasion(episode: SonarrEpisode): string | undefined {
  if (episode.finaleType !== undefined) return `${episode.finaleType} finale`;
  if (episode.episodeNumber !== 1 || episode.seasonNumber === 0) return undefined;
  return episode.seasonNumber === 1 ? 'series premiere' : 'season premiere';
}

/** Why a series misses nothing although episodes without a file are listed for it; undefined for a monitored one. */
export function whyNothingIsMissing(series: { readonly monitored: boolean }): string | undefined {
  return series.monitored
    ? undefined
    : 'This series is not monitored: Sonarr fetches nothing for it, so nothing of it counts as missing.';
}
