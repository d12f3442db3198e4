import { daysFrom } from './days.js';
import { airedEpisodes } from './episodes.js';
import { qualities } from './media.js';
import { hexadecimal } from './random.js';
import type { World } from './shows.js';
import type { BlockedRelease, Download, SeriesFile, SonarrEvent, SonarrSeries } from './sonarr-types.js';

/** History goes back that many days. */
const DAYS_KEPT = 45;

/** Reading the files of thousands of series would cost more than a history is worth. */
const SERIES_LOOKED_AT = 60;

/** A series that ended long ago, and whose last episode is still remembered here. */
const REMEMBERED = 'Andor';

function grabbed(sourceTitle: string, size: number, protocol: string, episodes: number): Record<string, string> {
  const token = hexadecimal(12, sourceTitle);
  return {
    indexer: protocol === 'usenet' ? 'Nordlicht' : 'Bergfunk',
    releaseGroup: sourceTitle.split('-').at(-1) ?? '',
    downloadClient: protocol === 'usenet' ? 'SABnzbd' : 'qBittorrent',
    size: String(size),
    // Sonarr keeps the indexer's addresses with the key in them; whoever passes history on has to take them out.
    downloadUrl: `https://indexer.example/download/${token}?apikey=canary-indexer-key`,
    nzbInfoUrl: `https://indexer.example/details/${token}?passkey=canary-indexer-key`,
    guid: `https://indexer.example/details/${token}?passkey=canary-indexer-key`,
    protocol,
    releaseType: episodes > 1 ? 'SeasonPack' : 'SingleEpisode',
  };
}

/** Sonarr writes one event for each episode, however many came in one download or are in one file. */
function eventsOf(series: SonarrSeries, file: SeriesFile): SonarrEvent[] {
  const downloadId = hexadecimal(40, 'download', file.media.path).toUpperCase();
  return file.episodes.flatMap((episode): SonarrEvent[] => {
    const common = { show: series.show, episode, sourceTitle: file.sceneName, quality: file.quality, downloadId };
    return [
      {
        ...common,
        type: 'grabbed',
        date: daysFrom(file.dateAdded, -0.03),
        data: grabbed(file.sceneName, file.media.size, 'usenet', 1),
      },
      {
        ...common,
        type: 'downloadFolderImported',
        date: file.dateAdded,
        data: {
          droppedPath: `/downloads/tv/${file.sceneName}/${file.sceneName}.mkv`,
          importedPath: file.media.path,
          downloadClient: 'SABnzbd',
          releaseGroup: file.releaseGroup,
          size: String(file.media.size),
        },
      },
    ];
  });
}

/** A file that was given another name. */
function renaming(series: readonly SonarrSeries[], world: World): SonarrEvent[] {
  const [, renamed] = series;
  const episode = renamed === undefined ? undefined : airedEpisodes(renamed.show, world.now).at(-3);
  if (renamed === undefined || episode === undefined) return [];
  const folder = `Season ${String(episode.season).padStart(2, '0')}`;
  return [
    {
      type: 'episodeFileRenamed',
      show: renamed.show,
      episode,
      sourceTitle: `${renamed.path}/${folder}/old name.mkv`,
      quality: qualities.web1080,
      date: daysFrom(world.now, -20),
      data: { sourceRelativePath: `${folder}/old name.mkv`, relativePath: `${folder}/new name.mkv` },
    },
  ];
}

/** What happened in Sonarr during the last weeks, newest first. */
export function makeHistory(
  series: readonly SonarrSeries[],
  downloads: readonly Download[],
  world: World,
): SonarrEvent[] {
  const since = daysFrom(world.now, -DAYS_KEPT);
  const events = series
    .slice(0, SERIES_LOOKED_AT)
    .filter((one) => one.show.lastAired !== undefined && (one.show.lastAired > since || one.added > since))
    .flatMap((one) => one.files.flatMap((file) => (file.dateAdded < since ? [] : eventsOf(one, file))));
  const remembered = series.slice(0, SERIES_LOOKED_AT).find((one) => one.show.tvdbTitle === REMEMBERED);
  const last = remembered?.files.findLast((file) => (file.episodes[0]?.season ?? 0) > 0);
  if (remembered !== undefined && last !== undefined && last.dateAdded < since)
    events.push(...eventsOf(remembered, last));
  for (const download of downloads) {
    if (download.show === undefined || download.downloadId === undefined) continue;
    const { show, title: sourceTitle, quality, downloadId, size, protocol, added, episodes } = download;
    const data = grabbed(sourceTitle, size, protocol, episodes.length);
    for (const episode of episodes) {
      events.push({ type: 'grabbed', show, episode, sourceTitle, quality, downloadId, date: added, data });
    }
  }
  events.push(...renaming(series, world));
  const failed = series[0];
  const lost = failed === undefined ? undefined : airedEpisodes(failed.show, world.now).at(-2);
  if (failed !== undefined && lost !== undefined) {
    const common = { show: failed.show, episode: lost, quality: qualities.web1080 };
    events.push(
      {
        ...common,
        type: 'downloadFailed',
        sourceTitle: 'Babylon.Berlin.REPACK.1080p.WEB.h264-BAD',
        date: daysFrom(world.now, -8),
        downloadId: hexadecimal(40, 'failed').toUpperCase(),
        data: { downloadClient: 'SABnzbd', message: 'Aborted, cannot be completed' },
      },
      {
        ...common,
        type: 'episodeFileDeleted',
        sourceTitle: '/tv/Babylon Berlin/old.avi',
        date: daysFrom(world.now, -7.5),
        data: { reason: 'Upgrade' },
      },
    );
  }
  return events.sort((left, right) => right.date.getTime() - left.date.getTime());
}

/** Releases that were tried and found bad. */
export function makeBlocklist(series: readonly SonarrSeries[], world: World): BlockedRelease[] {
  return series.slice(0, 3).flatMap((one, index): BlockedRelease[] => {
    const episode = airedEpisodes(one.show, world.now).at(-2);
    if (episode === undefined) return [];
    return [
      {
        show: one.show,
        episodes: [episode],
        sourceTitle: `${one.show.tvdbTitle.replace(/\s+/g, '.')}.REPACK.1080p.WEB.h264-BAD`,
        quality: qualities.web1080,
        date: daysFrom(world.now, -8 - index * 5),
        protocol: 'usenet',
        indexer: 'Nordlicht',
        message: 'Aborted, cannot be completed',
      },
    ];
  });
}
