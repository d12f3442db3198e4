import { formatEpisodeCode, shorten } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrCommand } from '../../client/commands.js';
import type { SonarrHistoryRecord } from '../../client/history.js';
import { searchCount } from '../activity/command-words.js';
import type { SonarrContext } from '../define.js';
import type { FollowedCommand } from '../follow-command.js';

/** More are in the history. */
const mostShown = 50;

/** One download that a search brought. */
export const grabbedRow = z.strictObject({
  series: z.string().optional(),
  episodes: z.string().optional().describe('S02E03, or S02E01-E10 for a pack.'),
  release: z.string(),
  quality: z.string().optional(),
  indexer: z.string().optional(),
});

/** What came of searches, as far as Sonarr has told. */
export interface SearchOutcome {
  readonly outcome: 'done' | 'running';
  /** Downloads; undefined while that is not known. */
  readonly grabbed?: number | undefined;
  readonly downloads: readonly z.output<typeof grabbedRow>[];
  readonly note: string;
}

/**
 * Tells what came of searches: that a command completed says nothing of it. The last words of each are counted, and what they
 * count is looked up in the history. After the searches have begun nothing may fail, so neither does this.
 * @param begun the commands as Sonarr took them, and how they ended
 */
export async function tellOutcome(
  begun: readonly (SonarrCommand | undefined)[],
  followed: readonly FollowedCommand[],
  seriesIds: ReadonlySet<number> | 'all',
  context: SonarrContext,
): Promise<SearchOutcome> {
  const failed = followed.flatMap(({ ended }) => ended ?? []);
  const isRunning = followed.some(({ outcome }) => outcome === 'running');
  const counts = followed.map(({ outcome, says }) => (outcome === 'done' ? searchCount(says) : undefined));
  const known = counts.flatMap((count) => (count === undefined ? [] : [count.grabbed]));
  const grabbed = known.length === 0 ? undefined : known.reduce((sum, each) => sum + each, 0);
  // Only some searches tell how many episodes they were for.
  const looked = counts.some((count) => count?.searched !== 0);
  const since = begun.flatMap((command) => command?.queued ?? []).sort()[0];
  const downloads =
    since === undefined || grabbed === 0 || known.length === 0
      ? []
      : await grabbedSince(since, seriesIds, context).catch(() => []);
  return {
    outcome: isRunning ? 'running' : 'done',
    grabbed,
    downloads: downloads.slice(0, mostShown),
    note: [
      ...(isRunning ? ['Sonarr is searching; sonarr_get_commands tells what came of it.'] : []),
      ...(failed.length > 0 ? [`Sonarr began it, and ended it with: ${[...new Set(failed)].join(', ')}.`] : []),
      ...(!isRunning && failed.length === 0 ? [conclusion(grabbed, looked)] : []),
    ].join(' '),
  };
}

function conclusion(grabbed: number | undefined, looked: boolean): string {
  if (!looked) {
    return 'Sonarr found no episode to search for. A file that only lacks points of custom formats is none to it: name its episode to search all the same.';
  }
  if (grabbed === undefined) return 'Sonarr is done and does not say what it found; sonarr_get_queue shows it.';
  if (grabbed === 0) {
    return 'Searched, and nothing was grabbed. sonarr_search_releases shows what there is and why Sonarr does not take it.';
  }
  return `Searched, and ${grabbed === 1 ? 'one download was' : `${grabbed} downloads were`} grabbed; sonarr_get_queue shows how far.`;
}

/** What was grabbed of these series since then, each download once, however many episodes it has. */
async function grabbedSince(
  since: string,
  seriesIds: ReadonlySet<number> | 'all',
  { client, signal }: SonarrContext,
): Promise<z.output<typeof grabbedRow>[]> {
  const downloads = new Map<string, SonarrHistoryRecord[]>();
  const query = { eventType: 'grabbed', includeSeries: true, includeEpisode: true } as const;
  for await (const record of client.history.since(since, query, { signal })) {
    if (seriesIds !== 'all' && !seriesIds.has(record.seriesId)) continue;
    const key = record.downloadId ?? `row ${record.id}`;
    const rows = downloads.get(key);
    if (rows === undefined) downloads.set(key, [record]);
    else rows.push(record);
  }
  const told = [...downloads.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return [
      {
        series: first.series?.title,
        episodes: codesOf(rows),
        release: shorten(first.sourceTitle ?? 'without a name', 160),
        quality: first.quality?.quality.name,
        indexer: first.data.indexer,
      },
    ];
  });
  return told.sort((a, b) => `${a.series} ${a.episodes}`.localeCompare(`${b.series} ${b.episodes}`, 'en'));
}

function codesOf(rows: readonly SonarrHistoryRecord[]): string | undefined {
  const episodes = rows
    .flatMap(({ episode }) => (episode === undefined ? [] : [episode]))
    .sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
  const [first] = episodes;
  const last = episodes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const code = formatEpisodeCode(first.seasonNumber, first.episodeNumber);
  return last === first
    ? code
    : `${code}-E${String(last.episodeNumber).padStart(2, '0')} (${episodes.length} episodes)`;
}
