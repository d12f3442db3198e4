import { whileWanted } from '@watchstack/core';

/**
 * Lets work on the same thing happen one after the other, in the order of asking; work on different things goes on side by
 * side. Sonarr's updates replace a whole document and know no versions, so two of them on one series would undo each other.
 */
export class OneAtATime {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Runs `work` once everything asked for earlier under this key has ended, well or badly.
   * @throws what `work` throws; CancelledError when the signal fires while waiting, then `work` never runs
   */
  async run<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    let release: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      release = resolve;
    });
    const mine = before.then(() => ended);
    this.#last.set(key, mine);
    try {
      await whileWanted(before, signal);
      return await work();
    } finally {
      release();
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
