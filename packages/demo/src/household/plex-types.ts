import type { Album, Artist, Episode, Film, MediaFile, Playable, Show, Title, Track, User } from './types.js';

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
