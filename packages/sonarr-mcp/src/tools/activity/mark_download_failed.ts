import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { formatEpisodeCode, shorten, toZonedIso, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrHistoryRecord } from '../../client/history.js';
import { defineTool, type SonarrContext } from '../define.js';
import { episodesOf } from '../downloads/queue-downloads.js';
import { findSeries } from '../series.js';
import { readSpoken } from '../spoken-episode.js';

/** What was grabbed: the record to mark, and everything that Sonarr noted of the same download. */
interface Grab {
  readonly record: SonarrHistoryRecord;
  readonly name: string;
  /** It was marked, or failed by itself, since. */
  readonly failed: boolean;
}

/** `sonarr_mark_download_failed`: POST history/failed/{id}. */
export const markDownloadFailed = defineTool({
  name: 'sonarr_mark_download_failed',
  title: 'Mark download failed',
  toolset: 'activity',
  byDefault: false,
  effect: 'destructive',
  idempotent: true,
  openWorld: true,
  description:
    'Marks what Sonarr last grabbed for an episode as failed: blocks that release and takes another. Its file stays.',
  input: z.strictObject({ item: z.string().min(1).max(200).describe('"Andor S02E05", or a downloadId.') }),
  output: writeAnswer({
    release: z.string(),
    episodes: z.string(),
    grabbedAt: z.string(),
    blocklisted: z.boolean(),
    searching: z.boolean().describe('Sonarr looks for another release.'),
  }),
  examples: [
    { ask: "Last night's Babylon Berlin is broken, get another", arguments: { item: 'Babylon Berlin S05E03' } },
  ],
  preview: async ({ item }, context) => {
    const { record, name, failed } = await findGrab(item, context);
    const grabbedAt = toZonedIso(record.date, context.timeZone);
    const release = releaseOf(record);
    return {
      summary: failed
        ? `${release} (${name}) is marked as failed already; nothing changes.`
        : `Marks ${release} (${name}), grabbed at ${grabbedAt}, as failed: the release is blocklisted, and Sonarr looks for another. A file that was imported stays.`,
      target: record.downloadId ?? String(record.id),
      changes: failed ? 0 : 1,
      details: { release, episodes: name, grabbedAt },
    };
  },
  run: async ({ item }, context) => {
    const { record, name, failed } = await findGrab(item, context);
    if (!failed) await context.client.history.markFailed(record.id, { signal: context.signal });
    return {
      outcome: failed ? ('unchanged' as const) : ('done' as const),
      target: name,
      release: releaseOf(record),
      episodes: name,
      grabbedAt: toZonedIso(record.date, context.timeZone),
      blocklisted: true,
      searching: !failed,
      note: failed
        ? 'It had been marked before.'
        : 'The search needs Redownload Failed to be on in Sonarr, Settings > Download Clients. sonarr_get_queue shows what it takes.',
    };
  },
});

function releaseOf({ sourceTitle }: SonarrHistoryRecord): string {
  return sourceTitle === undefined ? 'a release without a name' : shorten(sourceTitle, 160);
}

/**
 * The latest grab of an episode, or the grab of a download.
 * @throws NotFoundError when nothing was grabbed; InvalidInputError when no episode is named; AmbiguousError
 */
async function findGrab(item: string, context: SonarrContext): Promise<Grab> {
  const { name, code } = readSpoken(item);
  // Every download client makes ids of its own; none has a space in it, and no title is so long a word.
  if (code === undefined && /^\S{8,}$/.test(name) && !name.includes(':')) return ofDownload(name, context);
  if (code?.episode === undefined || name === '') {
    throw new InvalidInputError('That names no single episode and no download.', {
      target: shorten(item, 80),
      hint: 'Write "Andor S02E05", or a downloadId from sonarr_get_history or sonarr_get_queue.',
      changed: 'no',
    });
  }
  const series = await findSeries(name, context);
  const records = await context.client.history.ofSeries(
    series.id,
    { seasonNumber: code.season, eventType: 'grabbed', includeEpisode: true },
    { signal: context.signal },
  );
  const [latest] = records
    .filter(({ episode }) => episode?.seasonNumber === code.season && episode.episodeNumber === code.episode)
    .sort((a, b) => (a.date < b.date ? 1 : -1));
  const spoken = `${series.title} ${formatEpisodeCode(code.season, code.episode)}`;
  if (latest === undefined) throw nothingGrabbed(spoken);
  if (latest.downloadId === undefined) return { record: latest, name: spoken, failed: false };
  return ofDownload(latest.downloadId, context);
}

/** Everything of one download; a pack has a record for each episode, and is marked as a whole. */
async function ofDownload(downloadId: string, { client, signal }: SonarrContext): Promise<Grab> {
  const { records } = await client.history.page(
    { page: 1, pageSize: 250, downloadId, includeSeries: true, includeEpisode: true },
    { signal },
  );
  const own = records.filter((record) => record.downloadId?.toLowerCase() === downloadId.toLowerCase());
  const grabs = own.filter(({ eventType }) => eventType === 'grabbed');
  const [first] = grabs;
  if (first === undefined) throw nothingGrabbed(downloadId);
  const codes = episodesOf({ rows: grabs });
  const name = [first.series?.title, codes].filter((part) => part !== undefined).join(' ');
  const failed = own.some(({ eventType, date }) => eventType === 'downloadFailed' && date >= first.date);
  return { record: first, name: name === '' ? releaseOf(first) : name, failed };
}

function nothingGrabbed(what: string): NotFoundError {
  return new NotFoundError(`Sonarr's history has no grab of ${shorten(what, 120)}.`, {
    target: shorten(what, 120),
    hint: 'sonarr_get_history shows what there is; sonarr_search_releases finds another release.',
    changed: 'no',
  });
}
