import { isDocument } from './json.js';
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

/** The ids of the documents that carry a tag. */
function carriers(documents: readonly object[], tag: number): number[] {
  return documents.flatMap((document) => {
    if (!isDocument(document)) return [];
    const { id, tags } = document;
    return typeof id === 'number' && Array.isArray(tags) && tags.includes(tag) ? [id] : [];
  });
}

/** Everything that carries a tag. */
export function usesOfTag(state: SonarrState, tag: number): TagUses {
  return {
    delayProfileIds: carriers(state.household.sonarr.delayProfiles, tag),
    importListIds: carriers(state.setup.importLists, tag),
    notificationIds: carriers(state.setup.notifications, tag),
    restrictionIds: [],
    indexerIds: carriers(state.setup.indexers, tag),
    downloadClientIds: carriers(state.setup.downloadClients, tag),
    autoTagIds: [],
    seriesIds: [...state.series.values()].filter((series) => series.tags.includes(tag)).map((series) => series.id),
  };
}

/** Whether anything carries it: then it cannot be deleted. */
export function isUsed(uses: TagUses): boolean {
  return Object.values(uses).some((ids: readonly number[]) => ids.length > 0);
}
