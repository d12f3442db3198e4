import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, number, text } from './fields.js';
import { chosenSettings, providerFields, type SonarrProvider } from './provider-document.js';
import { testAll, testOne, type SonarrProviderTest } from './provider-tests.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A program that downloads for Sonarr. */
export interface SonarrDownloadClient extends SonarrProvider {
  readonly enable: boolean;
  /** `usenet` or `torrent`. */
  readonly protocol?: string | undefined;
  /** 1 (first) to 50, among those of its protocol. */
  readonly priority?: number | undefined;
  /** Whether a download leaves the client once it is imported. */
  readonly removeCompletedDownloads?: boolean | undefined;
  readonly removeFailedDownloads?: boolean | undefined;
  /** The machine it runs on, by name or IP address; undefined when what is set is no such thing. */
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** What Sonarr's downloads are filed under there. */
  readonly category?: string | undefined;
}

const downloadClientSchema = z
  .object({
    ...providerFields,
    enable: flag.transform((value) => value ?? false),
    protocol: text,
    priority: number,
    removeCompletedDownloads: flag,
    removeFailedDownloads: flag,
    fields: chosenSettings('host', 'port', 'tvCategory', 'category'),
  })
  .transform(({ fields, ...client }) => {
    const { host, port, tvCategory = '', category = tvCategory } = fields;
    return {
      ...client,
      // Some people put a whole address there, which may hold a password.
      host: typeof host === 'string' && /^(?:[\w.-]{1,253}|\[?[0-9a-f:]{2,39}\]?)$/i.test(host) ? host : undefined,
      port: typeof port === 'number' ? port : undefined,
      category: category === '' ? undefined : String(category),
    };
  }) satisfies z.ZodType<SonarrDownloadClient>;

/** The programs that download. */
export class DownloadClientsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All download clients, without keys, passwords and user names: GET downloadclient. */
  list(options: CallOptions = {}): Promise<readonly SonarrDownloadClient[]> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/downloadclient', target: 'download clients', ...options },
      z.array(downloadClientSchema),
    );
  }

  /** Asks every download client that is on whether it works: POST downloadclient/testall. Changes no setting. */
  testAll(options: CallOptions = {}): Promise<readonly SonarrProviderTest[]> {
    return testAll(this.#connection, 'downloadclient', 'download clients', options);
  }

  /**
   * Asks one download client whether it works: POST downloadclient/test.
   * @throws NotFoundError when there is none with that id
   */
  test(id: number, options: CallOptions = {}): Promise<SonarrProviderTest> {
    return testOne(this.#connection, 'downloadclient', id, `download client ${id}`, options);
  }
}
