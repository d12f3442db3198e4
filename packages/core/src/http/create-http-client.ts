import { ReadOnlyError } from '../errors.js';
import { silentLogger } from '../logging/create-logger.js';
import { createRedactor } from '../logging/redactor.js';
import { startDeadline, type Deadline } from './deadline.js';
import { send, type Answer, type Connection } from './exchange.js';
import type { HttpClient, HttpClientOptions, TextResponse, WriteResponse } from './http-client.js';
import { createLimiter } from './limiter.js';
import type { Operation, Schema } from './operation.js';
import { check, describeIssue, mediaType, parseJson, readJson, refuseHtml } from './read-answer.js';
import { readElements } from './read-elements.js';
import { readUpstream } from './upstream.js';

const defaultTimeoutMs = 30_000;
const defaultMaxConcurrent = 8;
const defaultMaxResponseBytes = 64 * 1024 * 1024;

/**
 * Makes a client of one upstream. Opens nothing; the first request loads ky.
 * @throws ConfigurationError when the address is none or a header cannot be sent
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const upstream = readUpstream(options);
  const connection: Connection = {
    upstream,
    limiter: createLimiter(options.maxConcurrent ?? defaultMaxConcurrent),
    redact: createRedactor(upstream.secrets),
    logger: options.logger ?? silentLogger,
    maxResponseBytes: options.maxResponseBytes ?? defaultMaxResponseBytes,
    explain: options.explain,
  };
  return new KyHttpClient(connection, options.timeoutMs ?? defaultTimeoutMs, true);
}

class KyHttpClient implements HttpClient {
  readonly #connection: Connection;
  readonly #timeoutMs: number;
  readonly #writable: boolean;

  constructor(connection: Connection, timeoutMs: number, writable: boolean) {
    this.#connection = connection;
    this.#timeoutMs = timeoutMs;
    this.#writable = writable;
  }

  async read<T>(operation: Operation, schema: Schema<T>): Promise<T> {
    return (await this.readWithHeaders(operation, schema)).data;
  }

  async readWithHeaders<T>(
    operation: Operation,
    schema: Schema<T>,
  ): Promise<{ readonly data: T; readonly headers: Headers }> {
    const { response, text = '' } = await this.#send(operation, 'read');
    const { headers } = response;
    return { data: readJson(this.#connection.upstream, operation, { headers, text }, schema), headers };
  }

  async readText(operation: Operation): Promise<TextResponse> {
    const { response, text = '' } = await this.#send(operation, 'read');
    const { status, headers } = response;
    refuseHtml(this.#connection.upstream, operation, headers, text.slice(0, 200));
    return { status, headers, contentType: mediaType(headers), text };
  }

  async *readElements<T>(operation: Operation, schema: Schema<T>, path = '$.*'): AsyncGenerator<T, void, undefined> {
    const deadline = this.#start(operation);
    try {
      yield* readElements(this.#connection, operation, deadline, schema, path);
    } finally {
      deadline.stop(true);
    }
  }

  async write<T = unknown>(operation: Operation, schema?: Schema<T>): Promise<WriteResponse<T>> {
    if (!this.#writable) {
      throw new ReadOnlyError(`This ${this.#connection.upstream.service} client only reads; the change was not sent.`, {
        target: operation.target,
      });
    }
    const { response, text = '' } = await this.#send(operation, 'write');
    const { status, headers } = response;
    return { status, headers, data: schema === undefined ? undefined : this.#readWritten(text, schema, operation) };
  }

  readOnly(): HttpClient {
    return this.#writable ? new KyHttpClient(this.#connection, this.#timeoutMs, false) : this;
  }

  async #send(operation: Operation, kind: 'read' | 'write'): Promise<Answer> {
    const deadline = this.#start(operation);
    let answered = false;
    try {
      const answer = await send(this.#connection, { operation, kind, deadline });
      answered = true;
      return answer;
    } finally {
      deadline.stop(!answered);
    }
  }

  #start(operation: Operation): Deadline {
    return startDeadline(operation.timeoutMs ?? this.#timeoutMs, operation.signal);
  }

  /** The upstream has made the change: whatever its body is, it is no reason to say otherwise. */
  #readWritten<T>(text: string, schema: Schema<T>, operation: Operation): T | undefined {
    if (text.trim() === '') return undefined;
    const document = parseJson(text);
    const checked = document === undefined ? undefined : check(schema, document.value);
    if (checked?.success === true) return checked.data;
    this.#connection.logger.warning('the answer to an accepted change is not as expected', {
      method: operation.method,
      target: operation.target,
      where: checked === undefined ? 'no JSON' : describeIssue(checked.error.issues),
    });
    return undefined;
  }
}
