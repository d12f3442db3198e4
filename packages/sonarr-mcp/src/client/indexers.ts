import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, number, text, unlessZero } from './fields.js';
import { providerFields, type SonarrProvider } from './provider-document.js';
import { testAll, testOne, type SonarrProviderTest } from './provider-tests.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Where Sonarr looks for releases. It has no switch of its own: it is on as long as it is used for anything. */
export interface SonarrIndexer extends SonarrProvider {
  /** `usenet` or `torrent`. */
  readonly protocol?: string | undefined;
  /** 1 (first) to 50. */
  readonly priority?: number | undefined;
  /** New releases are read from it every few minutes. */
  readonly enableRss: boolean;
  /** It is searched when Sonarr searches by itself, or is told to. */
  readonly enableAutomaticSearch: boolean;
  /** It is searched when a person wants to choose. */
  readonly enableInteractiveSearch: boolean;
  readonly supportsRss?: boolean | undefined;
  readonly supportsSearch?: boolean | undefined;
  /** The only download client that gets what it finds; undefined when any does. */
  readonly downloadClientId?: number | undefined;
}

const used = flag.transform((value) => value ?? false);

const indexerSchema = z.object({
  ...providerFields,
  protocol: text,
  priority: number,
  enableRss: used,
  enableAutomaticSearch: used,
  enableInteractiveSearch: used,
  supportsRss: flag,
  supportsSearch: flag,
  downloadClientId: unlessZero,
}) satisfies z.ZodType<SonarrIndexer>;

/** The places where releases are looked for. */
export class IndexersArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All indexers, without keys and addresses: GET indexer. */
  list(options: CallOptions = {}): Promise<readonly SonarrIndexer[]> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/indexer', target: 'indexers', ...options },
      z.array(indexerSchema),
    );
  }

  /**
   * Asks every indexer that is on whether it works: POST indexer/testall. Takes as long as the slowest; changes no setting.
   * Sonarr uses one again that it had paused, when it passes.
   */
  testAll(options: CallOptions = {}): Promise<readonly SonarrProviderTest[]> {
    return testAll(this.#connection, 'indexer', 'indexers', options);
  }

  /**
   * Asks one indexer whether it works: POST indexer/test.
   * @throws NotFoundError when there is none with that id
   */
  test(id: number, options: CallOptions = {}): Promise<SonarrProviderTest> {
    return testOne(this.#connection, 'indexer', id, `indexer ${id}`, options);
  }
}
