import { toZonedIso } from '@watchstack/core/server';
import type { SonarrEpisode } from '../../../client/episode-document.js';
import type { SonarrContext } from '../../define.js';
import { episodeCode } from '../../episodes.js';
import { counted, missingEpisodes } from '../../series.js';
import { byDownload, readDownloads, type QueueDownload } from '../queue-downloads.js';
import { readOr, type RankedFinding } from './finding.js';
import { diskFindings, folderFindings, healthFindings, queueFindings } from './surroundings.js';

const dayMs = 86_400_000;
/** So many of the latest missing episodes are looked at one by one. */
const lookedAt = 500;
/** So many downloads are told of; the rest is counted. */
const toldOf = 20;

/**
 * Everything that is wrong now: with Sonarr, its disks, its downloads, and what is missing.
 * Nine requests at most, however large the library is. A part that cannot be read is said to be so.
 */
export async function diagnoseEverything(context: SonarrContext): Promise<RankedFinding[]> {
  const { client, signal, clock } = context;
  const now = clock.now();
  const findings: RankedFinding[] = [];
  // Whoever cannot read this cannot read anything; the error says it best.
  const health = await client.system.health({ signal });
  // The library is by far the largest of all this: while it is read, nothing else has to be kept.
  const library = await readOr(surveyLibrary(context), undefined, 'library', findings);
  const [queue, folders, disks, missing, failed, soon] = await Promise.all([
    readOr(readDownloads(context), byDownload([]), 'queue', findings),
    readOr(client.rootFolders.list({ signal }), [], 'root folders', findings),
    readOr(client.system.diskSpace({ signal }), [], 'disks', findings),
    readOr(client.wanted.missing({ page: 1, pageSize: lookedAt }, { signal }), undefined, 'missing episodes', findings),
    readOr(
      client.history.page({ page: 1, pageSize: 50, eventTypes: ['downloadFailed'] }, { signal }),
      undefined,
      'history',
      findings,
    ),
    readOr(
      client.calendar.list({ start: now, end: new Date(now.getTime() + 7 * dayMs), includeSeries: true }, { signal }),
      [],
      'calendar',
      findings,
    ),
  ]);
  findings.push(...healthFindings(health), ...folderFindings(folders), ...diskFindings(disks, folders));
  const stuck = queueFindings(queue);
  findings.push(...stuck.slice(0, toldOf));
  if (stuck.length > toldOf) {
    findings.push({
      severity: 'warning',
      rank: 21,
      what: `${counted(stuck.length - toldOf, 'more download')} ${stuck.length - toldOf === 1 ? 'is' : 'are'} stuck.`,
      fix: { tool: 'sonarr_get_queue', arguments: { stuckOnly: true } },
    });
  }
  if (missing !== undefined) findings.push(...missingFindings(missing.records, missing.totalRecords, queue, now));
  if (library !== undefined) findings.push(...libraryFindings(library));
  const recent = (failed?.records ?? []).filter(({ date }) => now.getTime() - Date.parse(date) < 7 * dayMs);
  if (recent.length > 0) {
    findings.push({
      severity: 'info',
      rank: 62,
      what: `${counted(new Set(recent.map((record) => record.downloadId ?? record.id)).size, 'download')} failed within the last seven days.`,
    });
  }
  findings.push(...comingFindings(soon, context.timeZone));
  return findings;
}

/** The missing by reason: on their way, never looked for, looked for in vain. */
function missingFindings(
  latest: readonly SonarrEpisode[],
  total: number,
  queue: readonly QueueDownload[],
  now: Date,
): RankedFinding[] {
  if (total === 0) return [];
  const queued = new Set(queue.flatMap(({ rows }) => rows.flatMap(({ episodeId }) => episodeId ?? [])));
  const onTheirWay = latest.filter(({ id }) => queued.has(id)).length;
  const others = latest.filter(({ id }) => !queued.has(id));
  const fresh = others.filter(({ airDateUtc }) => now.getTime() - Date.parse(airDateUtc ?? '') < dayMs).length;
  const inVain = others.filter(({ lastSearchTime }) => lastSearchTime !== undefined).length;
  const never = others.length - inVain;
  const parts = [
    ...(onTheirWay > 0 ? [`${onTheirWay} in the queue`] : []),
    ...(fresh > 0 ? [`${fresh} aired within the last day`] : []),
    ...(inVain > 0 ? [`${inVain} searched for in vain`] : []),
    ...(never > 0 ? [`${never} without a search that Sonarr noted`] : []),
  ];
  const of = total > latest.length ? `, of the latest ${latest.length}` : '';
  return [
    {
      severity: 'info',
      rank: 60,
      what: `${counted(total, 'monitored episode')} that aired ${total === 1 ? 'is' : 'are'} missing${of}: ${parts.join(', ')}.`,
      fix: { tool: 'sonarr_get_missing_episodes', arguments: {} },
    },
  ];
}

/** The titles of series that nobody looks after although they have gaps, and of those that TheTVDB no longer has. */
interface LibrarySurvey {
  readonly idle: readonly string[];
  readonly gone: readonly string[];
}

/** Goes through the library one by one, and keeps titles only. */
async function surveyLibrary({ client, signal }: SonarrContext): Promise<LibrarySurvey> {
  const idle: string[] = [];
  const gone: string[] = [];
  for await (const series of client.series.list({ signal })) {
    if (!series.monitored && missingEpisodes(series) > 0) idle.push(series.title);
    if (series.status === 'deleted') gone.push(series.title);
  }
  return { idle, gone };
}

function libraryFindings({ idle, gone }: LibrarySurvey): RankedFinding[] {
  const names = (titles: readonly string[]) =>
    `${titles.slice(0, 5).join(', ')}${titles.length > 5 ? ` and ${titles.length - 5} more` : ''}`;
  return [
    ...(idle.length > 0
      ? [
          {
            severity: 'info' as const,
            rank: 61,
            what: `${counted(idle.length, 'series')} with gaps ${idle.length === 1 ? 'is' : 'are'} not monitored, so that nothing is fetched: ${names(idle)}.`,
          },
        ]
      : []),
    ...(gone.length > 0
      ? [
          {
            severity: 'info' as const,
            rank: 63,
            what: `${counted(gone.length, 'series')} ${gone.length === 1 ? 'is' : 'are'} no longer at TheTVDB: ${names(gone)}.`,
          },
        ]
      : []),
  ];
}

function comingFindings(soon: readonly SonarrEpisode[], timeZone: string): RankedFinding[] {
  const [next] = soon;
  if (next === undefined) return [];
  const when = next.airDateUtc === undefined ? '' : ` at ${toZonedIso(next.airDateUtc, timeZone)}`;
  return [
    {
      severity: 'ok',
      rank: 80,
      what: `${counted(soon.length, 'monitored episode')} air${soon.length === 1 ? 's' : ''} within seven days; next: ${next.series?.title ?? 'a series'} ${episodeCode(next)}${when}.`,
    },
  ];
}
