import type { Call, Reply, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { isBelowCutoff, sortTitle } from '../documents.js';
import { page } from '../paging.js';
import { flag } from '../query.js';
import type { StoredEpisode, StoredSeries } from '../state.js';
import { fullEpisode } from './episodes.js';

interface Found {
  readonly series: StoredSeries;
  readonly episode: StoredEpisode;
}

function hasAired(row: StoredEpisode, now: Date): boolean {
  const at = row.episode.airDateUtc;
  return at !== undefined && at.getTime() + row.episode.runtime * 60_000 <= now.getTime();
}

function wanted(context: Context, call: Call, isWanted: (found: Found) => boolean, withFile: boolean): Reply {
  const { state } = context;
  const monitored = flag(call, 'monitored', true);
  const includes = {
    series: flag(call, 'includeSeries', false),
    images: flag(call, 'includeImages', false),
    file: withFile && flag(call, 'includeEpisodeFile', false),
  };
  const rows = [...state.series.values()].flatMap((series) =>
    state
      .episodesOf(series)
      .filter((row) => (series.monitored && row.monitored) === monitored)
      .map((episode): Found => ({ series, episode }))
      .filter(isWanted),
  );
  return page(
    call,
    rows,
    {
      keys: {
        'episodes.airDateUtc': ({ episode }) => episode.episode.airDateUtc?.getTime() ?? 0,
        'episodes.lastSearchTime': ({ episode }) => episode.lastSearchTime?.getTime() ?? 0,
        'series.sortTitle': ({ series }) => sortTitle(series.show.tvdbTitle),
      },
      defaultKey: 'episodes.airDateUtc',
      defaultDirection: 'ascending',
    },
    (found) => fullEpisode(context, found, includes),
  );
}

/** The routes under `/wanted`. `monitored=false` means "not monitored", not "both". */
export function wantedRoutes(context: Context): Route[] {
  const { state } = context;
  return [
    {
      method: 'GET',
      path: '/api/v3/wanted/missing',
      changesState: false,
      handle: (call) =>
        wanted(context, call, ({ episode }) => episode.fileId === 0 && hasAired(episode, context.now()), false),
    },
    {
      method: 'GET',
      path: '/api/v3/wanted/cutoff',
      changesState: false,
      handle: (call) =>
        wanted(
          context,
          call,
          ({ series, episode }) => {
            const file = state.filesOf(series).get(episode.fileId);
            const profile = state.household.sonarr.profiles.find((one) => one.id === series.qualityProfileId);
            return (
              episode.episode.season > 0 &&
              file !== undefined &&
              isBelowCutoff(profile, file.file.quality, state.household.sonarr.qualities)
            );
          },
          true,
        ),
    },
  ];
}
