import type { SonarrSeriesRow } from '../client/series-document.js';
import type { SonarrSeriesEdit } from '../client/series-edit.js';
import { liesWithin } from './series-filter.js';

/** Each thing that can be changed of a series: whether it is otherwise now, and what it is now. */
const fields = {
  monitored: { wanted: 'monitored', now: (series: SonarrSeriesRow) => series.monitored },
  monitorNewSeasons: { wanted: 'monitorNewItems', now: (series: SonarrSeriesRow) => series.monitorNewItems },
  profile: { wanted: 'qualityProfileId', now: (series: SonarrSeriesRow) => series.qualityProfileId },
  seriesType: { wanted: 'seriesType', now: (series: SonarrSeriesRow) => series.seriesType },
} as const;

const plain = ['monitored', 'monitorNewSeasons', 'profile', 'seriesType'] as const;

/** Whether an edit would change anything of a series. */
export function differs(series: SonarrSeriesRow, edit: SonarrSeriesEdit): boolean {
  return (
    plain.some((field) => {
      const { wanted, now } = fields[field];
      return edit[wanted] !== undefined && edit[wanted] !== now(series);
    }) ||
    (edit.rootFolderPath !== undefined && !liesWithin(series.path, edit.rootFolderPath)) ||
    tagsTouched(series, edit).length > 0
  );
}

/** The ids of tags that an edit gives to a series or takes from it. */
function tagsTouched({ tags }: SonarrSeriesRow, edit: SonarrSeriesEdit): readonly number[] {
  const named = edit.tags ?? [];
  switch (edit.tags === undefined ? undefined : (edit.applyTags ?? 'add')) {
    case 'add':
      return named.filter((tag) => !tags.includes(tag));
    case 'remove':
      return named.filter((tag) => tags.includes(tag));
    case 'replace':
      return [...named.filter((tag) => !tags.includes(tag)), ...tags.filter((tag) => !named.includes(tag))];
    case undefined:
      return [];
  }
}

/**
 * The arguments of sonarr_update_series, without the series, that put back what an edit changed.
 * @param changed the series as they were
 * @param label the name of a tag
 * @returns undefined when they were not alike, so that no one call can
 */
export function undoOf(
  changed: readonly SonarrSeriesRow[],
  edit: SonarrSeriesEdit,
  label: (tag: number) => string,
): Readonly<Record<string, unknown>> | undefined {
  const [first] = changed;
  if (first === undefined) return undefined;
  const undo: Record<string, unknown> = {};
  const put = (name: string, of: (series: SonarrSeriesRow) => unknown, write: (value: unknown) => unknown): boolean => {
    const value = of(first);
    const text = JSON.stringify(value);
    if (value === undefined || changed.some((series) => JSON.stringify(of(series)) !== text)) return false;
    undo[name] = write(value);
    return true;
  };
  const same = (value: unknown) => value;
  for (const field of plain) {
    const { wanted, now } = fields[field];
    if (edit[wanted] === undefined) continue;
    const write =
      field === 'profile' ? String : field === 'monitorNewSeasons' ? (value: unknown) => value === 'all' : same;
    if (!put(field, now, write)) return undefined;
  }
  if (edit.rootFolderPath !== undefined) {
    if (!put('rootFolder', (series) => series.rootFolderPath, same)) return undefined;
    undo['moveFiles'] = edit.moveFiles ?? false;
  }
  if (edit.tags !== undefined) {
    const apply = edit.applyTags ?? 'add';
    const of = (series: SonarrSeriesRow) =>
      (apply === 'replace' ? [...series.tags] : [...tagsTouched(series, edit)]).sort((a, b) => a - b);
    const write = (value: unknown) => (Array.isArray(value) ? value.map((tag) => label(Number(tag))) : value);
    if (!put('tags', of, write)) return undefined;
    undo['applyTags'] = apply === 'replace' ? 'replace' : apply === 'add' ? 'remove' : 'add';
    if (of(first).length === 0) {
      // An answer holds no empty list: what had no tags gets rid of the new ones instead.
      delete undo['tags'];
      delete undo['applyTags'];
      if (apply === 'replace' && edit.tags.length > 0) {
        undo['tags'] = edit.tags.map(label);
        undo['applyTags'] = 'remove';
      }
    }
  }
  return undo;
}
