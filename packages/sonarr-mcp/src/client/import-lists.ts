import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, text, unlessZero } from './fields.js';
import { providerFields, type SonarrProvider } from './provider-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A list elsewhere whose series come into the library. */
export interface SonarrImportList extends SonarrProvider {
  /** Without a person being asked. */
  readonly enableAutomaticAdd: boolean;
  /** Searched for as soon as it is added. */
  readonly searchForMissingEpisodes?: boolean | undefined;
  /** Which episodes of an added series are monitored: `all`, `future`, `none`, … */
  readonly shouldMonitor?: string | undefined;
  /** `all` or `none`: whether seasons that come later are monitored. */
  readonly monitorNewItems?: string | undefined;
  readonly rootFolderPath?: string | undefined;
  readonly qualityProfileId?: number | undefined;
  readonly seriesType?: string | undefined;
  /** `trakt`, `plex`, `simkl`, `program`, `other`, `advanced`. */
  readonly listType?: string | undefined;
  /** How often it is read at most: a .NET time span. */
  readonly minRefreshInterval?: string | undefined;
}

const importListSchema = z.object({
  ...providerFields,
  enableAutomaticAdd: flag.transform((value) => value ?? false),
  searchForMissingEpisodes: flag,
  shouldMonitor: text,
  monitorNewItems: text,
  rootFolderPath: text,
  qualityProfileId: unlessZero,
  seriesType: text,
  listType: text,
  minRefreshInterval: text,
}) satisfies z.ZodType<SonarrImportList>;

/** The lists that series come from. */
export class ImportListsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All import lists, without their tokens and addresses: GET importlist. */
  list(options: CallOptions = {}): Promise<readonly SonarrImportList[]> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/importlist', target: 'import lists', ...options },
      z.array(importListSchema),
    );
  }
}
