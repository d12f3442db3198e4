import { rename, type Aliases, type RawArguments } from '@watchstack/core/server';

type Translate = (args: RawArguments) => RawArguments;

const inTurn =
  (...steps: readonly Translate[]): Translate =>
  (args) =>
    steps.reduce((translated, step) => step(translated), args);

/** Lists used to give up to a thousand rows and more; ours continue with nextOffset. */
const boundedLimit: Translate = (args) =>
  typeof args['limit'] === 'number' && args['limit'] > 200 ? { ...args, limit: 200 } : args;

/** "The latest n" knew no days. */
const latest: Translate = (args) => ({ since: '-365d', ...args });

/** Words of older servers for what is listed, searched or filtered by. */
const typeWords: Readonly<Record<string, string>> = { movies: 'movie', shows: 'show', tv: 'show', music: 'artist' };

const typed: Translate = ({ type, ...rest }) => {
  if (type === undefined || type === 'all') return rest;
  return { ...rest, type: typeof type === 'string' ? (typeWords[type] ?? type) : type };
};

/** Plex's own words for orders. Others are passed on, to be refused with the valid ones. */
const sortWords: Readonly<Record<string, string>> = {
  titleSort: 'title',
  'titleSort:asc': 'title',
  'title:asc': 'title',
  'addedAt:desc': 'added',
  'originallyAvailableAt:desc': 'released',
  'year:desc': 'released',
  originallyAvailableAt: 'oldest',
  'originallyAvailableAt:asc': 'oldest',
  'year:asc': 'oldest',
  'lastViewedAt:desc': 'lastWatched',
  'rating:desc': 'rating',
  'audienceRating:desc': 'rating',
  'duration:desc': 'longest',
  duration: 'shortest',
  'duration:asc': 'shortest',
};

const sorted: Translate = (args) =>
  typeof args['sort'] === 'string' ? { ...args, sort: sortWords[args['sort']] ?? args['sort'] } : args;

/** Two switches became one argument. */
const watchedSwitches: Translate = ({ unwatched, watched, ...rest }) => ({
  ...rest,
  ...(unwatched === true ? { watch: 'unwatched' } : watched === true ? { watch: 'watched' } : {}),
});

/** Each tag had an argument of its own. */
const tagFields = ['genre', 'actor', 'director', 'studio', 'network', 'content_rating', 'resolution'];

const tagArguments: Translate = (args) => {
  const rest = Object.fromEntries(Object.entries(args).filter(([name]) => !tagFields.includes(name)));
  const having = tagFields.flatMap((name) => {
    const value = args[name];
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
  return having.length === 0 ? rest : { ...rest, having };
};

/** A year was a number or a text. */
const oneYear: Translate = ({ year, ...rest }) => {
  const number = Number(year);
  return year === undefined || !Number.isInteger(number) ? rest : { ...rest, years: String(number) };
};

/** A rating key is exact, a title is not: where both were given, the key. */
const mediaItem: Translate = ({ media_title: title, media_id: key, ...rest }) => {
  const item = key ?? title;
  return item === undefined ? rest : { ...rest, item };
};

/** Everything was refreshed where no library was named. */
const everyLibrary: Translate = ({ library, ...rest }) => ({ ...rest, library: library ?? 'all' });

const libraryNames = rename({
  library_id: 'library',
  library_name: 'library',
  section_id: 'library',
  libraryKey: 'library',
  libraryId: 'library',
});
const libraryItems = inTurn(libraryNames, typed, sorted, boundedLimit);
const searched = inTurn(libraryNames, rename({ content_type: 'type' }), typed, boundedLimit);
const history = inTurn(
  libraryNames,
  rename({ user_id: 'user', userId: 'user', username: 'user', content_type: null, mediaType: null }),
  boundedLimit,
);
const added = inTurn(libraryNames, rename({ count: 'limit' }), boundedLimit);

/**
 * Names and arguments that stay callable: those of the original servers, with and without the prefix. A tool's own name stands
 * here for the older names of its arguments.
 */
export const aliases: Aliases = {
  plex_get_libraries: { tool: 'plex_get_libraries', arguments: libraryNames },
  plex_get_library_items: { tool: 'plex_get_library_items', arguments: libraryItems },
  plex_get_recently_added: { tool: 'plex_get_recently_added', arguments: added },
  plex_get_on_deck: { tool: 'plex_get_on_deck', arguments: inTurn(libraryNames, boundedLimit) },
  plex_search: { tool: 'plex_search', arguments: searched },
  plex_refresh_library: { tool: 'plex_refresh_library', arguments: libraryNames },
  plex_get_history: { tool: 'plex_get_history', arguments: history },

  library_list: { tool: 'plex_get_libraries' },
  library_get_details: { tool: 'plex_get_libraries', arguments: libraryNames },
  library_get_stats: { tool: 'plex_get_libraries', arguments: libraryNames },
  library_get_contents: {
    tool: 'plex_get_library_items',
    arguments: inTurn(tagArguments, watchedSwitches, oneYear, libraryItems),
  },
  library_get_recently_added: { tool: 'plex_get_recently_added', arguments: inTurn(added, latest) },
  library_scan: { tool: 'plex_refresh_library', arguments: inTurn(libraryNames, everyLibrary) },
  library_refresh: {
    tool: 'plex_refresh_library',
    arguments: inTurn(libraryNames, everyLibrary, (args) => ({ ...args, forceMetadata: true })),
  },
  media_search: { tool: 'plex_search', arguments: searched },
  sessions_get_active: { tool: 'plex_get_sessions', arguments: rename({ unused: null }) },
  sessions_get_media_playback_history: { tool: 'plex_get_history', arguments: inTurn(mediaItem, history) },
  user_get_on_deck: { tool: 'plex_get_on_deck' },
  user_get_continue_watching: { tool: 'plex_get_on_deck', arguments: boundedLimit },
  user_get_watch_history: { tool: 'plex_get_history', arguments: history },

  get_libraries: { tool: 'plex_get_libraries' },
  get_library_items: { tool: 'plex_get_library_items', arguments: libraryItems },
  search_media: { tool: 'plex_search', arguments: searched },
  get_recently_added: { tool: 'plex_get_recently_added', arguments: inTurn(added, latest) },
  get_on_deck: { tool: 'plex_get_on_deck' },
  get_active_sessions: { tool: 'plex_get_sessions' },
  get_watch_history: { tool: 'plex_get_history', arguments: history },
  get_recently_watched: { tool: 'plex_get_history', arguments: history },

  search_movies: { tool: 'plex_search', arguments: (args) => ({ type: 'movie', ...args }) },
  recent_movies: {
    tool: 'plex_get_recently_added',
    arguments: inTurn(added, latest, (args) => ({ type: 'movie', ...args })),
  },
};
