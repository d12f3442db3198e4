import * as z from 'zod';

/** The `offset` argument of a list. */
export const offsetInput = z
  .int()
  .min(0)
  .max(1_000_000)
  .default(0)
  .describe('How many rows to skip; nextOffset of the last answer continues.');

/** The `limit` argument of a list. */
export const limitInput = z.int().min(1).max(200).default(25).describe('Rows to return at most: 1 to 200, default 25.');

/** The members every list's answer has beside its rows; spread it into the output's shape. */
export const pageOutput = {
  total: z.int().min(0).describe('How many there are in all.'),
  returned: z.int().min(0).describe('How many rows this answer has.'),
  nextOffset: z.int().min(1).optional().describe('The offset that continues; absent at the end.'),
};

/** One page of a list. */
export interface Page<T> {
  readonly total: number;
  readonly returned: number;
  readonly nextOffset?: number;
  readonly rows: readonly T[];
}

/** Cuts one page out of a list that is there as a whole. */
export function pageOf<T>(
  _items: readonly T[],
  _page: { readonly offset?: number | undefined; readonly limit?: number | undefined } = {},
): Page<T> {
  throw new Error('not written yet');
}

/**
 * Drops rows from the end of an answer until its compact JSON fits, and sets `returned` and `nextOffset` to match. One row
 * always stays, so that asking on gets further.
 * @param rowsKey the answer's list
 * @param maxTokens of four characters each
 */
export function fitAnswer(
  _answer: Readonly<Record<string, unknown>>,
  _rowsKey: string,
  _maxTokens = 20_000,
): Record<string, unknown> {
  throw new Error('not written yet');
}
