import type { Household, User } from '../household/types.js';
import { Shelf } from './shelf.js';
import { TagIndex } from './tag-index.js';
import { WatchState } from './watch-state.js';

/** A scan that was asked for. */
export interface Scan {
  /** The library's number, or `all`. */
  readonly library: string;
  /** Whether all metadata is downloaded again. */
  readonly force: boolean;
  readonly path?: string;
}

/** What changes while the server runs; the digest is made of it. */
export interface PlexState {
  /** Every scan that was asked for, oldest first. */
  readonly scans: Scan[];
  /** Until when each library is being scanned, in milliseconds since 1970. */
  readonly refreshing: Map<string, number>;
}

/** Everything an answer is made from. */
export interface PlexServer {
  readonly household: Household;
  readonly shelf: Shelf;
  readonly tags: TagIndex;
  readonly state: PlexState;
  readonly now: () => Date;
  readonly version: string;
  /** What this person has watched. */
  watchOf(user: User): WatchState;
}

/** Puts a household on the shelf of a server. */
export function makeServer(household: Household, now: () => Date, version: string): PlexServer {
  const shelf = new Shelf(household);
  const watched = new Map<User, WatchState>();
  return {
    household,
    shelf,
    tags: new TagIndex(shelf),
    state: { scans: [], refreshing: new Map() },
    now,
    version,
    watchOf(user) {
      const known = watched.get(user);
      if (known !== undefined) return known;
      const made = new WatchState(household, user);
      watched.set(user, made);
      return made;
    },
  };
}
