import type { Commands } from './commands.js';
import type { SonarrState } from './state.js';

/** What the routes work with. */
export interface Context {
  readonly state: SonarrState;
  readonly commands: Commands;
  readonly version: string;
  readonly urlBase: string;
  readonly startedAt: Date;
  now(): Date;
}
