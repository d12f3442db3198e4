import pLimit from 'p-limit';

/** Hands out a bounded number of places. */
export interface Limiter {
  /**
   * Waits for a place, first come, first served.
   * @returns gives the place back; more than one call does nothing
   * @throws the signal's reason when it fires while waiting
   */
  acquire(signal: AbortSignal): Promise<() => void>;
}

/** @param places how many can be held at once */
export function createLimiter(places: number): Limiter {
  const limit = pLimit(places);
  return {
    acquire(signal) {
      return new Promise((resolve, reject) => {
        const giveUp = () => {
          reject(toError(signal.reason));
        };
        if (signal.aborted) {
          giveUp();
          return;
        }
        signal.addEventListener('abort', giveUp, { once: true });
        void limit(() => {
          signal.removeEventListener('abort', giveUp);
          if (signal.aborted) return undefined;
          return new Promise<void>((release) => {
            resolve(release);
          });
        });
      });
    },
  };
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('aborted');
}
