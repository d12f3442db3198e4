import { InvalidInputError, NotFoundError, UnexpectedResponseError, apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { distinctIds } from './ids.js';
import { addSeriesBody, type SonarrAddRequest } from './series-add.js';
import { applySeriesChange, type RawSeries, type SonarrSeriesChange } from './series-change.js';
import {
  lookupSeriesSchema,
  seriesRowSchema,
  seriesSchema,
  type SonarrLookupSeries,
  type SonarrSeries,
  type SonarrSeriesRow,
} from './series-document.js';
import { editSeriesBody, type SonarrMonitoringStrategy, type SonarrSeriesEdit } from './series-edit.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** What to do beside taking a series out of the library. Neither is done unless asked for. */
export interface SonarrSeriesDeletion {
  /** Also delete its folder from the disk, into Sonarr's recycle bin where one is set. Sonarr does so after it answered. */
  readonly deleteFiles?: boolean | undefined;
  /** Also keep import lists from ever adding it again. */
  readonly addImportListExclusion?: boolean | undefined;
}

/** A series before and after a change. */
export interface SonarrSeriesUpdate {
  readonly before: SonarrSeries;
  readonly after: SonarrSeries;
  /** False when everything was so already; then nothing was sent. */
  readonly changed: boolean;
}

const rawSeriesSchema = z.custom<RawSeries>(
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && seriesSchema.safeParse(value).success,
  'expected a series',
);

/** The series of the library, the search for new ones, and their coming and going. */
export class SeriesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * The whole library: GET series. Sonarr sends it in one document of several megabytes; the rows come one by one while it
   * arrives, so that memory stays flat for whoever does not keep them.
   */
  list(options: CallOptions = {}): AsyncIterable<SonarrSeriesRow> {
    return this.#connection.stream(
      { method: 'GET', path: '/api/v3/series', target: 'library', ...options },
      seriesRowSchema,
    );
  }

  /**
   * One series with its seasons: GET series/{id}.
   * @throws NotFoundError when the library has no series with that id
   */
  get(id: number, options: CallOptions = {}): Promise<SonarrSeries> {
    return this.#connection.read(
      { method: 'GET', path: apiPath`/api/v3/series/${id}`, target: `series ${id}`, ...options },
      seriesSchema,
    );
  }

  /** The series of the library with an id of TheTVDB, undefined when there is none: GET series?tvdbId=. */
  async getByTvdbId(tvdbId: number, options: CallOptions = {}): Promise<SonarrSeries | undefined> {
    const found = await this.#connection.read(
      { method: 'GET', path: '/api/v3/series', query: { tvdbId }, target: `series tvdb:${tvdbId}`, ...options },
      z.array(seriesSchema),
    );
    return found.find((series) => series.tvdbId === tvdbId);
  }

  /**
   * Searches TheTVDB through Sonarr, best first: GET series/lookup. Series of the library are among the answers, with `id`.
   * @param term a title, or `tvdb:81189`, `imdb:tt0903747`, `tmdb:1396`
   * @throws UpstreamUnavailableError when Sonarr does not reach its metadata service
   */
  async lookup(term: string, options: CallOptions = {}): Promise<readonly SonarrLookupSeries[]> {
    const wanted = term.trim();
    if (wanted === '') {
      throw new InvalidInputError('The search term is empty.', { target: 'search for series', hint: 'Give a title.' });
    }
    return this.#connection.read(
      {
        method: 'GET',
        path: '/api/v3/series/lookup',
        query: { term: wanted },
        target: 'search for series',
        timeoutMs: this.#connection.patience('lookup'),
        ...options,
      },
      z.array(lookupSeriesSchema),
    );
  }

  /**
   * Adds a series to the library: POST series. Sonarr answers before it has fetched the episodes, so `statistics` and the
   * episodes come a little later. Where the request leaves out title and seasons, they are looked up first.
   * @returns the new series; undefined when Sonarr accepted it without a usable answer
   * @throws ConflictError when it is already in the library, InvalidInputError when Sonarr has no such root folder or quality
   * profile, NotFoundError when TheTVDB has no such id
   */
  async add(request: SonarrAddRequest, options: CallOptions = {}): Promise<SonarrSeries | undefined> {
    const target = `series tvdb:${request.tvdbId}`;
    this.#connection.refuseIfReadOnly(target);
    const { title, seasons } =
      request.title === undefined || request.seasons === undefined
        ? await this.#lookUpToAdd(request, options)
        : { title: request.title, seasons: request.seasons };
    const response = await this.#connection.write(
      {
        method: 'POST',
        path: '/api/v3/series',
        body: addSeriesBody(request, title, seasons),
        target,
        timeoutMs: this.#connection.patience('add'),
        ...options,
      },
      seriesSchema,
    );
    return response.data;
  }

  async #lookUpToAdd(request: SonarrAddRequest, options: CallOptions) {
    const found = await this.lookup(`tvdb:${request.tvdbId}`, options);
    const series = found.find((candidate) => candidate.tvdbId === request.tvdbId);
    if (series === undefined) {
      throw new NotFoundError(`TheTVDB has no series with the id ${request.tvdbId}.`, {
        target: `series tvdb:${request.tvdbId}`,
        hint: 'Search for the series by its title and take the id from there.',
        changed: 'no',
      });
    }
    return { title: request.title ?? series.title, seasons: request.seasons ?? series.seasons };
  }

  /**
   * Changes the named fields of a series and leaves every other as it is, known to us or not: GET series/{id}, then PUT of the
   * same document. Sonarr's PUT replaces the whole series and knows no versions; changes of one series made through this
   * client therefore wait for each other.
   * @throws NotFoundError when the library has no such series, or the series no such season; InvalidInputError or ConflictError
   * when Sonarr refuses a value
   */
  async update(id: number, change: SonarrSeriesChange, options: CallOptions = {}): Promise<SonarrSeriesUpdate> {
    const target = `series ${id}`;
    this.#connection.refuseIfReadOnly(target);
    return this.#connection.exclusively(
      target,
      async () => {
        const document = await this.#getRaw(id, options);
        const changed = applySeriesChange(document, change);
        const before = seriesSchema.parse(document);
        if (changed === undefined) return { before, after: before, changed: false };
        const expected = seriesSchema.safeParse(changed);
        if (!expected.success) {
          throw new InvalidInputError('A value of the change is of the wrong type.', { target, changed: 'no' });
        }
        const response = await this.#connection.write(
          {
            method: 'PUT',
            path: apiPath`/api/v3/series/${id}`,
            query: { moveFiles: change.path === undefined ? undefined : (change.moveFiles ?? false) },
            body: changed,
            target,
            ...options,
          },
          seriesSchema,
        );
        return { before, after: response.data ?? expected.data, changed: true };
      },
      options,
    );
  }

  /**
   * Changes the same of many series in one request: PUT series/editor. Nothing else of them is touched.
   * @throws NotFoundError when one of them is not there, InvalidInputError when Sonarr has no such profile or root folder;
   * nothing was changed then
   */
  async edit(ids: readonly number[], edit: SonarrSeriesEdit, options: CallOptions = {}): Promise<void> {
    const target = ids.length === 1 ? `series ${String(ids[0])}` : `${ids.length} series`;
    this.#connection.refuseIfReadOnly(target);
    await this.#alone(
      ids,
      async () => {
        await this.#connection.write({
          method: 'PUT',
          path: '/api/v3/series/editor',
          body: editSeriesBody(ids, edit),
          target,
          timeoutMs: this.#connection.patience('edit'),
          ...options,
        });
      },
      options,
    );
  }

  /**
   * Monitors the episodes of a series by a strategy, which writes the mark of every episode and season anew: POST seasonpass.
   * `none` also stops monitoring the series itself.
   * @throws NotFoundError when the library has no such series
   */
  async monitor(id: number, strategy: SonarrMonitoringStrategy, options: CallOptions = {}): Promise<void> {
    const target = `series ${id}`;
    this.#connection.refuseIfReadOnly(target);
    await this.#alone(
      [id],
      async () => {
        await this.#connection.write({
          method: 'POST',
          path: '/api/v3/seasonpass',
          body: {
            series: [{ id }],
            // Without these, Sonarr would change marks of seasons that no episode follows.
            monitoringOptions: { monitor: strategy, ignoreEpisodesWithFiles: false, ignoreEpisodesWithoutFiles: false },
          },
          target,
          ...options,
        });
      },
      options,
    );
  }

  /** Runs a change of several series while no other of any of them runs. In ascending order, no two wait for each other. */
  async #alone(ids: readonly number[], work: () => Promise<void>, options: CallOptions): Promise<void> {
    const ascending = distinctIds(ids, 'series').toSorted((a, b) => a - b);
    await ascending.reduceRight<() => Promise<void>>(
      (inner, id) => () => this.#connection.exclusively(`series ${id}`, inner, options),
      work,
    )();
  }

  /**
   * Takes a series out of the library: DELETE series/{id}, after a look whether it is there, because Sonarr answers 500 for
   * one that is not.
   * @returns the series as it was
   * @throws NotFoundError when the library has no series with that id
   */
  async delete(id: number, deletion: SonarrSeriesDeletion = {}, options: CallOptions = {}): Promise<SonarrSeries> {
    const target = `series ${id}`;
    this.#connection.refuseIfReadOnly(target);
    return this.#connection.exclusively(
      target,
      async () => {
        const series = await this.get(id, options);
        await this.#connection.write({
          method: 'DELETE',
          path: apiPath`/api/v3/series/${id}`,
          query: {
            deleteFiles: deletion.deleteFiles ?? false,
            addImportListExclusion: deletion.addImportListExclusion ?? false,
          },
          target,
          ...options,
        });
        return series;
      },
      options,
    );
  }

  async #getRaw(id: number, options: CallOptions): Promise<RawSeries> {
    const target = `series ${id}`;
    const document = await this.#connection.read(
      { method: 'GET', path: apiPath`/api/v3/series/${id}`, target, ...options },
      rawSeriesSchema,
    );
    // The id in the body decides which series Sonarr replaces, not the one in the path.
    if (document['id'] !== id) {
      throw new UnexpectedResponseError('Sonarr answered with another series than the one asked for.', {
        target,
        changed: 'no',
      });
    }
    return document;
  }
}
