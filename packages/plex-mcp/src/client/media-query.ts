import type { QueryValue } from '@watchstack/core';

/** The numbers that Plex gives the types of items. */
const typeNumbers = {
  movie: 1,
  show: 2,
  season: 3,
  episode: 4,
  artist: 8,
  album: 9,
  track: 10,
  photo: 13,
} as const;

/** A type of item that a library can be listed by. */
export type PlexItemType = keyof typeof typeNumbers;

/** Plex's number for a type. */
export function typeNumber(type: PlexItemType): number {
  return typeNumbers[type];
}

/**
 * How a filter compares. What each means depends on the field: for tags, numbers and booleans `=` is equality; for texts `=`
 * is "contains" and `==` is equality; `>>=` and `<<=` are "greater, after" and "less, before", both exclusive.
 */
export type PlexOperator = '=' | '!=' | '==' | '!==' | '>>=' | '<<=';

/** One condition on a listing. Several conditions must all hold. */
export interface PlexFilter {
  /** `genre`, `year`, `addedAt`, `episode.unwatched`, … */
  readonly field: string;
  readonly operator?: PlexOperator;
  /** Any one of these. Tags are named by the key of their choice. */
  readonly values: readonly (string | number)[];
}

/** Which items of a library, in which order. */
export interface PlexItemQuery {
  readonly type: PlexItemType;
  readonly filters?: readonly PlexFilter[];
  /** `addedAt:desc`, `titleSort`, `random`; several separated by commas. */
  readonly sort?: string | undefined;
  readonly start: number;
  readonly size: number;
  /** Adds the ids of other databases to each item. */
  readonly includeGuids?: boolean;
  /** Leaves parts out of each item, which makes long listings lighter: `Media`, `Role`. A request, no guarantee. */
  readonly excludeElements?: readonly string[];
  /** The same for attributes: `summary`, `tagline`. */
  readonly excludeFields?: readonly string[];
}

/**
 * The query of a listing. The characters of an operator left of its last `=` belong to the parameter's name (`year>>=1999` is a
 * parameter called `year>>`); one field with several conditions repeats the parameter, which means that all must hold; several
 * values of one condition are joined by commas, which means any of them.
 */
export function mediaQuery(query: PlexItemQuery): Record<string, QueryValue> {
  const conditions: Record<string, string[]> = {};
  for (const { field, operator = '=', values } of query.filters ?? []) {
    const name = `${field}${operator.slice(0, -1)}`;
    (conditions[name] ??= []).push(values.map(String).join(','));
  }
  return {
    type: typeNumbers[query.type],
    includeCollections: 0,
    includeGuids: query.includeGuids === true ? 1 : undefined,
    sort: query.sort,
    excludeElements: query.excludeElements?.join(','),
    excludeFields: query.excludeFields?.join(','),
    ...conditions,
  };
}
