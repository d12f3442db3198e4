import { expect, it } from 'vitest';
import { CancelledError, RateLimitedError } from '../../src/errors.js';
import { whileWanted } from '../../src/http/while-wanted.js';

/** Something that ends when the test says so. */
function pending() {
  let finish: (value: string) => void = () => undefined;
  const shared = new Promise<string>((resolve) => {
    finish = resolve;
  });
  return { shared, finish: (value: string) => finish(value) };
}

it('gives what is waited for, with a signal and without', async () => {
  await expect(whileWanted(Promise.resolve('here'), undefined)).resolves.toBe('here');
  await expect(whileWanted(Promise.resolve('here'), new AbortController().signal)).resolves.toBe('here');
  await expect(whileWanted(Promise.reject(new Error('gone')), new AbortController().signal)).rejects.toThrow('gone');
});

it('ends the waiting of one who goes, and of nobody else', async () => {
  const { shared, finish } = pending();
  const leaving = new AbortController();
  const left = whileWanted(shared, leaving.signal);
  const staying = whileWanted(shared, new AbortController().signal);
  leaving.abort();
  await expect(left).rejects.toBeInstanceOf(CancelledError);
  finish('here');
  await expect(staying).resolves.toBe('here');
});

it('does not begin to wait for one who has gone', async () => {
  await expect(whileWanted(Promise.resolve('here'), AbortSignal.abort())).rejects.toBeInstanceOf(CancelledError);
});

it('gives the reason of the signal when that is one of our errors', async () => {
  const reason = new RateLimitedError('Later.', { retryAfterSeconds: 7 });
  await expect(whileWanted(pending().shared, AbortSignal.abort(reason))).rejects.toBe(reason);
});
