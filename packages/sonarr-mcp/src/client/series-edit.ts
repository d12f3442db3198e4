import { distinctIds } from './ids.js';
import type { SonarrMonitorChoice, SonarrSeriesType } from './series-add.js';

/** What to change of a group of series. What is left out stays as it is. */
export interface SonarrSeriesEdit {
  /** Whether they are looked after. Seasons and episodes keep their own marks. */
  readonly monitored?: boolean | undefined;
  /** Whether seasons that appear later are monitored. */
  readonly monitorNewItems?: 'all' | 'none' | undefined;
  readonly qualityProfileId?: number | undefined;
  readonly seriesType?: SonarrSeriesType | undefined;
  readonly seasonFolder?: boolean | undefined;
  /** Exactly one of Sonarr's root folders. Each series keeps the name of its own folder. */
  readonly rootFolderPath?: string | undefined;
  /** With `rootFolderPath`: move the files, which Sonarr does afterwards; no unless told, and it then only looks elsewhere. */
  readonly moveFiles?: boolean | undefined;
  /** Ids of tags. */
  readonly tags?: readonly number[] | undefined;
  /** What to do with `tags`; `add` unless told. */
  readonly applyTags?: 'add' | 'remove' | 'replace' | undefined;
}

/** A strategy for a series that is in the library; all marks of its episodes are written anew. */
export type SonarrMonitoringStrategy = Exclude<SonarrMonitorChoice, 'skip'>;

/** The body of PUT series/editor. */
export function editSeriesBody(ids: readonly number[], edit: SonarrSeriesEdit): Readonly<Record<string, unknown>> {
  return {
    seriesIds: distinctIds(ids, 'series'),
    monitored: edit.monitored,
    monitorNewItems: edit.monitorNewItems,
    qualityProfileId: edit.qualityProfileId,
    seriesType: edit.seriesType,
    seasonFolder: edit.seasonFolder,
    ...(edit.rootFolderPath === undefined
      ? {}
      : { rootFolderPath: edit.rootFolderPath, moveFiles: edit.moveFiles ?? false }),
    ...(edit.tags === undefined ? {} : { tags: [...new Set(edit.tags)], applyTags: edit.applyTags ?? 'add' }),
  };
}
