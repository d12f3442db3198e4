import * as z from 'zod';
import type { Candidate } from '../errors.js';

const outcomes = ['done', 'already', 'ambiguous', 'not_found', 'failed', 'skipped'] as const;

/** What became of one item of several. `skipped`: not tried, because the call ended before its turn. */
export const batchItemOutcome = z
  .enum(outcomes)
  .describe('done; already so; ambiguous (see candidates); not_found; failed; skipped: not tried.');

/** See {@link batchItemOutcome}. */
export type BatchItemOutcome = z.output<typeof batchItemOutcome>;

/** What a worker reports of an item that did not fail. */
export interface ItemResult {
  readonly outcome: 'done' | 'already';
}

/** An item that was not done, and why. */
export interface ItemFailure {
  readonly outcome: 'ambiguous' | 'not_found' | 'failed' | 'skipped';
  readonly message: string;
  readonly hint?: string;
  readonly candidates?: readonly Candidate[];
}

/** One item of a batch, as the caller named it, with what became of it. */
export type BatchRow<Result extends ItemResult> = { readonly item: string } & (Result | ItemFailure);

/** The schema of a {@link BatchRow}; `fields` are what the tool tells of an item that was done. */
export function batchRowOutput<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.strictObject({
    item: z.string().describe('As the call named it.'),
    outcome: batchItemOutcome,
    message: z.string().optional(),
    hint: z.string().optional(),
    candidates: z
      .array(
        z.strictObject({
          ref: z.string(),
          title: z.string(),
          year: z.int().optional(),
          type: z.string().optional(),
        }),
      )
      .max(10)
      .optional()
      .describe('What it could have meant; name one by its ref.'),
    ...z.strictObject(fields).partial().shape,
  });
}

/**
 * Does one thing to each of several items. An error of one item becomes its row and stops nothing. What would meet every
 * further item as well (signed out, not configured, rate limited, no connection, cancelled) ends the batch: thrown as it is
 * while nothing has been done, otherwise the rest is `skipped`.
 * @param worker does one item; throws the usual errors
 * @param options `concurrency` items at once, 1 unless told; `signal` ends the batch; `name` how a row shows its item
 * @returns a row for each item, in their order
 */
export function runBatch<Item, Result extends ItemResult>(
  _items: readonly Item[],
  _worker: (item: Item, index: number) => Promise<Result>,
  _options: {
    readonly concurrency?: number;
    readonly signal?: AbortSignal;
    readonly name?: (item: Item) => string;
  } = {},
): Promise<BatchRow<Result>[]> {
  throw new Error('not written yet');
}

/** The outcome of the call as a whole: `done` when anything was, otherwise `unchanged`. */
export function batchOutcome(rows: readonly { readonly outcome: BatchItemOutcome }[]): 'done' | 'unchanged' {
  return rows.some((row) => row.outcome === 'done') ? 'done' : 'unchanged';
}
