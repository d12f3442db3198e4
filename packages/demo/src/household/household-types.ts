import type { PlexFacts } from './plex-types.js';
import type { SonarrFacts } from './sonarr-types.js';
import type { TraktFacts } from './trakt-types.js';
import type { Artist, Film, Show, User } from './types.js';

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
