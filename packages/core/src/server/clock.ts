/** Says what time it is. Tests hand in their own. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** The IANA name of the process's zone: what `TZ` says, else the system's setting, `UTC` where neither says anything. */
export function systemTimeZone(): string {
  // With a TZ that names no zone, Node answers undefined where its types promise text.
  const timeZone: unknown = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return typeof timeZone === 'string' && isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** Whether this is a zone with days of its own: an IANA name such as `Europe/Vienna`, or `UTC`. Offsets like `+02:00` are not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
