import * as z from 'zod';

/*
 * Pieces of the response schemas. Sonarr leaves out what is null, adds fields with every release and words to its enumerations;
 * what we do not depend on is therefore read when it fits and is undefined otherwise, so that one odd value does not lose a
 * whole library.
 */

function optional<T>(read: (value: unknown) => T | undefined) {
  return z
    .unknown()
    .optional()
    .transform((value): T | undefined => read(value));
}

/** A text that may be missing; the empty text counts as missing. */
export const text = optional((value) => (typeof value === 'string' && value !== '' ? value : undefined));

/** A number that may be missing. */
export const number = optional((value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined));

/** An id of something else, or a year: Sonarr writes 0 where it knows none. */
export const unlessZero = optional((value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined,
);

/** A yes or no that may be missing. */
export const flag = optional((value) => (typeof value === 'boolean' ? value : undefined));

/** A list of texts; what is no text is left out. */
export const texts = z
  .unknown()
  .optional()
  .transform((value): readonly string[] =>
    Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [],
  );

/** A list of numbers; what is no number is left out. */
export const numbers = z
  .unknown()
  .optional()
  .transform((value): readonly number[] =>
    Array.isArray(value) ? value.filter((entry): entry is number => typeof entry === 'number') : [],
  );

/** A nested document that may be missing; undefined too when it lacks what the schema needs. */
export function maybe<S extends z.ZodType>(schema: S) {
  return optional((value): z.output<S> | undefined => schema.safeParse(value).data);
}

/** A list of documents that may be missing; entries that lack what the schema needs are left out. */
export function list<S extends z.ZodType>(schema: S) {
  return z
    .unknown()
    .optional()
    .transform((value): readonly z.output<S>[] => {
      if (!Array.isArray(value)) return [];
      return value.flatMap((entry: unknown) => {
        const parsed = schema.safeParse(entry);
        return parsed.success ? [parsed.data] : [];
      });
    });
}

/** The id of a document in this Sonarr: always there once it is saved. */
export const id = z.int().positive();
