import type { Show } from '../household/index.js';
import type { Document } from './json.js';
import { instant, isDocument, timeSpan } from './json.js';
import { applyMonitoring } from './monitoring.js';
import type { MonitoringOptions } from './monitoring.js';
import { failure, Refusal } from './problems.js';
import { undescribedSeasonFields } from './state.js';
import type { SonarrState, StoredCommand, StoredSeries } from './state.js';

/** The commands that can be sent, under the names Sonarr writes. */
const NAMES = [
  'ApplicationUpdateCheck',
  'Backup',
  'BulkMoveSeries',
  'CheckForFinishedDownload',
  'CheckHealth',
  'CleanUpRecycleBin',
  'ClearBlocklist',
  'ClearLog',
  'CutoffUnmetEpisodeSearch',
  'EpisodeSearch',
  'DeleteLogFiles',
  'DeleteUpdateLogFiles',
  'Housekeeping',
  'ImportListSync',
  'ManualImport',
  'MessagingCleanup',
  'MissingEpisodeSearch',
  'MoveSeries',
  'ProcessMonitoredDownloads',
  'RefreshMonitoredDownloads',
  'RefreshSeries',
  'RenameFiles',
  'RenameSeries',
  'RescanSeries',
  'RssSync',
  'SeasonSearch',
  'SeriesSearch',
  'UpdateSceneMapping',
] as const;

type CommandName = (typeof NAMES)[number];

const FORGOTTEN_AFTER_MS = 5 * 60_000;

/** The commands that Sonarr starts by itself for a series that was just added. */
interface NewSeries {
  readonly monitoring: MonitoringOptions;
  readonly search: 'missing' | 'cutoff' | undefined;
}

function integersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [];
}

function words(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
}

/** Takes commands, works on them a moment later, and remembers how they ended. */
export class Commands {
  readonly #state: SonarrState;
  readonly #now: () => Date;
  readonly #delayMs: number;
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  readonly #newSeries = new Map<number, NewSeries>();
  readonly #workers = new Map<string, (body: Document) => string>();

  /** `delayMs` is how long a command waits, and then again how long it runs. */
  constructor(state: SonarrState, now: () => Date, delayMs: number) {
    this.#state = state;
    this.#now = now;
    this.#delayMs = delayMs;
  }

  /** Says what is done for a command, and which message it ends with. */
  handle(name: CommandName, work: (body: Document) => string): void {
    this.#workers.set(name, work);
  }

  /** Does something a moment later; `settle` does it at once. */
  later(work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, this.#delayMs);
    timer.unref();
    this.#timers.set(timer, work);
  }

