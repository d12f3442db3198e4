import {
  ConfigurationError,
  createHttpClient,
  RateLimitedError,
  type FailedResponse,
  type HttpClient,
  type Operation,
  type Schema,
  type WriteResponse,
} from '@watchstack/core';
import * as z from 'zod';
import type { TraktClientOptions } from './options.js';
import { explainFailure } from './trakt-failures.js';
import type { Page } from './types.js';
import { createWriteQueue, type WriteQueue } from './write-queue.js';

const officialUrl = 'https://api.trakt.tv';
/** Trakt counts 500 reads in five minutes; a few at once are enough to be quick and too few to be noticed. */
const readsAtOnce = 4;
/** One write a second is allowed; a little more keeps two clocks from disagreeing. */
const defaultWriteSpacingMs = 1100;
/** A pause this long is remembered, so that calls until then are answered without asking Trakt. */
const rememberedPauseSeconds = 5;

/** One request, without what every request has. */
export interface TraktOperation extends Operation {
  /** Needs the access token; without one nothing is sent. */
  readonly personal?: boolean;
}

/**
 * The way to Trakt that all areas of one client share: the headers Trakt demands of every request, the token kept to its
 * host, paging, pauses that Trakt has asked for, and writes one after the other.
 */
export interface TraktConnection {
  readonly hasToken: boolean;
  read<T>(operation: TraktOperation, schema: Schema<T>): Promise<T>;
  /** Reads one page of a list; the sizes come from the paging headers. */
  readPage<T>(
    operation: TraktOperation,
    schema: Schema<T>,
    asked: { readonly page: number; readonly limit: number },
  ): Promise<Page<T> & { readonly headers: Headers }>;
  /** Sends a change once, at least a second after the one before. */
  write<T>(operation: TraktOperation, schema: Schema<T>): Promise<WriteResponse<T>>;
  /** The view whose writes are refused; shares everything else. */
  readOnly(): TraktConnection;
}

/**
 * Opens nothing yet; checks what it is given.
 * @throws ConfigurationError without a client id, or for a token that belongs to another host than `url` names
 */
export function connect(options: TraktClientOptions): TraktConnection {
  const url = options.url ?? officialUrl;
  if (options.clientId.trim() === '') {
    throw new ConfigurationError('The client id of a Trakt app is needed for every request.', {
      target: 'TRAKT_CLIENT_ID',
      hint: 'It is shown with the app at https://app.trakt.tv/settings/apps.',
    });
  }
  if (options.accessToken !== undefined) keepToItsHost(url, options.tokenHost ?? 'api.trakt.tv');
  const pauses: Pauses = { read: 0, write: 0 };
  const http = createHttpClient({
    service: 'Trakt',
    baseUrl: url,
    urlSetting: 'TRAKT_API_URL',
    credentialSetting: 'TRAKT_ACCESS_TOKEN',
    userAgent: options.userAgent ?? 'watchstack-trakt-client',
    headers: {
      ...options.headers,
      'trakt-api-key': options.clientId,
      ...(options.accessToken === undefined ? {} : { Authorization: `Bearer ${options.accessToken}` }),
    },
    timeoutMs: options.timeoutMs,
    maxConcurrent: readsAtOnce,
    logger: options.logger,
    explain: (failure) => {
      const error = explainFailure(failure);
      if (error instanceof RateLimitedError) remember(pauses, failure, error.retryAfterSeconds);
      return error;
    },
  });
  return new SharedConnection(
    http,
    createWriteQueue(options.writeSpacingMs ?? defaultWriteSpacingMs),
    pauses,
    options.accessToken !== undefined,
  );
}

/** Until when Trakt wants no reads or writes, in milliseconds since the epoch. */
interface Pauses {
  read: number;
  write: number;
}

function keepToItsHost(url: string, tokenHost: string): void {
  const host = URL.canParse(url) ? new URL(url).host : undefined;
  if (host === undefined || host === tokenHost) return;
  throw new ConfigurationError(`The access token belongs to ${tokenHost} and is not sent to ${host}.`, {
    target: 'TRAKT_API_URL',
    hint: `Leave TRAKT_API_URL unset, or, if ${host} issued this token, set TRAKT_TOKEN_HOST=${host}.`,
  });
}

