import { CancelledError, NetworkError } from '@watchstack/core';
import { describe, expect, it } from 'vitest';
import { OneAtATime } from '../../src/client/one-at-a-time.js';

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('changes of one thing', () => {
  it('happen one after the other, in the order they were asked for', async () => {
    const writers = new OneAtATime();
    const first = gate();
    const events: string[] = [];
    const one = writers.run('series 1', async () => {
      events.push('first begins');
      await first.opened;
      events.push('first ends');
    });
    const two = writers.run('series 1', async () => {
      events.push('second');
    });
    const three = writers.run('series 1', async () => {
      events.push('third');
    });
    const other = writers.run('series 2', async () => {
      events.push('another series');
    });
    await other;
    expect(events).toEqual(['first begins', 'another series']);
    first.open();
    await Promise.all([one, two, three]);
    expect(events).toEqual(['first begins', 'another series', 'first ends', 'second', 'third']);
  });

  it('go on after one that failed', async () => {
    const writers = new OneAtATime();
    const failing = writers.run('series 1', () => Promise.reject(new NetworkError('no connection')));
    const next = writers.run('series 1', async () => 'done');
    await expect(failing).rejects.toBeInstanceOf(NetworkError);
    await expect(next).resolves.toBe('done');
  });

  it('never begin once they were cancelled while waiting, and let those behind them pass in order', async () => {
    const writers = new OneAtATime();
    const first = gate();
    const events: string[] = [];
    const one = writers.run('series 1', async () => {
      await first.opened;
      events.push('first');
    });
    const controller = new AbortController();
    const cancelled = writers.run(
      'series 1',
      async () => {
        events.push('cancelled');
      },
      controller.signal,
    );
    const last = writers.run('series 1', async () => {
      events.push('last');
    });
    controller.abort();
    await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
    first.open();
    await Promise.all([one, last]);
    expect(events).toEqual(['first', 'last']);
  });

  it('report the reason of a signal when that is one of our errors', async () => {
    const writers = new OneAtATime();
    const first = gate();
    const one = writers.run('series 1', () => first.opened);
    const reason = new NetworkError('The call took too long.');
    await expect(writers.run('series 1', async () => undefined, AbortSignal.abort(reason))).rejects.toBe(reason);
    first.open();
    await one;
  });
});
