import type { CallOptions, Schema } from '@watchstack/core';
import * as z from 'zod';
import { flag, number, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** How Sonarr treats files. */
export interface SonarrMediaManagement {
  /** Where deleted files are kept for a while; undefined when they are gone at once. */
  readonly recycleBin?: string | undefined;
  /** Whether an imported torrent and its file in the library share their place on the disk. */
  readonly copyUsingHardlinks?: boolean | undefined;
  readonly skipFreeSpaceCheckWhenImporting?: boolean | undefined;
  /** MB that must stay free. */
  readonly minimumFreeSpaceWhenImporting?: number | undefined;
  /** Whether an episode whose file is deleted outside of Sonarr stops being monitored. */
  readonly autoUnmonitorPreviouslyDownloadedEpisodes?: boolean | undefined;
}

/** What Sonarr does with downloads that ended. */
export interface SonarrDownloadHandling {
  /** Imported without a person's help. */
  readonly enableCompletedDownloadHandling?: boolean | undefined;
  /** Whether another release is looked for when one failed. */
  readonly autoRedownloadFailed?: boolean | undefined;
}

/** How a folder that a download client names is called where Sonarr runs. */
export interface SonarrRemotePathMapping {
  /** As the download client's settings spell it. */
  readonly host: string;
  readonly remotePath: string;
  readonly localPath: string;
}

const mediaManagementSchema = z.object({
  recycleBin: text,
  copyUsingHardlinks: flag,
  skipFreeSpaceCheckWhenImporting: flag,
  minimumFreeSpaceWhenImporting: number,
  autoUnmonitorPreviouslyDownloadedEpisodes: flag,
}) satisfies z.ZodType<SonarrMediaManagement>;

const downloadHandlingSchema = z.object({
  enableCompletedDownloadHandling: flag,
  autoRedownloadFailed: flag,
}) satisfies z.ZodType<SonarrDownloadHandling>;

const mappingsSchema = z.array(
  z.object({ host: z.string(), remotePath: z.string(), localPath: z.string() }),
) satisfies z.ZodType<readonly SonarrRemotePathMapping[]>;

/**
 * Pages of Sonarr's settings. The general one (config/host) is not among them: it holds the API key, the owner's name and a
 * proxy's password, and what is harmless of it stands in system/status too.
 */
export class SetupArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** How files are treated: GET config/mediamanagement. */
  mediaManagement(options: CallOptions = {}): Promise<SonarrMediaManagement> {
    return this.#page('config/mediamanagement', 'media management', mediaManagementSchema, options);
  }

  /** What is done with downloads that ended: GET config/downloadclient. */
  downloadHandling(options: CallOptions = {}): Promise<SonarrDownloadHandling> {
    return this.#page('config/downloadclient', 'download handling', downloadHandlingSchema, options);
  }

  /** What folders of download clients are called where Sonarr runs: GET remotepathmapping. */
  remotePathMappings(options: CallOptions = {}): Promise<readonly SonarrRemotePathMapping[]> {
    return this.#page('remotepathmapping', 'remote path mappings', mappingsSchema, options);
  }

  #page<T>(path: string, target: string, schema: Schema<T>, options: CallOptions): Promise<T> {
    return this.#connection.read({ method: 'GET', path: `/api/v3/${path}`, target, ...options }, schema);
  }
}
