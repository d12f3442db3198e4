import { imdbOf } from './documents.js';
import type { Film, Household, ListEntry, Show, Title } from '../household/index.js';

/** What of this service can change. */
export interface TraktState {
  watchlist: ListEntry[];
  nextEntryId: number;
  watchlistUpdatedAt: Date;
}

/** The state a household starts with. */
export function initialState(household: Household): TraktState {
  const watchlist = [...household.trakt.watchlist];
  return {
    watchlist,
    nextEntryId: watchlist.reduce((highest, entry) => Math.max(highest, entry.id), 0) + 1,
    watchlistUpdatedAt: watchlist.reduce(
      (latest, entry) => (entry.listedAt > latest ? entry.listedAt : latest),
      new Date(0),
    ),
  };
}

/** The kinds of a watchlist write's body; this household keeps only whole titles on its list. */
const kinds = ['movies', 'shows', 'seasons', 'episodes'] as const;
type Kind = (typeof kinds)[number];
type Counts = Record<Kind, number>;

/** What a body names, sorted into what exists and what does not. */
export interface Named {
  readonly found: readonly { readonly kind: Kind; readonly item: Title; readonly notes: string | undefined }[];
  /** As it was sent. */
  readonly notFound: Readonly<Record<Kind, readonly unknown[]>>;
}

/** Resolves a write's body as Trakt does: by each id in turn, then by title and year, then by title, newest first. */
export function namedIn(household: Household, body: Readonly<Record<string, unknown>>): Named {
  const found: { kind: Kind; item: Title; notes: string | undefined }[] = [];
  const notFound: Record<Kind, unknown[]> = { movies: [], shows: [], seasons: [], episodes: [] };
  for (const kind of kinds) {
    const sent = body[kind];
    if (!Array.isArray(sent)) continue;
    for (const each of sent as unknown[]) {
      const item =
        kind === 'movies'
          ? findFilm(household.films, each)
          : kind === 'shows'
            ? findShow(household.shows, each)
            : undefined;
      const notes = field(each, 'notes');
      if (item === undefined) notFound[kind].push(each);
      else found.push({ kind, item, notes: typeof notes === 'string' ? notes : undefined });
    }
  }
  return { found, notFound };
}

function idOf<Scheme extends string>(
  {
    ids,
  }: { readonly ids: Readonly<Record<Scheme, string | number>> & { readonly trakt: number; readonly imdb: string } },
  scheme: Scheme,
): string | number | null {
  return scheme === 'imdb' ? imdbOf(ids) : ids[scheme];
}

function findShow(shows: readonly Show[], sent: unknown): Title | undefined {
  const show = find(shows, sent, ['trakt', 'imdb', 'tmdb', 'tvdb', 'slug'], idOf);
  return show && { type: 'show', show };
}

function findFilm(films: readonly Film[], sent: unknown): Title | undefined {
  const film = find(films, sent, ['trakt', 'imdb', 'tmdb', 'slug'], idOf);
  return film && { type: 'movie', film };
}

