import { DateTime, IANAZone } from 'luxon';
import { InvalidInputError, UnexpectedResponseError } from '../errors.js';
import type { Clock } from './clock.js';

const DAY = 'yyyy-MM-dd';
const NAMED_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const EVENING_BEGINS = 18;
const EVENING_ENDS = 4;

/** Two instants: from the first up to, and without, the second. */
export interface InstantRange {
  readonly from: Date;
  readonly to: Date;
}

/**
 * An instant as a person in that zone reads it: `2026-11-21T20:15:00+01:00`, whole seconds.
 * @param instant a date, or ISO 8601 text; text without an offset is taken as UTC, as the services mean it
 * @throws UnexpectedResponseError when the text is no time
 */
export function toZonedIso(instant: Date | string, zone: string): string {
  return inZone(instant, zone).set({ millisecond: 0 }).toISO({ suppressMilliseconds: true });
}

/**
 * The calendar day of an instant in a zone: `YYYY-MM-DD`.
 * @throws UnexpectedResponseError when the text is no time
 */
export function localDay(instant: Date | string, zone: string): string {
  return inZone(instant, zone).toISODate();
}

/**
 * The instant at which a day begins in a zone; not always midnight, where clocks change at midnight.
 * @param day `YYYY-MM-DD`
 * @throws InvalidInputError when there is no such day
 */
export function dayStart(day: string, zone: string): Date {
  return startOf(calendarDay(day), zone);
}

/**
 * The instants that whole days span: 23, 24 or 25 hours each.
 * @param range `start` is the first day, `YYYY-MM-DD`; `days` how many, at least one
 * @throws InvalidInputError when there is no such day
 */
export function dayRange(range: { start: string; days: number; zone: string }): InstantRange {
  const first = calendarDay(range.start);
  return { from: startOf(first, range.zone), to: startOf(first.plus({ days: range.days }), range.zone) };
}

/**
 * Reads a day as people give it: `YYYY-MM-DD`, `today`, `tomorrow`, `yesterday`, `-30d`, `+2w`.
 * @returns `YYYY-MM-DD`
 * @throws InvalidInputError with examples when it is none of them
 */
export function parseDay(text: string, at: { clock: Clock; zone: string }): string {
  const given = text.trim().toLowerCase();
  if (/^\d{4}-\d\d-\d\d$/.test(given)) return calendarDay(given).toISODate();
  const today = inZone(at.clock.now(), at.zone);
  const named = NAMED_DAYS[given];
  if (named !== undefined) return today.plus({ days: named }).toISODate();
  const [, sign, count, unit] = /^([+-]?)(\d{1,5})([dw])$/.exec(given) ?? [];
  if (count === undefined) throw noDay(text);
  const days = Number(count) * (unit === 'w' ? 7 : 1) * (sign === '-' ? -1 : 1);
  return today.plus({ days }).toISODate();
}

/**
 * The evening a person means by "tonight": from 18:00 until 04:00 the next morning. Before 04:00 it is still last night's.
 * @returns the day it belongs to, and its instants
 */
export function tonight(clock: Clock, zone: string): InstantRange & { readonly day: string } {
  const now = inZone(clock.now(), zone);
  const evening = now.hour < EVENING_ENDS ? now.minus({ days: 1 }) : now;
  const from = evening.set({ hour: EVENING_BEGINS, minute: 0, second: 0, millisecond: 0 });
  const to = evening.plus({ days: 1 }).set({ hour: EVENING_ENDS, minute: 0, second: 0, millisecond: 0 });
  return { day: evening.toISODate(), from: from.toJSDate(), to: to.toJSDate() };
}

/**
 * The English name of a day's weekday: `Saturday`.
 * @throws InvalidInputError when there is no such day
 */
export function weekdayName(day: string): string {
  return calendarDay(day).toFormat('cccc', { locale: 'en' });
}

/** A day without a zone, held as midnight UTC. */
function calendarDay(day: string): DateTime<true> {
  const parsed = DateTime.fromFormat(day, DAY, { zone: 'utc', locale: 'en', numberingSystem: 'latn' });
  if (!parsed.isValid) throw noDay(day);
  return parsed;
}

function noDay(text: string): InvalidInputError {
  return new InvalidInputError(`'${text.slice(0, 40)}' is no day.`, {
    hint: 'Write 2026-11-21, today, tomorrow, yesterday, or days and weeks from today: -30d, +2w.',
  });
}

/** The first instant of a day. Where the clock goes back over midnight, midnight comes twice, and the first one counts. */
function startOf(day: DateTime<true>, zone: string): Date {
  const start = inZone(new Date(0), zone).set({ year: day.year, month: day.month, day: day.day }).startOf('day');
  const hourBefore = start.minus({ hours: 1 });
  return (hourBefore.hasSame(start, 'day') ? hourBefore : start).toJSDate();
}

function inZone(instant: Date | string, zone: string): DateTime<true> {
  if (!IANAZone.create(zone).isValid) {
    throw new InvalidInputError(`'${zone.slice(0, 40)}' is no time zone.`, {
      hint: 'Write a name such as Europe/Vienna, America/New_York or UTC.',
    });
  }
  const local =
    typeof instant === 'string'
      ? DateTime.fromISO(instant, { zone: 'utc' }).setZone(zone)
      : DateTime.fromJSDate(instant, { zone });
  if (!local.isValid) {
    throw new UnexpectedResponseError('The service gave a time that is none.', {
      target: typeof instant === 'string' ? instant.slice(0, 40) : 'a date',
    });
  }
  return local;
}
