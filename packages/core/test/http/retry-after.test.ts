import { expect, it } from 'vitest';
import { retryAfterSeconds } from '../../src/http/retry-after.js';

const now = Date.UTC(2025, 0, 15, 12, 0, 0);

it.each([
  ['120', 120],
  ['0', 0],
  ['1.2', 2],
  ['Wed, 15 Jan 2025 12:01:30 GMT', 90],
  ['Wed, 15 Jan 2025 11:00:00 GMT', 0],
  ['99999999999', 31_536_000],
  ['soon', undefined],
  ['-5', undefined],
  ['', undefined],
])('reads "%s" as %s seconds', (text, seconds) => {
  expect(retryAfterSeconds(new Headers({ 'Retry-After': text }), now)).toBe(seconds);
});

it('finds none where there is none', () => {
  expect(retryAfterSeconds(new Headers(), now)).toBeUndefined();
});
