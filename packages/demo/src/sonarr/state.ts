import { allEpisodes, digest, sonarrSetup } from '../household/index.js';
import type {
  Backup,
  BlockedRelease,
  Download,
  Episode,
  Household,
  LogLine,
  SeriesFile,
  SeriesType,
  Show,
  SonarrEvent,
  SonarrSetup,
} from '../household/index.js';
import { Intake } from './intake.js';
import type { Document } from './json.js';
import { QueueView } from './queue-view.js';

/** A season as Sonarr stores it. */
export interface StoredSeason {
  readonly seasonNumber: number;
  readonly monitored: boolean;
  /** Fields that this Sonarr has and no document describes. */
  readonly extra: Document;
}

/** A series as Sonarr stores it; what it knows of the show comes from the show. */
export interface StoredSeries {
  readonly id: number;
  readonly show: Show;
  readonly added: Date;
  path: string;
  qualityProfileId: number;
  seasonFolder: boolean;
  monitored: boolean;
  monitorNewItems: 'all' | 'none';
  seriesType: SeriesType;
  tags: readonly number[];
  seasons: readonly StoredSeason[];
  /** Fields that this Sonarr has and no document describes. Sending a document back without them loses them. */
  extra: Document;
  /** False from being added until the first refresh has brought the episodes. */
  populated: boolean;
}

/** An episode as Sonarr stores it. */
export interface StoredEpisode {
  readonly id: number;
  readonly seriesId: number;
  readonly episode: Episode;
  monitored: boolean;
  /** 0 when there is no file. */
  fileId: number;
  lastSearchTime?: Date;
}

/** An episode file as Sonarr stores it. */
export interface StoredFile {
  readonly id: number;
  readonly seriesId: number;
  readonly file: SeriesFile;
  readonly relativePath: string;
}

/** A download that Sonarr tracks. */
export interface StoredDownload {
  readonly download: Download;
  readonly seriesId: number;
  readonly episodeIds: readonly number[];
}

/** A row of the history. */
export interface StoredEvent {
  readonly id: number;
  readonly seriesId: number;
  readonly episodeId: number;
  readonly event: Omit<SonarrEvent, 'show' | 'episode'>;
}

/** A row of the blocklist. */
export interface StoredBlock {
  readonly id: number;
  readonly seriesId: number;
  readonly episodeIds: readonly number[];
  readonly block: Omit<BlockedRelease, 'show' | 'episodes'>;
}

/** A line of the log under its number. */
export interface StoredLogLine {
  readonly id: number;
  readonly line: LogLine;
}

/** What a body of a command says, and how far it is. */
export interface StoredCommand {
  readonly id: number;
  readonly name: string;
  readonly body: Document;
  readonly queued: Date;
  readonly trigger: 'manual' | 'unspecified' | 'scheduled';
  status: 'queued' | 'started' | 'completed' | 'failed';
  started?: Date;
  ended?: Date;
  message: string;
}

const EPISODE_ID_BASE = 11_000_000;
/** Files that came with the household are called like their first episode. */
const FILE_ID_BASE = 20_000_000;

/** Sonarr's own number of an episode. */
export function episodeId(episode: Episode): number {
  return episode.ids.tvdb - EPISODE_ID_BASE;
}

/**
 * Everything that this Sonarr remembers. Episodes and files of a series are made when they are first asked for; what
 * has been changed is kept apart, so that looking never changes the digest.
 */
export class SonarrState {
  readonly household: Household;
  readonly series = new Map<number, StoredSeries>();
  readonly tags = new Map<number, string>();
  readonly rootFolders = new Map<number, { readonly id: number; readonly path: string }>();
  readonly commands: StoredCommand[] = [];
  readonly exclusions: { readonly id: number; readonly tvdbId: number; readonly title: string }[] = [];
  /** Folders that were deleted from disk together with their series. */
  readonly deletedFolders: string[] = [];
  /** Root folders that are not mounted, or mounted and empty. Sonarr deletes no file below them. */
  readonly brokenRootFolders = new Map<string, 'missing' | 'empty'>();
  /** Files that were deleted from disk one by one. */
  readonly deletedFiles: string[] = [];
  /** Downloads whose data was removed from the download client. */
  readonly removedFromClient: string[] = [];
  /** What the indexers were asked for, oldest first; asking changes nothing. `everything` is a fetch of all that is new. */
  readonly askedIndexers: ('episode' | 'season' | 'everything')[] = [];
  /** Indexers that hand out no release at the moment. */
  readonly silentIndexers = new Set<number>();
  /** Indexers, download clients, lists, notifications, and pages of settings. */
  setup: SonarrSetup = sonarrSetup;
  downloads: StoredDownload[];
  readonly queueView = new QueueView();
  history: StoredEvent[];
  blocklist: StoredBlock[];
  backups: readonly Backup[];
  log: readonly StoredLogLine[];
  /** What is not imported yet, and how files are named. */
  readonly intake: Intake;
  readonly #initial = new Map<number, Household['sonarr']['series'][number]>();
  readonly #episodes = new Map<number, StoredEpisode[]>();
  readonly #files = new Map<number, Map<number, StoredFile>>();
  readonly #changedEpisodes = new Map<number, { monitored?: boolean; fileId?: number; lastSearchTime?: Date }>();
  readonly #nextIds = new Map<string, number>();
  readonly #renamed = new Map<number, string>();

