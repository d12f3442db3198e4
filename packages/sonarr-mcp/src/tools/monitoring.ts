import { WatchstackError } from '@watchstack/core';
import { formatEpisodeCode } from '@watchstack/core/server';
import type { SonarrEpisode } from '../client/episode-document.js';
import type { SonarrSeries } from '../client/series-document.js';
import type { SonarrContext } from './define.js';
import { episodeCodes, type ChosenEpisodes } from './episode-selection.js';

/** What it takes to give chosen episodes of one series a mark that some of them do not have. */
export interface MonitoringPlan {
  readonly monitored: boolean;
  /** Seasons whose own mark changes. Sonarr passes it on to their episodes, and to those to come. */
  readonly seasons: readonly number[];
  /** Episodes that no season's mark reaches, because it is as wanted already or is not to change. */
  readonly episodes: readonly SonarrEpisode[];
  /** How many episodes end up marked otherwise than before. */
  readonly changes: number;
  /**
   * How many things a person sees change: a whole season is one, however many episodes it has, because it is switched and
   * switched back as one; otherwise each episode.
   */
  readonly items: number;
  /** False where a season's episodes were marked in part: switching the season back would lose which. */
  readonly exact: boolean;
}

/** Compares what is with what is wanted. */
export function planMonitoring(
  series: Pick<SonarrSeries, 'seasons'>,
  chosen: ChosenEpisodes,
  monitored: boolean,
): MonitoringPlan {
  const whole = new Set(chosen.seasons);
  const seasons = series.seasons
    .filter((season) => whole.has(season.seasonNumber) && season.monitored !== monitored)
    .map(({ seasonNumber }) => seasonNumber);
  const differing = chosen.episodes.filter((episode) => episode.monitored !== monitored);
  const touched = new Set([...seasons, ...differing.map(({ seasonNumber }) => seasonNumber)]);
  return {
    monitored,
    seasons,
    episodes: differing.filter(({ seasonNumber }) => !seasons.includes(seasonNumber)),
    changes: differing.length,
    items:
      [...touched].filter((season) => whole.has(season)).length +
      differing.filter(({ seasonNumber }) => !whole.has(seasonNumber)).length,
    exact: chosen.episodes.every(
      (episode) => episode.monitored !== monitored || !seasons.includes(episode.seasonNumber),
    ),
  };
}

/** Whether there is nothing to do. */
export function isNothing(plan: MonitoringPlan): boolean {
  return plan.seasons.length === 0 && plan.episodes.length === 0;
}

/**
 * Carries a plan out, seasons first: PUT series for their marks, PUT episode/monitor for single episodes.
 * @returns undefined when all was done; a sentence when the seasons were changed and the single episodes may not have been
 * @throws the usual errors while nothing was changed
 */
export async function applyMonitoring(
  seriesId: number,
  plan: MonitoringPlan,
  { client, signal }: Pick<SonarrContext, 'client' | 'signal'>,
): Promise<string | undefined> {
  if (plan.seasons.length > 0) {
    const seasons = plan.seasons.map((seasonNumber) => ({ seasonNumber, monitored: plan.monitored }));
    await client.series.update(seriesId, { seasons }, { signal });
  }
  if (plan.episodes.length === 0) return undefined;
  try {
    await client.episodes.setMonitored(
      plan.episodes.map(({ id }) => id),
      plan.monitored,
      { signal },
    );
    return undefined;
  } catch (error) {
    const made = plan.seasons.length > 0 || (error instanceof WatchstackError && error.changed === 'yes');
    if (!made || !(error instanceof WatchstackError)) throw error;
    return `Not certain for ${episodeCodes(plan.episodes).slice(0, 20).join(', ')}: ${error.message}`;
  }
}

/** The arguments of sonarr_set_monitoring that put everything back; undefined where no single call can. */
export function undoArguments(plan: MonitoringPlan): Readonly<Record<string, unknown>> | undefined {
  const codes = [...plan.seasons.map((season) => formatEpisodeCode(season)), ...episodeCodes(plan.episodes)];
  if (!plan.exact || codes.length === 0 || codes.length > 200) return undefined;
  return { episodes: codes, monitor: plan.monitored ? 'no' : 'yes' };
}

/**
 * The arguments of sonarr_set_monitoring that put back what a strategy made of a series.
 * @returns undefined where it changed nothing, or marks both ways, or a season that was marked in part: no single call can then
 */
export function undoOfStrategy(
  series: Pick<SonarrSeries, 'seasons'>,
  episodes: readonly SonarrEpisode[],
  seriesAfter: Pick<SonarrSeries, 'seasons'>,
  episodesAfter: readonly SonarrEpisode[],
): Readonly<Record<string, unknown>> | undefined {
  const markedNow = new Map(episodesAfter.map(({ id, monitored }) => [id, monitored]));
  const seasonNow = new Map(seriesAfter.seasons.map(({ seasonNumber, monitored }) => [seasonNumber, monitored]));
  const changedSeasons = series.seasons.filter((season) => seasonNow.get(season.seasonNumber) === !season.monitored);
  const changed = episodes.filter(({ id, monitored }) => markedNow.get(id) === !monitored);
  const [direction, ...others] = new Set([...changedSeasons, ...changed].map(({ monitored }) => !monitored));
  if (direction === undefined || others.length > 0) return undefined;
  const seasons = changedSeasons.map(({ seasonNumber }) => seasonNumber);
  return undoArguments({
    monitored: direction,
    seasons,
    episodes: changed.filter(({ seasonNumber }) => !seasons.includes(seasonNumber)),
    changes: changed.length,
    items: changed.length,
    // A season's mark is passed on to all of its episodes: to none that had another one before.
    exact: episodes.every(({ seasonNumber, monitored }) => !seasons.includes(seasonNumber) || monitored !== direction),
  });
}
