import { shorten, toZonedIso } from '@watchstack/core/server';
import type { SonarrDelayProfile } from '../../../client/delay-profiles.js';
import type { SonarrEpisode } from '../../../client/episode-document.js';
import type { SonarrHistoryRecord } from '../../../client/history.js';
import type { SonarrQualityProfile } from '../../../client/profiles.js';
import type { SonarrContext } from '../../define.js';
import { episodeCode } from '../../episodes.js';
import { counted } from '../../series.js';
import type { QueueDownload } from '../queue-downloads.js';
import { chosenBy, codesOf } from './episode-classes.js';
import { readOr, type Fix, type RankedFinding } from './finding.js';
import type { SeriesCase } from './of-series.js';

const dayMs = 86_400_000;

/** Why a file went, in words. */
const reasons: Readonly<Record<string, string>> = {
  Manual: 'deleted by hand',
  MissingFromDisk: 'gone from disk',
  NoLinkedEpisodes: 'belonged to no episode any more',
  ManualOverride: 'replaced by hand',
  Upgrade: 'replaced by a better one',
};

/**
 * Why episodes that should be there are not, and are not on their way: what was tried, what was lost, and what holds releases
 * back. Four requests, none where nothing is missing or waits.
 */
export async function whyMissing(
  subject: SeriesCase,
  queue: readonly QueueDownload[],
  findings: RankedFinding[],
  context: SonarrContext,
): Promise<RankedFinding[]> {
  const { series, classes, code } = subject;
  const { missing } = classes;
  const waits = queue.some(({ rows: [{ status }] }) => status === 'delay');
  if (missing.length === 0 && !waits) return [];
  const { client, signal, clock, timeZone } = context;
  const [history, blocked, delays, profiles] = await Promise.all([
    readOr(client.history.ofSeries(series.id, { seasonNumber: code?.season }, { signal }), [], 'history', findings),
    readOr(
      client.blocklist.list({ page: 1, pageSize: 100, seriesIds: [series.id] }, { signal }),
      undefined,
      'blocklist',
      findings,
    ),
    readOr(client.delayProfiles.list({ signal }), [], 'delay profiles', findings),
    readOr(client.profiles.quality({ signal }), [], 'quality profiles', findings),
  ]);
  const found: RankedFinding[] = [
    ...delayFindings(subject, delays, waits),
    ...profileFindings(subject, profiles),
    ...(missing.length === 0 ? [] : [searched(subject, clock.now(), timeZone)]),
    ...happened(subject, history, timeZone),
  ];
  const ids = new Set(missing.map(({ id }) => id));
  const ofThese = (blocked?.records ?? []).filter(
    ({ seriesId, episodeIds }) => seriesId === series.id && episodeIds.some((id) => ids.has(id)),
  );
  if (ofThese.length > 0) {
    found.push({
      severity: 'info',
      rank: 33,
      what: `${counted(ofThese.length, 'release')} of ${missing.length === 1 ? 'it' : 'them'} ${ofThese.length === 1 ? 'is' : 'are'} on the blocklist and will not be taken again.`,
      says: ofThese
        .slice(0, 5)
        .flatMap(({ sourceTitle }) => (sourceTitle === undefined ? [] : [shorten(sourceTitle, 160)])),
      fix: { tool: 'sonarr_get_blocklist', arguments: { series: subject.ref } },
    });
  }
  return found;
}

/** What is missing, and when it was last looked for. */
function searched({ series, ref, classes, code, asked }: SeriesCase, now: Date, timeZone: string): RankedFinding {
  const { missing } = classes;
  const [first] = missing;
  const one = missing.length === 1;
  const chosen = chosenBy(missing, asked);
  const which = `${chosen.slice(0, 12).join(', ')}${chosen.length > 12 ? ' and more' : ''}`;
  const name = one ? codesOf(missing) : `${counted(missing.length, 'aired episode')} (${which})`;
  const times = missing.flatMap(({ lastSearchTime }) => lastSearchTime ?? []).sort();
  const latest = times.at(-1);
  const fresh = missing.every(({ airDateUtc }) => now.getTime() - Date.parse(airDateUtc ?? '') < dayMs);
  const looked =
    latest === undefined
      ? `Sonarr has noted no search for ${one ? 'it' : 'them'}`
      : `the latest search, at ${toZonedIso(latest, timeZone)}, brought nothing`;
  const soon = fresh
    ? ` ${one ? 'It' : 'They'} aired within the last day: releases usually come within hours by themselves.`
    : '';
  return {
    severity: 'warning',
    rank: 30,
    what: `${name} of ${series.title} ${one ? 'is' : 'are'} missing and not in the queue; ${looked}.${soon}`,
    // A search takes nothing for a series that is not monitored.
    fix: !series.monitored
      ? undefined
      : latest !== undefined && one && first !== undefined
        ? { tool: 'sonarr_search_releases', arguments: { series: ref, episode: episodeCode(first) } }
        : searchNow(ref, missing, code === undefined),
  };
}

