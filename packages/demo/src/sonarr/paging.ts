import type { Call, Reply } from '../http/index.js';
import { json } from './json.js';
import { unreadable } from './problems.js';
import { integer, text } from './query.js';

/** What a paged list can be sorted by, and how it is unless asked otherwise. */
export interface Paging<T> {
  readonly keys: Readonly<Record<string, (row: T) => string | number>>;
  readonly defaultKey: string;
  readonly defaultDirection: 'ascending' | 'descending';
  /** The queue answers its last page for any page beyond it; other lists answer none. */
  readonly clamp?: boolean;
}

function compare(left: string | number, right: string | number): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'en');
}

function direction<T>(call: Call, paging: Paging<T>): 'ascending' | 'descending' {
  const asked = text(call, 'sortDirection')?.toLowerCase();
  if (asked === undefined) return 'descending';
  if (asked === 'default') return paging.defaultDirection;
  if (asked === 'ascending' || asked === 'descending') return asked;
  throw unreadable('sortDirection', `The value '${asked}' is not valid.`);
}

/**
 * One page of a list. Without `sortDirection` the order is descending, whatever the list's default is; an unknown
 * `sortKey` is quietly replaced by the default one. Only the rows of the page are written out.
 */
export function page<T>(call: Call, rows: readonly T[], paging: Paging<T>, write: (row: T) => unknown): Reply {
  const pageSize = Math.max(integer(call, 'pageSize') ?? 10, 1);
  const asked = text(call, 'sortKey');
  const known = Object.keys(paging.keys).find((key) => key.toLowerCase() === asked?.toLowerCase());
  const sortKey = known ?? paging.defaultKey;
  const sortDirection = direction(call, paging);
  const valueOf = paging.keys[sortKey];
  const keyed = rows.map((row) => ({ row, key: valueOf?.(row) ?? 0 }));
  keyed.sort((left, right) => compare(left.key, right.key) * (sortDirection === 'ascending' ? 1 : -1));
  const wanted = Math.max(integer(call, 'page') ?? 1, 1);
  const last = Math.max(Math.ceil(rows.length / pageSize), 1);
  const number = paging.clamp === true ? Math.min(wanted, last) : wanted;
  const records = keyed.slice((number - 1) * pageSize, number * pageSize).map(({ row }) => write(row));
  return json({ page: number, pageSize, sortKey, sortDirection, totalRecords: rows.length, records });
}
