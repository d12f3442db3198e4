import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { InvalidInputError, UnexpectedResponseError } from '../../src/errors.js';
import {
  dayRange,
  dayStart,
  localDay,
  parseDay,
  toZonedIso,
  tonight,
  weekdayName,
} from '../../src/server/calendar-days.js';
import { isTimeZone, systemClock, systemTimeZone, type Clock } from '../../src/server/clock.js';

const vienna = 'Europe/Vienna';
const newYork = 'America/New_York';
const auckland = 'Pacific/Auckland';
const at = (iso: string): Clock => ({ now: () => new Date(iso) });
const hours = (range: { from: Date; to: Date }) => (range.to.getTime() - range.from.getTime()) / 3_600_000;

describe('an instant in a zone', () => {
  it('is written with the offset of that day', () => {
    expect(toZonedIso('2026-11-21T19:15:00Z', vienna)).toBe('2026-11-21T20:15:00+01:00');
    expect(toZonedIso('2026-07-21T18:15:00Z', vienna)).toBe('2026-07-21T20:15:00+02:00');
    expect(toZonedIso(new Date('2026-11-21T19:15:00.987Z'), newYork)).toBe('2026-11-21T14:15:00-05:00');
    expect(toZonedIso('2026-11-21T19:15:00Z', 'UTC')).toBe('2026-11-21T19:15:00Z');
    expect(toZonedIso('2026-11-21T19:15:00Z', 'Asia/Kolkata')).toBe('2026-11-22T00:45:00+05:30');
  });

  it('without an offset is UTC, whatever zone the process is in', () => {
    expect(toZonedIso('2026-11-21T19:15:00', vienna)).toBe('2026-11-21T20:15:00+01:00');
  });

  it('with another offset is still the same instant', () => {
    expect(toZonedIso('2026-11-21T14:15:00-05:00', vienna)).toBe('2026-11-21T20:15:00+01:00');
  });

  it('is read back as the same instant, in every zone', () => {
    const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.constantFrom(vienna, newYork, auckland, 'Asia/Kolkata', 'UTC'), (instant, zone) => {
        const text = toZonedIso(instant, zone);
        expect(Math.floor(instant.getTime() / 1000) * 1000).toBe(new Date(text).getTime());
        expect(text.startsWith(localDay(instant, zone))).toBe(true);
      }),
    );
  });

  it('belongs to different days in different places', () => {
    expect(localDay('2026-11-21T23:30:00Z', vienna)).toBe('2026-11-22');
    expect(localDay('2026-11-21T23:30:00Z', newYork)).toBe('2026-11-21');
    expect(localDay('2026-11-21T11:30:00Z', auckland)).toBe('2026-11-22');
  });

  it('that is none is an unusable answer of the service', () => {
    expect(() => toZonedIso('soon', vienna)).toThrow(UnexpectedResponseError);
    expect(() => localDay(new Date(Number.NaN), vienna)).toThrow(UnexpectedResponseError);
  });

  it('in a zone that is none is refused with examples', () => {
    expect(() => toZonedIso(new Date(), 'Vienna')).toThrow(InvalidInputError);
  });
});

describe('a day in a zone', () => {
  it.each([
    [vienna, '2026-03-29', 23, '2026-03-28T23:00:00.000Z'],
    [vienna, '2026-10-25', 25, '2026-10-24T22:00:00.000Z'],
    [vienna, '2026-11-21', 24, '2026-11-20T23:00:00.000Z'],
    [newYork, '2026-03-08', 23, '2026-03-08T05:00:00.000Z'],
    [newYork, '2026-11-01', 25, '2026-11-01T04:00:00.000Z'],
    [auckland, '2026-09-27', 23, '2026-09-26T12:00:00.000Z'],
    [auckland, '2026-04-05', 25, '2026-04-04T11:00:00.000Z'],
  ])('%s %s has %i hours', (zone, day, length, start) => {
    const range = dayRange({ start: day, days: 1, zone });
    expect(hours(range)).toBe(length);
    expect(range.from.toISOString()).toBe(start);
    expect(dayStart(day, zone).toISOString()).toBe(start);
  });

  it('begins at one where midnight is left out, and at the first midnight where it comes twice', () => {
    expect(dayStart('2018-11-04', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(dayStart('2024-11-03', 'America/Havana').toISOString()).toBe('2024-11-03T04:00:00.000Z');
  });

  it('ends where the next one begins, and a week is its seven days', () => {
    const zones = fc.constantFrom(vienna, newYork, auckland, 'America/Havana', 'Australia/Lord_Howe', 'Africa/Cairo');
    const days = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, days, fc.integer({ min: 1, max: 14 }), (zone, date, count) => {
        const start = date.toISOString().slice(0, 10);
        const whole = dayRange({ start, days: count, zone });
        let next = whole.from;
        for (let n = 0; n < count; n += 1) {
          const day = dayRange({
            start: parseDay(`+${n}d`, { clock: at(`${start}T12:00:00Z`), zone: 'UTC' }),
            days: 1,
            zone,
          });
          expect(day.from).toEqual(next);
          expect(localDay(day.from, zone)).not.toBe(localDay(new Date(day.from.getTime() - 1), zone));
          next = day.to;
        }
        expect(next).toEqual(whole.to);
      }),
    );
  });

  it('has a weekday', () => {
    expect(weekdayName('2026-11-21')).toBe('Saturday');
    expect(weekdayName('2024-02-29')).toBe('Thursday');
  });

  it.each(['2026-02-30', '2026-13-01', '21.11.2026', ''])('that does not exist is refused: %j', (day) => {
    expect(() => dayStart(day, vienna)).toThrow(InvalidInputError);
    expect(() => weekdayName(day)).toThrow(InvalidInputError);
  });
});

