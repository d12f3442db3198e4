const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();
const monthOffsets = new Map<string, number | 'changes'>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (found === undefined) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, found);
  }
  return found;
}

function exactOffset(instant: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(timeZone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Asking the calendar is slow, and most months keep one offset: those are asked once. */
function offsetAt(instant: number, timeZone: string): number {
  const at = new Date(instant);
  const key = `${timeZone} ${at.getUTCFullYear()} ${at.getUTCMonth()}`;
  let known = monthOffsets.get(key);
  if (known === undefined) {
    const first = exactOffset(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1), timeZone);
    const last = exactOffset(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1), timeZone);
    known = first === last ? first : 'changes';
    monthOffsets.set(key, known);
  }
  return known === 'changes' ? exactOffset(instant, timeZone) : known;
}

/** The calendar day (`YYYY-MM-DD`) of an instant in an IANA time zone. */
export function localDay(instant: Date, timeZone: string): string {
  return new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 10);
}

/**
 * The instant of a wall-clock time. `day` is `YYYY-MM-DD`, `time` is `HH:MM`. A time that a clock change leaves out
 * becomes the one an hour later; of a time that comes twice, one is taken, always the same.
 */
export function instantAt(day: string, time: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const guess = wall - offsetAt(wall, timeZone);
  return new Date(wall - offsetAt(guess, timeZone));
}

/** The day that many days later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The day of the week: 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** An instant that many days after (or before, when negative) another; parts of days count. */
export function daysFrom(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS);
}
