import * as z from 'zod';

/*
 * Pieces of the response schemas. The parsed documents hold attributes as strings in both formats; these read them. What is
 * absent or unreadable is undefined, so that one odd attribute of one film does not lose a whole library.
 */

function attribute<T>(read: (text: string) => T | undefined) {
  return z
    .unknown()
    .optional()
    .transform((value): T | undefined => (typeof value === 'string' ? read(value) : undefined));
}

/** A text attribute; the empty text counts as absent. */
export const text = attribute((value) => (value === '' ? undefined : value));

/** A number attribute: `7`, `7.5`, `1700000000`. */
export const number = attribute((value) => {
  const parsed = Number(value);
  return value.trim() === '' || !Number.isFinite(parsed) ? undefined : parsed;
});

/** A yes-or-no attribute: `1`, `0`, `true`, `false`. */
export const flag = attribute((value) => {
  if (value === '1' || value === 'true') return true;
  return value === '0' || value === 'false' ? false : undefined;
});

/** A text that must be there, because the next call needs it. */
export const requiredText = z.string().min(1);

/** The children under one name; none when the name is absent. */
export function children<S extends z.ZodType>(schema: S) {
  return z
    .array(schema)
    .optional()
    .transform((list): z.output<S>[] => list ?? []);
}

/** The single child under a name. */
export function child<S extends z.ZodType>(schema: S) {
  return z
    .array(schema)
    .optional()
    .transform((list): z.output<S> | undefined => list?.[0]);
}

/** The names in children such as `<Genre tag="Drama"/>`. */
export const tags = children(z.object({ tag: text })).transform((list) =>
  list.flatMap(({ tag }) => (tag === undefined ? [] : [tag])),
);

/** The object without its undefined values. */
export function compact<T extends object>(source: T): T {
  const kept: Partial<T> = {};
  for (const key in source) if (source[key] !== undefined) kept[key] = source[key];
  // Removing undefined values leaves the same type: every optional property of ours may be absent.
  return kept as T;
}
