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
