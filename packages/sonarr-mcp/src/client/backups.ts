import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { number, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A backup of Sonarr's database and settings. Where it lies is left out: the file holds the API key. */
export interface SonarrBackup {
  /** Of the file: `sonarr_backup_v4.0.17.2953_2026.11.16_03.12.08.zip`. */
  readonly name: string;
  /** `scheduled`, `manual` or `update` (made before one). */
  readonly type?: string | undefined;
  /** Bytes. Older Sonarrs do not tell. */
  readonly size?: number | undefined;
  /** ISO 8601. */
  readonly time: string;
}

const backupSchema = z.object({
  name: z.string(),
  type: text,
  size: number,
  time: z.string(),
}) satisfies z.ZodType<SonarrBackup>;

/** The backups that Sonarr keeps. It makes one by the command `Backup`. */
export class BackupsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All backups, newest first: GET system/backup. */
  async list(options: CallOptions = {}): Promise<readonly SonarrBackup[]> {
    const backups = await this.#connection.readAll(
      { method: 'GET', path: '/api/v3/system/backup', target: 'backups', ...options },
      backupSchema,
    );
    return backups.sort((left, right) => Date.parse(right.time) - Date.parse(left.time));
  }
}
