import type { SonarrEpisodeFile } from '../../client/episode-document.js';
import type { SonarrQualityProfile } from '../../client/profiles.js';
import { cutoffName } from './get_quality_profiles.js';

/**
 * What a profile still wants of a file: `WEBDL-1080p`, `a score of 50`, or both; undefined where it is content. Without upgrades
 * no score is wanted, and a quality only where the one that is there is not even allowed.
 */
export function wantedOf(
  profile: SonarrQualityProfile | undefined,
): (file: SonarrEpisodeFile | undefined) => string | undefined {
  return (file) => {
    if (file === undefined) return undefined;
    const upgrades = profile?.upgradeAllowed === true;
    const score = profile?.cutoffFormatScore ?? 0;
    const wants = [
      ...(file.qualityCutoffNotMet === true
        ? [upgrades ? (cutoffName(profile) ?? 'a better quality') : 'an allowed quality']
        : []),
      ...(upgrades && (file.customFormatScore ?? 0) < score ? [`a score of ${score}`] : []),
    ];
    return wants.length === 0 ? undefined : wants.join(' and ');
  };
}

/** Counts by the number of their season, in words: `S02: 3`. Specials are S00. */
export function bySeason(counts: ReadonlyMap<number, number>): string[] {
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([season, count]) => `S${String(season).padStart(2, '0')}: ${count}`);
}
