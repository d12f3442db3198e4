import type { Household, User } from '../household/index.js';
import { Shelf, type Entry } from './shelf.js';
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
  /** The latest listings in full, so that the next page of a large library costs little. */
  readonly listings: Listings;
  /** What this person has watched. */
  watchOf(user: User): WatchState;
}

/** Keeps the latest few lists. */
export interface Listings {
  get(key: string, make: () => readonly Entry[]): readonly Entry[];
}

function keepListings(): Listings {
  const kept = new Map<string, readonly Entry[]>();
  return {
    get(key, make) {
      const list = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, list);
      for (const oldest of kept.keys()) if (kept.size > 4) kept.delete(oldest);
      return list;
    },
  };
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
    listings: keepListings(),
    watchOf(user) {
      const known = watched.get(user);
      if (known !== undefined) return known;
      const made = new WatchState(household, user);
      watched.set(user, made);
      return made;
    },
  };
}
