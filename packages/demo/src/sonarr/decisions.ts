import { formatScore, formatsOf, releasesOfEpisode, releasesOfSeason } from '../household/index.js';
import type { CustomFormat, OfferedRelease, Quality, QualityProfile } from '../household/index.js';
import { isBelowCutoff } from './documents.js';
import type { SonarrState, StoredEpisode, StoredSeries } from './state.js';

/** What Sonarr thinks of a release. */
export interface Decision {
  readonly release: OfferedRelease;
  readonly series: StoredSeries;
  /** The episodes that it would bring. */
  readonly episodes: readonly StoredEpisode[];
  readonly formats: readonly CustomFormat[];
  readonly score: number;
  /** In Sonarr's words; none when it is approved. */
  readonly rejections: readonly string[];
}

/** What a search is for. */
export interface Wish {
  readonly series: StoredSeries;
  /** One episode, or a whole season. */
  readonly of: StoredEpisode | { readonly season: number };
  /** Whether what is not monitored is refused, as it is unless somebody chose the very episode. */
  readonly monitoredOnly: boolean;
}

/** What the indexers have for a wish, judged, best first. */
export function decide(state: SonarrState, { series, of, monitoredOnly }: Wish, now: Date): readonly Decision[] {
  const rows = state.episodesOf(series);
  const offered =
    'season' in of ? releasesOfSeason(series.show, of.season, now) : releasesOfEpisode(series.show, of.episode, now);
  const profile = state.household.sonarr.profiles.find((one) => one.id === series.qualityProfileId);
  const decisions = offered.map((release): Decision => {
    const episodes = rows.filter((row) => release.episodes.includes(row.episode));
    const formats = formatsOf(release.title, release.isPack);
    const score = formatScore(profile, formats);
    const rejections = [
      ...ofProfile(release, profile, formats, score),
      ...(release.isPack && !('season' in of) ? ['Full season pack'] : []),
      ...ofSource(state, release),
      ...(monitoredOnly && episodes.some((row) => !row.monitored) ? ['Episode is not monitored'] : []),
      ...(monitoredOnly && !series.monitored ? ['Series is not monitored'] : []),
      ...new Set(episodes.flatMap((row) => ofEpisode(state, series, row, release.quality, profile))),
    ];
    return { release, series, episodes, formats, score, rejections };
  });
  return decisions.sort((left, right) => compare(left, right, profile, state.household.sonarr.qualities));
}

function compare(
  left: Decision,
  right: Decision,
  profile: QualityProfile | undefined,
  order: readonly Quality[],
): number {
  const rank = ({ release }: Decision): number =>
    profile?.allowed.some((one) => one.id === release.quality.id) === true ? position(order, release.quality) : -1;
  return (
    rank(right) - rank(left) ||
    right.score - left.score ||
    Number(right.release.isPack) - Number(left.release.isPack) ||
    Number(left.release.protocol === 'torrent') - Number(right.release.protocol === 'torrent') ||
    (right.release.seeders ?? 0) - (left.release.seeders ?? 0) ||
    left.release.title.localeCompare(right.release.title, 'en')
  );
}

function position(order: readonly Quality[], quality: Quality): number {
  return order.findIndex((one) => one.id === quality.id);
}

function ofProfile(
  { quality, size, episodes }: OfferedRelease,
  profile: QualityProfile | undefined,
  formats: readonly CustomFormat[],
  score: number,
): string[] {
  const minutes = episodes.reduce((sum, one) => sum + one.runtime, 0);
  const least = (quality.resolution >= 2160 ? 35 : quality.resolution >= 1080 ? 4 : 2) * 1e6 * minutes;
  const minimum = profile?.minFormatScore ?? 0;
  return [
    ...(profile?.allowed.some((one) => one.id === quality.id) === false
      ? [`${quality.name} v1 is not wanted in profile`]
      : []),
    ...(score < minimum
      ? [
          `Custom Formats ${formats.map((one) => one.name).join(', ')} have score ${score} below Series profile minimum ${minimum}`,
        ]
      : []),
    ...(size < least
      ? [`${megabytes(size)} is smaller than minimum allowed ${megabytes(least)} (for ${minutes}min)`]
      : []),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function ofSource(state: SonarrState, { protocol, seeders, title, indexer }: OfferedRelease): string[] {
  const isBlocked = state.blocklist.some(({ block }) => block.sourceTitle === title && block.indexer === indexer);
  return [
    ...(protocol === 'torrent' && (seeders ?? 0) < 1
      ? [`Not enough seeders: ${seeders ?? 0}. Minimum seeders: 1`]
      : []),
    ...(isBlocked ? ['Release is blocklisted'] : []),
  ];
}

/** What there is of an episode already, on disk and in the queue. */
function ofEpisode(
  state: SonarrState,
  series: StoredSeries,
  row: StoredEpisode,
  quality: Quality,
  profile: QualityProfile | undefined,
): string[] {
  const order = state.household.sonarr.qualities;
  const file = state.filesOf(series).get(row.fileId)?.file;
  const queued = state.downloads.find((one) => one.episodeIds.includes(row.id))?.download;
  const rejections: string[] = [];
  if (file !== undefined) {
    if (!isBelowCutoff(profile, file.quality, order)) {
      rejections.push(`Existing file meets cutoff: ${file.quality.name} v1`);
    } else if (position(order, quality) <= position(order, file.quality)) {
      rejections.push(`Existing file on disk is of equal or higher preference: ${file.quality.name} v1`);
    }
  }
  if (queued !== undefined && position(order, quality) <= position(order, queued.quality)) {
    rejections.push(`Release in queue is of equal or higher preference: ${queued.quality.name} v1`);
  }
  return rejections;
}
