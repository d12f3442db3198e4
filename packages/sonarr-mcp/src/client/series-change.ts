import { isDeepStrictEqual } from 'node:util';
import { NotFoundError } from '@watchstack/core';
import type { SonarrSeriesType } from './series-add.js';

/** The fields of a series that a person can change. What is left out stays as it is. */
export interface SonarrSeriesChange {
  /** Whether the series is looked after. Its seasons and episodes keep their own marks. */
  readonly monitored?: boolean | undefined;
  /** Whether seasons that appear later are monitored. */
  readonly monitorNewItems?: 'all' | 'none' | undefined;
  readonly qualityProfileId?: number | undefined;
  readonly seasonFolder?: boolean | undefined;
  readonly seriesType?: SonarrSeriesType | undefined;
  /** Ids of all tags it is to have. */
  readonly tags?: readonly number[] | undefined;
  /** The folder. Changing the root folder alone would do nothing. */
  readonly path?: string | undefined;
  /** With `path`: move the files there too, which Sonarr does afterwards. Otherwise it only looks there from now on. */
  readonly moveFiles?: boolean | undefined;
  /** The seasons to change; others stay. A season's mark is passed on to all its episodes. */
  readonly seasons?: readonly { readonly seasonNumber: number; readonly monitored: boolean }[] | undefined;
}

/** A series document as Sonarr sent it, with everything that we do not know. */
export type RawSeries = Readonly<Record<string, unknown>>;

/** What is taken over as it is; seasons are merged one by one. */
const plainFields = [
  'monitored',
  'monitorNewItems',
  'qualityProfileId',
  'seasonFolder',
  'seriesType',
  'tags',
  'path',
] as const;

/**
 * The document with the named fields changed and everything else untouched.
 * @returns undefined when nothing would differ
 * @throws NotFoundError when a named season is not in the document
 */
export function applySeriesChange(document: RawSeries, change: SonarrSeriesChange): RawSeries | undefined {
  const changed: Record<string, unknown> = { ...document };
  for (const field of plainFields) {
    if (change[field] !== undefined) changed[field] = change[field];
  }
  if (change.seasons !== undefined) changed['seasons'] = applySeasonChanges(document, change.seasons);
  return isDeepStrictEqual(changed, document) ? undefined : changed;
}

function applySeasonChanges(document: RawSeries, changes: NonNullable<SonarrSeriesChange['seasons']>): unknown[] {
  const seasons = isList(document['seasons']) ? [...document['seasons']] : [];
  for (const { seasonNumber, monitored } of changes) {
    const index = seasons.findIndex((season) => isDocument(season) && season['seasonNumber'] === seasonNumber);
    const season = seasons[index];
    if (!isDocument(season)) {
      throw new NotFoundError(`The series has no season ${seasonNumber}.`, {
        target: `season ${seasonNumber} of series ${String(document['id'])}`,
        hint: 'Read the series to see its seasons; 0 are the specials.',
        changed: 'no',
      });
    }
    seasons[index] = { ...season, monitored };
  }
  return seasons;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
