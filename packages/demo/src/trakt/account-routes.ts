import type { Reply, Route } from '../http/index.js';
import { extensionsOf, movieDocument, showDocument } from './documents.js';
import { pageOf } from './paging.js';
import { json } from './replies.js';
import type { Service } from './service.js';
import { wrapped } from './title-routes.js';
import { playMap, seasonsOf } from './watched.js';
import { addToWatchlist, namedIn, removeFromWatchlist, sorted } from './watchlist.js';

/** Seasons come in pages of at most this many shows. */
const largestProgressPage = 100;

/** Watched shows, watchlist and account: what only the account's token opens. */
export function accountRoutes(service: Service): Route[] {
  return [
    {
      method: 'GET',
      path: '/sync/watched/{type}',
      changesState: false,
      handle: ({ params, query }) =>
        params['type'] === 'shows'
          ? watchedShows(service, query)
          : params['type'] === 'movies'
            ? watchedMovies(service, query)
            : { status: 404 },
    },
    {
      method: 'GET',
      path: '/users/{id}/watched/shows',
      changesState: false,
      handle: ({ params, query }) =>
        !isMe(service, params['id'])
          ? { status: 404 }
          : query.get('extended') === 'min'
            ? json(playMap(service.household.trakt.watchedShows))
            : watchedShows(service, query),
    },
    {
      method: 'GET',
      path: '/sync/watchlist/{type}/{sort_by}/{sort_how}',
      changesState: false,
      handle: ({ params, query }) =>
        watchlist(service, params['type'] ?? 'all', params['sort_by'] ?? 'rank', params['sort_how'] ?? 'asc', query),
    },
    {
      method: 'POST',
      path: '/sync/watchlist',
      changesState: true,
      handle: ({ body }) => {
        const sent = parsed(body);
        if (sent === undefined) return { status: 400 };
        const answer = addToWatchlist(
          service.state,
          namedIn(service.household, sent),
          service.now(),
          service.watchlistLimit,
        );
        return answer === undefined ? accountLimit(service) : json(answer, 201);
      },
    },
    {
      method: 'POST',
      path: '/sync/watchlist/remove',
      changesState: true,
      handle: ({ body }) => {
        const sent = parsed(body);
        if (sent === undefined) return { status: 400 };
        return json(removeFromWatchlist(service.state, namedIn(service.household, sent), service.now()));
      },
    },
    { method: 'GET', path: '/users/settings', changesState: false, handle: () => json(settings(service)) },
    { method: 'GET', path: '/sync/last_activities', changesState: false, handle: () => json(lastActivities(service)) },
  ];
}

function isMe({ household }: Service, id: string | undefined): boolean {
  return id === 'me' || id === household.trakt.username;
}

