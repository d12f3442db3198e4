import { InvalidInputError } from '@watchstack/core';
import * as z from 'zod';

/** The argument that says aloud that everything is meant. */
export const wholeLibraryInput = z.boolean().default(false).describe('Every series; only if asked.');

/**
 * Whom a call is about. What is left out never means everything: Sonarr would keep indexers busy for hours, and some ban for
 * that.
 * @returns the items, or `'all'` where that was said
 * @throws InvalidInputError when neither was said, or both
 */
export function scopeOf({
  items,
  wholeLibrary,
}: {
  readonly items?: readonly string[] | undefined;
  readonly wholeLibrary: boolean;
}): readonly string[] | 'all' {
  if (items !== undefined && !wholeLibrary) return items;
  if (items === undefined && wholeLibrary) return 'all';
  throw new InvalidInputError(
    items === undefined
      ? 'Which series are meant was not said.'
      : 'Some series and the whole library were named at once.',
    {
      target: 'items',
      hint: 'Give items. Only if the person asked for all of their series, leave items out and set wholeLibrary: true.',
      changed: 'no',
    },
  );
}
