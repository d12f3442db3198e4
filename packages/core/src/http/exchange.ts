import type { KyInstance } from 'ky';
import { CancelledError, WatchstackError, type Changed } from '../errors.js';
import type { Logger } from '../logging/logger.js';
import type { Redactor } from '../logging/redactor.js';
import type { Deadline } from './deadline.js';
import { changedByStatus, explainLoginInFront, explainStatus } from './explain-failure.js';
import { explainNetwork, explainTimeout, isPassing } from './explain-network.js';
import type { FailedResponse } from './http-client.js';
import type { Limiter } from './limiter.js';
import type { Operation } from './operation.js';
import { parseJson, unexpected } from './read-answer.js';
import { followable, isRedirect, locationOf, refuseRedirect, tooManyRedirects } from './redirects.js';
import { prepareRequest, type PreparedRequest } from './request.js';
import { BodyTooLargeError, discard, readBounded, readUpTo } from './response-body.js';
import { retryAfterSeconds } from './retry-after.js';
import type { Upstream } from './upstream.js';

/** What all operations and both views of one client share. */
export interface Connection {
  readonly upstream: Upstream;
  readonly limiter: Limiter;
  readonly redact: Redactor;
  readonly logger: Logger;
  readonly maxResponseBytes: number;
  readonly explain: ((failure: FailedResponse) => WatchstackError | undefined) | undefined;
}

/** What is sent, and how its answer is taken: whole, as a stream, or as a write whose body does not matter. */
export interface Exchange {
  readonly operation: Operation;
  readonly kind: 'read' | 'stream' | 'write';
  readonly deadline: Deadline;
}

/** A successful answer. */
export interface Answer {
  readonly response: Response;
  /** The body; empty for a stream, undefined when a write's body could not be read. */
  readonly text: string | undefined;
  /** Gives the place among the concurrent requests back. To be called when a stream's body is done with; safe to repeat. */
  readonly release: () => void;
}

/** Reads are sent up to three times. */
const retryLimit = 2;
const retryStatuses = new Set([408, 429, 502, 503, 504]);
/** A longer pause is the caller's to take. */
const longestPauseSeconds = 2;
const firstBackOffMs = 300;
const maxRedirects = 3;
const maxFailureBytes = 64 * 1024;
/** A failing answer has said what matters with its status; its body is not worth a longer wait. */
const failureBodyMs = 2_000;

let loadingKy: Promise<{ readonly default: KyInstance }> | undefined;

/** At the first attempt that failed: most operations end with their first. */
async function loadKy(): Promise<KyInstance> {
  loadingKy ??= import('ky');
  return (await loadingKy).default;
}

/**
 * Sends one operation within its deadline: reads with retries and redirects on the same origin, writes exactly once.
 * @throws the errors of errors.ts and nothing else
 */
export async function send(connection: Connection, exchange: Exchange): Promise<Answer> {
  const request = prepareRequest(connection.upstream, exchange.operation);
  const courier = new Courier(connection, exchange, request);
  return courier.deliver();
}

class Courier {
  readonly #connection: Connection;
  readonly #exchange: Exchange;
  readonly #request: PreparedRequest;
  /** Whether anything can have left this machine. */
  #sent = false;
  /** What the latest attempt brought. */
  #answer: Answer | undefined;
  #failure: FailedResponse | undefined;

  constructor(connection: Connection, exchange: Exchange, request: PreparedRequest) {
    this.#connection = connection;
    this.#exchange = exchange;
    this.#request = request;
  }

  async deliver(): Promise<Answer> {
    const { deadline, kind, operation } = this.#exchange;
    const { url, method } = this.#request;
    try {
      deadline.signal.throwIfAborted();
      // The first attempt goes out by itself: ky's way of making a request costs as much as sending it, and ky is here to decide
      // whether, when and how often to try again. It is given the first attempt's outcome as its own.
      let first: Promise<Response> | undefined = this.#attempt();
      await first.catch(() => undefined);
      const early = this.#delivered();
      if (early !== undefined) return early;
      const ky = await loadKy();
      await ky(url, {
        method,
        signal: deadline.signal,
        timeout: false,
        retry: {
          limit: kind === 'write' || operation.once === true ? 0 : retryLimit,
          methods: [method],
          shouldRetry: ({ error }) => this.#mayRetry(error),
          delay: (attempt) => this.#pause(attempt),
        },
        fetch: () => {
          const outcome = first ?? this.#attempt();
          first = undefined;
          return outcome;
        },
      });
      const answer = this.#delivered();
      if (answer !== undefined) return answer;
      throw new Error('no answer');
    } catch (error) {
      throw this.#explain(error, operation);
    }
  }

