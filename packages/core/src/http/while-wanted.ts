import { CancelledError, WatchstackError } from '../errors.js';

/**
 * Waits for something that others may wait for too, so that it cannot be aborted: only the waiting ends with the signal.
 * @throws what the promise rejects with; when the signal fires first, its reason if that is one of our errors, CancelledError
 * otherwise
 */
export async function whileWanted<T>(shared: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return shared;
  let stop: () => void = () => undefined;
  const unwanted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      const reason: unknown = signal.reason;
      const error: Error = reason instanceof WatchstackError ? reason : new CancelledError('The call was cancelled.');
      reject(error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([unwanted, shared]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
