import { InvalidInputError } from '@watchstack/core';
import { formatEpisodeCode, shorten, toZonedIso } from '@watchstack/core/server';
import type { SonarrEpisode } from '../../../client/episode-document.js';
import type { SonarrQueueItem } from '../../../client/queue.js';
import { timeSpanMinutes } from '../../../client/time-span.js';
import type { SonarrSeriesRow } from '../../../client/series-document.js';
import type { SonarrContext } from '../../define.js';
import { airsAt, episodeCode } from '../../episodes.js';
import { counted, seriesRef } from '../../series.js';
import type { SpokenEpisode } from '../../spoken-episode.js';
import { byDownload, downloadName, type QueueDownload } from '../queue-downloads.js';
import { queueProblem } from '../queue-problem.js';
import { chosenBy, classify, codesOf, type EpisodeClasses } from './episode-classes.js';
import { readOr, type RankedFinding } from './finding.js';
import { whyMissing } from './missing.js';
import { rejectionFindings } from './offered.js';
import { folderFindings, healthFindings, hindersDownloads, queueFindings } from './surroundings.js';

/** A series of the library with what was asked about it, and what was read of it. */
export interface SeriesCase {
  readonly series: SonarrSeriesRow;
  readonly ref: string;
  /** The whole series, a season of it, or one episode. */
  readonly code: SpokenEpisode['code'];
  /** The episodes that the question is about. */
  readonly asked: readonly SonarrEpisode[];
  readonly classes: EpisodeClasses;
}

/**
 * Why a series, season or episode of the library is there or not. Ten requests at most, however many episodes there are, one
 * more where the indexers are asked.
 * @param rejections also ask the indexers what they have for the one episode
 * @throws InvalidInputError when the indexers are to be asked for more than one episode
 */
export async function diagnoseSeries(
  series: SonarrSeriesRow,
  code: SpokenEpisode['code'],
  rejections: boolean,
  context: SonarrContext,
): Promise<RankedFinding[]> {
  if (rejections && code?.episode === undefined) {
    throw new InvalidInputError('Indexers are asked about one episode at a time.', {
      target: 'rejections',
      hint: 'Name one: "Severance S02E03".',
    });
  }
  const { client, signal, clock } = context;
  const seriesId = series.id;
  const findings: RankedFinding[] = [];
  const seasonNumber = code?.season;
  const rows: Promise<readonly SonarrQueueItem[]> = client.queue.ofSeries(seriesId, { signal });
  // Nothing can be told without the episodes; all else may fail alone.
  const [episodes, queued, health, folders] = await Promise.all([
    client.episodes.list({ seriesId, seasonNumber, includeEpisodeFile: code !== undefined }, { signal }),
    readOr(rows, [], 'queue', findings),
    readOr(client.system.health({ signal }), [], 'health of Sonarr', findings),
    readOr(client.rootFolders.list({ signal }), [], 'root folders', findings),
  ]);
  const asked = episodes.filter(({ episodeNumber }) => code?.episode === undefined || episodeNumber === code.episode);
  const ref = seriesRef(series);
  if (asked.length === 0) return [...findings, unknownEpisode(series, code, episodes, ref)];
  const ids = new Set(asked.map(({ id }) => id));
  const queue = byDownload(queued)
    .filter(({ rows: own }) => own.some(({ episodeId }) => episodeId !== undefined && ids.has(episodeId)))
    .map((download) => withSeries(download, series));
  const classes = classify(asked, queue, clock.now());
  const subject: SeriesCase = { series, ref, code, asked, classes };
  findings.push(
    ...monitoringFindings(subject),
    ...queueFindings(queue),
    ...onTheirWay(queue, context),
    ...airing(subject, context.timeZone),
    ...presence(subject, context.timeZone),
    ...(await whyMissing(subject, queue, findings, context)),
  );
  if (classes.missing.length + classes.queued.length > 0) {
    const own = folders.filter(({ path }) => path.replace(/\/+$/, '') === series.rootFolderPath?.replace(/\/+$/, ''));
    findings.push(...healthFindings(health.filter(hindersDownloads)), ...folderFindings(own));
  }
  const [episode] = asked;
  if (rejections && episode !== undefined) findings.push(...(await rejectionFindings(episode, subject, context)));
  return findings;
}

/** Rows of one series come without it: they are all of this one. */
function withSeries({ handle, rows: [first, ...others] }: QueueDownload, series: SonarrSeriesRow): QueueDownload {
  const named = (row: SonarrQueueItem): SonarrQueueItem => ({ ...row, series });
  return { handle, rows: [named(first), ...others.map(named)] };
}

function unknownEpisode(
  series: SonarrSeriesRow,
  code: SpokenEpisode['code'],
  season: readonly SonarrEpisode[],
  ref: string,
): RankedFinding {
  const fix = { tool: 'sonarr_refresh_series', arguments: { items: [ref] } };
  if (code === undefined && series.status === 'upcoming') {
    // Nothing is wrong with a series that has not begun.
    const start = series.year === undefined ? '' : `, which is to begin in ${series.year}`;
    return { severity: 'info', rank: 0, what: `No episode is announced yet of ${series.title}${start}.`, fix };
  }
  const what =
    code === undefined
      ? `Sonarr knows no episodes of ${series.title} yet.`
      : `Sonarr knows no ${formatEpisodeCode(code.season, code.episode)} of ${series.title}${
          season.length === 0 ? '' : `; that season has ${codesOf(season.slice(0, 1))} to ${codesOf(season.slice(-1))}`
        }. A refresh asks TheTVDB again.`;
  return { severity: 'error', rank: 0, what, fix };
}

