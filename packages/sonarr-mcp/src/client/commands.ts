import { InvalidInputError, apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { id, maybe, number, numbers, text, unlessZero } from './fields.js';
import type { SonarrImportFile } from './manual-import.js';
import type { SonarrConnection } from './sonarr-connection.js';

/**
 * The work that Sonarr can be asked to do. Where it may be about the whole library, which keeps indexers busy for hours, that
 * has to be said: `'all'`. Commands that restart Sonarr, change its key or delete files are not among them.
 */
export type SonarrCommandRequest =
  /** Search every monitored episode of a series, for better files too. */
  | { readonly name: 'SeriesSearch'; readonly seriesId: number }
  | { readonly name: 'SeasonSearch'; readonly seriesId: number; readonly seasonNumber: number }
  /** Whether they are monitored or not. */
  | { readonly name: 'EpisodeSearch'; readonly episodeIds: readonly number[] }
  | { readonly name: 'MissingEpisodeSearch'; readonly seriesId: number | 'all' }
  | { readonly name: 'CutoffUnmetEpisodeSearch'; readonly seriesId: number | 'all' }
  /** Fetch what is known of a series anew, then look at its folder. */
  | { readonly name: 'RefreshSeries'; readonly seriesIds: readonly number[] | 'all' }
  /** Look at the folder only. */
  | { readonly name: 'RescanSeries'; readonly seriesId: number | 'all' }
  | { readonly name: 'RssSync' }
  /** Ask the download clients now; the queue is up to date afterwards. */
  | { readonly name: 'RefreshMonitoredDownloads' }
  /** Every release may be taken again. */
  | { readonly name: 'ClearBlocklist' }
  /** Take files into the library, in place of what their episodes have. `auto`: torrents are copied, anything else is moved. */
  | {
      readonly name: 'ManualImport';
      readonly files: readonly SonarrImportFile[];
      readonly importMode: 'auto' | 'move' | 'copy';
    }
  /** Give files of one series the names they would get today. */
  | { readonly name: 'RenameFiles'; readonly seriesId: number; readonly fileIds: readonly number[] }
  | { readonly name: 'CheckHealth' }
  | { readonly name: 'Backup' }
  /** Ask the import lists now; what they hold may be added to the library. */
  | { readonly name: 'ImportListSync' }
  /** Fetch anew how releases number episodes where TheTVDB numbers them otherwise. */
  | { readonly name: 'UpdateSceneMapping' }
  /** Tidy up the database. */
  | { readonly name: 'Housekeeping' }
  /** Forget commands that ended. */
  | { readonly name: 'MessagingCleanup' };

/** Work that Sonarr does or did. */
export interface SonarrCommand {
  readonly id: number;
  readonly name: string;
  /** `queued`, `started`, `completed`, `failed`, `aborted`, `cancelled`, `orphaned`. */
  readonly status: string;
  /** `unknown`, `successful`, `unsuccessful`, `indeterminate`. */
  readonly result?: string | undefined;
  /** The only sign of progress, and at the end of what came of it: `Completed search for 5 episodes. 2 reports downloaded.` */
  readonly message?: string | undefined;
  /** ISO 8601. */
  readonly queued?: string | undefined;
  /** ISO 8601. */
  readonly started?: string | undefined;
  /** ISO 8601. */
  readonly ended?: string | undefined;
  /** A .NET time span. */
  readonly duration?: string | undefined;
  /** `manual`, `scheduled` or `unspecified` (Sonarr itself). */
  readonly trigger?: string | undefined;
  /** What it is about, as far as it names series and episodes; nothing named means the whole library, or none of it. */
  readonly body?: SonarrCommandSubject | undefined;
}

/** Which series and episodes a command is about, by their ids. */
export interface SonarrCommandSubject {
  readonly seriesId?: number | undefined;
  readonly seriesIds: readonly number[];
  readonly seasonNumber?: number | undefined;
  readonly episodeIds: readonly number[];
}

const commandSchema = z.object({
  id,
  name: z.string(),
  status: z.string(),
  result: text,
  message: text,
  queued: text,
  started: text,
  ended: text,
  duration: text,
  trigger: text,
  body: maybe(z.object({ seriesId: unlessZero, seriesIds: numbers, seasonNumber: number, episodeIds: numbers })),
}) satisfies z.ZodType<SonarrCommand>;

/** Work that takes Sonarr a while. */
export class CommandsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * Asks Sonarr to begin: POST command. The same request while one is waiting or under way answers with that one.
   * @returns the command; undefined when Sonarr accepted it without a usable answer
   * @throws InvalidInputError when the command, or what it is to be about, is missing or unknown
   */
  async start(request: SonarrCommandRequest, options: CallOptions = {}): Promise<SonarrCommand | undefined> {
    const response = await this.#connection.write(
      {
        method: 'POST',
        path: '/api/v3/command',
        body: commandBody(request),
        target: `command ${request.name}`,
        ...options,
      },
      commandSchema,
    );
    return response.data;
  }

  /**
   * How far a command has come: GET command/{id}. `completed` says that Sonarr is done, not that it found anything.
   * @throws NotFoundError when there is none; Sonarr forgets commands about five minutes after they end
   */
  get(id: number, options: CallOptions = {}): Promise<SonarrCommand> {
    return this.#connection.read(
      { method: 'GET', path: apiPath`/api/v3/command/${id}`, target: `command ${id}`, ...options },
      commandSchema,
    );
  }

  /** What Sonarr does now, what waits, and what ended in the last minutes: GET command. */
  list(options: CallOptions = {}): Promise<readonly SonarrCommand[]> {
    return this.#connection.readAll(
      { method: 'GET', path: '/api/v3/command', target: 'commands', ...options },
      commandSchema,
    );
  }

  /**
   * Takes back what has not begun: DELETE command/{id}.
   * @throws ConflictError when it has begun; NotFoundError when there is none, or Sonarr has forgotten it
   */
  async cancel(id: number, options: CallOptions = {}): Promise<void> {
    await this.#connection.write({
      method: 'DELETE',
      path: apiPath`/api/v3/command/${id}`,
      target: `command ${id}`,
      ...options,
    });
  }
}