  /** Finishes everything that is queued or running, and what follows from it, without waiting. */
  settle(): void {
    while (this.#timers.size > 0) {
      const waiting = [...this.#timers];
      this.#timers.clear();
      for (const [timer, work] of waiting) {
        clearTimeout(timer);
        work();
      }
    }
  }

  /** Forgets what has not been done yet. */
  close(): void {
    for (const timer of this.#timers.keys()) clearTimeout(timer);
    this.#timers.clear();
  }

  /**
   * Takes a command. An equal one that has not ended is answered instead of a new one. Throws the answer that Sonarr 4
   * gives to a name it does not know: 500.
   */
  send(asked: string, body: Document, trigger: StoredCommand['trigger'] = 'manual'): StoredCommand {
    const name = NAMES.find((one) => one.toLowerCase() === asked.toLowerCase());
    if (name === undefined) throw new Refusal(failure(500, 'Sequence contains no matching element'));
    const text = JSON.stringify(body);
    const same = this.#state.commands.find(
      (one) => one.name === name && JSON.stringify(one.body) === text && one.ended === undefined,
    );
    if (same !== undefined) return same;
    const ids = this.#state.commands.map((one) => one.id);
    const id = this.#state.nextId('command', ids);
    const command: StoredCommand = { id, name, body, trigger, queued: this.#now(), status: 'queued', message: '' };
    this.#state.commands.push(command);
    this.later(() => {
      if (!this.#state.commands.includes(command)) return;
      command.status = 'started';
      command.started = this.#now();
      command.message = `${words(name)} started`;
      this.later(() => {
        command.message = this.#work(command);
        command.status = 'completed';
        command.ended = this.#now();
      });
    });
    return command;
  }

  /** The commands that Sonarr still knows, oldest first: those that ended are forgotten five minutes later. */
  remembered(): readonly StoredCommand[] {
    const since = this.#now().getTime() - FORGOTTEN_AFTER_MS;
    return this.#state.commands.filter(({ ended }) => ended === undefined || ended.getTime() > since);
  }

  /** What follows a series being added: its episodes come, are monitored as asked for, and are searched for. */
  refreshNew(series: StoredSeries, monitoring: MonitoringOptions, search: NewSeries['search']): StoredCommand {
    this.#newSeries.set(series.id, { monitoring, search });
    return this.send('RefreshSeries', { seriesIds: [series.id], isNewSeries: true }, 'unspecified');
  }

  #targets(body: Document): StoredSeries[] {
    const one = typeof body['seriesId'] === 'number' ? [body['seriesId']] : [];
    const ids = [...integersOf(body['seriesIds']), ...one];
    return [...this.#state.series.values()].filter((series) => ids.length === 0 || ids.includes(series.id));
  }

  #work(command: StoredCommand): string {
    const { name, body } = command;
    const worker = this.#workers.get(name);
    if (worker !== undefined) return worker(body);
    if (name === 'RefreshSeries') {
      for (const series of this.#targets(body)) this.#populate(series);
      return 'Refresh completed';
    }
    if (name === 'ClearBlocklist') this.#state.blocklist = [];
    return 'Completed';
  }

  #populate(series: StoredSeries): void {
    if (series.populated) return;
    series.populated = true;
    series.seasons = withAllSeasons(series, series.show);
    const asked = this.#newSeries.get(series.id);
    this.#newSeries.delete(series.id);
    for (const row of this.#state.episodesOf(series)) {
      const season = series.seasons.find((one) => one.seasonNumber === row.episode.season);
      if (row.monitored !== (season?.monitored ?? false)) {
        this.#state.changeEpisode(row, { monitored: season?.monitored ?? false });
      }
    }
    if (asked === undefined) return;
    applyMonitoring(this.#state, series, asked.monitoring, this.#now());
    const search = { missing: 'MissingEpisodeSearch', cutoff: 'CutoffUnmetEpisodeSearch' } as const;
    if (asked.search !== undefined) this.send(search[asked.search], { seriesId: series.id }, 'unspecified');
  }
}

/** Seasons that were not named when the series was added come in monitored, specials excepted. */
function withAllSeasons(series: StoredSeries, show: Show): StoredSeries['seasons'] {
  return show.seasonNumbers.map((number) => {
    const known = series.seasons.find((one) => one.seasonNumber === number);
    return known ?? { seasonNumber: number, monitored: number > 0, extra: undescribedSeasonFields(number) };
  });
}

/** A command as the API shows it. */
export function commandDocument(command: StoredCommand): Document {
  const { id, name, queued, started, ended, status, message } = command;
  const body = isDocument(command.body) ? command.body : {};
  return {
    name,
    commandName: words(name),
    message: message === '' ? undefined : message,
    body: { ...body, name, trigger: command.trigger, sendUpdatesToClient: true, updateScheduledTask: true },
    priority: 'normal',
    status,
    result: status === 'completed' ? 'successful' : 'unknown',
    queued: instant(queued),
    started: started === undefined ? undefined : instant(started),
    ended: ended === undefined ? undefined : instant(ended),
    duration:
      started === undefined || ended === undefined ? undefined : timeSpan((ended.getTime() - started.getTime()) / 1000),
    trigger: command.trigger,
    stateChangeTime: instant(ended ?? started ?? queued),
    sendUpdatesToClient: true,
    updateScheduledTask: true,
    id,
  };
}
