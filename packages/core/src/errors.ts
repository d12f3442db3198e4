/** The stable code of each kind of failure, as callers and models see it. */
export type ErrorCode =
  | 'configuration'
  | 'authentication'
  | 'permission'
  | 'not_found'
  | 'ambiguous'
  | 'invalid_input'
  | 'conflict'
  | 'rate_limited'
  | 'upstream_unavailable'
  | 'network'
  | 'unexpected_response'
  | 'read_only'
  | 'confirmation_needed'
  | 'cancelled';

/** What the failed write left behind: nothing, a change, or nobody can tell. */
export type Changed = 'no' | 'yes' | 'unknown';

/** What every error can carry beside its sentence. */
export interface ErrorDetails {
  /** To what it happened, in words: `series 12`, `SONARR_URL`, `the queue`. */
  readonly target?: string | undefined;
  /** What to do next, as one or two sentences addressed to the caller. */
  readonly hint?: string | undefined;
  /** Whether the same call may work later. Defaults by class. */
  readonly retryable?: boolean | undefined;
  /** The HTTP status of the upstream's answer, where there was one. */
  readonly status?: number | undefined;
  /** For writes: whether the upstream was changed. Only `no` can be retryable. */
  readonly changed?: Changed | undefined;
  /** The error this one explains. Never shown, only logged. */
  readonly cause?: unknown;
}

/** One of several items that a reference could have meant. */
export interface Candidate {
  /** A reference that names just this item: `tvdb:81189`, `tmdb:603`, or the service's own id. */
  readonly ref: string;
  readonly title: string;
  readonly year?: number | undefined;
  /** The service's word for the kind of item: `series`, `show`, `movie`, … */
  readonly type?: string | undefined;
}

/** The JSON form of an error: the value of `error` in a failing tool's answer. */
export interface ErrorJson {
  readonly code: ErrorCode;
  readonly message: string;
  readonly target?: string;
  readonly hint?: string;
  readonly retryable: boolean;
  readonly status?: number;
  readonly changed?: Changed;
  readonly retryAfterSeconds?: number;
  readonly candidates?: readonly Candidate[];
  readonly [extra: string]: unknown;
}

/**
 * Gives a class its own brand, so that `instanceof` holds for instances made by another copy of this module (two bundled
 * servers in one process) and is never true for a sibling class. A subclass without a brand falls back to the prototype chain.
 */
function brand(constructor: abstract new (...args: never[]) => WatchstackError, name: string): void {
  const symbol = Symbol.for(`watchstack.error.${name}`);
  Object.defineProperty(constructor.prototype, symbol, { value: true });
  Object.defineProperty(constructor.prototype, 'name', { value: name, configurable: true, writable: true });
  Object.defineProperty(constructor, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (this !== constructor) return Function.prototype[Symbol.hasInstance].call(this, value);
      return typeof value === 'object' && value !== null && symbol in value;
    },
  });
}

/**
 * The root of every failure this project reports. The message is one sentence that says what happened; `target`, `hint` and
 * the flags say the rest. Messages are written for people and models: no stack, no upstream body, no secret, no local path.
 */
export abstract class WatchstackError extends Error {
  static {
    brand(this, 'WatchstackError');
  }
  abstract readonly code: ErrorCode;
  readonly target: string | undefined;
  readonly hint: string | undefined;
  readonly status: number | undefined;
  readonly changed: Changed | undefined;
  readonly #retryable: boolean;

  constructor(message: string, details: ErrorDetails = {}, retryableByDefault = false) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.target = details.target;
    this.hint = details.hint;
    this.status = details.status;
    this.changed = details.changed;
    this.#retryable = details.retryable ?? retryableByDefault;
  }

  /** Whether the same call may work later; never true when a write may have happened. */
  get retryable(): boolean {
    return this.#retryable && (this.changed === undefined || this.changed === 'no');
  }

  /** The closed JSON form that a failing tool answers with. */
  toJSON(): ErrorJson {
    return {
      code: this.code,
      message: this.message,
      ...(this.target === undefined ? {} : { target: this.target }),
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      retryable: this.retryable,
      ...(this.status === undefined ? {} : { status: this.status }),
      ...(this.changed === undefined ? {} : { changed: this.changed }),
      ...this.extras(),
    };
  }

  /** What a class adds to its JSON form. */
  protected extras(): Record<string, unknown> {
    return {};
  }
}

/** A setting is missing or wrong; nothing was sent anywhere. */
export class ConfigurationError extends WatchstackError {
  static {
    brand(this, 'ConfigurationError');
  }
  readonly code = 'configuration';
}

