import type { CataloguedShow } from './catalogue.js';
import type { Ownership } from './catalogue/seed.js';
import { customFormats } from './custom-formats.js';
import { daysFrom } from './days.js';
import { delayProfiles } from './delay-profiles.js';
import { makeDownloads } from './downloads.js';
import { airedEpisodes, allEpisodes, hasAired } from './episodes.js';
import { makeBlocklist, makeHistory } from './history.js';
import { makeLooseFiles } from './loose-files.js';
import { mediaFile, qualities } from './media.js';
import { random } from './random.js';
import type { World } from './shows.js';
import type { Quality, QualityProfile, RootFolder, SeriesFile, SonarrFacts, SonarrSeries } from './sonarr-types.js';
import { makeUpkeep } from './sonarr-upkeep.js';
import type { Episode, MediaFile, Show } from './types.js';

const GIB = 1024 ** 3;
const TIB = 1024 ** 4;

/** Hours that pass between a broadcast and its file at the household. */
const HOURS_TO_ARRIVE = 8;

const profiles: readonly QualityProfile[] = [
  {
    id: 1,
    name: 'Any',
    upgradeAllowed: false,
    cutoff: qualities.sdtv,
    allowed: [
      qualities.sdtv,
      qualities.dvd,
      qualities.hdtv720,
      qualities.hdtv1080,
      qualities.web720,
      qualities.web1080,
    ],
    minFormatScore: 0,
    cutoffFormatScore: 0,
    minUpgradeFormatScore: 1,
    formatScores: {},
  },
  {
    id: 4,
    name: 'HD-1080p',
    upgradeAllowed: true,
    cutoff: qualities.web1080,
    allowed: [qualities.hdtv1080, qualities.web1080, qualities.bluray1080],
    minFormatScore: -50,
    cutoffFormatScore: 50,
    minUpgradeFormatScore: 1,
    formatScores: { 2: -20, 3: 50, 4: -1000, 5: 5, 6: 20, 7: 5 },
  },
  {
    id: 5,
    name: 'Ultra-HD',
    upgradeAllowed: true,
    cutoff: qualities.web2160,
    allowed: [qualities.web1080, qualities.web2160, qualities.bluray2160],
    minFormatScore: 0,
    cutoffFormatScore: 150,
    minUpgradeFormatScore: 10,
    formatScores: { 1: 100, 3: 50, 4: -1000, 6: 20, 7: 5 },
  },
  {
    id: 6,
    name: 'HD - 720p/1080p',
    upgradeAllowed: true,
    cutoff: qualities.hdtv720,
    allowed: [qualities.hdtv720, qualities.hdtv1080, qualities.web720, qualities.web1080, qualities.bluray1080],
    minFormatScore: 0,
    cutoffFormatScore: 0,
    minUpgradeFormatScore: 1,
    formatScores: { 4: -1000, 5: 5 },
  },
];

const PROFILE_OF: Readonly<Record<Ownership['quality'], number>> = { hd: 6, web: 4, uhd: 5, old: 4, dvd: 1 };

const tags = [
  { id: 1, label: 'anime' },
  { id: 2, label: 'classics' },
  { id: 3, label: 'german' },
  { id: 4, label: 'kids' },
  { id: 5, label: 'unused' },
] as const;

const rootFolders: readonly RootFolder[] = [
  {
    id: 1,
    path: '/tv',
    freeSpace: Math.round(1.4 * TIB),
    totalSpace: 16 * TIB,
    unmappedFolders: ['Old Recordings', 'Dune Prophecy (2024)', 'The Expanse (2015)'],
  },
  {
    id: 2,
    path: '/anime',
    freeSpace: Math.round(1.4 * TIB),
    totalSpace: 16 * TIB,
    unmappedFolders: ["Frieren - Beyond Journey's End (2023)"],
  },
];

function qualityOf(own: Ownership, show: Show, episode: Episode): Quality {
  switch (own.quality) {
    case 'hd':
      return qualities.hdtv1080;
    case 'web':
      return qualities.web1080;
    case 'uhd':
      return qualities.web2160;
    case 'dvd':
      return qualities.dvd;
    case 'old':
      return random('old quality', show.ids.slug, episode.season, episode.number).chance(0.06)
        ? qualities.hdtv720
        : qualities.web1080;
  }
}

