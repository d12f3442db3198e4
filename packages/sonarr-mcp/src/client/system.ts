import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, number, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** What Sonarr says of itself. Folders of its machine are left out. */
export interface SonarrStatus {
  /** `Sonarr`, for every Sonarr. */
  readonly appName?: string | undefined;
  /** The name its owner gave it. */
  readonly instanceName?: string | undefined;
  /** `4.0.17.2953` */
  readonly version: string;
  /** `main`, `develop`, … */
  readonly branch?: string | undefined;
  /** ISO 8601. */
  readonly buildTime?: string | undefined;
  /** ISO 8601. */
  readonly startTime?: string | undefined;
  readonly osName?: string | undefined;
  readonly osVersion?: string | undefined;
  readonly isDocker?: boolean | undefined;
  readonly runtimeName?: string | undefined;
  readonly runtimeVersion?: string | undefined;
  /** `sqLite` or `postgreSQL`. */
  readonly databaseType?: string | undefined;
  readonly databaseVersion?: string | undefined;
  /** `none`, `basic`, `forms`, `external`: how people sign in to its pages. */
  readonly authentication?: string | undefined;
  readonly urlBase?: string | undefined;
  /** `builtIn`, `docker`, `apt`, …: how it is updated. */
  readonly packageUpdateMechanism?: string | undefined;
}

/** A problem that Sonarr noticed by itself. */
export interface SonarrHealthIssue {
  /** The check that noticed it: `IndexerStatusCheck`. */
  readonly source?: string | undefined;
  /** `ok`, `notice`, `warning` or `error`. */
  readonly type: string;
  readonly message: string;
  /** Where Sonarr's wiki explains it. */
  readonly wikiUrl?: string | undefined;
}

/** A disk that Sonarr can see; not one per root folder. */
export interface SonarrDisk {
  readonly path: string;
  readonly label?: string | undefined;
  /** Bytes. */
  readonly freeSpace?: number | undefined;
  /** Bytes. */
  readonly totalSpace?: number | undefined;
}

const statusSchema = z.object({
  appName: text,
  instanceName: text,
  version: z.string().min(1),
  branch: text,
  buildTime: text,
  startTime: text,
  osName: text,
  osVersion: text,
  isDocker: flag,
  runtimeName: text,
  runtimeVersion: text,
  databaseType: text,
  databaseVersion: text,
  authentication: text,
  urlBase: text,
  packageUpdateMechanism: text,
}) satisfies z.ZodType<SonarrStatus>;

const healthSchema = z.array(
  z.object({ source: text, type: z.string(), message: z.string(), wikiUrl: text }),
) satisfies z.ZodType<readonly SonarrHealthIssue[]>;

const disksSchema = z.array(
  z.object({ path: z.string(), label: text, freeSpace: number, totalSpace: number }),
) satisfies z.ZodType<readonly SonarrDisk[]>;

/** Sonarr itself: version, health, disks. */
export class SystemArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** Version and surroundings: GET system/status. */
  status(options: CallOptions = {}): Promise<SonarrStatus> {
    return this.#connection.read(this.#quick('/api/v3/system/status', 'status of Sonarr', options), statusSchema);
  }

  /** The problems that Sonarr sees, none when it is well: GET health. As old as Sonarr's own latest check. */
  health(options: CallOptions = {}): Promise<readonly SonarrHealthIssue[]> {
    return this.#connection.read(this.#quick('/api/v3/health', 'health of Sonarr', options), healthSchema);
  }

  /** The disks and how full they are: GET diskspace. */
  diskSpace(options: CallOptions = {}): Promise<readonly SonarrDisk[]> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/diskspace', target: 'disk space', ...options },
      disksSchema,
    );
  }

  #quick(path: string, target: string, options: CallOptions) {
    return { method: 'GET', path, target, timeoutMs: this.#connection.patience('status'), ...options } as const;
  }
}
