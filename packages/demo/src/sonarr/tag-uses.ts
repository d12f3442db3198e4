import type { SonarrState } from './state.js';

/** What carries a tag, by its id in Sonarr. */
export interface TagUses {
  readonly delayProfileIds: readonly number[];
  readonly importListIds: readonly number[];
  readonly notificationIds: readonly number[];
  readonly restrictionIds: readonly number[];
  readonly indexerIds: readonly number[];
  readonly downloadClientIds: readonly number[];
  readonly autoTagIds: readonly number[];
  readonly seriesIds: readonly number[];
}

/** Everything that carries a tag. */
export function usesOfTag(state: SonarrState, tag: number): TagUses {
  return {
    delayProfileIds: [],
    importListIds: [],
    notificationIds: [],
    restrictionIds: [],
    indexerIds: [],
    downloadClientIds: [],
    autoTagIds: [],
    seriesIds: [...state.series.values()].filter((series) => series.tags.includes(tag)).map((series) => series.id),
  };
}

/** Whether anything carries it: then it cannot be deleted. */
export function isUsed(uses: TagUses): boolean {
  return Object.values(uses).some((ids: readonly number[]) => ids.length > 0);
}
