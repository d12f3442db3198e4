import { InvalidInputError } from '@watchstack/core';

/**
 * Ids for a call that takes several: every one once, because Sonarr fails on a list that has one twice.
 * @throws InvalidInputError when there is none, or one is no id
 */
export function distinctIds(ids: readonly number[], target: string): readonly number[] {
  const distinct = [...new Set(ids)];
  if (distinct.length > 0 && distinct.every((id) => Number.isSafeInteger(id) && id > 0)) return distinct;
  throw new InvalidInputError('The call names nothing, or something that is no id.', {
    target,
    hint: 'Give at least one id; ids are whole numbers above 0.',
    changed: 'no',
  });
}
