import { InvalidInputError } from '@watchstack/core';

/**
 * Which episodes of a new series to monitor: `recent` are those of the last 90 days and all to come, `pilot` the very first
 * one, `existing` those that have files already; `none` leaves the series itself unmonitored too.
 */
export const sonarrMonitorChoices = [
  'all',
  'future',
  'missing',
  'existing',
  'firstSeason',
  'lastSeason',
  'pilot',
  'recent',
  'monitorSpecials',
  'unmonitorSpecials',
  'none',
  'skip',
] as const;

/** One of {@link sonarrMonitorChoices}. */
export type SonarrMonitorChoice = (typeof sonarrMonitorChoices)[number];

/** The kinds of series, by the numbering of their episodes. */
export const sonarrSeriesTypes = ['standard', 'daily', 'anime'] as const;

/** One of {@link sonarrSeriesTypes}. */
export type SonarrSeriesType = (typeof sonarrSeriesTypes)[number];

/** A series to add. */
export interface SonarrAddRequest {
  readonly tvdbId: number;
  /** As the lookup names it; looked up when left out. */
  readonly title?: string | undefined;
  /** As the lookup answered them; looked up when left out. */
  readonly seasons?: readonly { readonly seasonNumber: number; readonly monitored: boolean }[] | undefined;
  readonly qualityProfileId: number;
  /** Exactly one of Sonarr's root folders. */
  readonly rootFolderPath: string;
  /** Whether the series is looked after at all; yes unless told. */
  readonly monitored?: boolean | undefined;
  /** Which episodes are; all unless told. */
  readonly monitor?: SonarrMonitorChoice | undefined;
  /** Whether seasons that appear later are monitored; `all` unless told. */
  readonly monitorNewItems?: 'all' | 'none' | undefined;
  /** A folder for each season; yes unless told. */
  readonly seasonFolder?: boolean | undefined;
  /** `standard` unless told. */
  readonly seriesType?: SonarrSeriesType | undefined;
  /** Ids of tags; none unless told. */
  readonly tags?: readonly number[] | undefined;
  /** Search for its missing episodes right away; no unless told. */
  readonly searchForMissingEpisodes?: boolean | undefined;
  /** Search right away for better files than it has; no unless told. */
  readonly searchForCutoffUnmetEpisodes?: boolean | undefined;
}

/**
 * The body of POST series. Everything is said explicitly: a boolean that Sonarr does not find is false to it, which makes an
 * unmonitored series in a flat folder, and without `addOptions.monitor` it decides as an earlier version did.
 * @throws InvalidInputError when the choice of episodes is none of Sonarr's
 */
export function addSeriesBody(
  request: SonarrAddRequest,
  title: string,
  seasons: NonNullable<SonarrAddRequest['seasons']>,
): Readonly<Record<string, unknown>> {
  const monitor = request.monitor ?? 'all';
  if (!sonarrMonitorChoices.includes(monitor)) {
    throw new InvalidInputError('Sonarr does not know that choice of episodes to monitor.', {
      target: 'monitor',
      hint: `Use one of ${sonarrMonitorChoices.join(', ')}.`,
      changed: 'no',
    });
  }
  return {
    tvdbId: request.tvdbId,
    title,
    seasons: seasons.map(({ seasonNumber, monitored }) => ({ seasonNumber, monitored })),
    qualityProfileId: request.qualityProfileId,
    rootFolderPath: request.rootFolderPath,
    monitored: request.monitored ?? true,
    monitorNewItems: request.monitorNewItems ?? 'all',
    seasonFolder: request.seasonFolder ?? true,
    seriesType: request.seriesType ?? 'standard',
    tags: [...(request.tags ?? [])],
    addOptions: {
      monitor,
      searchForMissingEpisodes: request.searchForMissingEpisodes ?? false,
      searchForCutoffUnmetEpisodes: request.searchForCutoffUnmetEpisodes ?? false,
      ignoreEpisodesWithFiles: false,
      ignoreEpisodesWithoutFiles: false,
    },
  };
}