describe('a day as people say it', () => {
  const late = { clock: at('2026-11-21T23:30:00Z'), zone: vienna };

  it.each([
    ['2026-03-29', '2026-03-29'],
    ['today', '2026-11-22'],
    [' Today ', '2026-11-22'],
    ['tomorrow', '2026-11-23'],
    ['yesterday', '2026-11-21'],
    ['-30d', '2026-10-23'],
    ['+2w', '2026-12-06'],
    ['7d', '2026-11-29'],
    ['-1w', '2026-11-15'],
    ['+0d', '2026-11-22'],
  ])('%j, past midnight in Vienna, is %s', (text, day) => {
    expect(parseDay(text, late)).toBe(day);
  });

  it('counts days, not hours, over a change of the clocks', () => {
    expect(parseDay('tomorrow', { clock: at('2026-10-24T22:30:00Z'), zone: vienna })).toBe('2026-10-26');
    expect(parseDay('-1d', { clock: at('2026-03-29T22:30:00Z'), zone: vienna })).toBe('2026-03-29');
    expect(parseDay('+1d', { clock: at('2026-03-07T05:30:00Z'), zone: newYork })).toBe('2026-03-08');
  });

  it.each(['', 'soon', '30', '-30', '2026-02-30', '2026-1-1', '-30m', '1e3d', '2026-11-21T10:00:00Z', '-999999d'])(
    'is not %j, and the refusal shows how to write one',
    (text) => {
      expect(() => parseDay(text, late)).toThrow(InvalidInputError);
      expect(() => parseDay(text, late)).toThrow(/is no day/);
    },
  );
});

describe('tonight', () => {
  it('is the evening of the day, into the small hours', () => {
    expect(tonight(at('2026-11-21T10:00:00Z'), vienna)).toEqual({
      day: '2026-11-21',
      from: new Date('2026-11-21T17:00:00Z'),
      to: new Date('2026-11-22T03:00:00Z'),
    });
  });

  it('is still the same one at half past two', () => {
    expect(tonight(at('2026-11-22T01:30:00Z'), vienna).day).toBe('2026-11-21');
    expect(tonight(at('2026-11-22T03:30:00Z'), vienna).day).toBe('2026-11-22');
  });

  it('is an hour shorter or longer when the clocks change in it', () => {
    expect(hours(tonight(at('2026-03-28T12:00:00Z'), vienna))).toBe(9);
    expect(hours(tonight(at('2026-10-24T12:00:00Z'), vienna))).toBe(11);
    expect(tonight(at('2026-03-29T01:30:00Z'), vienna).day).toBe('2026-03-28');
    expect(tonight(at('2026-03-29T02:10:00Z'), vienna).day).toBe('2026-03-29');
  });
});

describe('the zone of the process', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['UTC', 22],
    ['America/New_York', 18],
    ['Pacific/Auckland', 11],
  ])('%s changes nothing of a day in Vienna', (zone, hour) => {
    vi.stubEnv('TZ', zone);
    const clock = at('2026-10-24T22:30:00Z');
    expect(clock.now().getHours()).toBe(hour);
    expect(systemTimeZone()).toBe(zone);
    expect(dayStart('2026-10-25', vienna).toISOString()).toBe('2026-10-24T22:00:00.000Z');
    expect(localDay(clock.now(), vienna)).toBe('2026-10-25');
    expect(toZonedIso('2026-10-24T22:30:00', vienna)).toBe('2026-10-25T00:30:00+02:00');
    expect(parseDay('tomorrow', { clock, zone: vienna })).toBe('2026-10-26');
    expect(tonight(clock, vienna).day).toBe('2026-10-24');
    expect(weekdayName('2026-10-25')).toBe('Sunday');
  });

  it('is a zone, and its clock goes', () => {
    expect(isTimeZone(systemTimeZone())).toBe(true);
    expect(Math.abs(systemClock.now().getTime() - Date.now())).toBeLessThan(60_000);
  });

  it.each(['Europe/Vienna', 'UTC', 'America/Argentina/Ushuaia'])('%s is a zone', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', 'Vienna', 'Europe/Wien', '+02:00', 'local', 'undefined', ':/etc/localtime'])('%j is no zone', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
