import type { Logger } from '../logging/logger.js';
import type { WatchstackError } from '../errors.js';
import type { Operation, Schema } from './operation.js';

/** An answer with an error status, bounded and redacted, for a service's own reading of it. */
export interface FailedResponse {
  readonly operation: Operation;
  readonly effect: 'read' | 'write';
  readonly status: number;
  readonly headers: Headers;
  /** At most 64 KiB of the body, as text; empty when there was none. */
  readonly body: string;
  /** The body as JSON, undefined when it is not JSON. */
  readonly json: unknown;
}

/** What makes a client for one upstream. */
export interface HttpClientOptions {
  /** The service's name in messages: `Sonarr`. */
  readonly service: string;
  /** With or without trailing slash, sub-path and user info. */
  readonly baseUrl: string;
  /** What the person has to correct when the address is wrong: `SONARR_URL`. Named in network errors. */
  readonly urlSetting: string;
  /** Where the key or token is set: `SONARR_API_KEY`. Named in authentication errors. */
  readonly credentialSetting: string;
  /** Name and version: `sonarr-mcp/1.2.3`. */
  readonly userAgent: string;
  /** Sent with every request (the key, a login proxy's headers). Their values are secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default bound of one operation, retries included. 30 s unless told. */
  readonly timeoutMs?: number | undefined;
  /** Upstream requests at once. 8 unless told. */
  readonly maxConcurrent?: number | undefined;
  /** Largest answer that is read, in bytes. 64 MiB unless told; streamed answers are not bounded by it. */
  readonly maxResponseBytes?: number | undefined;
  readonly logger?: Logger | undefined;
  /** The service's own words for a failure; undefined leaves it to the general reading of statuses. */
  readonly explain?: ((failure: FailedResponse) => WatchstackError | undefined) | undefined;
}

/** A successful answer read as text, for services that answer in more than one format. */
export interface TextResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Media type without parameters, lower case; empty when the answer named none. */
  readonly contentType: string;
  readonly text: string;
}

/** What became of a write that the upstream accepted. */
export interface WriteResponse<T> {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The answer's document; undefined when no schema was given (the body is then not looked at), and when the body was empty or
   * not of the expected shape (logged, never an error).
   */
  readonly data: T | undefined;
}

/**
 * A client of one upstream. The method that is called marks the operation: `read…` for what changes nothing, whatever its verb,
 * and `write` for what does. The read view (see {@link HttpClient.readOnly}) refuses every `write` before anything is sent.
 *
 * All methods throw the errors of `errors.ts` and nothing else.
 */
export interface HttpClient {
  /** Sends a read and believes its JSON once the schema accepts it. Retried on connection failures, 408, 429, 502, 503, 504. */
  read<T>(operation: Operation, schema: Schema<T>): Promise<T>;
  /** The same, with the answer's headers (paging headers, versions). */
  readWithHeaders<T>(operation: Operation, schema: Schema<T>): Promise<{ readonly data: T; readonly headers: Headers }>;
  /** Sends a read and returns the text with its media type; the caller parses. HTML is refused here already. */
  readText(operation: Operation): Promise<TextResponse>;
  /**
   * Streams a JSON document and yields, validated, each element at `path` (default the top-level array, `$.*`). It counts as one of
   * the requests at once until the loop ends, so send nothing else from inside the loop; leaving it early breaks the request off.
   */
  readElements<T>(operation: Operation, schema: Schema<T>, path?: string): AsyncIterable<T>;
  /** Sends a change, exactly once. Any 2xx is success, with or without a body. */
  write<T = unknown>(operation: Operation, schema?: Schema<T>): Promise<WriteResponse<T>>;
  /** The view that only reads; shares connection limits, headers and caches with this one. */
  readOnly(): HttpClient;
}