  constructor(household: Household) {
    this.household = household;
    this.intake = new Intake(household.sonarr.looseFiles);
    const idOf = new Map<Show, number>();
    for (const facts of household.sonarr.series) {
      idOf.set(facts.show, facts.id);
      this.#initial.set(facts.id, facts);
      this.series.set(facts.id, {
        id: facts.id,
        show: facts.show,
        added: facts.added,
        path: facts.path,
        qualityProfileId: facts.qualityProfileId,
        seasonFolder: facts.seasonFolder,
        monitored: facts.monitored,
        monitorNewItems: facts.monitorNewItems,
        seriesType: facts.show.seriesType,
        tags: facts.tagIds,
        seasons: facts.show.seasonNumbers.map((seasonNumber) => ({
          seasonNumber,
          monitored: !facts.unmonitoredSeasons.includes(seasonNumber),
          extra: undescribedSeasonFields(seasonNumber),
        })),
        extra: undescribedFields(facts.show),
        populated: true,
      });
    }
    for (const { id, label } of household.sonarr.tags) this.tags.set(id, label);
    for (const { id, path } of household.sonarr.rootFolders) this.rootFolders.set(id, { id, path });
    const known = (show: Show | undefined): number => (show === undefined ? 0 : (idOf.get(show) ?? 0));
    this.downloads = household.sonarr.downloads.map((download) => ({
      download,
      seriesId: known(download.show),
      episodeIds: download.episodes.map(episodeId),
    }));
    this.history = household.sonarr.history.map(({ show, episode, ...event }, index, all) => ({
      id: all.length - index,
      seriesId: known(show),
      episodeId: episodeId(episode),
      event,
    }));
    this.backups = household.sonarr.upkeep.backups;
    this.log = household.sonarr.upkeep.log.map((line, index) => ({ id: index + 1, line }));
    this.blocklist = household.sonarr.blocklist.map(({ show, episodes, ...block }, index) => ({
      id: index + 1,
      seriesId: known(show),
      episodeIds: episodes.map(episodeId),
      block,
    }));
  }

