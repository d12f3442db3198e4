import {
  ReadOnlyError,
  createReferenceCache,
  whileWanted,
  type CallOptions,
  type HttpClient,
  type Operation,
  type Schema,
  type WriteResponse,
} from '@watchstack/core';
import { OneAtATime } from './one-at-a-time.js';
import { ReleaseMemory } from './release-memory.js';

/** How long Sonarr may take, in milliseconds, where it differs from the 30 s of a common answer. */
const patience = {
  /** Answered from memory: a server that takes longer hangs. */
  status: 10_000,
  /** Sonarr asks a service on the internet first. */
  lookup: 45_000,
  /** Sonarr asks that service again and creates the folder. */
  add: 60_000,
  /** Sonarr asks all its indexers, some of which make it wait. */
  releases: 120_000,
  /** Hundreds of series in one request, and all of them in its answer. */
  edit: 60_000,
  /** Sonarr opens every file to see what is in it. */
  files: 45_000,
  /** Sonarr asks every indexer or download client, and waits for the slowest. */
  test: 45_000,
} as const;

/** What the views of one client have in common. */
interface Shared {
  readonly kept: ReturnType<typeof createReferenceCache>;
  readonly writers: OneAtATime;
  readonly releases: ReleaseMemory;
  version: string | undefined;
}

/** The names of the reference lists that are kept for a minute. */
type KeptList = 'languages' | 'custom formats' | 'quality definitions' | 'quality profiles' | 'root folders' | 'tags';

/**
 * The way the areas of the client reach Sonarr: marks reads and writes, knows how long each kind may take, notices the
 * version that every answer carries, and keeps reference lists for a minute.
 */
export class SonarrConnection {
  readonly #http: HttpClient;
  readonly #timeoutMs: number | undefined;
  readonly #writable: boolean;
  readonly #shared: Shared;

  /** @param timeoutMs what the client's maker chose; it then bounds every operation alike */
  constructor(
    http: HttpClient,
    timeoutMs?: number,
    writable = true,
    shared: Shared = {
      kept: createReferenceCache(),
      writers: new OneAtATime(),
      releases: new ReleaseMemory(),
      version: undefined,
    },
  ) {
    this.#http = http;
    this.#timeoutMs = timeoutMs;
    this.#writable = writable;
    this.#shared = shared;
  }

  /** The version that the latest answer named in X-Application-Version; undefined before the first. */
  get version(): string | undefined {
    return this.#shared.version;
  }

  /** Milliseconds for an operation that takes longer or shorter than others; undefined leaves it to the client. */
  patience(kind: keyof typeof patience): number | undefined {
    return this.#timeoutMs === undefined ? patience[kind] : undefined;
  }

  /** Reads one document. */
  async read<T>(operation: Operation, schema: Schema<T>): Promise<T> {
    const { data, headers } = await this.#http.readWithHeaders(operation, schema);
    this.#shared.version = headers.get('x-application-version') ?? this.#shared.version;
    return data;
  }

  /** Reads a list that Sonarr does not page, one element at a time. */
  stream<T>(operation: Operation, schema: Schema<T>): AsyncIterable<T> {
    return this.#http.readElements(operation, schema);
  }

  /** Reads the whole of such a list. */
  async readAll<T>(operation: Operation, schema: Schema<T>): Promise<T[]> {
    const elements: T[] = [];
    for await (const element of this.stream(operation, schema)) elements.push(element);
    return elements;
  }

  /** Reads a reference list, at most a minute old. Who asks at the same time shares one request, which nobody cancels alone. */
  async readKept<T>(name: KeptList, operation: Operation, schema: Schema<T>, { signal }: CallOptions): Promise<T> {
    await whileWanted(Promise.resolve(), signal);
    return whileWanted(
      this.#shared.kept.get(name, () => this.read(operation, schema)),
      signal,
    );
  }

  /** Forgets a reference list, because it was just changed. */
  forget(name: KeptList): void {
    this.#shared.kept.clear(name);
  }

  /** Sends a change, once. */
  async write<T>(operation: Operation, schema?: Schema<T>): Promise<WriteResponse<T>> {
    this.refuseIfReadOnly(operation.target);
    return this.#http.write(operation, schema);
  }

  /**
   * For changes that begin with a read.
   * @throws ReadOnlyError in the view that only reads
   */
  refuseIfReadOnly(target: string | undefined): void {
    if (this.#writable) return;
    throw new ReadOnlyError('This Sonarr client only reads; the change was not sent.', { target });
  }

  /** The releases that searches have shown, known to every view. */
  get releases(): ReleaseMemory {
    return this.#shared.releases;
  }

  /** Runs changes of one thing one after the other, whichever view they come from. */
  exclusively<T>(thing: string, work: () => Promise<T>, options: CallOptions): Promise<T> {
    return this.#shared.writers.run(thing, work, options.signal);
  }

  /** The view whose writes throw ReadOnlyError before anything is sent. */
  readOnly(): SonarrConnection {
    return new SonarrConnection(this.#http.readOnly(), this.#timeoutMs, false, this.#shared);
  }
}
