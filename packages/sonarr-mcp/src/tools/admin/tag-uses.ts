import type { SonarrTagDetails } from '../../client/tags.js';

/** What beside series can carry a tag, in people's words. */
const carriers = [
  ['indexerIds', 'indexer'],
  ['downloadClientIds', 'download client'],
  ['importListIds', 'import list'],
  ['notificationIds', 'notification'],
  ['delayProfileIds', 'delay profile'],
  ['restrictionIds', 'release profile'],
  ['excludedReleaseProfileIds', 'release profile that leaves it out'],
  ['autoTagIds', 'auto-tagging rule'],
] as const;

/** What beside series carries a tag: `2 indexers`, `1 delay profile`. */
export function settingsWith(tag: SonarrTagDetails): string[] {
  return carriers.flatMap(([ids, noun]) => counted(tag[ids].length, noun));
}

/** All that carries a tag, series first: `5 series`, `1 indexer`. Empty when nothing does. */
export function usesOf(tag: SonarrTagDetails): string[] {
  return [...(tag.seriesIds.length === 0 ? [] : [`${tag.seriesIds.length} series`]), ...settingsWith(tag)];
}

function counted(count: number, noun: string): string[] {
  if (count === 0) return [];
  if (count === 1) return [`1 ${noun}`];
  const [head = '', ...rest] = noun.split(' that ');
  return [`${count} ${[`${head}s`, ...rest.map((part) => part.replace(/^leaves/, 'leave'))].join(' that ')}`];
}
