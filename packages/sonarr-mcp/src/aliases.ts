import { pagesToOffset, rename, type Aliases, type RawArguments } from '@watchstack/core/server';

/** The older pages could be longer than a list's limit; what is cut off continues at the answer's `nextOffset`. */
const longestPage = 200;

function pages(defaultSize: number): (args: RawArguments) => RawArguments {
  const toOffset = pagesToOffset('page_size', defaultSize);
  return (args) => {
    const { limit, ...rest } = toOffset(args);
    if (limit === undefined) return rest;
    return { ...rest, limit: typeof limit === 'number' ? Math.min(limit, longestPage) : limit };
  };
}

/** A page of the history has fewer rows. */
function eventPages(args: RawArguments): RawArguments {
  const { limit, ...rest } = pages(20)(args);
  return limit === undefined ? rest : { ...rest, limit: typeof limit === 'number' ? Math.min(limit, 100) : limit };
}

/** Puts what named one item into the list that there is now. A bare number is what `write` says it is. */
function single(
  name: string,
  write: (value: unknown) => unknown = (value) => value,
): (args: RawArguments) => RawArguments {
  return ({ [name]: value, ...rest }) => (value === undefined ? rest : { items: [write(value)], ...rest });
}

function tvdbRef(value: unknown): unknown {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? `tvdb:${value}` : value;
}

/** What was once asked as true or false, in the word that says the same. */
function worded(value: unknown, yes: string, no: string): readonly string[] {
  if (value === undefined || value === null) return [];
  return [value === false || value === 'false' ? no : yes];
}

function sorted(args: RawArguments): RawArguments {
  const { sort_order: order, sort_by: sort, status, monitored, complete, having, ...rest } = args;
  const words = [
    ...(Array.isArray(having) ? (having as readonly unknown[]) : having === undefined ? [] : [having]),
    ...(status === undefined ? [] : [status]),
    ...worded(monitored, 'monitored', 'unmonitored'),
    ...worded(complete, 'complete', 'incomplete'),
  ];
  return {
    ...(words.length === 0 ? {} : { having: words }),
    ...rest,
    ...(order === undefined ? {} : { descending: order === 'desc' }),
    ...(sort === undefined ? {} : { sort: sort === 'sizeOnDisk' ? 'size' : sort }),
  };
}

/** A whole day is what the older calendar counted, before and after today. */
function calendarDays(args: RawArguments): RawArguments {
  const { include_past_days: past, days, ...rest } = args;
  if (typeof past !== 'number') return args;
  return { ...rest, from: `-${past}d`, days: past + (typeof days === 'number' ? days : 7) };
}

/** Seasons as numbers and marks as true or false, as people and other servers say them. */
function chosenSeasons(args: RawArguments): RawArguments {
  const { seasons, season, ...rest } = rename({ series_id: 'series', season_number: 'season' })(args);
  const numbers = [seasons, season].flat().filter((each) => each !== undefined);
  if (numbers.length === 0) return rest;
  const { episodes } = rest;
  const codes = numbers.map((each) =>
    typeof each === 'number' || (typeof each === 'string' && /^\d+$/.test(each)) ? `S${each}` : each,
  );
  return { ...rest, episodes: [...codes, ...(Array.isArray(episodes) ? (episodes as readonly unknown[]) : [])] };
}

function monitoringWords(args: RawArguments): RawArguments {
  const { monitored, strategy, ...rest } = chosenSeasons(args);
  const mark = typeof monitored === 'boolean' ? (monitored ? 'yes' : 'no') : (strategy ?? monitored);
  return mark === undefined ? rest : { ...rest, monitor: mark };
}

/** The older searches were for everything that is monitored, better files too, of one series or one of its seasons. */
function searched(args: RawArguments): RawArguments {
  const { series_id: id, season_number: season, ...rest } = args;
  if (id === undefined) return args;
  const seasons = typeof season === 'number' || typeof season === 'string' ? [`S${season}`] : undefined;
  return { items: [id], what: 'all', ...(seasons === undefined ? {} : { episodes: seasons }), ...rest };
}

/** Without a season the older call was refused; it must not become a search of the whole series. */
function searchedSeason(args: RawArguments): RawArguments {
  return args['season_number'] === undefined ? { episodes: [], ...searched(args) } : searched(args);
}