/** What Sonarr is sent. Written out per command, because what is left out by mistake means the whole library. */
function commandBody(request: SonarrCommandRequest): Readonly<Record<string, unknown>> {
  const { name } = request;
  switch (name) {
    case 'SeriesSearch':
      return { name, seriesId: one(request.seriesId) };
    case 'SeasonSearch':
      return { name, seriesId: one(request.seriesId), seasonNumber: season(request.seasonNumber) };
    case 'EpisodeSearch':
      return { name, episodeIds: some(request.episodeIds) };
    case 'MissingEpisodeSearch':
    case 'CutoffUnmetEpisodeSearch':
    case 'RescanSeries':
      return request.seriesId === 'all' ? { name } : { name, seriesId: one(request.seriesId) };
    case 'RefreshSeries':
      return request.seriesIds === 'all' ? { name } : { name, seriesIds: some(request.seriesIds) };
    case 'ManualImport':
      return { name, files: request.files.map(importable), importMode: request.importMode };
    case 'RenameFiles':
      return { name, seriesId: one(request.seriesId), files: some(request.fileIds) };
    case 'RssSync':
    case 'RefreshMonitoredDownloads':
    case 'ClearBlocklist':
    case 'CheckHealth':
    case 'Backup':
    case 'ImportListSync':
    case 'UpdateSceneMapping':
    case 'Housekeeping':
    case 'MessagingCleanup':
      return { name };
    default:
      return refuse('Sonarr is not asked for that command.', 'Use one of the commands this client offers.');
  }
}

function one(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  return refuse('The command names no series.', "Give the id of a series, or 'all' where the whole library is meant.");
}

function importable(file: SonarrImportFile): SonarrImportFile {
  return { ...file, seriesId: one(file.seriesId), episodeIds: some(file.episodeIds) };
}

function season(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  return refuse('The command names no season.', 'Give the number of a season; 0 are the specials.');
}

/** Every id once: Sonarr fails on a list that has one twice. */
function some(values: unknown): readonly number[] {
  const ids = Array.isArray(values) ? [...new Set(values.map(one))] : [];
  return ids.length > 0 ? ids : refuse('The command names nothing to work on.', 'Give at least one id.');
}

function refuse(message: string, hint: string): never {
  throw new InvalidInputError(message, { target: 'command', hint, changed: 'no' });
}