function isCovered(own: Ownership, show: Show, episode: Episode, aired: readonly Episode[]): boolean {
  const lastSeason = aired.at(-1)?.season ?? 1;
  switch (own.files) {
    case 'all':
      return true;
    case 'gaps':
      return !random('gap', show.ids.slug, episode.season, episode.number).chance(0.04);
    case 'lastSeason':
      return episode.season === lastSeason || own.keptSeasons?.includes(episode.season) === true;
    case 'firstSeason':
      return episode.season === 1;
    case 'none':
      return false;
  }
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** `S03E04`, or `S03E04-E05` for a file that holds two. */
function numbering(episodes: readonly Episode[]): string {
  const [first] = episodes;
  const last = episodes.at(-1);
  if (first === undefined || last === undefined) return '';
  const start = `S${pad(first.season)}E${pad(first.number)}`;
  return first === last ? start : `${start}-E${pad(last.number)}`;
}

/** What else the name of a release tells. */
export interface ReleaseWords {
  /** Before the resolution: `German.DL`, `HC`. */
  readonly before?: readonly string[];
  /** Behind the source: `HDR`. */
  readonly after?: readonly string[];
  /** Default x264. */
  readonly codec?: string;
}

/** The name under which a release of these episodes goes round. */
export function releaseName(show: Show, what: string, of: Quality, group: string, words: ReleaseWords = {}): string {
  const dotted = show.tvdbTitle
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’()!:,]/g, '')
    .trim()
    .replace(/[^\p{L}\p{N}]+/gu, '.');
  const { before = [], after = [], codec = 'x264' } = words;
  const source = of.source === 'television' ? 'HDTV' : of.source.toUpperCase();
  return `${[dotted, what, ...before, `${of.resolution}p`, source, ...after, codec].join('.')}-${group}`;
}

/** The name says what is in the file: what is spoken, in which colours, and now and then that subtitles are burnt in. */
function wordsOf(show: Show, first: Episode, media: MediaFile): ReleaseWords {
  const from = random('words of a release', show.ids.slug, first.season, first.number);
  const isDubbed = show.language !== 'de' && media.audioLanguages.includes('de');
  return {
    before: [
      ...(isDubbed ? ['German', 'DL'] : []),
      ...(from.chance(0.02) ? ['HC'] : []),
      ...(from.chance(0.03) ? ['REPACK'] : []),
    ],
    after: media.hdr ? ['HDR'] : [],
    codec: media.videoCodec === 'hevc' ? 'x265' : 'x264',
  };
}

function makeFiles(
  entry: CataloguedShow,
  own: Ownership,
  series: { path: string; added: Date },
  awaited: Set<Episode>,
  now: Date,
): SeriesFile[] {
  const { show } = entry;
  const aired = airedEpisodes(show, now);
  const arrivedBy = daysFrom(now, -HOURS_TO_ARRIVE / 24);
  const wanted = aired.filter(
    (one) => !awaited.has(one) && hasAired(one, arrivedBy) && isCovered(own, show, one, aired),
  );
  if (own.files === 'all') {
    wanted.push(...allEpisodes(show).filter((one) => one.season === 0 && one.number % 2 === 1 && hasAired(one, now)));
  }
  const groups: Episode[][] = [];
  for (const episode of wanted) {
    const before = groups.at(-1)?.[0];
    const shares =
      own.quality === 'dvd' && episode.number === 2 && before?.season === episode.season && before.number === 1;
    if (shares) groups.at(-1)?.push(episode);
    else groups.push([episode]);
  }
  return groups.flatMap((episodes): SeriesFile[] => {
    const [first] = episodes;
    if (first?.airDateUtc === undefined) return [];
    const quality = qualityOf(own, show, first);
    const from = random('series file', show.ids.slug, first.season, first.number);
    const releaseGroup = from.pick(['NTb', 'FLUX', 'TVARCHiV', 'KOGi', 'SubsPlease', 'WAYNE']);
    const arrived = daysFrom(first.airDateUtc, (2 + from.next() * (HOURS_TO_ARRIVE - 2)) / 24);
    const episodeName = `${show.tvdbTitle} - ${numbering(episodes)} - ${first.title.replace(/[/:?“”]/g, '')} ${quality.name}.mkv`;
    const folder = first.season === 0 ? 'Specials' : `Season ${pad(first.season)}`;
    const minutes = episodes.reduce((sum, one) => sum + one.runtime, 0);
    const media = mediaFile(`${series.path}/${folder}/${episodeName}`, quality, minutes, show.language);
    return [
      {
        episodes,
        quality,
        dateAdded: arrived < series.added ? daysFrom(series.added, from.next() / 4) : arrived,
        sceneName: releaseName(show, numbering(episodes), quality, releaseGroup, wordsOf(show, first, media)),
        releaseGroup,
        media,
      },
    ];
  });
}

