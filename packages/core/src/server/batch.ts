import * as z from 'zod';
import {
  AmbiguousError,
  NotFoundError,
  WatchstackError,
  type Candidate,
  type Changed,
  type ErrorCode,
} from '../errors.js';
import { cleanText } from './answer-text.js';

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
  /** Set where the item may have been changed all the same. */
  readonly changed?: Exclude<Changed, 'no'>;
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
    changed: z.enum(['yes', 'unknown']).optional().describe('Failed, but may have been changed all the same.'),
    ...z.strictObject(fields).partial().shape,
  });
}

/** Failures that are not about the item: every further one would meet them as well. */
const ENDING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'authentication',
  'cancelled',
  'configuration',
  'confirmation_needed',
  'network',
  'rate_limited',
  'read_only',
]);

/** How a batch runs. */
export interface BatchOptions<Item> {
  /** How many items are worked on at once; 1 unless told. */
  readonly concurrency?: number;
  /** Ends the batch. */
  readonly signal?: AbortSignal;
  /** How a row shows its item; text and numbers show themselves. */
  readonly name?: (item: Item) => string;
}

/**
 * Does one thing to each of several items. An error of one item becomes its row and stops nothing. What would meet every
 * further item as well (signed out, not configured, rate limited, no connection, cancelled) ends the batch, and so does what
 * nobody foresaw: it is thrown as it is while nothing can have been changed; after that, what was done must not be lost, and
 * the rest is `skipped`.
 * @param worker does one item; throws the usual errors
 * @returns a row for each item, in their order
 */
export async function runBatch<Item, Result extends ItemResult>(
  items: readonly Item[],
  worker: (item: Item, index: number) => Promise<Result>,
  options: BatchOptions<Item> = {},
): Promise<BatchRow<Result>[]> {
  const { concurrency = 1, signal, name = nameOf } = options;
  const results = new Map<number, Result | ItemFailure>();
  const queue = items.entries();
  const ended: { by?: { readonly reason: unknown; readonly index?: number } } = {};

  async function work(): Promise<void> {
    for (const [index, item] of queue) {
      if (signal?.aborted) ended.by ??= { reason: signal.reason };
      if (ended.by !== undefined) return;
      try {
        results.set(index, await worker(item, index));
      } catch (thrown) {
        // What a request throws when its signal fires says less than the signal does.
        const error: unknown = signal?.aborted && !(thrown instanceof WatchstackError) ? signal.reason : thrown;
        results.set(index, failureOf(error));
        if (!(error instanceof WatchstackError) || ENDING.has(error.code)) ended.by ??= { reason: error, index };
      }
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
  const { by } = ended;
  if (by !== undefined && ![...results].some(([index, result]) => index !== by.index && mayHaveChanged(result))) {
    throw by.reason;
  }
  return items.map((item, index) => ({
    item: shown(name(item)),
    ...(results.get(index) ?? skipped(by?.reason)),
  }));
}

/** An answer holds no empty text, and a row has to say which item it is about. */
function shown(name: string): string {
  return cleanText(name).trim() === '' ? '(nothing)' : name.slice(0, 200);
}

function nameOf(item: unknown): string {
  return typeof item === 'string' ? item : JSON.stringify(item);
}

function mayHaveChanged(result: ItemResult | ItemFailure): boolean {
  return result.outcome === 'done' || (result.outcome === 'failed' && 'changed' in result);
}

function failureOf(error: unknown): ItemFailure {
  if (!(error instanceof WatchstackError)) {
    return { outcome: 'failed', message: 'It failed in a way the server was not built for.', changed: 'unknown' };
  }
  const candidates = error instanceof AmbiguousError || error instanceof NotFoundError ? error.candidates : [];
  return {
    outcome: error.code === 'ambiguous' || error.code === 'not_found' ? error.code : 'failed',
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(candidates.length === 0 ? {} : { candidates: candidates.slice(0, 10) }),
    ...(error.changed === undefined || error.changed === 'no' ? {} : { changed: error.changed }),
  };
}

function skipped(reason: unknown): ItemFailure {
  return {
    outcome: 'skipped',
    message: `Not tried. ${reason instanceof WatchstackError ? reason.message : 'The call ended before its turn.'}`,
    hint: 'Call again with the items that were skipped.',
  };
}

/** The outcome of the call as a whole: `done` when anything was, otherwise `unchanged`. */
export function batchOutcome(rows: readonly { readonly outcome: BatchItemOutcome }[]): 'done' | 'unchanged' {
  return rows.some((row) => row.outcome === 'done') ? 'done' : 'unchanged';
}
