import { createHash } from 'node:crypto';

function canonical(value: unknown): unknown {
  if (value instanceof Date) return { date: value.toISOString() };
  if (value instanceof Map) return { map: [...value].map(canonical) };
  if (value instanceof Set) return { set: [...value].map(canonical) };
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return Object.fromEntries(entries.map(([key, one]) => [key, canonical(one)]));
}

/**
 * A hash of a state (plain data, dates, maps and sets): equal states give equal digests whatever the order of their
 * keys, and any change gives another. The order of lists, maps and sets counts. Answers 64 hexadecimal digits.
 */
export function digest(state: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([canonical(state)]))
    .digest('hex');
}
