import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  AmbiguousError,
  AuthenticationError,
  CancelledError,
  ConflictError,
  NetworkError,
  NotFoundError,
  UpstreamUnavailableError,
} from '../../src/errors.js';
import { batchItemOutcome, batchOutcome, batchRowOutput, runBatch } from '../../src/server/batch.js';

const candidates = [
  { ref: 'tvdb:76107', title: 'Doctor Who', year: 1963 },
  { ref: 'tvdb:78804', title: 'Doctor Who', year: 2005 },
];

/** Adds what it is told to add, and fails as its text says. */
async function add(item: string): Promise<{ outcome: 'done' | 'already'; title: string }> {
  switch (item) {
    case 'known':
      return { outcome: 'already', title: item };
    case 'ambiguous':
      throw new AmbiguousError('Two are called so.', { candidates, hint: 'Say which.' });
    case 'missing':
      throw new NotFoundError('There is none.');
    case 'conflict':
      throw new ConflictError('It is in use.', { changed: 'no' });
    case 'broken':
      throw new UpstreamUnavailableError('The service failed.', { status: 500, changed: 'unknown' });
    case 'offline':
      throw new NetworkError('No answer.', { changed: 'unknown' });
    case 'signed out':
      throw new AuthenticationError('The key was refused.');
    case 'bug':
      throw new TypeError('undefined is not a function');
    default:
      return { outcome: 'done', title: item };
  }
}

describe('a batch', () => {
  it('says of an item without a name that it is about nothing, because an answer holds no empty text', async () => {
    const rows = await runBatch(['', ' ', '\u200b', 'Dark'], (item) => add(item.trim() === '' ? 'missing' : item));
    expect(rows.map((row) => row.item)).toEqual(['(nothing)', '(nothing)', '(nothing)', 'Dark']);
  });

  it('tells of each item, in their order, what became of it', async () => {
    const rows = await runBatch(['Dark', 'known', 'ambiguous', 'missing', 'conflict', 'broken', '1899'], add);
    expect(rows).toEqual([
      { item: 'Dark', outcome: 'done', title: 'Dark' },
      { item: 'known', outcome: 'already', title: 'known' },
      { item: 'ambiguous', outcome: 'ambiguous', message: 'Two are called so.', hint: 'Say which.', candidates },
      { item: 'missing', outcome: 'not_found', message: 'There is none.' },
      { item: 'conflict', outcome: 'failed', message: 'It is in use.' },
      { item: 'broken', outcome: 'failed', message: 'The service failed.', changed: 'unknown' },
      { item: '1899', outcome: 'done', title: '1899' },
    ]);
    const schema = z.array(batchRowOutput({ title: z.string() }));
    expect(schema.parse(rows)).toEqual(rows);
  });

  it('is refused as a whole when nothing was done and nothing further can be', async () => {
    await expect(runBatch(['signed out', 'Dark'], add)).rejects.toBeInstanceOf(AuthenticationError);
    await expect(runBatch(['missing', 'known', 'signed out'], add)).rejects.toBeInstanceOf(AuthenticationError);
    await expect(runBatch(['offline', 'Dark'], add)).rejects.toMatchObject({ code: 'network', changed: 'unknown' });
    await expect(runBatch(['bug', 'Dark'], add)).rejects.toBeInstanceOf(TypeError);
  });

  it.each(['signed out', 'offline', 'bug'])('loses nothing of what was done before it ended with: %s', async (end) => {
    const rows = await runBatch(['Dark', end, '1899', 'Kleo'], add);
    expect(rows.map((row) => row.outcome)).toEqual(['done', 'failed', 'skipped', 'skipped']);
    expect(JSON.stringify(rows)).not.toContain('undefined is not a function');
  });

  it('keeps the row of what may have been changed when the batch ends later', async () => {
    const rows = await runBatch(['broken', 'signed out', 'Dark'], add);
    expect(rows.map((row) => row.outcome)).toEqual(['failed', 'failed', 'skipped']);
  });

  it('stops when the call is taken back, and says what was done until then', async () => {
    const controller = new AbortController();
    const tried: string[] = [];
    const rows = await runBatch(
      ['Dark', '1899', 'Kleo'],
      async (item) => {
        tried.push(item);
        if (item === '1899') {
          controller.abort(new CancelledError('The call was cancelled.'));
          controller.signal.throwIfAborted();
        }
        return add(item);
      },
      { signal: controller.signal },
    );
    expect(tried).toEqual(['Dark', '1899']);
    expect(rows).toMatchObject([
      { item: 'Dark', outcome: 'done' },
      { item: '1899', outcome: 'failed', message: 'The call was cancelled.' },
      { item: 'Kleo', outcome: 'skipped', message: 'Not tried. The call was cancelled.' },
    ]);
  });

  it('that is taken back before it starts does nothing', async () => {
    const reason = new CancelledError('The call was cancelled.');
    const tried: string[] = [];
    const work = async (item: string) => {
      tried.push(item);
      return add(item);
    };
    await expect(runBatch(['Dark'], work, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(tried).toEqual([]);
  });

  it('works on one item at a time unless told otherwise, and never on more than told', async () => {
    let now = 0;
    let most = 0;
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      await pause(1);
      now -= 1;
      return { outcome: 'done' as const };
    };
    const items = Array.from({ length: 12 }, (_, at) => at);
    await runBatch(items, work);
    expect(most).toBe(1);
    const rows = await runBatch(items, work, { concurrency: 4 });
    expect(most).toBe(4);
    expect(rows.map((row) => row.item)).toEqual(items.map(String));
  });

  it('shows its items by the name it is given for them, cut where it is very long', async () => {
    const work = async () => ({ outcome: 'done' as const });
    const rows = await runBatch([{ ref: 'tvdb:1' }, { ref: 'x'.repeat(500) }], work, { name: (item) => item.ref });
    expect(rows.map((row) => row.item)).toEqual(['tvdb:1', 'x'.repeat(200)]);
  });

  it('of nothing gives nothing', async () => {
    await expect(runBatch([], add)).resolves.toEqual([]);
  });
});

describe('the outcome of the whole', () => {
  it('is done when anything was, and unchanged otherwise', () => {
    expect(batchOutcome([{ outcome: 'failed' }, { outcome: 'done' }])).toBe('done');
    expect(batchOutcome([{ outcome: 'already' }, { outcome: 'not_found' }])).toBe('unchanged');
    expect(batchOutcome([])).toBe('unchanged');
  });

  it('of an item is one of six words', () => {
    expect(batchItemOutcome.safeParse('done').success).toBe(true);
    expect(batchItemOutcome.safeParse('ok').success).toBe(false);
  });
});