  /** A number that nothing of that kind has had. */
  nextId(kind: string, taken: Iterable<number>): number {
    const next = Math.max(this.#nextIds.get(kind) ?? 0, ...taken) + 1;
    this.#nextIds.set(kind, next);
    return next;
  }

  /** The episodes of a series; none before it has been refreshed for the first time. */
  episodesOf(series: StoredSeries): readonly StoredEpisode[] {
    if (!series.populated) return [];
    const made = this.#episodes.get(series.id);
    if (made !== undefined) return made;
    const facts = this.#initial.get(series.id);
    const fileOf = new Map<Episode, number>();
    for (const file of facts?.files ?? []) {
      const [first] = file.episodes;
      for (const episode of file.episodes) fileOf.set(episode, first === undefined ? 0 : episodeId(first));
    }
    const unmonitored = new Set(facts?.unmonitoredSeasons);
    const episodes = allEpisodes(series.show).map((episode): StoredEpisode => {
      const id = episodeId(episode);
      const changed = this.#changedEpisodes.get(id);
      return {
        id,
        seriesId: series.id,
        episode,
        monitored: !unmonitored.has(episode.season),
        fileId: fileOf.get(episode) ?? 0,
        ...changed,
      };
    });
    this.#episodes.set(series.id, episodes);
    return episodes;
  }

  /** The files of a series under their numbers. */
  filesOf(series: StoredSeries): ReadonlyMap<number, StoredFile> {
    const made = this.#files.get(series.id);
    if (made !== undefined) return made;
    const files = new Map<number, StoredFile>();
    const facts = series.populated ? this.#initial.get(series.id) : undefined;
    for (const file of facts?.files ?? []) {
      const [first] = file.episodes;
      if (first === undefined || facts === undefined) continue;
      const id = episodeId(first);
      files.set(id, { id, seriesId: series.id, file, relativePath: file.media.path.slice(facts.path.length + 1) });
    }
    this.#files.set(series.id, files);
    return files;
  }

  /** An episode by its number, with its series. */
  findEpisode(id: number): { readonly series: StoredSeries; readonly episode: StoredEpisode } | undefined {
    for (const series of this.series.values()) {
      const episode = this.episodesOf(series).find((one) => one.id === id);
      if (episode !== undefined) return { series, episode };
    }
    return undefined;
  }

  /** A file by its number, with its series. */
  findFile(id: number): { readonly series: StoredSeries; readonly file: StoredFile } | undefined {
    for (const series of this.series.values()) {
      const file = this.filesOf(series).get(id);
      if (file !== undefined) return { series, file };
    }
    return undefined;
  }

  /** Changes an episode and remembers that it was changed. */
  changeEpisode(row: StoredEpisode, change: { monitored?: boolean; fileId?: number; lastSearchTime?: Date }): void {
    Object.assign(row, change);
    this.#changedEpisodes.set(row.id, { ...this.#changedEpisodes.get(row.id), ...change });
  }

  /** Deletes a file: its episodes have none any more. */
  deleteFile(series: StoredSeries, file: StoredFile): void {
    this.#files.get(series.id)?.delete(file.id);
    this.deletedFiles.push(`${series.path}/${file.relativePath}`);
    for (const row of this.episodesOf(series)) {
      if (row.fileId === file.id) this.changeEpisode(row, { fileId: 0 });
    }
  }

  /** Gives a file another name, inside the folder of its series. */
  renameFile(series: StoredSeries, file: StoredFile, relativePath: string): void {
    this.filesOf(series);
    this.#files.get(series.id)?.set(file.id, { ...file, relativePath });
    this.#renamed.set(file.id, relativePath);
  }

  /** Takes a file in for these episodes. */
  addFile(series: StoredSeries, file: SeriesFile, relativePath: string, rows: readonly StoredEpisode[]): StoredFile {
    const id = this.nextId('file', [FILE_ID_BASE]);
    const stored = { id, seriesId: series.id, file, relativePath };
    this.filesOf(series);
    this.#files.get(series.id)?.set(id, stored);
    for (const row of rows) this.changeEpisode(row, { fileId: id });
    return stored;
  }

  /** Forgets a series and what belongs to it. Its downloads stay, and belong to nobody then. */
  forgetSeries(id: number): void {
    const series = this.series.get(id);
    if (series === undefined) return;
    for (const row of this.#episodes.get(id) ?? []) this.#changedEpisodes.delete(row.id);
    this.series.delete(id);
    this.#initial.delete(id);
    this.#episodes.delete(id);
    this.#files.delete(id);
    this.history = this.history.filter((row) => row.seriesId !== id);
    this.blocklist = this.blocklist.filter((row) => row.seriesId !== id);
    this.downloads = this.downloads.map((row) => (row.seriesId === id ? { ...row, seriesId: 0, episodeIds: [] } : row));
  }

  /** A hash of everything that a request can change. */
  digest(): string {
    return digest({
      series: [...this.series.values()].map(({ show, ...stored }) => ({ ...stored, tvdbId: show.ids.tvdb })),
      episodes: [...this.#changedEpisodes].sort(([left], [right]) => left - right),
      tags: this.tags,
      rootFolders: this.rootFolders,
      commands: this.commands.map(({ id, name, body }) => ({ id, name, body })),
      exclusions: this.exclusions,
      intake: [this.intake.facts(), this.#renamed],
      setup: this.setup,
      deleted: [this.deletedFolders, this.deletedFiles, this.removedFromClient],
      downloads: this.downloads.map(({ download, seriesId, episodeIds }) => [
        download.title,
        download.status,
        seriesId,
        episodeIds,
      ]),
      history: this.history.map((row) => row.id),
      blocklist: this.blocklist.map((row) => row.id),
      backups: this.backups.map(({ name }) => name),
      log: this.log.length,
    });
  }
}

/**
 * Real servers send more than is documented, more with every version. These stand for it: a client that builds a
 * document anew instead of sending back what it got loses them.
 */
export function undescribedFields(show: Show): Document {
  return {
    lastSearchSummary: {
      indexers: [{ name: 'Nordlicht', found: show.votes % 40 }],
      rejected: { total: show.votes % 7 },
    },
    libraryHints: { shelf: show.country.toUpperCase(), keepOriginalAudio: show.language !== 'en' },
  };
}

/** The same for a season. */
export function undescribedSeasonFields(seasonNumber: number): Document {
  return { artworkRevision: seasonNumber * 2 + 1 };
}
