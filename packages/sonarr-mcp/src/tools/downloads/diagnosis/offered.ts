import { CancelledError, WatchstackError } from '@watchstack/core';
import { shorten } from '@watchstack/core/server';
import type { SonarrEpisode } from '../../../client/episode-document.js';
import type { SonarrRelease } from '../../../client/releases.js';
import type { SonarrContext } from '../../define.js';
import { episodeCode } from '../../episodes.js';
import { counted } from '../../series.js';
import { plainRejection } from '../rejections.js';
import type { RankedFinding } from './finding.js';
import type { SeriesCase } from './of-series.js';

/** Why the indexers' releases of one episode are taken or not: asks them now, and counts Sonarr's reasons. */
export async function rejectionFindings(
  episode: SonarrEpisode,
  { ref }: SeriesCase,
  { client, signal }: SonarrContext,
): Promise<RankedFinding[]> {
  const code = episodeCode(episode);
  let releases: readonly SonarrRelease[];
  try {
    releases = await client.releases.search({ episodeId: episode.id }, { signal });
  } catch (error) {
    if (!(error instanceof WatchstackError) || error instanceof CancelledError) throw error;
    return [
      {
        severity: 'warning',
        rank: 15,
        what: `The indexers could not be asked for ${code}: ${shorten(error.message, 120)}`,
      },
    ];
  }
  if (releases.length === 0) {
    return [
      {
        severity: 'warning',
        rank: 15,
        what: `The indexers have no release of ${code}.`,
        fix: { tool: 'sonarr_test_indexers', arguments: {} },
      },
    ];
  }
  const [best] = releases.filter(({ approved }) => approved);
  const counts = new Map<string, number>();
  for (const reason of releases.flatMap((release) => [...new Set(release.rejections.map(plainRejection))])) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const histogram = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 12)
    .map(([reason, count]) => `${count} × ${reason}`);
  const approved = releases.filter((release) => release.approved).length;
  return [
    {
      severity: approved > 0 ? 'info' : 'warning',
      rank: 15,
      what: `The indexers offer ${counted(releases.length, 'release')} of ${code}; Sonarr would take ${approved === 0 ? 'none' : approved}.`,
      ...(histogram.length === 0 ? {} : { says: histogram }),
      fix:
        best === undefined
          ? { tool: 'sonarr_search_releases', arguments: { series: ref, episode: code } }
          : { tool: 'sonarr_grab_release', arguments: { handle: best.handle } },
    },
  ];
}
