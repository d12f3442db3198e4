/** Runs writes one at a time and apart from each other, because Trakt refuses a second one within the same second. */
export interface WriteQueue {
  /**
   * Runs `write` when those before it are over and the spacing has passed.
   * @param signal takes it out of the queue; what has begun is left to `write` itself
   */
  run<T>(write: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/** @param spacingMs from the end of one write to the beginning of the next */
export function createWriteQueue(spacingMs: number): WriteQueue {
  let last: Promise<unknown> = Promise.resolve();
  let freeAt = 0;
  return {
    run(write, signal) {
      const turn = last.then(async () => {
        await pause(freeAt - performance.now(), signal);
        try {
          return await write();
        } finally {
          freeAt = performance.now() + spacingMs;
        }
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (ms <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('The write was taken back.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
