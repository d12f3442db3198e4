import type { Episode, LooseFile } from '../household/index.js';
import type { Document } from './json.js';
import type { StoredFile, StoredSeries } from './state.js';

/** How Sonarr names files, as `config/naming` shows it. */
export interface Naming {
  /** Off: files keep the names they came with. */
  renameEpisodes: boolean;
  readonly replaceIllegalCharacters: boolean;
  readonly colonReplacementFormat: number;
  readonly multiEpisodeStyle: number;
  readonly standardEpisodeFormat: string;
  readonly dailyEpisodeFormat: string;
  readonly animeEpisodeFormat: string;
  readonly seriesFolderFormat: string;
  readonly seasonFolderFormat: string;
  readonly specialsFolderFormat: string;
}

/** What is on the way into the library: files that nobody imported yet, and the names that files get. */
export class Intake {
  loose: readonly LooseFile[];
  /** The format for anime is younger than the files are. */
  readonly naming: Naming = {
    renameEpisodes: true,
    replaceIllegalCharacters: false,
    colonReplacementFormat: 0,
    multiEpisodeStyle: 5,
    standardEpisodeFormat: '{Series Title} - S{season:00}E{episode:00} - {Episode Title} {Quality Full}',
    dailyEpisodeFormat: '{Series Title} - S{season:00}E{episode:00} - {Episode Title} {Quality Full}',
    animeEpisodeFormat: '{Series Title} - S{season:00}E{episode:00} - {absolute:000} - {Episode Title} {Quality Full}',
    seriesFolderFormat: '{Series Title}',
    seasonFolderFormat: 'Season {season:00}',
    specialsFolderFormat: 'Specials',
  };

  constructor(loose: readonly LooseFile[]) {
    this.loose = loose;
  }

  /** What of it a request can change. */
  facts(): Document {
    return { loose: this.loose.map(({ path }) => path), renameEpisodes: this.naming.renameEpisodes };
  }
}

/** The name that a file of a series would get today, inside the folder of the series. */
export function properPath(series: StoredSeries, file: StoredFile['file'], naming: Naming, extension: string): string {
  const { episodes } = file;
  const [first] = episodes;
  if (first === undefined) return '';
  const format = series.seriesType === 'anime' ? naming.animeEpisodeFormat : naming.standardEpisodeFormat;
  const two = (value: number): string => String(value).padStart(2, '0');
  const last = episodes.at(-1) ?? first;
  const range = (text: (episode: Episode) => string, joint: string): string =>
    episodes.length > 1 ? `${text(first)}${joint}${text(last)}` : text(first);
  const name = format
    .replace('{Series Title}', () => clean(series.show.tvdbTitle))
    .replace('{season:00}', two(first.season))
    .replace(
      '{episode:00}',
      range((one) => two(one.number), '-E'),
    )
    .replace(
      '{absolute:000}',
      range((one) => String(one.absoluteNumber ?? one.number).padStart(3, '0'), '-'),
    )
    .replace('{Episode Title}', () => episodes.map((one) => clean(one.title)).join(' + '))
    .replace('{Quality Full}', file.quality.name);
  return `${seasonFolder(series, first.season, naming)}${name}${extension}`;
}

/** `Season 01/`; empty where the series has no folders for its seasons. */
export function seasonFolder(series: StoredSeries, season: number, naming: Naming): string {
  if (!series.seasonFolder) return '';
  if (season === 0) return `${naming.specialsFolderFormat}/`;
  return `${naming.seasonFolderFormat.replace('{season:00}', String(season).padStart(2, '0'))}/`;
}

/** Without what file systems do not take. */
function clean(title: string): string {
  return title.replace(/[\\/:*?"<>|]/g, '').trim();
}
