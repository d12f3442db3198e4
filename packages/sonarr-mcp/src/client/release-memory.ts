import { createHash } from 'node:crypto';
import type { SonarrRelease } from './releases.js';

/** As long as Sonarr itself remembers what a search has shown. */
const keptMs = 30 * 60_000;

/** Enough for dozens of searches; then the oldest go first. */
const mostKept = 5_000;

interface Kept {
  readonly release: SonarrRelease;
  readonly until: number;
}

/**
 * What searches have shown, by short names. Sonarr names a release by its indexer and an address with the owner's key in it;
 * the short name says nothing to anybody else, and is the same whenever the same release is found again.
 */
export class ReleaseMemory {
  readonly #kept = new Map<string, Kept>();

  /** Keeps a release for half an hour. */
  keep(release: SonarrRelease): void {
    // Taken out first: a map keeps the place of what it knows, and the oldest go first.
    this.#kept.delete(release.handle);
    this.#kept.set(release.handle, { release, until: Date.now() + keptMs });
    for (const [handle, { until }] of this.#kept) {
      if (until > Date.now() && this.#kept.size <= mostKept) break;
      this.#kept.delete(handle);
    }
  }

  /** The release of that name; undefined when none was shown in the last half hour. */
  find(handle: string): SonarrRelease | undefined {
    const kept = this.#kept.get(handle.trim().toLowerCase());
    return kept === undefined || kept.until <= Date.now() ? undefined : kept.release;
  }
}

/** The short name of a release: a letter, so that nothing takes it for a number, and nine hexadecimal digits. */
export function releaseHandle(indexerId: number, guid: string): string {
  return `r${createHash('sha256').update(`${indexerId}_${guid}`).digest('hex').slice(0, 9)}`;
}
