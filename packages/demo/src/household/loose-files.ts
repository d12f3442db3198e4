import { qualities, mediaFile } from './media.js';
import { airedEpisodes } from './episodes.js';
import type { Download, LooseFile, Quality, SeriesFile } from './sonarr-types.js';
import type { Episode, Show } from './types.js';

const GB = 1_000_000_000;

/** Where people put what they got some other way. */
const BY_HAND = '/downloads/by-hand';

const pad = (number: number): string => String(number).padStart(2, '0');

/** What is to be found in the folders of the downloads that got stuck; of some there is nothing, or nothing but a sample. */
function ofDownload(download: Download): LooseFile[] {
  const { kind, title, outputPath, downloadId, quality, size, show, episodes } = download;
  if (outputPath === undefined || downloadId === undefined) return [];
  const common = {
    quality,
    size: Math.round(size),
    languages: [show?.language ?? 'de'],
    releaseGroup: title.split('-').at(-1) ?? '',
    ...(show === undefined ? {} : { show }),
    episodes,
    downloadId,
  };
  switch (kind) {
    case 'importBlocked':
    case 'unknownSeries':
      return [{ ...common, path: `${outputPath}/${title}.mkv`, rejections: [] }];
    case 'sample':
      return [
        {
          ...common,
          path: `${outputPath}/${title.toLowerCase()}-sample.mkv`,
          rejections: [{ reason: 'Sample', type: 'permanent' }],
        },
      ];
    default:
      return [];
  }
}

/** A file that was put somewhere by hand: a better one, a worse one, one that is missing, one without a number, one not yet unpacked. */
function byHand(shows: readonly Show[], now: Date): LooseFile[] {
  const loose = (
    tvdbTitle: string,
    choose: (aired: readonly Episode[]) => readonly (Episode | undefined)[],
    quality: Quality,
    size: number,
    more: { readonly name?: string; readonly rejections?: LooseFile['rejections'] } = {},
  ): LooseFile[] => {
    const show = shows.find((one) => one.tvdbTitle === tvdbTitle);
    if (show === undefined) return [];
    const episodes = choose(airedEpisodes(show, now)).filter((one) => one !== undefined);
    const [first] = episodes;
    const numbers = episodes.map((one) => `E${pad(one.number)}`).join('');
    const dotted = tvdbTitle.replace(/[^\p{L}\p{N}]+/gu, '.');
    const source = quality.source === 'bluray' ? 'BluRay' : 'WEB';
    const name =
      more.name ?? `${dotted}.S${pad(first?.season ?? 0)}${numbers}.${quality.resolution}p.${source}.x264-KOGi.mkv`;
    return [
      {
        path: `${BY_HAND}/${name}`,
        quality,
        size: Math.round(size),
        languages: [show.language],
        releaseGroup: 'KOGi',
        show,
        episodes,
        rejections: more.rejections ?? [],
      },
    ];
  };
  const numbered = (season: number, ...numbers: readonly number[]) => {
    return (aired: readonly Episode[]) =>
      numbers.map((number) => aired.find((one) => one.season === season && one.number === number));
  };
  const none = (): readonly Episode[] => [];
  return [
    ...loose('Breaking Bad', numbered(1, 1), qualities.bluray1080, 3.4 * GB),
    ...loose('Andor', numbered(1, 1), qualities.web1080, 1.9 * GB),
    ...loose('The Last of Us', (aired) => [aired.at(-1)], qualities.web1080, 3.1 * GB),
    ...loose('4 Blocks', none, qualities.web1080, 1.2 * GB, { name: '4 Blocks - das Finale.mkv' }),
    ...loose('Lupin', numbered(1, 2), qualities.web1080, 1.6 * GB, {
      rejections: [{ reason: 'File is still being unpacked', type: 'temporary' }],
    }),
  ];
}

/** Folders beside those of the series, with a show in them that nobody told Sonarr about. */
function besideTheSeries(world: readonly Show[], now: Date): LooseFile[] {
  const show = world.find((one) => one.tvdbTitle === 'The Expanse');
  const files = (show === undefined ? [] : airedEpisodes(show, now))
    .filter((episode) => episode.season === 1 && episode.number <= 3)
    .map((episode): LooseFile => ({
      path: `/tv/The Expanse (2015)/Season 1/The Expanse S01E${pad(episode.number)} 720p WEB-DL.mkv`,
      quality: qualities.web720,
      size: 1_100_000_000,
      languages: ['en'],
      ...(show === undefined ? {} : { show }),
      episodes: [episode],
      rejections: [],
    }));
  return [
    ...files,
    {
      path: '/tv/Old Recordings/Urlaub 2009.avi',
      quality: qualities.sdtv,
      size: 400_000_000,
      languages: [],
      episodes: [],
      rejections: [],
    },
  ];
}

/**
 * The video files that lie on the household's disks and are not in the library.
 * @param shows those that Sonarr looks after
 * @param world all that there are
 */
export function makeLooseFiles(
  shows: readonly Show[],
  world: readonly Show[],
  downloads: readonly Download[],
  now: Date,
): readonly LooseFile[] {
  if (shows.length === 0) return [];
  return [...downloads.flatMap(ofDownload), ...byHand(shows, now), ...besideTheSeries(world, now)];
}

/** What a file is once it is in the library: the same bytes under another name. */
export function shelved(
  loose: LooseFile,
  into: {
    readonly path: string;
    readonly show: Show;
    readonly episodes: readonly Episode[];
    readonly quality: Quality;
    readonly releaseGroup: string;
    readonly now: Date;
  },
): SeriesFile {
  const { path, show, episodes, quality, releaseGroup, now } = into;
  const minutes = episodes.reduce((sum, one) => sum + one.runtime, 0);
  const name = loose.path.split('/').at(-1) ?? '';
  return {
    episodes,
    quality,
    dateAdded: now,
    sceneName: name.replace(/\.[^.]+$/, ''),
    releaseGroup,
    media: { ...mediaFile(path, quality, minutes, show.language), size: loose.size },
  };
}
