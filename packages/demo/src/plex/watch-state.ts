import type { Episode, Film, Household, User } from '../household/index.js';
import type { Entry } from './shelf.js';

/** What one person has done with one film or episode. Seconds since 1970 and milliseconds, as Plex writes them. */
export interface Watched {
  viewCount?: number;
  lastViewedAt?: number;
  viewOffset?: number;
}

/** Seconds since 1970. */
export function epoch(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** What one person has watched and begun. Plex tells it only of the owner of the token. */
export class WatchState {
  readonly #states = new Map<Film | Episode, Watched>();

  constructor(household: Household, user: User) {
    for (const view of household.plex.views) {
      if (view.user !== user) continue;
      const state = this.#state(view.item.type === 'movie' ? view.item.film : view.item.episode);
      state.viewCount = (state.viewCount ?? 0) + 1;
      state.lastViewedAt = Math.max(state.lastViewedAt ?? 0, epoch(view.viewedAt));
    }
    for (const progress of household.plex.inProgress) {
      if (progress.user !== user) continue;
      const state = this.#state(progress.item.type === 'movie' ? progress.item.film : progress.item.episode);
      state.viewOffset = progress.offsetMs;
      state.lastViewedAt = Math.max(state.lastViewedAt ?? 0, epoch(progress.lastViewedAt));
    }
  }

  #state(item: Film | Episode): Watched {
    const known = this.#states.get(item);
    if (known !== undefined) return known;
    const state: Watched = {};
    this.#states.set(item, state);
    return state;
  }

  /** Of a film or an episode; empty for what was never touched and for everything else. */
  of(entry: Entry): Watched {
    if (entry.type === 'movie') return this.#states.get(entry.item.film) ?? {};
    if (entry.type === 'episode') return this.#states.get(entry.item.episode) ?? {};
    return {};
  }

  /** Whether it was watched to the end at least once. */
  isWatched(entry: Entry): boolean {
    return (this.of(entry).viewCount ?? 0) > 0;
  }

  /** How many of these were. */
  countWatched(entries: readonly Entry[]): number {
    return entries.filter((entry) => this.isWatched(entry)).length;
  }
}
