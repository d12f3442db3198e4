/** The Trakt client as a library: nothing starts on import, and nothing of MCP is in it. */
export { TraktClient } from './client/trakt-client.js';
export type { TraktClientOptions } from './client/options.js';
export type { Movie, MovieIds, Page, PageOptions, Show, ShowIds } from './client/types.js';
export type { IdScheme, SearchHit, SearchOptions, SearchType } from './client/search.js';
export type { TrendingOptions, TrendingShow } from './client/shows.js';
export type { Account } from './client/users.js';
export type { ShowPlays, WatchedEpisode, WatchedSeason, WatchedShow } from './client/watched.js';
export type {
  WatchlistAdded,
  WatchlistCounts,
  WatchlistEntry,
  WatchlistItem,
  WatchlistOptions,
  WatchlistPage,
  WatchlistRemoved,
  WatchlistSort,
  WatchlistType,
} from './client/watchlist.js';
export {
  AuthenticationError,
  CancelledError,
  ConfigurationError,
  ConflictError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  ReadOnlyError,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  WatchstackError,
  type CallOptions,
  type ErrorCode,
  type ErrorJson,
  type Logger,
} from '@watchstack/core';
