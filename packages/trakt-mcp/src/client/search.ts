import { apiPath, type CallOptions, type Schema } from '@watchstack/core';
import * as z from 'zod';
import type { TraktConnection } from './connection.js';
import { maybe, movieDocument, showDocument } from './documents.js';
import type { Movie, Page, PageOptions, Show } from './types.js';

/** One find. The score says how well the text fits; a look-up by id has none. */
export type SearchHit =
  | { readonly type: 'show'; readonly score?: number | undefined; readonly show: Show }
  | { readonly type: 'movie'; readonly score?: number | undefined; readonly movie: Movie };

/** The kinds of titles that can be searched. */
export type SearchType = SearchHit['type'];

/** What narrows a search. */
export interface SearchOptions extends PageOptions {
  /** Default: shows and movies. */
  readonly types?: readonly SearchType[] | undefined;
  /** A year, `2010`, or a span, `2000-2010`. */
  readonly years?: string | undefined;
}

/** Whose number an id is. */
export type IdScheme = 'trakt' | 'tvdb' | 'tmdb' | 'imdb';

const score = maybe(z.number());
const hit = z.discriminatedUnion('type', [
  z.object({ type: z.literal('show'), score, show: showDocument }),
  z.object({ type: z.literal('movie'), score, movie: movieDocument }),
]) satisfies Schema<SearchHit>;

/** Finds shows and movies. Public: needs no token. */
export class SearchArea {
  readonly #connection: TraktConnection;

  constructor(connection: TraktConnection) {
    this.#connection = connection;
  }

  /** Searches titles, original titles, aliases and texts; best first. `GET /search/:types` */
  async text(query: string, options: SearchOptions & CallOptions = {}): Promise<Page<SearchHit>> {
    const types = (options.types ?? ['show', 'movie']).join(',');
    return this.#connection.readPage(
      {
        method: 'GET',
        // The comma between the types has to stay a comma, and both sides of it are our own words.
        path: `search/${types}`,
        query: { query: escapeQuery(query), years: options.years, extended: 'full' },
        signal: options.signal,
        target: `"${query}"`,
      },
      hit,
      { page: options.page ?? 1, limit: options.limit ?? 10 },
    );
  }

  /**
   * Looks an id up. TheTVDB and TMDB number shows and movies apart, so the types are part of the question; answers of
   * another id or type than asked for are left out. `GET /search/:id_type/:id`
   */
  async byId(
    scheme: IdScheme,
    id: string | number,
    options: { readonly types?: readonly SearchType[] | undefined } & CallOptions = {},
  ): Promise<readonly SearchHit[]> {
    const types = options.types ?? ['show', 'movie'];
    const { items } = await this.#connection.readPage(
      {
        method: 'GET',
        path: apiPath`search/${scheme}/${String(id)}`,
        query: { type: types.join(','), extended: 'full' },
        signal: options.signal,
        target: `${scheme}:${id}`,
      },
      hit,
      { page: 1, limit: 10 },
    );
    return items.filter((found) => types.includes(found.type) && String(idsOf(found)[scheme]) === String(id));
  }

  /** What a title is called elsewhere in the world. `GET /shows/:id/aliases`, `GET /movies/:id/aliases` */
  async otherNames(type: SearchType, traktId: number, options: CallOptions = {}): Promise<readonly string[]> {
    const aliases = await this.#connection.read(
      {
        method: 'GET',
        path: apiPath`${type === 'show' ? 'shows' : 'movies'}/${String(traktId)}/aliases`,
        signal: options.signal,
        target: `${type} ${traktId}`,
      },
      z.array(z.object({ title: maybe(z.string()) })),
    );
    return aliases.flatMap(({ title }) => title ?? []);
  }
}

function idsOf(found: SearchHit): Readonly<Partial<Record<IdScheme, string | number | undefined>>> {
  return found.type === 'show' ? found.show.ids : found.movie.ids;
}

/** Puts a backslash before every character that Trakt's search would read as an operator. */
export function escapeQuery(query: string): string {
  return query.replace(/&&|\|\||[+\-!(){}[\]^"~*?:/\\]/g, String.raw`\$&`);
}
