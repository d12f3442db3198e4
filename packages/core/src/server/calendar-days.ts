import type { Clock } from './clock.js';

export { isTimeZone, systemClock, systemTimeZone, type Clock } from './clock.js';

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
export function toZonedIso(_instant: Date | string, _zone: string): string {
  throw new Error('not written yet');
}

/**
 * The calendar day of an instant in a zone: `YYYY-MM-DD`.
 * @throws UnexpectedResponseError when the text is no time
 */
export function localDay(_instant: Date | string, _zone: string): string {
  throw new Error('not written yet');
}

/**
 * The instant at which a day begins in a zone; not always midnight, where clocks change at midnight.
 * @param day `YYYY-MM-DD`
 * @throws InvalidInputError when there is no such day
 */
export function dayStart(_day: string, _zone: string): Date {
  throw new Error('not written yet');
}

/**
 * The instants that whole days span: 23, 24 or 25 hours each.
 * @param range `start` is the first day, `YYYY-MM-DD`; `days` how many, at least one
 * @throws InvalidInputError when there is no such day
 */
export function dayRange(_range: { start: string; days: number; zone: string }): InstantRange {
  throw new Error('not written yet');
}

/**
 * Reads a day as people give it: `YYYY-MM-DD`, `today`, `tomorrow`, `yesterday`, `-30d`, `+2w`.
 * @returns `YYYY-MM-DD`
 * @throws InvalidInputError with examples when it is none of them
 */
export function parseDay(_text: string, _at: { clock: Clock; zone: string }): string {
  throw new Error('not written yet');
}

/**
 * The evening a person means by "tonight": from 18:00 until 04:00 the next morning. Before 04:00 it is still last night's.
 * @returns the day it belongs to, and its instants
 */
export function tonight(_clock: Clock, _zone: string): InstantRange & { readonly day: string } {
  throw new Error('not written yet');
}

/**
 * The English name of a day's weekday: `Saturday`.
 * @throws InvalidInputError when there is no such day
 */
export function weekdayName(_day: string): string {
  throw new Error('not written yet');
}
