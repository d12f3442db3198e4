import { NotFoundError, apiPath, type CallOptions } from '@watchstack/core';
import { episodeFileSchema, type SonarrEpisodeFile } from './episode-document.js';
import { distinctIds } from './ids.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** The media files of series. Several episodes may share one. */
export class EpisodeFilesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * The files of a series: GET episodefile.
   * @throws NotFoundError when the library has no such series
   */
  list(seriesId: number, options: CallOptions = {}): Promise<readonly SonarrEpisodeFile[]> {
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/episodefile',
        query: { seriesId },
        target: `files of series ${seriesId}`,
        ...options,
      },
      episodeFileSchema,
    );
  }

  /**
   * Deletes one file from disk, into Sonarr's recycle bin where one is set: DELETE episodefile/{id}. Its episodes stay
   * monitored, so that Sonarr fetches them again unless that is changed first.
   * @throws NotFoundError when there is no such file, ConflictError when the root folder is missing or empty
   */
  async delete(id: number, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'DELETE',
      path: apiPath`/api/v3/episodefile/${id}`,
      target: `episode file ${id}`,
      ...options,
    });
  }

  /**
   * Deletes files of one series from disk: DELETE episodefile/bulk, after a look whether all of them are of that series. Sonarr
   * takes the folder of the first one's series for all, and fails when one is not there.
   * @returns the files as they were
   * @throws NotFoundError when one is not a file of that series, ConflictError when the root folder is missing or empty
   */
  async deleteMany(
    seriesId: number,
    ids: readonly number[],
    options: CallOptions = {},
  ): Promise<readonly SonarrEpisodeFile[]> {
    const target = `files of series ${seriesId}`;
    this.#connection.refuseIfReadOnly(target);
    const wanted = distinctIds(ids, target);
    const present = new Map((await this.list(seriesId, options)).map((file) => [file.id, file]));
    const files = wanted.map((id) => {
      const file = present.get(id);
      if (file !== undefined) return file;
      throw new NotFoundError(`The series has no file ${id}.`, {
        target: `episode file ${id}`,
        hint: 'List its episodes with their files again; it may have been replaced.',
        changed: 'no',
      });
    });
    await this.#connection.write({
      method: 'DELETE',
      path: '/api/v3/episodefile/bulk',
      body: { episodeFileIds: wanted },
      target,
      ...options,
    });
    return files;
  }
}
