import type { SonarrState, StoredEpisode, StoredSeries } from './state.js';

/** The strategies that can be asked for when a series is added. `latestSeason` is the old name of `lastSeason`. */
export const strategies = [
  'unknown',
  'all',
  'future',
  'missing',
  'existing',
  'firstSeason',
  'lastSeason',
  'latestSeason',
  'pilot',
  'recent',
  'monitorSpecials',
  'unmonitorSpecials',
  'none',
  'skip',
] as const;

/** What to monitor of a series. */
export interface MonitoringOptions {
  readonly monitor: (typeof strategies)[number];
  readonly ignoreEpisodesWithFiles: boolean;
  readonly ignoreEpisodesWithoutFiles: boolean;
}

const RECENT_MS = 90 * 86_400_000;

type Rule = (row: StoredEpisode) => boolean;

function rule(options: MonitoringOptions, lastSeason: number, now: Date): Rule | undefined {
  const isRegular: Rule = (row) => row.episode.season > 0;
  const isFuture: Rule = (row) => row.episode.airDateUtc === undefined || row.episode.airDateUtc > now;
  switch (options.monitor) {
    case 'all':
      return isRegular;
    case 'future':
      return (row) => isRegular(row) && isFuture(row);
    case 'missing':
      return (row) => isRegular(row) && row.fileId === 0;
    case 'existing':
      return (row) => isRegular(row) && row.fileId > 0;
    case 'firstSeason':
      return (row) => row.episode.season === 1;
    case 'lastSeason':
    case 'latestSeason':
      return (row) => row.episode.season === lastSeason;
    case 'pilot':
      return (row) => row.episode.season === 1 && row.episode.number === 1;
    case 'recent':
      return (row) =>
        isRegular(row) && (isFuture(row) || now.getTime() - (row.episode.airDateUtc?.getTime() ?? 0) <= RECENT_MS);
    case 'monitorSpecials':
      return (row) => row.monitored || !isRegular(row);
    case 'unmonitorSpecials':
      return (row) => row.monitored && isRegular(row);
    case 'none':
      return () => false;
    case 'skip':
      return undefined;
    case 'unknown':
      if (!options.ignoreEpisodesWithFiles && !options.ignoreEpisodesWithoutFiles) return undefined;
      return (row) =>
        row.monitored &&
        !(options.ignoreEpisodesWithFiles && row.fileId > 0) &&
        !(options.ignoreEpisodesWithoutFiles && row.fileId === 0);
  }
}

/**
 * Applies a strategy to the episodes of a series; its seasons follow them. The last season stays monitored where new
 * episodes of it are wanted. `none` unmonitors the series itself too.
 */
export function applyMonitoring(state: SonarrState, series: StoredSeries, options: MonitoringOptions, now: Date): void {
  const rows = state.episodesOf(series);
  const lastSeason = Math.max(0, ...series.seasons.map((season) => season.seasonNumber));
  const wants = rule(options, lastSeason, now);
  if (options.monitor === 'none') series.monitored = false;
  if (wants === undefined) return;
  const monitoredSeasons = new Set<number>();
  for (const row of rows) {
    const monitored = wants(row);
    if (monitored) monitoredSeasons.add(row.episode.season);
    if (monitored !== row.monitored) state.changeEpisode(row, { monitored });
  }
  const keepsLast = ['all', 'future', 'missing', 'recent'].includes(options.monitor);
  series.seasons = series.seasons.map((season) => ({
    ...season,
    monitored: monitoredSeasons.has(season.seasonNumber) || (keepsLast && season.seasonNumber === lastSeason),
  }));
}