function makeSeries(
  entry: CataloguedShow,
  own: Ownership,
  id: number,
  awaited: Set<Episode>,
  world: World,
): SonarrSeries {
  const { show, seed } = entry;
  const from = random(world.seed, 'series', show.ids.slug);
  const added = show.status === 'upcoming' ? daysFrom(world.now, -1) : daysFrom(world.now, -from.int(60, 1100));
  const rootFolderPath = own.tags?.includes('anime') === true ? '/anime' : '/tv';
  const path = `${rootFolderPath}/${show.tvdbTitle.replace(/[/:?]/g, '')}`;
  const seasons = seed.episodes.length;
  const older =
    own.lastSeasonOnly === true ? Array.from({ length: Math.max(seasons - 1, 0) }, (_, index) => index + 1) : [];
  const wantsSpecials = own.files === 'all' && own.monitored !== false && own.tags?.includes('classics') === true;
  let files: readonly SeriesFile[] | undefined;
  return {
    id,
    show,
    monitored: own.monitored ?? true,
    monitorNewItems: own.files === 'firstSeason' ? 'none' : 'all',
    qualityProfileId: PROFILE_OF[own.quality],
    rootFolderPath,
    path,
    seasonFolder: true,
    tagIds: tags.filter((tag) => own.tags?.includes(tag.label)).map((tag) => tag.id),
    added,
    unmonitoredSeasons: wantsSpecials ? older : [0, ...older],
    get files() {
      return (files ??= makeFiles(entry, own, { path, added }, awaited, world.now));
    },
  };
}

/** What Sonarr knows of the household's shows. */
export function makeSonarrFacts(catalogue: readonly CataloguedShow[], world: World): SonarrFacts {
  const ours = catalogue.filter((entry) => entry.owned && entry.seed.own !== undefined);
  const downloads = makeDownloads(
    ours.map((entry) => entry.show),
    world,
  );
  const awaited = new Set(downloads.flatMap((download) => download.episodes));
  const series = ours.flatMap((entry, index) =>
    entry.seed.own === undefined ? [] : [makeSeries(entry, entry.seed.own, index + 1, awaited, world)],
  );
  return {
    qualities: Object.values(qualities),
    profiles,
    customFormats,
    rootFolders,
    tags,
    series,
    downloads,
    looseFiles: makeLooseFiles(
      ours.map((entry) => entry.show),
      catalogue.map((entry) => entry.show),
      downloads,
      world.now,
    ),
    history: makeHistory(series, downloads, world),
    blocklist: makeBlocklist(series, world),
    delayProfiles,
    upkeep: makeUpkeep(series.length === 0, world.now),
    health:
      series.length === 0
        ? []
        : [
            {
              source: 'IndexerStatusCheck',
              type: 'warning',
              message: 'Indexers unavailable due to failures: Bergfunk',
              wikiUrl: 'https://wiki.servarr.com/sonarr/system#indexers-are-unavailable-due-to-failures',
            },
            {
              source: 'DownloadClientStatusCheck',
              type: 'error',
              message: 'Download clients are unavailable due to failures: Old Transmission',
              wikiUrl: 'https://wiki.servarr.com/sonarr/system#download-clients-are-unavailable-due-to-failures',
            },
          ],
    disks: [
      { path: '/', label: '', freeSpace: 38 * GIB, totalSpace: 110 * GIB },
      { path: '/tv', label: 'media', freeSpace: Math.round(1.4 * TIB), totalSpace: 16 * TIB },
    ],
  };
}
