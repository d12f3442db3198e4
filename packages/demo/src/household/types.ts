/**
 * The words the household is described in. All of it is plain data; the stand-ins read it and never change it.
 *
 * Conventions: instants are `Date` objects, calendar days are `YYYY-MM-DD` strings, lengths are minutes, sizes are bytes,
 * ratings run from 0 to 10. Facts refer to shows, films and people by the object itself, never by a number.
 */

/** What one show is called by each service. The same show has the same numbers everywhere. */
export interface ShowIds {
  readonly trakt: number;
  readonly slug: string;
  readonly tvdb: number;
  readonly tmdb: number;
  readonly imdb: string;
  /** `plex://show/` and 24 hexadecimal digits. */
  readonly plexGuid: string;
}

/** What one season is called by each service. */
export interface SeasonIds {
  readonly trakt: number;
  readonly tvdb: number;
  readonly tmdb: number;
  /** `plex://season/` and 24 hexadecimal digits. */
  readonly plexGuid: string;
}

/** What one episode is called by each service. */
export interface EpisodeIds {
  readonly trakt: number;
  readonly tvdb: number;
  readonly tmdb: number;
  readonly imdb: string;
  /** `plex://episode/` and 24 hexadecimal digits. */
  readonly plexGuid: string;
}

/** What one film is called by each service. */
export interface FilmIds {
  readonly trakt: number;
  readonly slug: string;
  readonly tmdb: number;
  readonly imdb: string;
  /** `plex://movie/` and 24 hexadecimal digits. */
  readonly plexGuid: string;
}

/** Where a show stands: still made, finished, or announced and not yet on air. */
export type ShowStatus = 'continuing' | 'ended' | 'upcoming';

/** How Sonarr numbers a show. */
export type SeriesType = 'standard' | 'daily' | 'anime';

/** One episode of a show. */
export interface Episode {
  readonly ids: EpisodeIds;
  readonly season: number;
  readonly number: number;
  /** Counted through all seasons without specials; only for anime. */
  readonly absoluteNumber?: number;
  readonly title: string;
  readonly overview: string;
  /** The day at the network. Absent while no date is announced. */
  readonly airDate?: string;
  /** The instant of the first broadcast. Absent while no date is announced. */
  readonly airDateUtc?: Date;
  /** Minutes. */
  readonly runtime: number;
  readonly rating: number;
  readonly votes: number;
  readonly finaleType?: 'series' | 'season' | 'midseason';
}

/** One season; number 0 holds the specials. */
export interface Season {
  readonly ids: SeasonIds;
  readonly number: number;
  readonly title: string;
  readonly episodes: readonly Episode[];
}

/** One show as the world knows it, owned or not. `seasons` is made when it is first looked at. */
export interface Show {
  readonly ids: ShowIds;
  /** The common name, without a year: three shows are called "Doctor Who". */
  readonly title: string;
  /** The name at TheTVDB, which Sonarr and Plex use; tells namesakes apart by year or country. */
  readonly tvdbTitle: string;
  readonly year: number;
  readonly originalTitle?: string;
  readonly alternateTitles: readonly string[];
  readonly overview: string;
  readonly network: string;
  readonly status: ShowStatus;
  readonly genres: readonly string[];
  /** Minutes of a usual episode. */
  readonly runtime: number;
  readonly certification: string;
  readonly rating: number;
  readonly votes: number;
  /** ISO 3166 code in lower case. */
  readonly country: string;
  /** ISO 639 code in lower case. */
  readonly language: string;
  /** `HH:MM` at the network. */
  readonly airTime: string;
  /** IANA name of the network's zone. */
  readonly airTimeZone: string;
  /** The day of the week of the broadcast in English, as Trakt writes it. */
  readonly airDay: string;
  readonly firstAired?: Date;
  /** The newest episode that has been on. */
  readonly lastAired: Date | undefined;
  readonly seriesType: SeriesType;
  readonly cast: readonly string[];
  /** How many episodes there are, specials included; known without making them. */
  readonly episodeCount: number;
  /** Which seasons there are, 0 for specials first; known without making them. */
  readonly seasonNumbers: readonly number[];
  readonly seasons: readonly Season[];
}

/** One film as the world knows it, owned or not. */
export interface Film {
  readonly ids: FilmIds;
  readonly title: string;
  readonly originalTitle?: string;
  readonly alternateTitles: readonly string[];
  readonly year: number;
  /** `YYYY-MM-DD`. */
  readonly released: string;
  /** Minutes. */
  readonly runtime: number;
  readonly overview: string;
  readonly tagline: string;
  readonly genres: readonly string[];
  readonly directors: readonly string[];
  readonly cast: readonly string[];
  readonly studio: string;
  readonly certification: string;
  readonly rating: number;
  readonly votes: number;
  readonly country: string;
  readonly language: string;
}

