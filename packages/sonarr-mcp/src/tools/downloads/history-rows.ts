import { formatEpisodeCode, shorten, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrHistoryEventType, SonarrHistoryRecord } from '../../client/history.js';

/** What happens, in people's words, and what Sonarr calls it. */
const kinds = {
  grabbed: ['grabbed'],
  imported: ['downloadFolderImported', 'seriesFolderImported'],
  failed: ['downloadFailed'],
  deleted: ['episodeFileDeleted'],
  renamed: ['episodeFileRenamed'],
  ignored: ['downloadIgnored'],
} as const satisfies Readonly<Record<string, readonly SonarrHistoryEventType[]>>;

/** A kind of event. */
export type HistoryKind = keyof typeof kinds;

/** The kinds of events there are. */
export const historyKinds = ['grabbed', 'imported', 'failed', 'deleted', 'renamed', 'ignored'] as const;

/** What Sonarr calls the events of a kind. */
export function eventTypesOf(kind: HistoryKind): readonly SonarrHistoryEventType[] {
  return kinds[kind];
}

/** Why a file went, in words. */
const reasons: Readonly<Record<string, string>> = {
  Manual: 'deleted by hand',
  Upgrade: 'replaced by a better one',
  MissingFromDisk: 'no longer on disk',
  NoLinkedEpisodes: 'belonged to no episode any more',
  ManualOverride: 'replaced by hand',
};

/** One thing that happened, in one line. */
export const historyRow = z.strictObject({
  at: z.string(),
  series: z.string().optional(),
  ref: z.string().optional(),
  code: z.string().optional().describe('S02E03, or S02E01-E10 (10 episodes) for a pack.'),
  event: z.string(),
  quality: z.string().optional(),
  indexer: z.string().optional().describe('Where it was grabbed.'),
  client: z.string().optional(),
  release: z.string().optional(),
  score: z.number().optional().describe('Custom format score.'),
  sizeBytes: z.int().optional(),
  reason: z.string().optional(),
});

/** Things that happened as one: what Sonarr did with one download at one time. */
type Group = [SonarrHistoryRecord, ...SonarrHistoryRecord[]];

/** The files of a pack are imported one after the other, its episodes grabbed at once. */
const packMs = 30 * 60_000;
const momentMs = 60_000;

/**
 * Puts together what Sonarr keeps as one event per episode.
 * @param records the latest first
 * @param limit how many lines at most
 * @returns `used` is how many records are in the lines: where the next page begins. It is less than there are exactly when the
 * limit was reached before the end.
 */
export function collapse(
  records: readonly SonarrHistoryRecord[],
  limit: number,
): { readonly groups: readonly Group[]; readonly used: number } {
  const groups: Group[] = [];
  const open = new Map<string, Group>();
  for (const [index, record] of records.entries()) {
    const key = `${record.eventType} ${record.downloadId ?? `series ${record.seriesId} ${record.data.reason ?? ''}`}`;
    const group = open.get(key);
    if (group !== undefined && isOneMoment(group, record)) {
      group.push(record);
      continue;
    }
    if (groups.length === limit) return { groups, used: index };
    const fresh: Group = [record];
    groups.push(fresh);
    open.set(key, fresh);
  }
  return { groups, used: records.length };
}

function isOneMoment(group: Group, record: SonarrHistoryRecord): boolean {
  const latest = group.at(-1) ?? group[0];
  const apart = Date.parse(latest.date) - Date.parse(record.date);
  return apart <= (record.downloadId === undefined ? momentMs : packMs);
}

/**
 * Writes what happened as a {@link historyRow}.
 * @param series of all rows, where the call names it; its rows tell more
 */
export function toHistoryRow(
  group: Group,
  timeZone: string,
  series?: { readonly title: string; readonly ref: string },
): z.output<typeof historyRow> {
  const [record] = group;
  const { data, eventType, sourceTitle, customFormatScore: score } = record;
  const kind = historyKinds.find((each) => kinds[each].some((type) => type === eventType));
  const isRelease = kind === 'grabbed' || kind === 'failed' || kind === 'ignored' || kind === 'imported';
  const whole = series !== undefined;
  const reason = kind === 'renamed' ? data.relativePath : (reasons[data.reason ?? ''] ?? data.message ?? data.reason);
  return {
    at: toZonedIso(record.date, timeZone),
    series: series?.title ?? record.series?.title,
    ref: series?.ref ?? (record.series?.tvdbId === undefined ? undefined : `tvdb:${record.series.tvdbId}`),
    code: codesOf(group),
    event: kind ?? eventType,
    quality: record.quality?.quality.name,
    indexer: data.indexer,
    client: whole || kind === 'failed' ? data.downloadClient : undefined,
    release:
      isRelease && sourceTitle !== undefined && (whole || kind === 'failed' || kind === 'ignored')
        ? shorten(sourceTitle, 120)
        : undefined,
    score: whole && score !== 0 ? score : undefined,
    // A file of two episodes has an event for each: sizes of several imports would be counted twice.
    sizeBytes: whole && (kind === 'grabbed' || group.length === 1) ? data.size : undefined,
    reason: reason === undefined ? undefined : shorten(reason, 120),
  };
}

/** `S02E03`; `S02E01-E10 (10 episodes)` for several of one season; `S01E10, S02E01` across seasons. */
function codesOf(group: Group): string | undefined {
  const episodes = group
    .flatMap(({ episode }) => episode ?? [])
    .sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
  const codes = [...new Set(episodes.map((each) => formatEpisodeCode(each.seasonNumber, each.episodeNumber)))];
  const [first] = episodes;
  const last = episodes.at(-1);
  if (first === undefined || last === undefined || codes.length < 2) return codes[0];
  if (first.seasonNumber !== last.seasonNumber) return shorten(codes.join(', '), 120);
  return `${codes[0] ?? ''}-E${String(last.episodeNumber).padStart(2, '0')} (${codes.length} episodes)`;
}
