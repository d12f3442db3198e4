/** The verbs our upstreams use. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A query parameter's value; an array repeats the parameter, undefined leaves it out. */
export type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;

/** One request to an upstream, before it is known whether it reads or writes (the method called on the client says that). */
export interface Operation {
  readonly method: HttpMethod;
  /** Path below the base URL, without a leading host; built with {@link apiPath} when it holds a value. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** Sent as JSON with `Content-Type: application/json`. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Cancels the request; its reason, when one of our errors, is what the caller sees. */
  readonly signal?: AbortSignal | undefined;
  /** Bounds this operation, retries and waiting included; the client's default otherwise. */
  readonly timeoutMs?: number | undefined;
  /** Never tried again, although it reads: what it starts upstream is slow, and goes on when the answer is given up. */
  readonly once?: boolean | undefined;
  /** What this is about, in words for errors: `series 12`, `the queue`. */
  readonly target?: string | undefined;
}

/** What every client method takes last. */
export interface CallOptions {
  /** Cancels the call and its requests. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The part of a zod schema that the HTTP client needs. Structural, so that a library's published types need no zod.
 */
export interface Schema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}
