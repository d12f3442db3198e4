import { expect, it } from 'vitest';
import { createReferenceCache } from '../../src/index.js';
import { rejection } from './upstream-server.js';

function counting() {
  let loads = 0;
  return {
    get loads() {
      return loads;
    },
    load: async () => {
      loads += 1;
      return loads;
    },
  };
}

it('keeps a value for its time and no longer', async () => {
  let time = 0;
  const cache = createReferenceCache({ ttlMs: 1000, now: () => time });
  const { load } = counting();
  expect(await cache.get('tags', load)).toBe(1);
  time = 999;
  expect(await cache.get('tags', load)).toBe(1);
  time = 1000;
  expect(await cache.get('tags', load)).toBe(2);
});

it('keeps a minute unless told', async () => {
  let time = 0;
  const cache = createReferenceCache({ now: () => time });
  const { load } = counting();
  await cache.get('tags', load);
  time = 59_999;
  expect(await cache.get('tags', load)).toBe(1);
  time = 60_000;
  expect(await cache.get('tags', load)).toBe(2);
});

it('asks once for all who ask at the same time', async () => {
  const cache = createReferenceCache();
  const source = counting();
  expect(await Promise.all([1, 2, 3].map(() => cache.get('tags', source.load)))).toEqual([1, 1, 1]);
  expect(source.loads).toBe(1);
});

it('does not keep a failure', async () => {
  const cache = createReferenceCache();
  const failing = () => Promise.reject(new Error('down'));
  expect(await rejection(cache.get('tags', failing))).toMatchObject({ message: 'down' });
  expect(await cache.get('tags', async () => 'up')).toBe('up');
});

it('forgets one key or everything, also what is still on its way', async () => {
  const cache = createReferenceCache();
  const { load } = counting();
  let finish: (value: number) => void = () => undefined;
  const slow = cache.get('tags', () => new Promise<number>((resolve) => (finish = resolve)));
  cache.clear('tags');
  expect(await cache.get('tags', load)).toBe(1);
  finish(99);
  expect(await slow).toBe(99);
  expect(await cache.get('tags', load)).toBe(1);
  await cache.get('folders', load);
  cache.clear('tags');
  expect(await cache.get('folders', load)).toBe(2);
  cache.clear();
  expect(await cache.get('folders', load)).toBe(3);
});
