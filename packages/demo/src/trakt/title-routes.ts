import type { Call, Reply, Route } from '../http/index.js';
import type { Title, Trending } from '../household/index.js';
import { extensionsOf, movieDocument, showDocument, type Document } from './documents.js';
import { inYears, ofGenres } from './filters.js';
import { pageOf } from './paging.js';
import { json } from './replies.js';
import { lookUp, searchTitles } from './search.js';
import type { Service } from './service.js';
import { sameTitle } from './watchlist.js';

const searchable = ['show', 'movie'];

/** A title in the wrapping that most lists use: `{ type: 'show', show: … }`. */
export function wrapped(item: Title, now: Date, extensions: ReadonlySet<string>): Document {
  return item.type === 'movie'
    ? { type: 'movie', movie: movieDocument(item.film, now, extensions) }
    : { type: 'show', show: showDocument(item.show, now, extensions) };
}

/** Search, trending and single titles: what is the same for everybody, filters by the account excepted. */
export function titleRoutes(service: Service): Route[] {
  const { household } = service;
  return [
    {
      method: 'GET',
      path: '/search/{type}',
      changesState: false,
      handle: ({ params, query }) => {
        const types = (params['type'] ?? '').split(',').filter((type) => searchable.includes(type));
        const finds = searchTitles(household, query.get('query') ?? '', types, query.get('years'));
        const page = pageOf(finds, query, 50);
        const extensions = extensionsOf(query.get('extended'));
        return json(
          page.items.map(({ item, score }) => ({ score, ...wrapped(item, service.now(), extensions) })),
          200,
          page.headers,
        );
      },
    },
    {
      method: 'GET',
      path: '/search/{id_type}/{id}',
      changesState: false,
      handle: ({ params, query }) => {
        const types = query.get('type')?.split(',') ?? searchable;
        const page = pageOf(lookUp(household, params['id_type'] ?? '', params['id'] ?? '', types), query, 50);
        const extensions = extensionsOf(query.get('extended'));
        return json(
          page.items.map((item) => ({ score: null, ...wrapped(item, service.now(), extensions) })),
          200,
          page.headers,
        );
      },
    },
    {
      method: 'GET',
      path: '/shows/trending',
      changesState: false,
      handle: (call) => trending(service, household.trakt.trendingShows, call),
    },
    {
      method: 'GET',
      path: '/movies/trending',
      changesState: false,
      handle: (call) => trending(service, household.trakt.trendingFilms, call),
    },
    {
      method: 'GET',
      path: '/shows/{id}',
      changesState: false,
      handle: ({ params, query }) => single(service, 'show', params['id'] ?? '', query),
    },
    {
      method: 'GET',
      path: '/shows/{id}/aliases',
      changesState: false,
      handle: ({ params }) => aliases(service, 'show', params['id'] ?? ''),
    },
    {
      method: 'GET',
      path: '/movies/{id}/aliases',
      changesState: false,
      handle: ({ params }) => aliases(service, 'movie', params['id'] ?? ''),
    },
    {
      method: 'GET',
      path: '/movies/{id}',
      changesState: false,
      handle: ({ params, query }) => single(service, 'movie', params['id'] ?? '', query),
    },
  ];
}

function single(service: Service, type: 'show' | 'movie', id: string, query: URLSearchParams): Reply {
  const item = byId(service, type, id);
  if (item === undefined) return { status: 404 };
  const extensions = extensionsOf(query.get('extended'));
  return json(
    item.type === 'movie'
      ? movieDocument(item.film, service.now(), extensions)
      : showDocument(item.show, service.now(), extensions),
  );
}

/** What else a title is called, anywhere in the world. */
function aliases(service: Service, type: 'show' | 'movie', id: string): Reply {
  const item = byId(service, type, id);
  if (item === undefined) return { status: 404 };
  const { alternateTitles, country } = item.type === 'movie' ? item.film : item.show;
  return json(alternateTitles.map((title) => ({ title, country })));
}

/** A title by its Trakt id, slug or IMDb id: a number is always taken for Trakt's. */
function byId(service: Service, type: 'show' | 'movie', id: string): Title | undefined {
  if (/^tt\d+$/.test(id)) return lookUp(service.household, 'imdb', id, [type])[0];
  if (/^\d+$/.test(id)) return lookUp(service.household, 'trakt', id, [type])[0];
  return bySlug(service, type, id);
}

function bySlug({ household }: Service, type: 'show' | 'movie', slug: string): Title | undefined {
  if (type === 'movie') {
    const film = household.films.find(({ ids }) => ids.slug === slug);
    return film && { type, film };
  }
  const show = household.shows.find(({ ids }) => ids.slug === slug);
  return show && { type, show };
}

/** What is leading now. The flags that look into the account do nothing without its token. */
function trending(service: Service, all: readonly Trending[], { query, headers }: Call): Reply {
  const { trakt } = service.household;
  const mine = headers['authorization'] !== undefined;
  const flag = (name: string) => mine && query.get(name) === 'true';
  const watched = flag('ignore_watched');
  const listed = flag('ignore_watchlisted');
  const collected = flag('ignore_collected');
  const left = all.filter(({ item }) => {
    const title = item.type === 'movie' ? item.film : item.show;
    if (!inYears(title.year, query.get('years')) || !ofGenres(title.genres, query.get('genres'))) return false;
    if (watched && isWatched(service, item)) return false;
    if (listed && service.state.watchlist.some((entry) => sameTitle(entry.item, item))) return false;
    return !(collected && trakt.collection.some((entry) => sameTitle(entry.item, item)));
  });
  const page = pageOf(left, query, 100);
  const extensions = extensionsOf(query.get('extended'));
  return json(
    page.items.map(({ watchers, item }) => {
      const { type: _type, ...title } = wrapped(item, service.now(), extensions);
      return { watchers, ...title };
    }),
    200,
    page.headers,
  );
}

function isWatched({ household }: Service, item: Title): boolean {
  return item.type === 'movie'
    ? household.trakt.watchedFilms.some(({ film }) => film === item.film)
    : household.trakt.watchedShows.some(({ show }) => show === item.show);
}
