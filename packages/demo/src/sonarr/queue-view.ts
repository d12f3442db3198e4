import type { StoredDownload } from './state.js';

/**
 * How Sonarr shows its queue. It looks at its download clients only now and then, so what it shows may be older than what is;
 * and the ids of its rows are hashes that are other ones after a restart. Tests switch both on; neither is changed by a request.
 */
export class QueueView {
  /** The ids of all rows are made from it as well: with every number they are other ones. */
  generation = 0;
  #shown: readonly StoredDownload[] | undefined;

  /** From now on, rows are shown as they are now until Sonarr is told to look at its download clients. */
  holdBack(downloads: readonly StoredDownload[]): void {
    this.#shown = downloads;
  }

  /** Sonarr looked at its download clients: the rows are as they are, until held back again. */
  refresh(): void {
    this.#shown = undefined;
  }

  /** The downloads as the queue lists them. */
  shown(downloads: readonly StoredDownload[]): readonly StoredDownload[] {
    return this.#shown ?? downloads;
  }
}