function find<T extends { readonly title: string; readonly year: number }, Scheme extends string>(
  all: readonly T[],
  sent: unknown,
  schemes: readonly Scheme[],
  idOf: (item: T, scheme: Scheme) => string | number | null,
): T | undefined {
  const ids = field(sent, 'ids');
  for (const scheme of schemes) {
    const id = field(ids, scheme);
    if (typeof id !== 'string' && typeof id !== 'number') continue;
    const match = all.find((item) => String(idOf(item, scheme)) === String(id));
    if (match !== undefined) return match;
  }
  const title = field(sent, 'title');
  if (typeof title !== 'string') return undefined;
  const year = field(sent, 'year');
  const named = all.filter((item) => item.title.toLowerCase() === title.toLowerCase()).sort((a, b) => b.year - a.year);
  return named.find((item) => item.year === year) ?? named[0];
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function zero(): Counts {
  return { movies: 0, shows: 0, seasons: 0, episodes: 0 };
}

/** Whether two list items are the same title. */
export function sameTitle(a: Title, b: Title): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(item: Title): string {
  return item.type === 'movie' ? `movie ${item.film.ids.trakt}` : `show ${item.show.ids.trakt}`;
}

/**
 * Adds what was named, at the end.
 * @param limit of the account; undefined is answered when it would be exceeded, and nothing is added
 */
export function addToWatchlist(
  state: TraktState,
  { found, notFound }: Named,
  now: Date,
  limit: number,
): object | undefined {
  const added = zero();
  const existing = zero();
  const listed = new Set(state.watchlist.map((entry) => keyOf(entry.item)));
  const fresh: { item: Title; notes: string | undefined }[] = [];
  for (const { kind, item, notes } of found) {
    if (listed.has(keyOf(item))) {
      existing[kind] += 1;
      continue;
    }
    listed.add(keyOf(item));
    added[kind] += 1;
    fresh.push({ item, notes });
  }
  if (fresh.length > 0 && state.watchlist.length + fresh.length > limit) return undefined;
  for (const { item, notes } of fresh) {
    state.watchlist.push({
      id: state.nextEntryId++,
      rank: state.watchlist.length + 1,
      listedAt: now,
      item,
      ...(notes === undefined ? {} : { notes }),
    });
  }
  if (fresh.length > 0) state.watchlistUpdatedAt = now;
  return { added, existing, not_found: notFound, list: listSummary(state) };
}

/** Takes what was named off the list and closes the ranks. What is not on the list is not found, though it exists. */
export function removeFromWatchlist(state: TraktState, { found, notFound }: Named, now: Date): object {
  const deleted = zero();
  const missing: Record<Kind, unknown[]> = {
    movies: [...notFound.movies],
    shows: [...notFound.shows],
    seasons: [...notFound.seasons],
    episodes: [...notFound.episodes],
  };
  for (const { kind, item } of found) {
    const at = state.watchlist.findIndex((entry) => sameTitle(entry.item, item));
    if (at === -1) {
      missing[kind].push({
        ids: item.type === 'movie' ? { trakt: item.film.ids.trakt } : { trakt: item.show.ids.trakt },
      });
      continue;
    }
    state.watchlist.splice(at, 1);
    deleted[kind] += 1;
  }
  state.watchlist = state.watchlist.map((entry, index) => ({ ...entry, rank: index + 1 }));
  state.watchlistUpdatedAt = now;
  return { deleted, not_found: missing, list: listSummary(state) };
}

function listSummary(state: TraktState) {
  return { updated_at: state.watchlistUpdatedAt.toISOString(), item_count: state.watchlist.length };
}

/** What everybody may sort by. The others are for VIP members. */
const freeSorts = [
  'rank',
  'added',
  'title',
  'released',
  'runtime',
  'popularity',
  'percentage',
  'random',
  'my_rating',
  'watched',
  'collected',
];

/** Sorts a watchlist. What only VIP members can sort by silently becomes the rank for everybody else. */
export function sorted(
  entries: readonly ListEntry[],
  by: string,
  how: string,
  vip: boolean,
): { readonly entries: readonly ListEntry[]; readonly appliedBy: string } {
  const appliedBy = vip || freeSorts.includes(by) ? by : 'rank';
  const keyed = entries.map((entry) => ({ entry, key: sortKey(entry, appliedBy) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.entry.rank - b.entry.rank));
  if (how === 'desc') keyed.reverse();
  return { entries: keyed.map(({ entry }) => entry), appliedBy };
}

function sortKey({ item, rank, listedAt }: ListEntry, by: string): string | number {
  const title = item.type === 'movie' ? item.film : item.show;
  switch (by) {
    case 'added':
      return listedAt.getTime();
    case 'title':
      return title.title.toLowerCase().replace(/^(the|a|an) /, '');
    case 'released':
      return item.type === 'movie'
        ? Date.parse(item.film.released)
        : (item.show.firstAired?.getTime() ?? Number.MAX_SAFE_INTEGER);
    case 'runtime':
      return title.runtime;
    case 'percentage':
      return title.rating;
    case 'popularity':
    case 'votes':
      return title.votes;
    default:
      return rank;
  }
}
