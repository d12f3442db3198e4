import { ConfigurationError, createHttpClient, createRedactor, type CallOptions, type Logger } from '@watchstack/core';
import { BackupsArea } from './backups.js';
import { BlocklistArea } from './blocklist.js';
import { CalendarArea } from './calendar.js';
import { CommandsArea } from './commands.js';
import { DelayProfilesArea } from './delay-profiles.js';
import { DownloadClientsArea } from './download-clients.js';
import { EpisodeFilesArea } from './episode-files.js';
import { EpisodesArea } from './episodes.js';
import { CustomFormatsArea } from './custom-formats.js';
import { HistoryArea } from './history.js';
import { QualityDefinitionsArea } from './quality-definitions.js';
import { ImportListsArea } from './import-lists.js';
import { IndexersArea } from './indexers.js';
import { LogsArea } from './logs.js';
import { NotificationsArea } from './notifications.js';
import { ManualImportArea } from './manual-import.js';
import { NamingArea } from './naming.js';
import { ProfilesArea } from './profiles.js';
import { QueueArea } from './queue.js';
import { ReleasesArea } from './releases.js';
import { RootFoldersArea } from './root-folders.js';
import { SeriesArea } from './series.js';
import { SetupArea } from './setup.js';
import { SonarrConnection } from './sonarr-connection.js';
import { explainSonarrFailure } from './sonarr-failures.js';
import { SystemArea } from './system.js';
import { TagsArea } from './tags.js';
import { TasksArea } from './tasks.js';
import { UpdatesArea } from './updates.js';
import { WantedArea } from './wanted.js';

/** How to reach a Sonarr. */
export interface SonarrClientOptions {
  /** `http://192.168.1.20:8989`, with Sonarr's URL base where it has one. */
  readonly url: string;
  /** From Settings > General > Security. Sent in the header X-Api-Key, never in an address. */
  readonly apiKey: string;
  /** Sent with every request, for a login proxy in front of Sonarr. Treated as secrets. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Bound of one operation in milliseconds, retries included. Unless told: 30 s, 10 s for status and health, 45 s for a search
   * for new series, 60 s for adding one, 45 s for a test of indexers or download clients, 120 s for a search
   * of the indexers.
   */
  readonly timeoutMs?: number | undefined;
  readonly logger?: Logger | undefined;
  /** Name and version: `sonarr-mcp/1.2.3`. */
  readonly userAgent?: string | undefined;
}

/**
 * A typed client of Sonarr's API, version 3, which Sonarr 4 speaks. Usable alone:
 *
 *     const sonarr = new SonarrClient({ url: 'http://localhost:8989', apiKey });
 *     for await (const series of sonarr.series.list()) console.log(series.title);
 *
 * Every method takes `{ signal }` last and throws the errors that this package exports.
 */
export class SonarrClient {
  readonly #options: SonarrClientOptions;
  readonly #connection: SonarrConnection;
  readonly system: SystemArea;
  readonly series: SeriesArea;
  readonly episodes: EpisodesArea;
  readonly episodeFiles: EpisodeFilesArea;
  readonly calendar: CalendarArea;
  readonly queue: QueueArea;
  readonly history: HistoryArea;
  readonly blocklist: BlocklistArea;
  readonly delayProfiles: DelayProfilesArea;
  readonly wanted: WantedArea;
  readonly profiles: ProfilesArea;
  readonly customFormats: CustomFormatsArea;
  readonly qualityDefinitions: QualityDefinitionsArea;
  readonly rootFolders: RootFoldersArea;
  readonly tags: TagsArea;
  readonly logs: LogsArea;
  readonly tasks: TasksArea;
  readonly backups: BackupsArea;
  readonly updates: UpdatesArea;
  readonly commands: CommandsArea;
  readonly manualImport: ManualImportArea;
  readonly naming: NamingArea;
  readonly releases: ReleasesArea;
  readonly indexers: IndexersArea;
  readonly downloadClients: DownloadClientsArea;
  readonly importLists: ImportListsArea;
  readonly notifications: NotificationsArea;
  readonly setup: SetupArea;

  /**
   * @param connection shared with another view of the same client; made from the options when left out
   * @throws ConfigurationError when the address or the key cannot be one
   */
  constructor(options: SonarrClientOptions, connection: SonarrConnection = connect(options)) {
    this.#options = options;
    this.#connection = connection;
    this.system = new SystemArea(connection);
    this.series = new SeriesArea(connection);
    this.episodes = new EpisodesArea(connection);
    this.episodeFiles = new EpisodeFilesArea(connection);
    this.calendar = new CalendarArea(connection);
    this.queue = new QueueArea(connection);
    this.history = new HistoryArea(connection);
    this.blocklist = new BlocklistArea(connection);
    this.delayProfiles = new DelayProfilesArea(connection);
    this.wanted = new WantedArea(connection);
    this.profiles = new ProfilesArea(connection);
    this.customFormats = new CustomFormatsArea(connection);
    this.qualityDefinitions = new QualityDefinitionsArea(connection);
    this.rootFolders = new RootFoldersArea(connection);
    this.tags = new TagsArea(connection);
    this.logs = new LogsArea(connection, createRedactor([options.apiKey, ...Object.values(options.headers ?? {})]));
    this.tasks = new TasksArea(connection);
    this.backups = new BackupsArea(connection);
    this.updates = new UpdatesArea(connection);
    this.commands = new CommandsArea(connection);
    this.manualImport = new ManualImportArea(connection);
    this.naming = new NamingArea(connection);
    this.releases = new ReleasesArea(connection);
    this.indexers = new IndexersArea(connection);
    this.downloadClients = new DownloadClientsArea(connection);
    this.importLists = new ImportListsArea(connection);
    this.notifications = new NotificationsArea(connection);
    this.setup = new SetupArea(connection);
  }

  /** The version of this Sonarr, from the latest answer; asks system/status when there was none yet. */
  async version(options: CallOptions = {}): Promise<string> {
    return this.#connection.version ?? (await this.system.status(options)).version;
  }

  /** The view that only reads: its changes throw ReadOnlyError before anything is sent. Shares limits and caches. */
  readOnly(): SonarrClient {
    return new SonarrClient(this.#options, this.#connection.readOnly());
  }
}

function connect(options: SonarrClientOptions): SonarrConnection {
  const apiKey = options.apiKey.trim();
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new ConfigurationError(
      apiKey === '' ? 'The API key of Sonarr is empty.' : 'The API key of Sonarr is no key.',
      {
        target: 'SONARR_API_KEY',
        hint: 'Copy it from Sonarr, Settings > General > Security: 32 letters and digits.',
      },
    );
  }
  const http = createHttpClient({
    service: 'Sonarr',
    // People copy the address from the documentation of the API as often as from their browser.
    baseUrl: options.url.trim().replace(/\/api(\/v3)?\/?$/i, ''),
    urlSetting: 'SONARR_URL',
    credentialSetting: 'SONARR_API_KEY',
    userAgent: options.userAgent ?? 'sonarr-mcp',
    headers: { ...options.headers, 'X-Api-Key': apiKey },
    timeoutMs: options.timeoutMs,
    logger: options.logger,
    explain: explainSonarrFailure,
  });
  return new SonarrConnection(http, options.timeoutMs);
}
