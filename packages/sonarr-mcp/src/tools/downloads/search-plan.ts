import { ConflictError } from '@watchstack/core';
import type { SonarrCommandRequest } from '../../client/commands.js';
import type { SonarrEpisode } from '../../client/episode-document.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import type { SonarrContext } from '../define.js';
import { selectEpisodes, type ChosenEpisodes } from '../episode-selection.js';
import { isMissing } from '../episodes.js';
import { missingEpisodes } from '../series.js';

/** What to search for: what is missing, everything that is monitored (better files too), or only better files. */
export const searchKinds = ['missing', 'all', 'upgrades'] as const;

/** See {@link searchKinds}. */
export type SearchKind = (typeof searchKinds)[number];

/** The commands of a search, and what has to be said about it. */
export interface SearchPlan {
  readonly requests: readonly SonarrCommandRequest[];
  /** Episodes that are named to Sonarr one by one. */
  readonly episodes?: number;
  /** Why nothing is searched, or what of it is not. */
  readonly note?: string | undefined;
}

/**
 * How a whole series is searched. `all` is Sonarr's SeriesSearch, which brings better files too; it is not what people mean by
 * what is missing.
 * @throws ConflictError for a series that is not monitored: Sonarr would search nothing of it and call that completed
 */
export function planSeries(series: SonarrSeriesRow, what: SearchKind): SearchPlan {
  if (!series.monitored) {
    throw new ConflictError(`${series.title} is not monitored: Sonarr searches nothing of it.`, {
      target: series.title,
      hint: 'Switch it on with sonarr_set_monitoring, or name its episodes: those are searched all the same.',
      changed: 'no',
    });
  }
  const { id: seriesId } = series;
  if (what === 'all') return { requests: [{ name: 'SeriesSearch', seriesId }] };
  if (what === 'upgrades') return { requests: [{ name: 'CutoffUnmetEpisodeSearch', seriesId }] };
  // Of a series that was just added, nobody knows yet.
  if (series.statistics !== undefined && missingEpisodes(series) === 0) {
    return { requests: [], note: 'Nothing monitored of it is missing.' };
  }
  return { requests: [{ name: 'MissingEpisodeSearch', seriesId }] };
}

/** The episodes of one series that codes and ranges mean, freshly read. */
export async function readChosen(
  series: SonarrSeriesRow,
  codes: readonly string[],
  { client, signal }: SonarrContext,
): Promise<ChosenEpisodes> {
  const all = await client.episodes.list({ seriesId: series.id, includeEpisodeFile: true }, { signal });
  return selectEpisodes(
    { episodes: codes },
    all,
    series.seasons.map(({ seasonNumber }) => seasonNumber),
  );
}

/**
 * How parts of a series are searched. Episodes that were named are searched whatever they are; of whole seasons those that the
 * kind of search is about.
 */
export function planEpisodes(series: SonarrSeriesRow, chosen: ChosenEpisodes, what: SearchKind, now: Date): SearchPlan {
  const whole = new Set(chosen.seasons);
  const named = chosen.episodes.filter(({ seasonNumber }) => !whole.has(seasonNumber));
  const ofSeasons = chosen.episodes.filter(({ seasonNumber }) => whole.has(seasonNumber));
  const wanted = what === 'all' ? [] : ofSeasons.filter((episode) => isWanted(series, episode, what, now));
  const episodes = [...named, ...wanted];
  const seasons = what === 'all' && series.monitored ? chosen.seasons : [];
  const unmonitored = ofSeasons.filter(({ monitored }) => !monitored || !series.monitored).length;
  const sentences = [
    ...(unmonitored === 0
      ? []
      : [
          `${unmonitored} episode${unmonitored === 1 ? ' of the season is' : 's of the season are'} not monitored and left out; name them to search all the same.`,
        ]),
    ...named
      .filter(({ monitored }) => !monitored || !series.monitored)
      .slice(0, 1)
      .map(() => 'Searched although not monitored.'),
    ...(episodes.length === 0 && seasons.length === 0 ? ['There is nothing to search.'] : []),
  ];
  return {
    requests: [
      ...seasons.map((seasonNumber) => ({ name: 'SeasonSearch' as const, seriesId: series.id, seasonNumber })),
      ...(episodes.length === 0 ? [] : [{ name: 'EpisodeSearch' as const, episodeIds: episodes.map(({ id }) => id) }]),
    ],
    episodes: episodes.length,
    note: sentences.length === 0 ? undefined : sentences.join(' '),
  };
}

function isWanted(series: SonarrSeriesRow, episode: SonarrEpisode, what: SearchKind, now: Date): boolean {
  if (!series.monitored || !episode.monitored) return false;
  return what === 'upgrades' ? episode.episodeFile?.qualityCutoffNotMet === true : isMissing(episode, now);
}