/** One song on an album. */
export interface Track {
  readonly number: number;
  readonly title: string;
  readonly seconds: number;
}

/** One record. */
export interface Album {
  readonly title: string;
  readonly year: number;
  readonly tracks: readonly Track[];
}

/** One musician or band of the music library. */
export interface Artist {
  readonly name: string;
  readonly country: string;
  readonly genres: readonly string[];
  readonly albums: readonly Album[];
}

/** One of the people of the household. The owner comes first and is the one who signs in to Trakt. */
export interface User {
  /** 1 is the owner, as on a Plex server; the others carry account numbers. */
  readonly plexAccountId: number;
  readonly name: string;
  readonly username: string;
  readonly email: string;
  readonly owner: boolean;
  /** Plex Home member without an account of their own. */
  readonly managed: boolean;
}

/** Something that can be played, as facts point at it. */
export type Playable =
  | { readonly type: 'movie'; readonly film: Film }
  | { readonly type: 'episode'; readonly show: Show; readonly episode: Episode };

/** A film or a whole show, as lists point at it. */
export type Title = { readonly type: 'movie'; readonly film: Film } | { readonly type: 'show'; readonly show: Show };

/** A video file and what is in it. */
export interface MediaFile {
  readonly path: string;
  readonly size: number;
  readonly container: 'mkv' | 'mp4' | 'avi';
  readonly videoCodec: 'h264' | 'hevc' | 'mpeg4' | 'av1';
  readonly audioCodec: 'aac' | 'ac3' | 'eac3' | 'dca' | 'truehd' | 'mp3';
  readonly audioChannels: number;
  readonly width: number;
  readonly height: number;
  /** Plex's name for the height: `4k`, `1080`, `720`, `480`. */
  readonly resolution: '4k' | '1080' | '720' | '480';
  readonly bitrateKbps: number;
  readonly hdr: boolean;
  readonly audioLanguages: readonly string[];
  readonly subtitleLanguages: readonly string[];
}

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
  readonly rootFolders: readonly RootFolder[];
  readonly tags: readonly { readonly id: number; readonly label: string }[];
  readonly series: readonly SonarrSeries[];
  readonly downloads: readonly Download[];
  readonly history: readonly SonarrEvent[];
  readonly blocklist: readonly BlockedRelease[];
  readonly health: readonly HealthMessage[];
  readonly disks: readonly Disk[];
}

/** A film in a Plex library. */
export interface PlexFilm {
  readonly film: Film;
  readonly addedAt: Date;
  readonly file: MediaFile;
}

/** An episode in a Plex library. */
export interface PlexEpisode {
  readonly episode: Episode;
  readonly addedAt: Date;
  readonly file: MediaFile;
}

/** A show in a Plex library. `episodes` (those with a file) is made when it is first looked at. */
export interface PlexShow {
  readonly show: Show;
  readonly addedAt: Date;
  readonly episodes: readonly PlexEpisode[];
}

/** An artist in a Plex library. */
export interface PlexArtist {
  readonly artist: Artist;
  readonly addedAt: Date;
}

/** A Plex library (a "section"). Exactly one of the lists is filled, by `type`. */
export interface PlexLibrary {
  /** The section's number. */
  readonly id: number;
  readonly uuid: string;
  readonly title: string;
  readonly type: 'movie' | 'show' | 'artist';
  readonly agent: string;
  readonly scanner: string;
  readonly language: string;
  readonly location: string;
  readonly createdAt: Date;
  readonly scannedAt: Date;
  readonly films: readonly PlexFilm[];
  readonly shows: readonly PlexShow[];
  readonly artists: readonly PlexArtist[];
}

/** One viewing, as Plex keeps it in its history. Oldest first. */
export interface PlexView {
  readonly user: User;
  readonly item: Playable;
  readonly viewedAt: Date;
  readonly device: Player;
}

/** Something begun and not finished. */
export interface PlexProgress {
  readonly user: User;
  readonly item: Playable;
  /** Milliseconds from the beginning. */
  readonly offsetMs: number;
  readonly lastViewedAt: Date;
}

/** A thing people watch on. */
export interface Player {
  /** The number of the device in Plex's device list. */
  readonly id: number;
  readonly clientIdentifier: string;
  readonly title: string;
  readonly product: string;
  readonly platform: string;
  readonly device: string;
  readonly address: string;
  readonly publicAddress: string;
  readonly local: boolean;
}

