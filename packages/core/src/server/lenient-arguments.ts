import type * as z from 'zod';

/**
 * Arguments with numbers and texts in each other's place put right: models send `"5"` for 5, and 5 for an id that is text.
 * Only what a schema has refused is touched, and only where nothing is lost by it.
 * @param raw the arguments that were refused
 * @param error why
 * @returns arguments worth a second try; undefined when nothing of the kind was wrong
 */
export function retype(raw: unknown, error: z.ZodError): unknown {
  let retyped: unknown;
  for (const issue of error.issues) {
    if (issue.code !== 'invalid_type') continue;
    retyped ??= structuredClone(raw);
    const holder = issue.path.slice(0, -1).reduce<unknown>((value, key) => member(value, key), retyped);
    const key = issue.path.at(-1);
    if (typeof holder !== 'object' || holder === null || key === undefined) return undefined;
    const replaced = converted(member(holder, key), issue.expected);
    if (replaced === undefined) return undefined;
    Reflect.set(holder, key, replaced);
  }
  return retyped;
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function converted(value: unknown, expected: string): unknown {
  if (expected === 'string' && typeof value === 'number' && Number.isFinite(value)) return String(value);
  if ((expected === 'number' || expected === 'int') && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)) {
    return Number(value);
  }
  if (expected === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  // People say "these five"; a model that names one thing often leaves the list away.
  if (expected === 'array' && (typeof value === 'string' || typeof value === 'number')) return [String(value)];
  return undefined;
}
