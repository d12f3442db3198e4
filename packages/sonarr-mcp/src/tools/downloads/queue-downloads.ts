import { AmbiguousError, NotFoundError } from '@watchstack/core';
import { formatEpisodeCode, matchItems, shorten } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode } from '../../client/episode-document.js';
import type { SonarrQueueItem } from '../../client/queue.js';
import type { SonarrContext } from '../define.js';
import { findSeries } from '../series.js';
import { readSpoken } from '../spoken-episode.js';

/** A download of the queue, or a release that waits to become one. A season pack is one, however many rows it has. */
export interface QueueDownload {
  /** One per episode; they share everything but the episode. */
  readonly rows: readonly [SonarrQueueItem, ...SonarrQueueItem[]];
  /** Names it for as long as it is in the queue; the ids of the rows don't. */
  readonly handle: string;
}

/** Arguments that name downloads. */
export const downloadsInput = z
  .array(z.string().max(300))
  .min(1)
  .max(100)
  .describe('downloadId, release, or "Title S02E03".');

/** The downloads of the queue in its order. */
export function byDownload(items: readonly SonarrQueueItem[]): QueueDownload[] {
  const groups = new Map<string, [SonarrQueueItem, ...SonarrQueueItem[]]>();
  for (const item of items) {
    // A release that waits has no download yet. Its rows share its name; without one, each stands for itself.
    const key = item.downloadId ?? item.title ?? String(item.id);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups].map(([handle, rows]) => ({ handle, rows }));
}

/** Reads the queue afresh. */
export async function readDownloads({ client, signal }: Pick<SonarrContext, 'client' | 'signal'>) {
  return byDownload(await client.queue.list({ includeSeries: true, includeEpisode: true }, { signal }));
}

/** `S02E03`; `S02E01-E10 (10 episodes)` for several of one season; `S01E10, S02E01` across seasons. */
export function episodesOf({
  rows,
}: {
  readonly rows: readonly { readonly episode?: SonarrEpisode | undefined }[];
}): string | undefined {
  const episodes = rows
    .flatMap(({ episode }) => (episode === undefined ? [] : [episode]))
    .sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
  const [first] = episodes;
  const last = episodes.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const code = formatEpisodeCode(first.seasonNumber, first.episodeNumber);
  if (episodes.length === 1) return code;
  return first.seasonNumber === last.seasonNumber
    ? `${code}-E${String(last.episodeNumber).padStart(2, '0')} (${episodes.length} episodes)`
    : episodes.map((episode) => formatEpisodeCode(episode.seasonNumber, episode.episodeNumber)).join(', ');
}

/** What a person calls a download: `The Bureau S04E01-E10 (10 episodes)`; the release where the series is not known. */
export function downloadName(download: QueueDownload): string {
  const [{ series, title }] = download.rows;
  if (series === undefined) return title === undefined ? 'a download without a name' : shorten(title, 160);
  const episodes = episodesOf(download);
  return episodes === undefined ? series.title : `${series.title} ${episodes}`;
}

/** What answers tell of a download that something was done to. */
export function downloadFacts(download: QueueDownload) {
  const [item] = download.rows;
  return {
    series: item.series?.title,
    ref: item.series?.tvdbId === undefined ? undefined : `tvdb:${item.series.tvdbId}`,
    episodes: episodesOf(download),
    release: item.title === undefined ? undefined : shorten(item.title, 160),
  };
}

/** The schema of {@link downloadFacts}. */
export const downloadFactsOutput = {
  series: z.string().optional(),
  ref: z.string().optional(),
  episodes: z.string().optional(),
  release: z.string().optional(),
};

/**
 * The one download that an argument means: by its downloadId, the name of its release, the number of one of its rows, or by the
 * series and the season or episode that it brings.
 * @throws NotFoundError when there is none; AmbiguousError with all that fit when there are several
 */
export async function resolveDownload(
  reference: string,
  queue: readonly QueueDownload[],
  context: SonarrContext,
): Promise<QueueDownload> {
  const named = downloadsNamed(reference, queue);
  const found = named.length > 0 ? named : await ofSeriesNamed(reference, queue, context);
  const [first, ...others] = found;
  if (first === undefined) {
    throw new NotFoundError(`Nothing in the queue is "${shorten(reference, 80)}".`, {
      target: shorten(reference, 80),
      hint: 'sonarr_get_queue with details lists what there is; sonarr_diagnose tells why an episode is not there.',
      changed: 'no',
    });
  }
  if (others.length === 0) return first;
  throw new AmbiguousError(`"${shorten(reference, 80)}" names ${found.length} downloads of the queue.`, {
    target: shorten(reference, 80),
    hint: 'Repeat the call with the ref of the one that is meant, or with all of them.',
    changed: 'no',
    candidates: found
      .slice(0, 10)
      .map((download) => ({ ref: download.handle, title: downloadName(download), type: 'download' })),
  });
}

/**
 * The downloads that a text means by what the queue itself tells: a downloadId, the name of a release, the number of a row, or a
 * series with or without a season or episode behind it.
 */
export function downloadsNamed(reference: string, queue: readonly QueueDownload[]): readonly QueueDownload[] {
  const wanted = reference.trim().toLowerCase();
  const exact = queue.filter(
    ({ handle, rows }) =>
      handle.toLowerCase() === wanted ||
      rows.some(({ id, title }) => title?.toLowerCase() === wanted || String(id) === wanted),
  );
  if (exact.length > 0) return exact;
  const { name, code } = readSpoken(reference);
  const named = name === '' ? queue : matchItems(name, queue, describeDownload);
  return named.filter(({ rows }) => code === undefined || rows.some((row) => brings(row.episode, code)));
}

/** The queue knows no other names of a series; the library does. */
async function ofSeriesNamed(reference: string, queue: readonly QueueDownload[], context: SonarrContext) {
  const { name, code } = readSpoken(reference);
  const id = name === '' ? undefined : await libraryId(name, context);
  if (id === undefined) return [];
  return queue.filter(({ rows }) =>
    rows.some((row) => row.seriesId === id && (code === undefined || brings(row.episode, code))),
  );
}

async function libraryId(name: string, context: SonarrContext): Promise<number | undefined> {
  try {
    return (await findSeries(name, context)).id;
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof AmbiguousError) return undefined;
    throw error;
  }
}

/** Whether a row of the queue is about that episode, or one of that season. */
export function brings(
  episode: SonarrEpisode | undefined,
  code: { readonly season: number; readonly episode?: number },
): boolean {
  return (
    episode?.seasonNumber === code.season && (code.episode === undefined || episode.episodeNumber === code.episode)
  );
}

function describeDownload({ rows, handle }: QueueDownload) {
  const [{ series, title }] = rows;
  return {
    id: handle,
    title: series?.title ?? title ?? handle,
    year: series?.year,
    ids: { tvdb: series?.tvdbId, tmdb: series?.tmdbId, imdb: series?.imdbId },
    type: 'series',
  };
}
