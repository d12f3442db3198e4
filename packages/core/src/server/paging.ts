import * as z from 'zod';

/** The `offset` argument of a list. */
export const offsetInput = z.int().min(0).max(1_000_000).default(0).describe('Rows to skip; see nextOffset.');

/** The `limit` argument of a list. */
export const limitInput = z.int().min(1).max(200).default(25).describe('Rows at most.');

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
  items: readonly T[],
  page: { readonly offset?: number | undefined; readonly limit?: number | undefined } = {},
): Page<T> {
  const { offset = 0, limit = 25 } = page;
  const rows = items.slice(offset, offset + limit);
  const next = offset + rows.length;
  return {
    total: items.length,
    returned: rows.length,
    ...(rows.length > 0 && next < items.length ? { nextOffset: next } : {}),
    rows,
  };
}

/**
 * Drops rows from the end of an answer until its compact JSON fits, and sets `returned` and `nextOffset` to match. One row
 * always stays, so that asking on gets further. Where the page begins is told by `nextOffset`, or by `total` on the last
 * page.
 * @param rowsKey the answer's list
 * @param maxTokens of four characters each
 */
export function fitAnswer(
  answer: Readonly<Record<string, unknown>>,
  rowsKey: string,
  maxTokens = 20_000,
): Record<string, unknown> {
  const rows = answer[rowsKey];
  if (!Array.isArray(rows)) return { ...answer };
  const offset = offsetOf(answer, rows.length);
  const lengths = rows.map((row) => JSON.stringify(row).length + 1);
  const rowsLength = lengths.reduce((sum, length) => sum + length, 0);
  const room = maxTokens * 4;
  if (JSON.stringify({ ...answer, [rowsKey]: [] }).length + rowsLength <= room) return { ...answer };

  // The figures are measured at their longest: they only shrink with the rows.
  const longest = { returned: rows.length, nextOffset: offset + rows.length };
  let length = JSON.stringify({ ...answer, [rowsKey]: [], ...longest }).length;
  let kept = 0;
  for (const rowLength of lengths) {
    length += rowLength;
    if (length > room) break;
    kept += 1;
  }
  kept = Math.min(Math.max(kept, 1), rows.length);
  if (kept === rows.length) return { ...answer };
  return { ...answer, [rowsKey]: rows.slice(0, kept), returned: kept, nextOffset: offset + kept };
}

/** Where the answer's first row stands in the whole list, as its figures tell; 0 where they don't. */
function offsetOf(answer: Readonly<Record<string, unknown>>, rows: number): number {
  const { nextOffset, total } = answer;
  const end = typeof nextOffset === 'number' ? nextOffset : total;
  return typeof end === 'number' ? Math.max(0, end - rows) : 0;
}
