/**
 * What a client of an upstream is built on, and all that one may import: errors, HTTP, logging. Knows no MCP and no service.
 */

/** Every failure, as a class with a stable code. */
export {
  AmbiguousError,
  AuthenticationError,
  CancelledError,
  ConfigurationError,
  ConfirmationNeededError,
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
} from './errors.js';
/** What errors carry, and their JSON form. */
export type { Candidate, Changed, ErrorCode, ErrorDetails, ErrorJson } from './errors.js';

/** Makes a client of one upstream: marked reads and writes, retries, deadlines, limits, redaction. */
export { createHttpClient } from './http/create-http-client.js';
/** What a client is made of, and what it answers. */
export type { FailedResponse, HttpClient, HttpClientOptions, TextResponse, WriteResponse } from './http/http-client.js';
/** One request, and what every client method takes last. */
export type { CallOptions, HttpMethod, Operation, QueryValue, Schema } from './http/operation.js';
/** Builds the path of a request; every value becomes one encoded segment. */
export { apiPath } from './http/path.js';
/** Keeps reference data for a minute. */
export { createReferenceCache, type ReferenceCache } from './http/reference-cache.js';

/** Waits for what others wait for too; one caller's signal ends that caller's waiting only. */
export { whileWanted } from './http/while-wanted.js';

/** Writes redacted lines to stderr. */
export { createLogger, silentLogger, type LoggerOptions } from './logging/create-logger.js';
/** What a client logs to. */
export { logLevels, type LogFields, type Logger, type LogLevel } from './logging/logger.js';
/** Removes secrets from text, by value and by the names they stand under. */
export { createRedactor, type Redactor } from './logging/redactor.js';
