import type { Household } from '../household/index.js';
import type { TraktState } from './watchlist.js';

/** What the routes of one stand-in work on. */
export interface Service {
  readonly household: Household;
  readonly state: TraktState;
  readonly now: () => Date;
  readonly vip: boolean;
  /** How many items the watchlist may hold. */
  readonly watchlistLimit: number;
}
