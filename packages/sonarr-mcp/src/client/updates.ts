import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, maybe, text, texts } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A release of Sonarr itself. */
export interface SonarrUpdate {
  /** `4.0.17.2953` */
  readonly version: string;
  readonly branch?: string | undefined;
  /** ISO 8601. */
  readonly releaseDate?: string | undefined;
  /** Whether it is the one that runs. */
  readonly installed?: boolean | undefined;
  /** ISO 8601; of the one that runs, and of former ones. */
  readonly installedOn?: string | undefined;
  /** Whether it is newer than the one that runs. */
  readonly installable?: boolean | undefined;
  readonly latest?: boolean | undefined;
  /** Absent where nothing was written about it. */
  readonly changes?: { readonly new: readonly string[]; readonly fixed: readonly string[] } | undefined;
}

const updateSchema = z.object({
  version: z.string(),
  branch: text,
  releaseDate: text,
  installed: flag,
  installedOn: text,
  installable: flag,
  latest: flag,
  changes: maybe(z.object({ new: texts, fixed: texts })),
}) satisfies z.ZodType<SonarrUpdate>;

/** The releases of Sonarr itself. */
export class UpdatesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** The latest releases of its branch, newest first: GET update. Sonarr asks its own service on the internet for them. */
  list(options: CallOptions = {}): Promise<readonly SonarrUpdate[]> {
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/update',
        target: 'updates',
        timeoutMs: this.#connection.patience('lookup'),
        ...options,
      },
      updateSchema,
    );
  }
}
