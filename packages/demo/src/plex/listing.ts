import { sortTitle } from './documents.js';
import type { Entry } from './shelf.js';
import { tagKey, tagsOf } from './tag-index.js';
import { epoch, type WatchState } from './watch-state.js';

/** Plex's numbers of the types that libraries can be listed by. */
export const typesByNumber: Readonly<Record<string, Entry['type']>> = {
  '1': 'movie',
  '2': 'show',
  '3': 'season',
  '4': 'episode',
  '8': 'artist',
  '9': 'album',
  '10': 'track',
  '18': 'collection',
};

const tagFields = new Set([
  'genre',
  'director',
  'actor',
  'country',
  'studio',
  'network',
  'contentRating',
  'resolution',
  'audioLanguage',
  'subtitleLanguage',
]);

type Value = string | number | boolean | readonly string[] | undefined;

/** The operator's characters as they stand at the end of a parameter's name: the last `=` is the query's own. */
type Operator = '' | '!' | '=' | '!=' | '>>' | '<<' | '>' | '<';

interface Condition {
  readonly scope: string | undefined;
  readonly field: string;
  readonly operator: Operator;
  /** Any of these. */
  readonly values: readonly string[];
}

/** What decides a listing beside the library: who asks, and what time it is (for `addedAt>>=-7d`). */
export interface ListingContext {
  readonly watch: WatchState;
  readonly now: Date;
}

/**
 * Applies a media query: conditions, `sort` and `limit`. Parameters that are no field of an item do nothing, as on the real
 * server.
 */
export function applyQuery(
  entries: readonly Entry[],
  query: URLSearchParams,
  context: ListingContext,
): readonly Entry[] {
  const conditions = [...query].flatMap(([name, value]) => readCondition(name, value) ?? []);
  const matching =
    conditions.length === 0
      ? entries
      : entries.filter((entry) => conditions.every((condition) => holds(entry, condition, context)));
  const sorted = sortEntries(matching, query.get('sort') ?? 'titleSort', context);
  const limit = Number(query.get('limit'));
  return query.has('limit') && Number.isInteger(limit) && limit >= 0 ? sorted.slice(0, limit) : sorted;
}

function readCondition(name: string, value: string): Condition | undefined {
  const match = /^(?:(movie|show|season|episode|artist|album|track)\.)?([a-zA-Z]+)(!=|>>|<<|[!=<>]|)$/.exec(name);
  if (match === null) return undefined;
  const [, scope, field = '', operator = ''] = match;
  if (!tagFields.has(field) && !(field in plainFields)) return undefined;
  // The pattern above lets nothing else through.
  return { scope, field, operator: operator as Operator, values: value.split(',') };
}

function holds(entry: Entry, condition: Condition, context: ListingContext): boolean {
  return scoped(entry, condition.scope).some((each) => compare(each, condition, context));
}

/** The items a condition looks at: the row itself, what it belongs to, or what belongs to it. */
function scoped(entry: Entry, scope: string | undefined): readonly Entry[] {
  if (scope === undefined || scope === entry.type) return [entry];
  switch (entry.type) {
    case 'show':
      return scope === 'episode'
        ? entry.seasons.flatMap((season) => season.episodes)
        : scope === 'season'
          ? entry.seasons
          : [];
    case 'season':
      return scope === 'show' ? [entry.show] : scope === 'episode' ? entry.episodes : [];
    case 'episode':
      return scope === 'season' ? [entry.season] : scope === 'show' ? [entry.season.show] : [];
    case 'album':
      return scope === 'artist' ? [entry.artist] : scope === 'track' ? entry.tracks : [];
    case 'track':
      return scope === 'album' ? [entry.album] : scope === 'artist' ? [entry.album.artist] : [];
    default:
      return [];
  }
}

