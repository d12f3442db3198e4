import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeSpanMinutes, timeSpanSeconds } from '../../src/client/time-span.js';

const two = (value: number) => String(value).padStart(2, '0');

const parts = fc.record({
  negative: fc.boolean(),
  days: fc.option(fc.integer({ min: 0, max: 10_675_199 }), { nil: undefined }),
  hours: fc.integer({ min: 0, max: 23 }),
  minutes: fc.integer({ min: 0, max: 59 }),
  seconds: fc.integer({ min: 0, max: 59 }),
  ticks: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: undefined }),
});

describe('reading a time span', () => {
  it('trap 39: gives the seconds of every span that .NET can write', () => {
    fc.assert(
      fc.property(parts, ({ negative, days, hours, minutes, seconds, ticks }) => {
        const written = [
          negative ? '-' : '',
          days === undefined ? '' : `${days}.`,
          `${two(hours)}:${two(minutes)}:${two(seconds)}`,
          ticks === undefined ? '' : `.${String(ticks).padStart(7, '0')}`,
        ].join('');
        const whole = (days ?? 0) * 86_400 + hours * 3600 + minutes * 60 + seconds;
        const expected = whole + (ticks ?? 0) / 10_000_000;
        expect(timeSpanSeconds(written)).toBeCloseTo(negative ? -expected : expected, 3);
      }),
    );
  });

  it('never throws, and reads nothing but time spans', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const seconds = timeSpanSeconds(text);
        if (seconds !== undefined) expect(text).toMatch(/^-?(\d+\.)?\d{1,2}:\d\d:\d\d(\.\d+)?$/);
      }),
    );
  });

  it.each([
    ['00:12:30', 750],
    ['1.02:03:04', 93_784],
    ['00:00:05.1234567', 5.123_456_7],
    ['00:00:00', 0],
    ['-00:00:01', -1],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(timeSpanSeconds(text)).toBe(seconds);
  });

  it.each([undefined, '', '12:30', '24:00:00', '00:60:00', '00:00:60', '1.1.00:00:00', 'P1D', '00:00:00.12345678'])(
    'takes %j for no time span',
    (text) => {
      expect(timeSpanSeconds(text)).toBeUndefined();
      expect(timeSpanMinutes(text)).toBeUndefined();
    },
  );

  it('counts a begun minute, so that the remaining time is never shown too short', () => {
    expect(timeSpanMinutes('00:12:00')).toBe(12);
    expect(timeSpanMinutes('00:12:01')).toBe(13);
    expect(timeSpanMinutes('00:00:00.5')).toBe(1);
    expect(timeSpanMinutes('1.00:00:00')).toBe(1440);
    expect(timeSpanMinutes('-00:00:30')).toBe(0);
  });
});