  #delivered(): Answer | undefined {
    return this.#answer;
  }

  /** One attempt with its redirects, holding one place. */
  async #attempt(): Promise<Response> {
    this.#answer = undefined;
    this.#failure = undefined;
    const { kind } = this.#exchange;
    const release = await this.#connection.limiter.acquire(this.#exchange.deadline.signal);
    let handedOver = false;
    try {
      const response = await this.#followRedirects();
      if (!response.ok) {
        this.#failure = await this.#readFailure(response);
      } else if (kind === 'stream') {
        handedOver = true;
        this.#answer = { response, text: '', release };
      } else {
        this.#answer = { response, text: await this.#readBody(response), release };
      }
      return response;
    } finally {
      if (!handedOver) release();
    }
  }

  async #followRedirects(): Promise<Response> {
    const { upstream } = this.#connection;
    const { operation, kind } = this.#exchange;
    let url = this.#request.url;
    let response = await this.#fetch(url);
    for (let hops = 0; isRedirect(response.status); hops += 1) {
      discard(response);
      if (kind === 'write') {
        throw refuseRedirect(upstream, operation, response, url, changedByRedirect(upstream, response, url));
      }
      if (hops === maxRedirects) throw tooManyRedirects(upstream, operation);
      url = followable(upstream, operation, response, url);
      response = await this.#fetch(url);
    }
    return response;
  }

  async #fetch(url: URL): Promise<Response> {
    const { logger, redact } = this.#connection;
    const { method, headers, body } = this.#request;
    const startedAt = performance.now();
    const log = (outcome: { readonly status: number } | { readonly failed: string }) => {
      logger.debug('request', {
        method,
        path: redact(`${url.pathname}${url.search}`),
        ...outcome,
        ms: Math.round(performance.now() - startedAt),
      });
    };
    this.#sent = true;
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        signal: this.#exchange.deadline.signal,
        redirect: 'manual',
      });
      log({ status: response.status });
      return response;
    } catch (error) {
      log({ failed: this.#exchange.deadline.ended ?? 'network' });
      throw error;
    }
  }

  async #readBody(response: Response): Promise<string | undefined> {
    const { maxResponseBytes, upstream, logger } = this.#connection;
    const { kind, operation } = this.#exchange;
    try {
      return await readBounded(response, maxResponseBytes);
    } catch (error) {
      if (kind === 'write') {
        // The upstream has said that it is done; what it wanted to add is lost.
        logger.warning('the body of an accepted change could not be read', { status: response.status });
        return undefined;
      }
      if (!(error instanceof BodyTooLargeError)) throw error;
      const mebibytes = Math.round(maxResponseBytes / 1024 / 1024);
      throw unexpected(upstream, operation, `answered with more than ${mebibytes} MiB, which was not read`, {
        hint: 'Ask for less: a page, a filter, a shorter time.',
        status: response.status,
      });
    }
  }

  async #readFailure(response: Response): Promise<FailedResponse> {
    const { operation, kind } = this.#exchange;
    const body = await readUpTo(response, maxFailureBytes, failureBodyMs).then(
      ({ text }) => this.#connection.redact(text),
      () => '',
    );
    const effect = kind === 'write' ? 'write' : 'read';
    const { status, headers } = response;
    return { operation, effect, status, headers, body, json: parseJson(body)?.value };
  }

  #mayRetry(error: Error): boolean {
    if (this.#exchange.deadline.ended !== undefined || error instanceof WatchstackError) return false;
    if (this.#failure === undefined) return isPassing(error);
    const { status, headers } = this.#failure;
    return retryStatuses.has(status) && (retryAfterSeconds(headers) ?? 0) <= longestPauseSeconds;
  }

  /** Milliseconds before the next attempt: what the upstream asked for, else longer each time, and never quite the same. */
  #pause(attempt: number): number {
    const asked = this.#failure === undefined ? undefined : retryAfterSeconds(this.#failure.headers);
    if (asked !== undefined) return asked * 1000;
    return firstBackOffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  }

  #explain(error: unknown, operation: Operation): WatchstackError {
    const { upstream } = this.#connection;
    const { deadline, kind } = this.#exchange;
    if (error instanceof WatchstackError) return error;
    const write = kind === 'write' ? { sent: this.#sent } : undefined;
    if (deadline.ended === 'timeout') return explainTimeout(upstream, operation, deadline.timeoutMs, write);
    if (deadline.ended !== undefined) return cancelledBy(operation, write);
    if (this.#failure !== undefined) return this.#explainFailure(this.#failure);
    return explainNetwork(upstream, operation, error, write);
  }

  #explainFailure(failure: FailedResponse): WatchstackError {
    const { explain, upstream, logger } = this.#connection;
    const stopped = explainLoginInFront(upstream, failure);
    if (stopped !== undefined) return stopped;
    let own: WatchstackError | undefined;
    try {
      own = explain?.(failure);
    } catch (error) {
      logger.warning('a failure could not be explained', { reason: error instanceof Error ? error.name : 'unknown' });
    }
    return withChanged(own ?? explainStatus(upstream, failure), changedByStatus(failure.effect, failure.status));
  }
}

/** Why the caller's signal fired: its reason where that is one of our errors, since it says more. */
export function cancelledBy(operation: Operation, write: { readonly sent: boolean } | undefined): WatchstackError {
  const reason: unknown = operation.signal?.reason;
  if (reason instanceof WatchstackError) return reason;
  return new CancelledError('The call was cancelled.', {
    target: operation.target,
    hint: write?.sent === true ? 'The change had been sent: look whether it was made.' : 'Nothing more is done for it.',
    changed: write === undefined ? undefined : write.sent ? 'unknown' : 'no',
  });
}

/** A redirect for good changed nothing; one to "what came of it" may follow a change, unless a stranger gave it. */
function changedByRedirect(upstream: Upstream, response: Response, from: URL): Changed {
  const to = locationOf(response, from);
  const elsewhere = to !== undefined && to.origin !== upstream.origin;
  return elsewhere || ![302, 303].includes(response.status) ? 'no' : 'unknown';
}

/** A service's own explanation of a failed write that left out what became of it. */
function withChanged(error: WatchstackError, changed: Changed | undefined): WatchstackError {
  if (changed !== undefined && error.changed === undefined) {
    Object.defineProperty(error, 'changed', { value: changed, enumerable: true });
  }
  return error;
}
