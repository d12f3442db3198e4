import {
  UnexpectedResponseError,
  createReferenceCache,
  whileWanted,
  type HttpClient,
  type Operation,
  type ReferenceCache,
  type Schema,
} from '@watchstack/core';
import { parseMediaContainer } from './media-container.js';

/**
 * The way the areas of the client reach the server: asks for JSON, understands XML, marks reads and writes. Plex has GETs that
 * change things; here the method that is called says what an operation does, never its verb.
 */
export class PlexConnection {
  readonly #http: HttpClient;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #kept: ReferenceCache;

  /** @param identity headers of every request beside the token, so that the server lists us as one device */
  constructor(
    http: HttpClient,
    identity: Readonly<Record<string, string>>,
    kept: ReferenceCache = createReferenceCache(),
  ) {
    this.#http = http;
    this.#headers = identity;
    this.#kept = kept;
  }

  /**
   * Reads a media container.
   * @throws UnexpectedResponseError when the answer is no media container or lacks what the schema needs
   */
  async read<T>(operation: Operation, schema: Schema<T>): Promise<T> {
    const response = await this.#http.readText({
      ...operation,
      headers: { ...this.#headers, Accept: 'application/json', ...operation.headers },
    });
    const parsed = schema.safeParse(await parseMediaContainer(response.text, operation.target));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const where = issue === undefined ? '' : ` ${issue.path.map(String).join('.')}: ${issue.message}`;
    throw new UnexpectedResponseError(`Plex answered with a media container of another shape.${where}`, {
      target: operation.target,
      hint: 'The server may be much older or newer than what this program knows. Please report it with the version of the server.',
    });
  }

  /**
   * The same for what changes rarely (libraries, filter choices, names of people): an answer is kept for a minute and shared by
   * everybody who asks meanwhile. One caller's signal ends that caller's waiting only.
   */
  async readKept<T>(operation: Operation, schema: Schema<T>): Promise<T> {
    const { signal, ...shared } = operation;
    const key = `${operation.path}?${JSON.stringify(operation.query ?? {})}`;
    return whileWanted(
      this.#kept.get(key, () => this.read(shared, schema)),
      signal,
    );
  }

  /** Forgets everything kept. */
  forget(): void {
    this.#kept.clear();
  }

  /** Sends a change, once. Plex answers most of them with an empty body. */
  async write(operation: Operation): Promise<void> {
    await this.#http.write({ ...operation, headers: { ...this.#headers, ...operation.headers } });
    this.forget();
  }

  /** The view whose writes throw ReadOnlyError before anything is sent. */
  readOnly(): PlexConnection {
    return new PlexConnection(this.#http.readOnly(), this.#headers, this.#kept);
  }
}

/** Plex pages only where both are given. */
export function pageHeaders(start: number, size: number): Record<string, string> {
  return { 'X-Plex-Container-Start': String(start), 'X-Plex-Container-Size': String(size) };
}
