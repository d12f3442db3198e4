import { InvalidInputError, apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { id, text } from './fields.js';
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
