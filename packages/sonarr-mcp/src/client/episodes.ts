import { apiPath, type CallOptions } from '@watchstack/core';
import { episodeSchema, type SonarrEpisode } from './episode-document.js';
import { distinctIds } from './ids.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** Which episodes to list. */
export interface SonarrEpisodeQuery {
  readonly seriesId: number;
  /** 0 for the specials; every season when left out. */
  readonly seasonNumber?: number | undefined;
  /** With the file of each. */
  readonly includeEpisodeFile?: boolean | undefined;
}

/** The episodes of a series. */
export class EpisodesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * The episodes of a series or one of its seasons, in Sonarr's order: GET episode. An unknown series has none. Just after a
   * series was added the list is empty, until Sonarr has fetched them.
   */
  list(query: SonarrEpisodeQuery, options: CallOptions = {}): Promise<readonly SonarrEpisode[]> {
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/episode',
        query: {
          seriesId: query.seriesId,
          seasonNumber: query.seasonNumber,
          includeEpisodeFile: query.includeEpisodeFile,
        },
        target: `episodes of series ${query.seriesId}`,
        ...options,
      },
      episodeSchema,
    );
  }

  /**
   * Episodes by their ids, of whichever series: GET episode. Sonarr fails where one is gone.
   * @throws NotFoundError in that case
   */
  listById(
    ids: readonly number[],
    query: Pick<SonarrEpisodeQuery, 'includeEpisodeFile'> = {},
    options: CallOptions = {},
  ): Promise<readonly SonarrEpisode[]> {
    const target = 'chosen episodes';
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/episode',
        query: { episodeIds: distinctIds(ids, target), includeEpisodeFile: query.includeEpisodeFile },
        target,
        ...options,
      },
      episodeSchema,
    );
  }

  /**
   * One episode with its series and file: GET episode/{id}.
   * @throws NotFoundError when there is none with that id
   */
  get(id: number, options: CallOptions = {}): Promise<SonarrEpisode> {
    return this.#connection.read(
      { method: 'GET', path: apiPath`/api/v3/episode/${id}`, target: `episode ${id}`, ...options },
      episodeSchema,
    );
  }

  /**
   * Marks episodes as monitored or not: PUT episode/monitor. Their seasons keep their own marks. Take the ids from a fresh
   * list: with one that is gone, Sonarr changes the others and fails then.
   * @throws NotFoundError with `changed: 'yes'` in that case
   */
  async setMonitored(ids: readonly number[], monitored: boolean, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'PUT',
      path: '/api/v3/episode/monitor',
      body: { episodeIds: distinctIds(ids, 'episodes to monitor'), monitored },
      target: 'episodes to monitor',
      ...options,
    });
  }
}
