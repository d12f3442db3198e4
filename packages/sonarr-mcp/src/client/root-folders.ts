import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, id, list, number, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A folder that the folders of series are in. */
export interface SonarrRootFolder {
  readonly id: number;
  /** On the machine of Sonarr. */
  readonly path: string;
  /** False when the disk is not there. */
  readonly accessible?: boolean | undefined;
  /** Bytes; missing when the disk is not there. Several root folders may share a disk. */
  readonly freeSpace?: number | undefined;
  /** Folders in it that belong to no series. */
  readonly unmappedFolders: readonly { readonly name?: string | undefined; readonly path?: string | undefined }[];
}

const rootFolderSchema = z.object({
  id,
  path: z.string(),
  accessible: flag,
  freeSpace: number,
  unmappedFolders: list(z.object({ name: text, path: text })),
}) satisfies z.ZodType<SonarrRootFolder>;

/** Where series can be put. */
export class RootFoldersArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All root folders, at most a minute old: GET rootfolder. */
  list(options: CallOptions = {}): Promise<readonly SonarrRootFolder[]> {
    return this.#connection.readKept(
      'root folders',
      { method: 'GET', path: '/api/v3/rootfolder', target: 'root folders' },
      z.array(rootFolderSchema),
      options,
    );
  }
}