/** The upstream refused the key or token (401), or there is none left that works. */
export class AuthenticationError extends WatchstackError {
  static {
    brand(this, 'AuthenticationError');
  }
  readonly code = 'authentication';
}

/** The upstream or the owner's settings do not allow this (403, VIP, Plex Pass, an access level, a gate). */
export class PermissionError extends WatchstackError {
  static {
    brand(this, 'PermissionError');
  }
  readonly code = 'permission';
}

/** Nothing answers to that id, reference or title. */
export class NotFoundError extends WatchstackError {
  static {
    brand(this, 'NotFoundError');
  }
  readonly code = 'not_found';
  /** Near misses, best first, when the search had any. */
  readonly candidates: readonly Candidate[];

  constructor(
    message: string,
    details: ErrorDetails & { readonly candidates?: readonly Candidate[] | undefined } = {},
  ) {
    super(message, details);
    this.candidates = details.candidates ?? [];
  }

  protected override extras(): Record<string, unknown> {
    return this.candidates.length === 0 ? {} : { candidates: this.candidates };
  }
}

/** A title names more than one item; nothing was done. */
export class AmbiguousError extends WatchstackError {
  static {
    brand(this, 'AmbiguousError');
  }
  readonly code = 'ambiguous';
  /** What it could have meant, at most ten. */
  readonly candidates: readonly Candidate[];

  constructor(message: string, details: ErrorDetails & { readonly candidates: readonly Candidate[] }) {
    super(message, details);
    this.candidates = details.candidates;
  }

  protected override extras(): Record<string, unknown> {
    return { candidates: this.candidates };
  }
}

/** An argument is missing, misspelt or out of range; nothing was done. */
export class InvalidInputError extends WatchstackError {
  static {
    brand(this, 'InvalidInputError');
  }
  readonly code = 'invalid_input';
}

/** The upstream's present state does not allow this (409, already there, in use). */
export class ConflictError extends WatchstackError {
  static {
    brand(this, 'ConflictError');
  }
  readonly code = 'conflict';
}

/** The upstream asks for a pause (429). */
export class RateLimitedError extends WatchstackError {
  static {
    brand(this, 'RateLimitedError');
  }
  readonly code = 'rate_limited';
  /** Seconds to wait, as the upstream said; undefined when it did not. */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, details: ErrorDetails & { readonly retryAfterSeconds?: number | undefined } = {}) {
    super(message, details, true);
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  protected override extras(): Record<string, unknown> {
    return this.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: this.retryAfterSeconds };
  }
}

/** The upstream answered that it cannot serve now: starting, in maintenance, or failing (5xx). */
export class UpstreamUnavailableError extends WatchstackError {
  static {
    brand(this, 'UpstreamUnavailableError');
  }
  readonly code = 'upstream_unavailable';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, true);
  }
}

/** No usable connection: DNS, refused, TLS, reset, or no answer in time. */
export class NetworkError extends WatchstackError {
  static {
    brand(this, 'NetworkError');
  }
  readonly code = 'network';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, true);
  }
}

/** Something answered, but not what the service's API answers: HTML, truncated JSON, another shape, too much. */
export class UnexpectedResponseError extends WatchstackError {
  static {
    brand(this, 'UnexpectedResponseError');
  }
  readonly code = 'unexpected_response';
}

/** A change was asked for while the server, or this view of the client, only reads. */
export class ReadOnlyError extends WatchstackError {
  static {
    brand(this, 'ReadOnlyError');
  }
  readonly code = 'read_only';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, { changed: 'no', ...details });
  }
}

/** A person has to agree first; `confirm` is the code to repeat the call with once they did. */
export class ConfirmationNeededError extends WatchstackError {
  static {
    brand(this, 'ConfirmationNeededError');
  }
  readonly code = 'confirmation_needed';
  /** The value for the `confirm` argument; valid once, for this very call, for five minutes. */
  readonly confirm: string;
  /** What would happen, read afresh. */
  readonly preview: Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    details: ErrorDetails & { readonly confirm: string; readonly preview: Readonly<Record<string, unknown>> },
  ) {
    super(message, { changed: 'no', ...details });
    this.confirm = details.confirm;
    this.preview = details.preview;
  }

  protected override extras(): Record<string, unknown> {
    return { preview: this.preview, confirm: this.confirm };
  }
}

/** The caller took the call back. */
export class CancelledError extends WatchstackError {
  static {
    brand(this, 'CancelledError');
  }
  readonly code = 'cancelled';
}