/** The call that looks for what is missing. */
function searchNow(ref: string, missing: readonly SonarrEpisode[], whole: boolean): Fix {
  return {
    tool: 'sonarr_search_series',
    arguments: whole && missing.length > 1 ? { items: [ref] } : { items: [ref], episodes: missing.map(episodeCode) },
  };
}

/** What became of what was tried, latest first: failed, deleted, ignored, lost. */
function happened({ classes }: SeriesCase, history: readonly SonarrHistoryRecord[], timeZone: string): RankedFinding[] {
  const missing = new Map(classes.missing.map((episode) => [episode.id, episode]));
  const latest = new Map<number, SonarrHistoryRecord>();
  for (const record of [...history].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    if (missing.has(record.episodeId) && !latest.has(record.episodeId)) latest.set(record.episodeId, record);
  }
  return [...latest.values()].slice(0, 10).flatMap((record): RankedFinding[] => {
    const episode = missing.get(record.episodeId);
    if (episode === undefined) return [];
    const about = episodeCode(episode);
    const at = toZonedIso(record.date, timeZone);
    const says = record.sourceTitle === undefined ? undefined : [shorten(record.sourceTitle, 160)];
    switch (record.eventType) {
      case 'downloadFailed':
        return [
          {
            severity: 'warning',
            rank: 31,
            what: `The latest download of ${about} failed at ${at}.`,
            says: [...(says ?? []), ...(record.data.message === undefined ? [] : [shorten(record.data.message, 160)])],
          },
        ];
      case 'episodeFileDeleted': {
        const reason = reasons[record.data.reason ?? ''];
        const why = reason === undefined ? '' : `: ${reason}`;
        return [{ severity: 'warning', rank: 31, what: `The file of ${about} went at ${at}${why}.` }];
      }
      case 'downloadIgnored':
        return [
          { severity: 'info', rank: 31, what: `A download of ${about} was taken out of the queue at ${at}.`, says },
        ];
      case 'grabbed':
        return [
          {
            severity: 'warning',
            rank: 31,
            what: `${about} was grabbed at ${at}, and is neither in the queue nor imported: the download client may have lost it.`,
            says,
            fix:
              record.downloadId === undefined
                ? undefined
                : { tool: 'sonarr_mark_download_failed', arguments: { item: record.downloadId } },
          },
        ];
      default:
        return [];
    }
  });
}

/** What the delay profile of the series does to it: the one with the lowest order whose tags fit. */
function delayFindings(
  { series }: SeriesCase,
  profiles: readonly SonarrDelayProfile[],
  waits: boolean,
): RankedFinding[] {
  const [own] = profiles
    .filter(({ tags }) => tags.length === 0 || tags.some((tag) => series.tags.includes(tag)))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
  if (own === undefined) return [];
  const off = [own.enableUsenet === false ? ['usenet'] : [], own.enableTorrent === false ? ['torrents'] : []].flat();
  const delays = [
    ...(own.enableUsenet !== false && (own.usenetDelay ?? 0) > 0 ? [`usenet ${own.usenetDelay} minutes`] : []),
    ...(own.enableTorrent !== false && (own.torrentDelay ?? 0) > 0 ? [`torrents ${own.torrentDelay} minutes`] : []),
  ];
  return [
    ...(delays.length > 0
      ? [
          {
            severity: 'info' as const,
            rank: waits ? 12 : 35,
            what: `Its delay profile makes releases wait: ${delays.join(', ')}.`,
          },
        ]
      : []),
    ...(off.length > 0
      ? [
          {
            severity: off.length === 2 ? ('error' as const) : ('info' as const),
            rank: off.length === 2 ? 8 : 36,
            what: `Its delay profile takes no ${off.join(' and no ')}.`,
          },
        ]
      : []),
  ];
}

function profileFindings({ series }: SeriesCase, profiles: readonly SonarrQualityProfile[]): RankedFinding[] {
  const own = profiles.find(({ id }) => id === series.qualityProfileId);
  if (own === undefined || own.items.some(({ allowed }) => allowed)) return [];
  return [
    {
      severity: 'error',
      rank: 8,
      what: `Its quality profile "${own.name}" allows no quality at all.`,
      fix: { tool: 'sonarr_get_quality_profiles', arguments: {} },
    },
  ];
}