function parsed(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** In no order that anybody could rely on; seasons only with `progress`, and no overview even with `full`. */
function watchedShows(service: Service, query: URLSearchParams): Reply {
  const extensions = extensionsOf(query.get('extended'));
  const progress = extensions.has('progress');
  const shows = [...service.household.trakt.watchedShows].sort((a, b) => a.show.ids.trakt - b.show.ids.trakt);
  const page = pageOf(shows, query, 100, progress ? largestProgressPage : 250);
  return json(
    page.items.map((watched) => ({
      plays: watched.plays,
      last_watched_at: watched.lastWatchedAt.toISOString(),
      last_updated_at: watched.lastWatchedAt.toISOString(),
      reset_at: null,
      show: showDocument(watched.show, service.now(), extensions, ['overview']),
      ...(progress ? { seasons: seasonsOf(watched) } : {}),
    })),
    200,
    page.headers,
  );
}

function watchedMovies(service: Service, query: URLSearchParams): Reply {
  const extensions = extensionsOf(query.get('extended'));
  const page = pageOf(service.household.trakt.watchedFilms, query, 100);
  return json(
    page.items.map(({ film, plays, lastWatchedAt }) => ({
      plays,
      last_watched_at: lastWatchedAt.toISOString(),
      last_updated_at: lastWatchedAt.toISOString(),
      movie: movieDocument(film, service.now(), extensions),
    })),
    200,
    page.headers,
  );
}

function watchlist(service: Service, type: string, sortBy: string, sortHow: string, query: URLSearchParams): Reply {
  const kind = { movies: 'movie', shows: 'show', seasons: 'season', episodes: 'episode' }[type];
  if (kind === undefined && type !== 'all') return { status: 404 };
  const entries = service.state.watchlist.filter(({ item }) => kind === undefined || item.type === kind);
  const { entries: inOrder, appliedBy } = sorted(entries, sortBy, sortHow, service.vip);
  const page = pageOf(inOrder, query, 100);
  const extensions = extensionsOf(query.get('extended'));
  return json(
    page.items.map(({ id, rank, listedAt, notes, item }) => ({
      rank,
      id,
      listed_at: listedAt.toISOString(),
      notes: notes ?? null,
      ...wrapped(item, service.now(), extensions),
    })),
    200,
    {
      ...page.headers,
      'X-Sort-By': sortBy,
      'X-Sort-How': sortHow,
      'X-Applied-Sort-By': appliedBy,
      'X-Applied-Sort-How': sortHow,
    },
  );
}

function accountLimit({ vip, watchlistLimit }: Service): Reply {
  return {
    status: 420,
    headers: {
      'X-Upgrade-URL': 'https://trakt.tv/vip',
      'X-VIP-User': String(vip),
      'X-Account-Limit': String(watchlistLimit),
    },
  };
}

function settings({ household, vip, watchlistLimit }: Service) {
  const { username, joinedAt } = household.trakt;
  return {
    user: {
      username,
      private: false,
      deleted: false,
      name: household.users[0]?.name ?? null,
      vip,
      vip_ep: false,
      director: false,
      ids: { slug: username, trakt: 1_204_511, uuid: 'b6589fc6ab0dc82cf12099d1c2d40ab994e8410c' },
      joined_at: joinedAt.toISOString(),
      location: 'Vienna',
      about: null,
      gender: null,
      age: null,
      images: { avatar: { full: 'walter.trakt.tv/images/placeholders/full/avatar.png.webp' } },
      vip_og: false,
      vip_years: 0,
      vip_cover_image: null,
      dob: null,
    },
    permissions: { commenting: true, liking: true, following: true },
    account: {
      timezone: household.timeZone,
      date_format: 'dmy',
      time_24hr: true,
      cover_image: null,
      token: 'a-secret-of-the-web-site-that-nobody-needs',
      display_ads: true,
    },
    limits: {
      list: { count: vip ? 100 : 5, item_count: vip ? 5000 : 250 },
      watchlist: { item_count: watchlistLimit },
      favorites: { item_count: vip ? 100 : 50 },
    },
  };
}

function lastActivities({ household, state }: Service) {
  const watched = household.trakt.watchedShows.reduce(
    (latest, { lastWatchedAt }) => (lastWatchedAt > latest ? lastWatchedAt : latest),
    household.trakt.joinedAt,
  );
  const joined = household.trakt.joinedAt.toISOString();
  const listed = state.watchlistUpdatedAt.toISOString();
  const at = (...names: string[]) => Object.fromEntries(names.map((name) => [name, joined]));
  return {
    all: (watched > state.watchlistUpdatedAt ? watched : state.watchlistUpdatedAt).toISOString(),
    movies: {
      ...at('watched_at', 'collected_at', 'rated_at', 'favorited_at', 'commented_at', 'paused_at', 'hidden_at'),
      watchlisted_at: listed,
    },
    episodes: {
      ...at('collected_at', 'rated_at', 'watchlisted_at', 'commented_at', 'paused_at'),
      watched_at: watched.toISOString(),
    },
    shows: { ...at('rated_at', 'favorited_at', 'commented_at', 'hidden_at', 'dropped_at'), watchlisted_at: listed },
    seasons: at('rated_at', 'watchlisted_at', 'commented_at', 'hidden_at'),
    comments: at('liked_at', 'reacted_at', 'blocked_at'),
    lists: at('liked_at', 'reacted_at', 'updated_at', 'commented_at'),
    watchlist: { updated_at: listed },
    favorites: at('updated_at'),
    collaborations: at('updated_at'),
    account: at('settings_at', 'followed_at', 'following_at', 'pending_at', 'requested_at'),
    saved_filters: at('updated_at'),
    notes: at('updated_at'),
  };
}