function remember(pauses: Pauses, { effect, json }: FailedResponse, seconds: number | undefined): void {
  if (seconds === undefined || seconds < rememberedPauseSeconds) return;
  const until = Date.now() + seconds * 1000;
  pauses[effect] = until;
  // What is not JSON comes from the wall in front of Trakt, which stops reads and writes alike and counts every knock.
  if (json === undefined) pauses[effect === 'read' ? 'write' : 'read'] = until;
}

class SharedConnection implements TraktConnection {
  readonly hasToken: boolean;
  readonly #http: HttpClient;
  readonly #queue: WriteQueue;
  readonly #pauses: Pauses;

  constructor(http: HttpClient, queue: WriteQueue, pauses: Pauses, hasToken: boolean) {
    this.#http = http;
    this.#queue = queue;
    this.#pauses = pauses;
    this.hasToken = hasToken;
  }

  async read<T>(operation: TraktOperation, schema: Schema<T>): Promise<T> {
    return this.#http.read(this.#prepare(operation, 'read'), schema);
  }

  async readPage<T>(
    operation: TraktOperation,
    schema: Schema<T>,
    asked: { readonly page: number; readonly limit: number },
  ): Promise<Page<T> & { readonly headers: Headers }> {
    const query = { ...operation.query, page: asked.page, limit: asked.limit };
    const { data, headers } = await this.#http.readWithHeaders(
      this.#prepare({ ...operation, query }, 'read'),
      listOf(schema),
    );
    const count = (name: string, otherwise: number) => {
      const text = headers.get(`x-pagination-${name}`);
      return text !== null && /^\d+$/.test(text) ? Number(text) : otherwise;
    };
    return {
      items: data.filter((item) => item !== undefined),
      page: count('page', asked.page),
      limit: count('limit', asked.limit),
      pageCount: count('page-count', 1),
      itemCount: count('item-count', data.length),
      headers,
    };
  }

  async write<T>(operation: TraktOperation, schema: Schema<T>): Promise<WriteResponse<T>> {
    const prepared = this.#prepare(operation, 'write');
    return this.#queue.run(() => this.#http.write(prepared, schema), operation.signal);
  }

  readOnly(): TraktConnection {
    return new SharedConnection(this.#http.readOnly(), this.#queue, this.#pauses, this.hasToken);
  }

  #prepare({ personal, ...operation }: TraktOperation, effect: 'read' | 'write'): Operation {
    if (personal === true && !this.hasToken) {
      throw new ConfigurationError('TRAKT_ACCESS_TOKEN is not set, and this needs your Trakt account.', {
        target: 'TRAKT_ACCESS_TOKEN',
        hint:
          'Set it to the access token that your Trakt app (https://app.trakt.tv/settings/apps) was given for your account, ' +
          'for example TRAKT_ACCESS_TOKEN=3f9c… (64 characters). Search and trending work without it.',
        changed: 'no',
      });
    }
    const seconds = Math.ceil((this.#pauses[effect] - Date.now()) / 1000);
    if (seconds > 0) {
      throw new RateLimitedError(`Trakt has asked for a pause; ${seconds} s of it are left, and nothing was sent.`, {
        hint: `Try again in ${seconds} s. Asking earlier makes the pause longer.`,
        retryAfterSeconds: seconds,
        changed: 'no',
      });
    }
    return {
      ...operation,
      // Trakt answers 412 to any request, even a GET, that does not say it speaks JSON.
      headers: { ...operation.headers, 'Content-Type': 'application/json', 'trakt-api-version': '2' },
    };
  }
}

/** A list of what `schema` accepts; entries it does not accept become undefined, so that one new kind of entry spoils nothing. */
function listOf<T>(schema: Schema<T>): Schema<(T | undefined)[]> {
  return z.array(z.unknown()).transform((items) =>
    items.map((item) => {
      const parsed = schema.safeParse(item);
      return parsed.success ? parsed.data : undefined;
    }),
  );
}
