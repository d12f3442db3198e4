import * as z from 'zod';

/** One page of a longer list, as Sonarr answers it. */
export interface SonarrPage<T> {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** How many there are in all pages together. */
  readonly totalRecords: number;
  readonly records: readonly T[];
}

/** Sonarr sorts descending unless told, whatever its documents say: both are always sent. */
export type SonarrSortDirection = 'ascending' | 'descending';

/** The page that Sonarr answers quickly with, and that keeps memory flat for lists of any length. */
export const walkPageSize = 500;

/** The envelope of a paged answer. */
export function pageSchema<S extends z.ZodType>(record: S) {
  return z.object({
    page: z.int().positive(),
    pageSize: z.int().nonnegative(),
    totalRecords: z.int().nonnegative(),
    records: z.array(record),
  });
}

/**
 * Walks through all pages. Rows that come twice, because the list moved meanwhile, are yielded once; a page without anything
 * new ends the walk, because Sonarr answers some requests beyond the end with the last page again.
 */
export async function* walkPages<T extends { readonly id: number }>(
  read: (page: number) => Promise<SonarrPage<T>>,
): AsyncGenerator<T, void, undefined> {
  const seen = new Set<number>();
  let received = 0;
  for (let page = 1; ; page += 1) {
    const answer = await read(page);
    const fresh = answer.records.filter((record) => !seen.has(record.id));
    if (fresh.length === 0) return;
    for (const record of fresh) {
      if (seen.has(record.id)) continue;
      seen.add(record.id);
      yield record;
    }
    received += answer.records.length;
    if (received >= answer.totalRecords) return;
  }
}