function compare(entry: Entry, { field, operator, values }: Condition, context: ListingContext): boolean {
  if (tagFields.has(field)) {
    const keys = tagsOf(entry, field).map((title) => tagKey(field, title));
    const isTagged = values.some((value) => keys.includes(value));
    return operator === '!' ? !isTagged : isTagged;
  }
  const value = plainFields[field]?.(entry, context);
  switch (typeof value) {
    case 'boolean': {
      const wanted = values.includes('1');
      return (operator === '!' ? !wanted : wanted) === value;
    }
    case 'string':
      return values.some((wanted) => compareText(value, operator, wanted));
    case 'number':
      return values.some((wanted) => compareNumber(value, operator, readNumber(field, wanted, context.now)));
    default:
      return operator === '!';
  }
}

function compareText(value: string, operator: Operator, wanted: string): boolean {
  const [whole, part] = [value.toLowerCase(), wanted.toLowerCase()];
  switch (operator) {
    case '':
      return whole.includes(part);
    case '!':
      return !whole.includes(part);
    case '=':
      return whole === part;
    case '!=':
      return whole !== part;
    case '<':
      return whole.startsWith(part);
    case '>':
      return whole.endsWith(part);
    default:
      return false;
  }
}

function compareNumber(value: number, operator: Operator, wanted: number): boolean {
  switch (operator) {
    case '':
    case '=':
      return value === wanted;
    case '!':
    case '!=':
      return value !== wanted;
    case '>>':
      return value > wanted;
    case '<<':
      return value < wanted;
    case '>':
      return value >= wanted;
    case '<':
      return value <= wanted;
  }
}

const secondsPer: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mon: 2_592_000,
  y: 31_536_000,
};

/** A number, a day, or a time before now: `-30d`. */
function readNumber(field: string, text: string, now: Date): number {
  if (!dateFields.has(field)) return Number(text);
  const relative = /^-(\d+)(s|m|h|d|w|mon|y)$/.exec(text);
  if (relative !== null) return epoch(now) - Number(relative[1]) * (secondsPer[relative[2] ?? ''] ?? 0);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / 1000 : Number(text);
}

const dateFields = new Set(['addedAt', 'updatedAt', 'lastViewedAt', 'originallyAvailableAt']);

type ReadField = (entry: Entry, context: ListingContext) => Value;

/** What can be compared and sorted by, beside the tags. */
const plainFields: Readonly<Record<string, ReadField>> = {
  id: (entry) => entry.key,
  title: titleOf,
  year: yearOf,
  decade: (entry) => {
    const year = yearOf(entry);
    return year === undefined ? undefined : Math.floor(year / 10) * 10;
  },
  index: (entry) =>
    entry.type === 'episode' ? entry.item.episode.number : entry.type === 'season' ? entry.number : undefined,
  guid: (entry) =>
    entry.type === 'movie'
      ? entry.item.film.ids.plexGuid
      : entry.type === 'show'
        ? entry.item.show.ids.plexGuid
        : undefined,
  addedAt: addedAt,
  updatedAt: (entry) => (addedAt(entry) ?? 0) + 120,
  originallyAvailableAt: (entry) => {
    const day =
      entry.type === 'movie'
        ? entry.item.film.released
        : entry.type === 'episode'
          ? entry.item.episode.airDate
          : undefined;
    if (entry.type === 'show') return entry.item.show.firstAired && epoch(entry.item.show.firstAired);
    return day === undefined ? undefined : Date.parse(`${day}T00:00:00Z`) / 1000;
  },
  lastViewedAt: (entry, { watch }) =>
    entry.type === 'show'
      ? entry.seasons
          .flatMap((season) => season.episodes)
          .reduce<number | undefined>((latest, each) => {
            const at = watch.of(each).lastViewedAt;
            return at === undefined ? latest : Math.max(latest ?? 0, at);
          }, undefined)
      : watch.of(entry).lastViewedAt,
  viewCount: (entry, { watch }) => watch.of(entry).viewCount ?? 0,
  rating: (entry) => (entry.type === 'movie' ? entry.item.film.rating : undefined),
  audienceRating: (entry) =>
    entry.type === 'movie'
      ? entry.item.film.rating + 0.3
      : entry.type === 'show'
        ? entry.item.show.rating
        : entry.type === 'episode'
          ? entry.item.episode.rating
          : undefined,
  duration: (entry) =>
    entry.type === 'movie'
      ? entry.item.film.runtime * 60_000
      : entry.type === 'episode'
        ? entry.item.episode.runtime * 60_000
        : entry.type === 'track'
          ? entry.item.seconds * 1000
          : undefined,
  mediaHeight: (entry) => (entry.type === 'movie' || entry.type === 'episode' ? entry.item.file.height : undefined),
  unwatched: (entry, { watch }) =>
    entry.type === 'show'
      ? // A show stops being "unwatched" with its first watched episode.
        watch.countWatched(entry.seasons.flatMap((season) => season.episodes)) === 0
      : !watch.isWatched(entry),
  unwatchedLeaves: (entry, { watch }) => {
    if (entry.type !== 'show') return undefined;
    const episodes = entry.seasons.flatMap((season) => season.episodes);
    return watch.countWatched(episodes) < episodes.length;
  },
  inProgress: (entry, { watch }) => (watch.of(entry).viewOffset ?? 0) > 0,
};