function monitoringFindings({ series, ref, code, asked, classes }: SeriesCase): RankedFinding[] {
  const findings: RankedFinding[] = [];
  const wanting =
    classes.missing.length + classes.unmonitored.length + classes.notAired.length + classes.undated.length;
  if (!series.monitored && wanting > 0) {
    findings.push({
      severity: 'error',
      rank: 5,
      what: `${series.title} is not monitored: Sonarr fetches nothing of it.`,
      fix: { tool: 'sonarr_update_series', arguments: { items: [ref], monitored: true } },
    });
  }
  // Nobody misses the specials that they never asked for.
  const unmonitored = classes.unmonitored.filter(({ seasonNumber }) => seasonNumber > 0 || code?.season === 0);
  if (unmonitored.length > 0) {
    const isPart = code === undefined && unmonitored.length < asked.length;
    const one = unmonitored.length === 1;
    findings.push({
      severity: isPart ? 'info' : 'error',
      rank: isPart ? 41 : 6,
      what: `${one ? codesOf(unmonitored) : counted(unmonitored.length, 'aired episode')} ${one ? 'is' : 'are'} not monitored, so that Sonarr does not fetch ${one ? 'it' : 'them'}${one ? '' : `: ${chosenBy(unmonitored, asked).slice(0, 12).join(', ')}`}.`,
      fix: {
        tool: 'sonarr_set_monitoring',
        arguments: { series: ref, episodes: chosenBy(unmonitored, asked).slice(0, 200), monitor: 'yes', search: true },
      },
    });
  }
  return findings;
}

/** What is in the queue and goes as it should, or waits. */
function onTheirWay(queue: readonly QueueDownload[], { timeZone }: SonarrContext): RankedFinding[] {
  return queue.flatMap((download): RankedFinding[] => {
    const [item] = download.rows;
    if (queueProblem(item) !== undefined) return [];
    const name = downloadName(download);
    if (item.status === 'delay') {
      const until =
        item.estimatedCompletionTime === undefined
          ? ''
          : ` until ${toZonedIso(item.estimatedCompletionTime, timeZone)}`;
      return [
        {
          severity: 'info',
          rank: 10,
          what: `A release of ${name} waits${until} for a better one, because of a delay profile.`,
          says: [shorten(download.handle, 160)],
          fix: { tool: 'sonarr_grab_queue_item', arguments: { items: [download.handle] } },
        },
      ];
    }
    const done = item.size > 0 ? Math.round(((item.size - item.sizeleft) / item.size) * 100) : 0;
    const minutes = timeSpanMinutes(item.timeleft);
    const left = item.status === 'downloading' && minutes !== undefined ? `, ${minutes} minutes left` : '';
    const paused = item.status === 'paused' ? ' Only the download client can resume it.' : '';
    return [
      {
        severity: item.status === 'paused' ? 'warning' : 'info',
        rank: 11,
        what: `${name} is in the queue: ${item.status ?? 'unknown'}, ${done} %${left}.${paused}`,
      },
    ];
  });
}

function airing({ classes, code }: SeriesCase, timeZone: string): RankedFinding[] {
  const findings: RankedFinding[] = [];
  const coming = [...classes.notAired].sort((a, b) => ((a.airDateUtc ?? '') < (b.airDateUtc ?? '') ? -1 : 1));
  const [next] = coming;
  const single = code?.episode !== undefined;
  if (next !== undefined) {
    const more = coming.length > 1 ? `, the first of ${coming.length} to come` : '';
    const idle = next.monitored ? '' : ', and is not monitored';
    findings.push({
      severity: single ? 'info' : 'ok',
      rank: single ? 7 : 70,
      what: `${episodeCode(next)} has not aired: it airs at ${airsAt(next, timeZone) ?? 'an unknown time'}${more}${idle}.`,
    });
  }
  const undated = classes.undated.filter(({ seasonNumber }) => seasonNumber > 0 || code?.season === 0);
  if (undated.length > 0) {
    findings.push({
      severity: 'info',
      rank: single ? 7 : 71,
      what: `${codesOf(undated)} ${undated.length === 1 ? 'has' : 'have'} no air date yet.`,
    });
  }
  return findings;
}

/** That it is there; for a series or season, that nothing is missing. */
function presence({ series, code, classes }: SeriesCase, timeZone: string): RankedFinding[] {
  const { there } = classes;
  const [episode] = there;
  if (code?.episode !== undefined) {
    if (episode === undefined) return [];
    const file = episode.episodeFile;
    const since = file?.dateAdded === undefined ? '' : ` since ${toZonedIso(file.dateAdded, timeZone)}`;
    const quality = file?.quality === undefined ? '' : ` in ${file.quality.quality.name}`;
    return [{ severity: 'ok', rank: 1, what: `${episodeCode(episode)} is there${quality}${since}.` }];
  }
  const absent = classes.missing.length + classes.queued.length;
  if (absent > 0) return [];
  const what = code === undefined ? series.title : `${series.title} ${formatEpisodeCode(code.season)}`;
  if (there.length === 0) return [];
  const last = there.filter(({ seasonNumber }) => seasonNumber > 0).at(-1) ?? there.at(-1);
  return [
    {
      severity: 'ok',
      rank: series.monitored && (code === undefined || classes.unmonitored.length === 0) ? 1 : 45,
      what: `Nothing that has aired and is monitored is missing of ${what}: ${counted(there.length, 'episode')} there${last === undefined ? '' : `, the latest ${episodeCode(last)}`}.`,
    },
  ];
}
