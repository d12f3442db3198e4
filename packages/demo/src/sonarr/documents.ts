import { formatScore, formatsOf, slugify } from '../household/index.js';
import type { QualityProfile, Quality, Show } from '../household/index.js';
import { instant } from './json.js';
import type { Document } from './json.js';
import type { SonarrState, StoredEpisode, StoredFile, StoredSeries } from './state.js';

const LANGUAGES: Readonly<Record<string, { id: number; name: string }>> = {
  en: { id: 1, name: 'English' },
  fr: { id: 2, name: 'French' },
  es: { id: 3, name: 'Spanish' },
  de: { id: 4, name: 'German' },
  da: { id: 6, name: 'Danish' },
  ja: { id: 8, name: 'Japanese' },
  sv: { id: 14, name: 'Swedish' },
  ko: { id: 21, name: 'Korean' },
};
const UNKNOWN_LANGUAGE = { id: 0, name: 'Unknown' };

/** Sonarr's language for an ISO 639 code. */
export function languageOf(code: string): { id: number; name: string } {
  return LANGUAGES[code] ?? UNKNOWN_LANGUAGE;
}

/** A quality with the revision that every file and download has. */
export function qualityDocument(quality: Quality): Document {
  return { quality: { ...quality }, revision: { version: 1, real: 0, isRepack: false } };
}

/** A title as Sonarr compares it: letters and digits only. */
export function cleanTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\b(?:the|and|or|of|an?)\b/g, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** A title as Sonarr sorts it: lower case, without its article. */
export function sortTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/^(?:the|an?) /, '')
    .replace(/[^\p{L}\p{N} ]/gu, '');
}

/** Which numbers a series or a season has. `undefined` while it has no episodes. */
export interface Statistics {
  readonly episodeFileCount: number;
  readonly episodeCount: number;
  readonly totalEpisodeCount: number;
  readonly sizeOnDisk: number;
  readonly releaseGroups: readonly string[];
  readonly percentOfEpisodes: number;
  readonly nextAiring?: string;
  readonly previousAiring?: string;
}

/** `episodeCount` counts what is monitored and has begun, and what has a file; `totalEpisodeCount` everything. */
function count(rows: readonly StoredEpisode[], files: ReadonlyMap<number, StoredFile>, now: Date): Statistics {
  let episodeFileCount = 0;
  let episodeCount = 0;
  let next: Date | undefined;
  let previous: Date | undefined;
  const fileIds = new Set<number>();
  for (const row of rows) {
    const at = row.episode.airDateUtc;
    const hasBegun = at !== undefined && at <= now;
    if (row.fileId > 0) {
      episodeFileCount += 1;
      fileIds.add(row.fileId);
    }
    if (row.fileId > 0 || (row.monitored && hasBegun)) episodeCount += 1;
    if (!row.monitored || at === undefined) continue;
    if (at > now) next = next === undefined || at < next ? at : next;
    else previous = previous === undefined || at > previous ? at : previous;
  }
  let sizeOnDisk = 0;
  const releaseGroups = new Set<string>();
  for (const id of fileIds) {
    const stored = files.get(id);
    sizeOnDisk += stored?.file.media.size ?? 0;
    if (stored !== undefined) releaseGroups.add(stored.file.releaseGroup);
  }
  return {
    ...(next === undefined ? {} : { nextAiring: instant(next) }),
    ...(previous === undefined ? {} : { previousAiring: instant(previous) }),
    episodeFileCount,
    episodeCount,
    totalEpisodeCount: rows.length,
    sizeOnDisk,
    releaseGroups: [...releaseGroups].sort(),
    percentOfEpisodes: episodeCount === 0 ? 0 : (episodeFileCount / episodeCount) * 100,
  };
}

function images(show: Show): Document[] {
  return ['banner', 'poster', 'fanart'].map((coverType) => ({
    coverType,
    url: `/MediaCover/${show.ids.tvdb}/${coverType}.jpg`,
    remoteUrl: `https://artworks.example/banners/${show.ids.tvdb}/${coverType}.jpg`,
  }));
}

