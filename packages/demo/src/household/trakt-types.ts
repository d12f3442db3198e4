import type { Rating } from './plex-types.js';
import type { Episode, Film, Show, Title } from './types.js';

/** A show that the owner has watched, with what of it. */
export interface WatchedShow {
  readonly show: Show;
  /** All plays of all episodes. */
  readonly plays: number;
  readonly lastWatchedAt: Date;
  readonly episodes: readonly { readonly episode: Episode; readonly plays: number; readonly lastWatchedAt: Date }[];
}

/** A film that the owner has watched. */
export interface WatchedFilm {
  readonly film: Film;
  readonly plays: number;
  readonly lastWatchedAt: Date;
}

/** A place on a list. */
export interface ListEntry {
  readonly id: number;
  readonly rank: number;
  readonly listedAt: Date;
  readonly notes?: string;
  readonly item: Title;
}

/** A personal list. */
export interface TraktList {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly privacy: 'private' | 'public';
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly entries: readonly ListEntry[];
}

/** Something many people watch at the moment. */
export interface Trending {
  readonly watchers: number;
  readonly item: Title;
}

/** What Trakt knows about the owner, and what the world watches. */
export interface TraktFacts {
  readonly username: string;
  readonly vip: boolean;
  readonly joinedAt: Date;
  readonly watchedShows: readonly WatchedShow[];
  readonly watchedFilms: readonly WatchedFilm[];
  readonly watchlist: readonly ListEntry[];
  readonly collection: readonly { readonly item: Title; readonly collectedAt: Date }[];
  readonly ratings: readonly Rating[];
  readonly lists: readonly TraktList[];
  readonly trendingShows: readonly Trending[];
  readonly trendingFilms: readonly Trending[];
}
