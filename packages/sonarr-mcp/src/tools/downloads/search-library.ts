import { InvalidInputError } from '@watchstack/core';
import type { SonarrContext } from '../define.js';
import type { SearchKind } from './search-plan.js';

/** What a search of the whole library is about. */
export interface LibrarySearch {
  readonly episodes: number;
  readonly series: number;
  /** Of the episodes those that are on their way already; Sonarr passes over them where they are missing. */
  readonly queued: number;
}

/**
 * Refuses what no search of the whole library may be: everything that is monitored keeps indexers busy for days.
 * @throws InvalidInputError
 */
export function refuseWholeLibrary(args: {
  readonly what: SearchKind;
  readonly episodes?: readonly string[] | undefined;
}): void {
  if (args.what === 'all') {
    throw new InvalidInputError('The whole library is not searched for everything at once.', {
      target: 'what',
      hint: 'Use what: missing or upgrades, or name the series.',
      changed: 'no',
    });
  }
  if (args.episodes !== undefined) throw ofOneSeries();
}

/** The error for episodes of more than one series. */
export function ofOneSeries(): InvalidInputError {
  return new InvalidInputError('Seasons and episodes are those of one series.', {
    target: 'items',
    hint: 'Name one series with them, or leave them out.',
    changed: 'no',
  });
}

/** Counts what Sonarr would search: the same lists that it works through. */
export async function countWanted(
  what: Exclude<SearchKind, 'all'>,
  { client, signal }: SonarrContext,
): Promise<LibrarySearch> {
  const queue = await client.queue.list({}, { signal });
  const onTheirWay = new Set(queue.flatMap(({ episodeId }) => episodeId ?? []));
  const wanted =
    what === 'missing' ? client.wanted.allMissing({}, { signal }) : client.wanted.allCutoff({}, { signal });
  const series = new Set<number>();
  let episodes = 0;
  let queued = 0;
  for await (const { id, seriesId } of wanted) {
    episodes += 1;
    series.add(seriesId);
    if (onTheirWay.has(id)) queued += 1;
  }
  return { episodes, series: series.size, queued };
}
