/**
 * A typed client of Plex Media Server. Importing it starts nothing.
 */
export { PlexClient, type PlexClientOptions } from './client/plex-client.js';
export type { PlexIdentityInfo, PlexServerInfo, ServerArea } from './client/server.js';
export type { LibrariesArea, PlexChoice, PlexLibrary, PlexScan } from './client/libraries.js';
export type { PlexFilter, PlexItemQuery, PlexItemType, PlexOperator } from './client/media-query.js';
export type { PlexItem, PlexMedia, PlexPage, PlexPart } from './client/items.js';
export type { MetadataArea } from './client/metadata.js';
export type { PlexSearchHub, PlexTagHit, SearchArea } from './client/search.js';
export type { PlexPlayer, PlexSession, PlexTranscode, SessionsArea } from './client/sessions.js';
export type { HistoryArea, PlexAccount, PlexDevice, PlexHistoryEntry, PlexHistoryQuery } from './client/history.js';
export { externalIds, type ExternalIds } from './client/external-ids.js';
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
  type LogFields,
  type Logger,
} from '@watchstack/core';