/** The fields of a series that come from the show and not from its owner. */
function showFields(show: Show, now: Date): Document {
  return {
    title: show.tvdbTitle,
    alternateTitles: show.alternateTitles.map((title) => ({ title, seasonNumber: -1 })),
    sortTitle: sortTitle(show.tvdbTitle),
    status: show.status,
    ended: show.status === 'ended',
    overview: show.overview,
    network: show.network,
    airTime: show.airTime,
    images: images(show),
    originalLanguage: languageOf(show.language),
    year: show.year,
    useSceneNumbering: show.seriesType === 'anime',
    runtime: show.runtime,
    tvdbId: show.ids.tvdb,
    tvRageId: 0,
    tvMazeId: 0,
    tmdbId: show.ids.tmdb,
    firstAired: show.firstAired === undefined ? undefined : instant(show.firstAired),
    lastAired: show.lastAired === undefined || show.lastAired > now ? undefined : instant(show.lastAired),
    cleanTitle: cleanTitle(show.tvdbTitle),
    imdbId: show.ids.imdb,
    titleSlug: slugify(show.tvdbTitle),
    certification: show.certification,
    genres: show.genres,
    ratings: { votes: show.votes, value: show.rating },
    languageProfileId: 1,
  };
}

/** The root folder that a path lies in, with a slash at its end. */
function rootFolderOf(state: SonarrState, path: string): string | undefined {
  const fitting = [...state.rootFolders.values()].filter((folder) => path.startsWith(`${folder.path}/`));
  fitting.sort((left, right) => right.path.length - left.path.length);
  return fitting[0] === undefined ? undefined : `${fitting[0].path}/`;
}

function ownFields(state: SonarrState, series: StoredSeries): Document {
  return {
    ...series.extra,
    id: series.id,
    path: series.path,
    rootFolderPath: rootFolderOf(state, series.path),
    qualityProfileId: series.qualityProfileId,
    seasonFolder: series.seasonFolder,
    monitored: series.monitored,
    monitorNewItems: series.monitorNewItems,
    seriesType: series.seriesType,
    tags: series.tags,
    added: instant(series.added),
  };
}

/** A series of the library. Without episodes it has no `statistics` at all. */
export function seriesDocument(state: SonarrState, series: StoredSeries, now: Date): Document {
  const rows = state.episodesOf(series);
  const files = state.filesOf(series);
  const whole = count(rows, files, now);
  const { nextAiring, previousAiring, ...numbers } = whole;
  return {
    ...showFields(series.show, now),
    ...ownFields(state, series),
    nextAiring,
    previousAiring,
    seasons: series.seasons.map(({ seasonNumber, monitored, extra }) => {
      const ofSeason = rows.filter((row) => row.episode.season === seasonNumber);
      return {
        seasonNumber,
        monitored,
        ...extra,
        ...(ofSeason.length === 0 ? {} : { statistics: count(ofSeason, files, now) }),
      };
    }),
    ...(rows.length === 0
      ? {}
      : { statistics: { seasonCount: series.seasons.filter((one) => one.seasonNumber > 0).length, ...numbers } }),
  };
}

const noStatistics = {
  episodeFileCount: 0,
  episodeCount: 0,
  totalEpisodeCount: 0,
  sizeOnDisk: 0,
  releaseGroups: [],
  percentOfEpisodes: 0,
};

/** A series of the library as a lookup shows it: its own id and path, and statistics that are all zero. */
export function knownLookupDocument(state: SonarrState, series: StoredSeries, now: Date): Document {
  return {
    ...showFields(series.show, now),
    ...ownFields(state, series),
    remotePoster: `https://artworks.example/banners/${series.show.ids.tvdb}/poster.jpg`,
    folder: series.path.split('/').at(-1),
    seasons: series.seasons.map(({ seasonNumber, monitored, extra }) => ({ seasonNumber, monitored, ...extra })),
    statistics: { seasonCount: series.seasons.filter((one) => one.seasonNumber > 0).length, ...noStatistics },
  };
}

/** A show that is not in the library, as a lookup shows it: no id, specials not monitored. */
export function newLookupDocument(show: Show, now: Date): Document {
  const numbers = show.seasonNumbers;
  return {
    ...showFields(show, now),
    remotePoster: `https://artworks.example/banners/${show.ids.tvdb}/poster.jpg`,
    folder: show.tvdbTitle.replace(/[/:?]/g, ''),
    seasons: numbers.map((seasonNumber) => ({ seasonNumber, monitored: seasonNumber > 0 })),
    qualityProfileId: 0,
    seasonFolder: true,
    monitored: true,
    monitorNewItems: 'all',
    seriesType: show.seriesType,
    tags: [],
    added: '0001-01-01T00:00:00Z',
    statistics: { seasonCount: numbers.filter((number) => number > 0).length, ...noStatistics },
  };
}