/** What an item is called in its library. */
export function titleOf(entry: Entry): string {
  switch (entry.type) {
    case 'movie':
      return entry.item.film.title;
    case 'show':
      return entry.item.show.tvdbTitle;
    case 'season':
      return entry.title;
    case 'episode':
      return entry.item.episode.title;
    case 'artist':
      return entry.item.artist.name;
    default:
      return entry.item.title;
  }
}

function yearOf(entry: Entry): number | undefined {
  switch (entry.type) {
    case 'movie':
      return entry.item.film.year;
    case 'show':
      return entry.item.show.year;
    case 'album':
      return entry.item.year;
    case 'episode':
      return entry.item.episode.airDate === undefined ? undefined : Number(entry.item.episode.airDate.slice(0, 4));
    default:
      return undefined;
  }
}

/** When an item came into its library, in seconds since 1970. */
export function addedAt(entry: Entry): number | undefined {
  switch (entry.type) {
    case 'movie':
    case 'show':
    case 'episode':
    case 'artist':
      return epoch(entry.item.addedAt);
    case 'season':
      return Math.max(...entry.episodes.map((episode) => epoch(episode.item.addedAt)));
    case 'album':
      return addedAt(entry.artist);
    case 'track':
      return addedAt(entry.album);
    default:
      return undefined;
  }
}

function sortEntries(entries: readonly Entry[], sort: string, context: ListingContext): readonly Entry[] {
  const orders = sort.split(',').map((part) => {
    const [name = '', direction] = part.split(':');
    const [field = '', scope] = name.split('.').reverse();
    return { field, scope, sign: direction === 'desc' ? -1 : 1 };
  });
  const keyed = entries.map((entry) => ({ entry, keys: orders.map((order) => sortKey(entry, order, context)) }));
  keyed.sort((a, b) => {
    for (const [position, { sign }] of orders.entries()) {
      const order = compareKeys(a.keys[position], b.keys[position]) * sign;
      if (order !== 0) return order;
    }
    return a.entry.key - b.entry.key;
  });
  return keyed.map(({ entry }) => entry);
}

type SortKey = string | number | undefined;

function sortKey(
  entry: Entry,
  { field, scope }: { readonly field: string; readonly scope: string | undefined },
  context: ListingContext,
): SortKey {
  // Repeatable in a test, and as unlike the order of titles as chance would be.
  if (field === 'random') return Math.imul(entry.key, 2_654_435_761) >>> 0;
  if (field === 'titleSort') return sortTitle(titleOf(scoped(entry, scope)[0] ?? entry)).toLowerCase();
  if (scope === 'episode' && entry.type === 'show') {
    return Math.max(0, ...scoped(entry, scope).map((each) => Number(plainFields[field]?.(each, context) ?? 0)));
  }
  const value = plainFields[field]?.(scoped(entry, scope)[0] ?? entry, context);
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
}

const collator = new Intl.Collator('en');

function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return Number(a ?? -1) - Number(b ?? -1);
}
