import type { SeriesType, ShowStatus } from '../types.js';

/** Which of the aired episodes Sonarr has files for. */
export type Coverage = 'all' | 'gaps' | 'lastSeason' | 'firstSeason' | 'none';

/** How Sonarr keeps a show of ours. */
export interface Ownership {
  readonly files: Coverage;
  /** Seasons whose files are there besides, from an earlier time. */
  readonly keptSeasons?: readonly number[];
  /** What most files are; `old` mixes qualities below the profile's cutoff with good ones. */
  readonly quality: 'hd' | 'web' | 'uhd' | 'old' | 'dvd';
  /** False: Sonarr leaves the whole series alone. Default true. */
  readonly monitored?: boolean;
  /** Only the last season is monitored. */
  readonly lastSeasonOnly?: boolean;
  readonly tags?: readonly string[];
}

/** One hand-written show, from which its seasons and episodes are made. */
export interface ShowSeed {
  readonly title: string;
  readonly tvdbTitle?: string;
  readonly year: number;
  readonly original?: string;
  readonly also?: readonly string[];
  readonly about: string;
  readonly network: string;
  /** Default `us`. */
  readonly country?: string;
  /** Default `en`. */
  readonly language?: string;
  readonly status: ShowStatus;
  readonly genres: readonly string[];
  readonly runtime: number;
  readonly certification?: string;
  readonly rating: number;
  /** `HH:MM`, default 21:00. */
  readonly airTime?: string;
  /** Default: the zone of the country. */
  readonly zone?: string;
  /** Weekly unless said otherwise; `binge` is a season at once. */
  readonly rhythm?: 'binge' | 'weekdays';
  /** Episodes in season 1, 2, …. */
  readonly episodes: readonly number[];
  readonly specials?: number;
  /** The year of the last season; default: one season a year. */
  readonly until?: number;
  /** This episode of the last season is on, that many days from today; the others follow from it. */
  readonly airing?: { readonly episode: number; readonly inDays: number };
  /** The last episode of the last season ends the whole show, although it is still on. */
  readonly lastEver?: boolean;
  readonly type?: SeriesType;
  /** Numbers of the real show, where they are known. */
  readonly ids?: { readonly tvdb?: number; readonly tmdb?: number; readonly imdb?: string };
  readonly cast?: readonly string[];
  /** Real titles of episodes, season by season, where they are known. */
  readonly titles?: readonly (readonly string[])[];
  /** Present when it is in Sonarr. */
  readonly own?: Ownership;
  /** In Plex without being in Sonarr. */
  readonly plexOnly?: boolean;
}
