import type { Setup } from './read-setup.js';

/** How bad it is. `error`: something does not work. `warning`: it will hurt. `advice`: worth a thought. */
export const severities = ['error', 'warning', 'advice'] as const;

/** Something about the setup that could be better. */
export interface Finding {
  readonly severity: (typeof severities)[number];
  readonly what: string;
  /** What comes of it. */
  readonly why: string;
  /** What to do, with the page of Sonarr's settings and the call that helps. */
  readonly fix: string;
  /** The check of Sonarr's own that says the same. */
  readonly covers?: string;
}

/** Looks at one thing; finds nothing in what could not be read. */
export type Rule = (setup: Setup) => readonly Finding[];

/** `Bergfunk`, `Bergfunk and Nordlicht`, `A, B, C and 4 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const last = names.length > shown.length ? `${names.length - shown.length} more` : shown.pop();
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last ?? ''}`;
}

/** `is` or `are`. */
export function be(things: readonly unknown[]): string {
  return things.length === 1 ? 'is' : 'are';
}