/** Names and arguments that stay callable: those of the original Sonarr server, and the usual ones without the prefix. */
export const aliases: Aliases = {
  sonarr_get_all_series: { tool: 'sonarr_list_series', arguments: rename({ include_stats: null }) },
  sonarr_list_series: {
    tool: 'sonarr_list_series',
    arguments: (args) => sorted(pages(50)(rename({ title_contains: 'titleContains' })(args))),
  },
  sonarr_get_series: { tool: 'sonarr_get_series', arguments: rename({ series_id: 'series', id: 'series' }) },
  sonarr_search_new_series: { tool: 'sonarr_search_new_series', arguments: rename({ term: 'query' }) },
  sonarr_add_series: {
    tool: 'sonarr_add_series',
    arguments: (args) => {
      const { monitored, ...rest } = rename({
        quality_profile_id: 'profile',
        root_folder_path: 'rootFolder',
        search_for_missing: 'search',
      })(single('tvdb_id', tvdbRef)(args));
      return monitored === false ? { ...rest, monitor: 'none' } : rest;
    },
  },
  sonarr_set_monitoring: { tool: 'sonarr_set_monitoring', arguments: monitoringWords },
  sonarr_delete_episode_files: {
    tool: 'sonarr_delete_episode_files',
    arguments: (args) => rename({ fileIds: 'files', episodeFileIds: 'files' })(chosenSeasons(args)),
  },
  sonarr_delete_series: {
    tool: 'sonarr_delete_series',
    arguments: (args) => rename({ delete_files: 'deleteFiles' })(single('series_id')(args)),
  },
  sonarr_get_episodes: {
    tool: 'sonarr_get_episodes',
    arguments: rename({ series_id: 'series', season_number: 'season' }),
  },
  sonarr_get_episode_files: {
    tool: 'sonarr_get_episodes',
    arguments: (args) => ({ withFiles: true, ...rename({ series_id: 'series' })(args) }),
  },
  sonarr_get_calendar: { tool: 'sonarr_get_calendar', arguments: calendarDays },
  sonarr_get_queue: { tool: 'sonarr_get_queue', arguments: pages(20) },
  sonarr_delete_queue_item: { tool: 'sonarr_delete_queue_item', arguments: single('queue_id') },
  sonarr_get_history: { tool: 'sonarr_get_history', arguments: eventPages },
  sonarr_get_missing_episodes: { tool: 'sonarr_get_missing_episodes', arguments: pages(20) },
  sonarr_get_disk_space: { tool: 'sonarr_get_disk_space', arguments: rename({ include_details: null }) },
  sonarr_get_root_folders: { tool: 'sonarr_get_root_folders', arguments: rename({ include_details: null }) },
  sonarr_get_quality_profiles: {
    tool: 'sonarr_get_quality_profiles',
    arguments: rename({ include_details: null }),
  },
  sonarr_search_series: { tool: 'sonarr_search_series', arguments: searched },
  sonarr_search_season: { tool: 'sonarr_search_series', arguments: searchedSeason },
  sonarr_search_missing: { tool: 'sonarr_search_series', arguments: single('seriesId') },
  // Without a series they meant the whole library; now that is refused, and the answer says how to ask for it.
  sonarr_refresh_series: {
    tool: 'sonarr_refresh_series',
    arguments: (args) => single('seriesId')(single('series_id')(args)),
  },
  sonarr_rescan_series: {
    tool: 'sonarr_refresh_series',
    arguments: (args) => ({ diskOnly: true, ...single('series_id')(args) }),
  },
  sonarr_rss_sync: { tool: 'sonarr_rss_sync', arguments: rename({ force: null }) },
  sonarr_health_check: { tool: 'sonarr_health_check', arguments: rename({ include_details: null }) },
  sonarr_system_status: { tool: 'sonarr_system_status', arguments: rename({ include_details: null }) },
  sonarr_get_tags: { tool: 'sonarr_get_tags', arguments: rename({ include_details: null }) },
  sonarr_get_manual_import: {
    tool: 'sonarr_get_manual_import',
    arguments: rename({ downloadId: 'from', folder: 'from' }),
  },
  sonarr_manual_import: { tool: 'sonarr_manual_import', arguments: rename({ downloadId: 'from', folder: 'from' }) },
  list_series: { tool: 'sonarr_list_series' },
  search_series: { tool: 'sonarr_search_new_series', arguments: rename({ term: 'query' }) },
  add_series: { tool: 'sonarr_add_series', arguments: single('tvdbId', tvdbRef) },
  get_episodes: { tool: 'sonarr_get_episodes', arguments: rename({ seriesId: 'series', seasonNumber: 'season' }) },
  get_calendar: { tool: 'sonarr_get_calendar' },
  get_queue: { tool: 'sonarr_get_queue' },
  get_history: { tool: 'sonarr_get_history', arguments: eventPages },
  sonarr_get_missing: { tool: 'sonarr_get_missing_episodes', arguments: pages(200) },
  sonarr_get_wanted: {
    tool: 'sonarr_get_missing_episodes',
    arguments: (args) => pages(20)(rename({ include_series: null })(args)),
  },
  get_quality_profiles: { tool: 'sonarr_get_quality_profiles' },
  get_root_folders: { tool: 'sonarr_get_root_folders' },
  get_tags: { tool: 'sonarr_get_tags' },
  get_logs: { tool: 'sonarr_get_logs' },
  sonarr_get_health: { tool: 'sonarr_health_check' },
  get_indexers: { tool: 'sonarr_get_indexers' },
  test_indexers: { tool: 'sonarr_test_indexers' },
  get_download_clients: { tool: 'sonarr_get_download_clients' },
};
