import { pagesToOffset, rename, type Aliases, type RawArguments } from '@watchstack/core/server';

/** `show_id`, Trakt's own number as digits, into the list that our tools take. */
function showIdToItems({ show_id: id, ...rest }: RawArguments): RawArguments {
  if ((typeof id !== 'string' && typeof id !== 'number') || 'items' in rest) return rest;
  return { ...rest, items: [/^\d+$/.test(String(id)) ? `trakt:${id}` : id], type: 'show' };
}

/** Items given as objects, `{ trakt_id, imdb_id, tmdb_id, tvdb_id, title, year }`, into refs and titles. */
function objectsToRefs({ items, watchlist_type: type, ...rest }: RawArguments): RawArguments {
  const kind = typeof type === 'string' ? { type: type.replace(/s$/, '') } : {};
  return { ...kind, ...rest, ...(Array.isArray(items) ? { items: items.map(objectToRef) } : {}) };
}

function objectToRef(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const fields = new Map<string, unknown>(Object.entries(item));
  for (const scheme of ['trakt', 'tvdb', 'tmdb', 'imdb']) {
    const id = fields.get(`${scheme}_id`);
    if (typeof id === 'string' || typeof id === 'number') return `${scheme}:${id}`;
  }
  const [title, year] = [fields.get('title'), fields.get('year')];
  if (typeof title !== 'string') return item;
  return typeof year === 'number' ? `${title} (${year})` : title;
}

/** Zero asked for everything there. */
function withoutZeroLimit({ limit, ...rest }: RawArguments): RawArguments {
  return limit === 0 || limit === undefined ? rest : { ...rest, limit };
}

const sortNames: Readonly<Record<string, string>> = { percentage: 'rating', votes: 'popularity' };

function sorted(args: RawArguments): RawArguments {
  const { sort, sort_how: how, ...rest } = rename({ watchlist_type: 'type', sort_by: 'sort' })(args);
  return {
    ...rest,
    ...(sort === undefined ? {} : { sort: typeof sort === 'string' ? (sortNames[sort] ?? sort) : sort }),
    ...(how === undefined ? {} : { descending: how === 'desc' }),
  };
}

/** Older names of tools and arguments, which stay callable. */
export const aliases: Aliases = {
  get_watched_shows: { tool: 'trakt_get_watched_shows' },
  get_watchlist: { tool: 'trakt_get_watchlist', arguments: (args) => ({ type: 'shows', ...sorted(args) }) },
  add_to_watchlist: { tool: 'trakt_add_to_watchlist', arguments: showIdToItems },
  remove_from_watchlist: { tool: 'trakt_remove_from_watchlist', arguments: showIdToItems },
  search_shows: { tool: 'trakt_search_shows', arguments: (args) => withoutZeroLimit(pagesToOffset('limit', 10)(args)) },
  get_trending_shows: { tool: 'trakt_get_trending_shows' },
  trakt_add_to_watchlist: { tool: 'trakt_add_to_watchlist', arguments: showIdToItems },
  trakt_remove_from_watchlist: { tool: 'trakt_remove_from_watchlist', arguments: showIdToItems },
  fetch_user_watched_shows: { tool: 'trakt_get_watched_shows', arguments: withoutZeroLimit },
  fetch_user_watchlist: { tool: 'trakt_get_watchlist', arguments: (args) => sorted(pagesToOffset('limit', 25)(args)) },
  add_user_watchlist: { tool: 'trakt_add_to_watchlist', arguments: objectsToRefs },
  remove_user_watchlist: { tool: 'trakt_remove_from_watchlist', arguments: objectsToRefs },
  fetch_trending_shows: {
    tool: 'trakt_get_trending_shows',
    arguments: (args) => withoutZeroLimit(pagesToOffset('limit', 10)(args)),
  },
};