/** An episode. */
export function episodeDocument(row: StoredEpisode): Document {
  const { episode } = row;
  return {
    seriesId: row.seriesId,
    tvdbId: episode.ids.tvdb,
    episodeFileId: row.fileId,
    seasonNumber: episode.season,
    episodeNumber: episode.number,
    title: episode.title,
    airDate: episode.airDate,
    airDateUtc: episode.airDateUtc === undefined ? undefined : instant(episode.airDateUtc),
    lastSearchTime: row.lastSearchTime === undefined ? undefined : instant(row.lastSearchTime),
    runtime: episode.runtime,
    finaleType: episode.finaleType,
    overview: episode.overview === '' ? undefined : episode.overview,
    hasFile: row.fileId > 0,
    monitored: row.monitored,
    absoluteEpisodeNumber: episode.absoluteNumber,
    unverifiedSceneNumbering: false,
    id: row.id,
  };
}

/** Whether a quality lies below where its profile stops upgrading. */
export function isBelowCutoff(
  profile: QualityProfile | undefined,
  quality: Quality,
  order: readonly Quality[],
): boolean {
  if (profile === undefined) return false;
  const cutoff = profile.upgradeAllowed ? profile.cutoff : (profile.allowed[0] ?? profile.cutoff);
  const rank = (one: Quality): number => order.findIndex((other) => other.id === one.id);
  return rank(quality) < rank(cutoff);
}

/** The custom formats of a release, and what the profile of its series makes of them. Without a series there is no score. */
export function formatFields(
  state: SonarrState,
  series: StoredSeries | undefined,
  release: string,
  isPack = false,
): { readonly customFormats: readonly Document[]; readonly customFormatScore: number } {
  const formats = formatsOf(release, isPack);
  const profile = state.household.sonarr.profiles.find((one) => one.id === series?.qualityProfileId);
  return {
    customFormats: formats.map(({ id, name }) => ({ id, name })),
    customFormatScore: formatScore(profile, formats),
  };
}

/** An episode file. */
export function fileDocument(state: SonarrState, series: StoredSeries, stored: StoredFile): Document {
  const { file } = stored;
  const { media } = file;
  const profile = state.household.sonarr.profiles.find((one) => one.id === series.qualityProfileId);
  const runTime = Math.round((media.size / (media.bitrateKbps * 125)) * 10) / 10;
  return {
    seriesId: series.id,
    seasonNumber: file.episodes[0]?.season ?? 0,
    relativePath: stored.relativePath,
    path: `${series.path}/${stored.relativePath}`,
    size: media.size,
    dateAdded: instant(file.dateAdded),
    sceneName: file.sceneName,
    releaseGroup: file.releaseGroup,
    languages: media.audioLanguages.map(languageOf),
    quality: qualityDocument(file.quality),
    ...formatFields(state, series, file.sceneName),
    indexerFlags: 0,
    releaseType: file.episodes.length > 1 ? 'multiEpisode' : 'singleEpisode',
    mediaInfo: {
      audioBitrate: 0,
      audioChannels: media.audioChannels === 2 ? 2 : media.audioChannels - 0.9,
      audioCodec: media.audioCodec.toUpperCase(),
      audioLanguages: media.audioLanguages.join('/'),
      audioStreamCount: media.audioLanguages.length,
      videoBitDepth: media.hdr ? 10 : 8,
      videoBitrate: media.bitrateKbps * 1000,
      videoCodec: media.videoCodec,
      videoFps: 23.976,
      videoDynamicRange: media.hdr ? 'HDR' : '',
      videoDynamicRangeType: media.hdr ? 'HDR10' : '',
      resolution: `${media.width}x${media.height}`,
      runTime: `${Math.floor(runTime / 3600)}:${String(Math.floor(runTime / 60) % 60).padStart(2, '0')}:${String(Math.floor(runTime % 60)).padStart(2, '0')}`,
      scanType: 'Progressive',
      subtitles: media.subtitleLanguages.join('/'),
    },
    qualityCutoffNotMet: isBelowCutoff(profile, file.quality, state.household.sonarr.qualities),
    id: stored.id,
  };
}
