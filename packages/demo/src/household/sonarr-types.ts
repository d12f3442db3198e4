import type { SonarrUpkeep } from './sonarr-upkeep.js';
import type { Episode, MediaFile, Show } from './types.js';

/** A quality as Sonarr numbers it. */
export interface Quality {
  readonly id: number;
  readonly name: string;
  readonly source: string;
  readonly resolution: number;
}

/** A quality profile: what is allowed and where upgrading ends. `items` run from worst to best. */
export interface QualityProfile {
  readonly id: number;
  readonly name: string;
  readonly upgradeAllowed: boolean;
  readonly cutoff: Quality;
  readonly allowed: readonly Quality[];
  /** Releases with a lower score are refused. */
  readonly minFormatScore: number;
  /** From that score on, Sonarr looks for nothing better. */
  readonly cutoffFormatScore: number;
  /** By how much a release has to be better to be taken. */
  readonly minUpgradeFormatScore: number;
  /** What a custom format is worth, by its id; 0 where it is not named. */
  readonly formatScores: Readonly<Record<number, number>>;
}

/** One condition of a custom format, as Sonarr keeps it. */
export interface FormatCondition {
  readonly name: string;
  readonly implementation: 'ReleaseTitleSpecification' | 'ReleaseGroupSpecification' | 'ReleaseTypeSpecification';
  readonly negate: boolean;
  readonly required: boolean;
  readonly fields: readonly { readonly name: string; readonly value: string | number }[];
}

/** A kind of release that profiles give points for, or take them. */
export interface CustomFormat {
  readonly id: number;
  readonly name: string;
  readonly conditions: readonly FormatCondition[];
}

/** A folder that Sonarr keeps series in. */
export interface RootFolder {
  readonly id: number;
  readonly path: string;
  readonly freeSpace: number;
  readonly totalSpace: number;
  readonly unmappedFolders: readonly string[];
}

/** A file of a series. Several episodes may share one. */
export interface SeriesFile {
  readonly episodes: readonly Episode[];
  readonly quality: Quality;
  readonly dateAdded: Date;
  readonly sceneName: string;
  readonly releaseGroup: string;
  readonly media: MediaFile;
}

/** A show that Sonarr looks after. `files` is made when it is first looked at. */
export interface SonarrSeries {
  readonly id: number;
  readonly show: Show;
  readonly monitored: boolean;
  readonly monitorNewItems: 'all' | 'none';
  readonly qualityProfileId: number;
  readonly rootFolderPath: string;
  readonly path: string;
  readonly seasonFolder: boolean;
  readonly tagIds: readonly number[];
  readonly added: Date;
  /** Seasons that are not monitored; season 0 usually among them. */
  readonly unmonitoredSeasons: readonly number[];
  readonly files: readonly SeriesFile[];
}

/** One download as Sonarr tracks it. It shows as one queue row per episode. */
export interface Download {
  /** What the download is there to show. */
  readonly kind:
    | 'healthy'
    | 'slow'
    | 'paused'
    | 'queued'
    | 'delayed'
    | 'importBlocked'
    | 'noFiles'
    | 'sample'
    | 'password'
    | 'seasonPack'
    | 'unknownSeries'
    | 'failed';
  readonly title: string;
  /** Absent when Sonarr cannot tell which series it belongs to. */
  readonly show?: Show;
  readonly episodes: readonly Episode[];
  readonly quality: Quality;
  readonly size: number;
  readonly sizeLeft: number;
  /** Seconds; absent when the client cannot say. */
  readonly secondsLeft?: number;
  readonly added: Date;
  readonly status:
    'queued' | 'paused' | 'downloading' | 'completed' | 'failed' | 'warning' | 'delay' | 'downloadClientUnavailable';
  readonly trackedStatus?: 'ok' | 'warning' | 'error';
  readonly trackedState?: 'downloading' | 'importBlocked' | 'importPending' | 'importing' | 'failedPending' | 'failed';
  readonly messages: readonly { readonly title: string; readonly messages: readonly string[] }[];
  readonly errorMessage?: string;
  /** Absent while the release is only pending. */
  readonly downloadId?: string;
  readonly protocol: 'usenet' | 'torrent';
  readonly client?: string;
  readonly indexer: string;
  readonly outputPath?: string;
}

/** A video file on the machine of Sonarr that is not in its library. */
export interface LooseFile {
  readonly path: string;
  readonly size: number;
  readonly quality: Quality;
  /** ISO 639 codes of what is spoken. */
  readonly languages: readonly string[];
  readonly releaseGroup?: string;
  /** What Sonarr reads from its name or from the download it came with; absent where that is nothing. */
  readonly show?: Show;
  readonly episodes: readonly Episode[];
  readonly downloadId?: string;
  /** What is wrong with the file itself, in Sonarr's words. What the library has against it is found when it is asked for. */
  readonly rejections: readonly { readonly reason: string; readonly type: 'permanent' | 'temporary' }[];
}

/** Something that happened in Sonarr. */
export interface SonarrEvent {
  readonly type:
    | 'grabbed'
    | 'downloadFolderImported'
    | 'downloadFailed'
    | 'episodeFileDeleted'
    | 'episodeFileRenamed'
    | 'downloadIgnored';
  readonly show: Show;
  readonly episode: Episode;
  readonly sourceTitle: string;
  readonly quality: Quality;
  readonly date: Date;
  readonly downloadId?: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A release that Sonarr must not take again. */
export interface BlockedRelease {
  readonly show: Show;
  readonly episodes: readonly Episode[];
  readonly sourceTitle: string;
  readonly quality: Quality;
  readonly date: Date;
  readonly protocol: 'usenet' | 'torrent';
  readonly indexer: string;
  readonly message: string;
}

/** How long a release waits for a better one before it is taken; the profile with the lowest `order` whose tags fit counts. */
export interface DelayProfile {
  readonly id: number;
  readonly enableUsenet: boolean;
  readonly enableTorrent: boolean;
  readonly preferredProtocol: 'usenet' | 'torrent';
  /** Minutes. */
  readonly usenetDelay: number;
  /** Minutes. */
  readonly torrentDelay: number;
  readonly bypassIfHighestQuality: boolean;
  readonly bypassIfAboveCustomFormatScore: boolean;
  readonly minimumCustomFormatScore: number;
  readonly order: number;
  /** Ids of tags; none for the profile that counts for everything else. */
  readonly tags: readonly number[];
}

/** A health warning. */
export interface HealthMessage {
  readonly source: string;
  readonly type: 'notice' | 'warning' | 'error';
  readonly message: string;
  readonly wikiUrl: string;
}

/** A mounted disk. */
export interface Disk {
  readonly path: string;
  readonly label: string;
  readonly freeSpace: number;
  readonly totalSpace: number;
}

/** What Sonarr knows. */
export interface SonarrFacts {
  readonly qualities: readonly Quality[];
  readonly profiles: readonly QualityProfile[];
  readonly customFormats: readonly CustomFormat[];
  readonly rootFolders: readonly RootFolder[];
  readonly tags: readonly { readonly id: number; readonly label: string }[];
  readonly series: readonly SonarrSeries[];
  readonly downloads: readonly Download[];
  readonly looseFiles: readonly LooseFile[];
  readonly history: readonly SonarrEvent[];
  readonly blocklist: readonly BlockedRelease[];
  readonly delayProfiles: readonly DelayProfile[];
  readonly health: readonly HealthMessage[];
  readonly disks: readonly Disk[];
  readonly upkeep: SonarrUpkeep;
}