/** Somebody is watching right now. */
export interface PlexSession {
  readonly id: string;
  readonly user: User;
  readonly item: Playable;
  readonly player: Player;
  readonly state: 'playing' | 'paused' | 'buffering';
  readonly offsetMs: number;
  readonly location: 'lan' | 'wan';
  readonly bandwidthKbps: number;
  readonly decision: 'directplay' | 'transcode';
  /** Only when something is converted. */
  readonly transcode?: {
    readonly key: string;
    readonly videoDecision: 'transcode' | 'copy';
    readonly audioDecision: 'transcode' | 'copy';
    readonly sourceVideoCodec: string;
    readonly sourceAudioCodec: string;
    readonly videoCodec: string;
    readonly audioCodec: string;
    readonly width: number;
    readonly height: number;
    /** 0 to 100. */
    readonly progress: number;
    readonly speed: number;
    readonly throttled: boolean;
    readonly hardware: boolean;
  };
}

/** A playlist of one person. A smart one is described by its filter and cannot be changed by hand. */
export interface PlexPlaylist {
  readonly title: string;
  readonly summary: string;
  readonly type: 'video' | 'audio';
  readonly owner: User;
  readonly smart: boolean;
  readonly addedAt: Date;
  readonly items: readonly Playable[];
  /** Filled instead of `items` when `type` is `audio`. */
  readonly tracks: readonly { readonly artist: Artist; readonly album: Album; readonly track: Track }[];
}

/** A collection in a film library. */
export interface PlexCollection {
  readonly title: string;
  readonly summary: string;
  readonly libraryId: number;
  readonly smart: boolean;
  readonly films: readonly Film[];
}

/** What one person thinks of something: 1 to 10. */
export interface Rating {
  readonly user: User;
  readonly item: Title;
  readonly rating: number;
  readonly ratedAt: Date;
}

/** What the Plex server knows. */
export interface PlexFacts {
  readonly serverName: string;
  readonly machineIdentifier: string;
  readonly libraries: readonly PlexLibrary[];
  readonly views: readonly PlexView[];
  readonly inProgress: readonly PlexProgress[];
  readonly sessions: readonly PlexSession[];
  readonly playlists: readonly PlexPlaylist[];
  readonly collections: readonly PlexCollection[];
  readonly ratings: readonly Rating[];
  readonly players: readonly Player[];
}

/** A show that the owner has watched, with what of it. */
export interface WatchedShow {
  readonly show: Show;
  /** All plays of all episodes. */
  readonly plays: number;
  readonly lastWatchedAt: Date;
  readonly episodes: readonly { readonly episode: Episode; readonly plays: number; readonly lastWatchedAt: Date }[];
}

/** A film that the owner has watched. */
export interface WatchedFilm {
  readonly film: Film;
  readonly plays: number;
  readonly lastWatchedAt: Date;
}

/** A place on a list. */
export interface ListEntry {
  readonly id: number;
  readonly rank: number;
  readonly listedAt: Date;
  readonly notes?: string;
  readonly item: Title;
}

/** A personal list. */
export interface TraktList {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly privacy: 'private' | 'public';
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly entries: readonly ListEntry[];
}

/** Something many people watch at the moment. */
export interface Trending {
  readonly watchers: number;
  readonly item: Title;
}

/** What Trakt knows about the owner, and what the world watches. */
export interface TraktFacts {
  readonly username: string;
  readonly vip: boolean;
  readonly joinedAt: Date;
  readonly watchedShows: readonly WatchedShow[];
  readonly watchedFilms: readonly WatchedFilm[];
  readonly watchlist: readonly ListEntry[];
  readonly collection: readonly { readonly item: Title; readonly collectedAt: Date }[];
  readonly ratings: readonly Rating[];
  readonly lists: readonly TraktList[];
  readonly trendingShows: readonly Trending[];
  readonly trendingFilms: readonly Trending[];
}

/** How large a household to make. Counts are of what it owns; the world's catalogue is always there. */
export interface HouseholdSize {
  /** Shows in Sonarr and Plex. 0 gives an empty library. */
  readonly shows?: number;
  /** Films in Plex. 0 gives an empty library. */
  readonly films?: number;
}

/** How to make a household. */
export interface HouseholdOptions {
  /** What time it is there; default: now. Everything is dated from it. */
  readonly now?: Date;
  readonly size?: HouseholdSize;
  /** Another number gives other sizes, ratings and titles of episodes; default 1. */
  readonly seed?: number;
}

/** An imaginary household: what there is in the world, who lives there, and what each service knows. */
export interface Household {
  readonly now: Date;
  readonly timeZone: string;
  readonly seed: number;
  /** Every show there is, owned or not. */
  readonly shows: readonly Show[];
  /** Every film there is, owned or not. */
  readonly films: readonly Film[];
  readonly artists: readonly Artist[];
  /** Owner first. */
  readonly users: readonly User[];
  readonly sonarr: SonarrFacts;
  readonly plex: PlexFacts;
  readonly trakt: TraktFacts;
}
