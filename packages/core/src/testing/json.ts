/** One member of a value that came from outside; undefined when it is no object or has none of that name. */
export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/**
 * A value as a dictionary.
 * @throws Error when it is no JSON object
 */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('Expected a JSON object.');
  return Object.fromEntries(Object.entries(value));
}
