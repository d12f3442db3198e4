import type { Show } from '../household/index.js';
import type { Commands } from './commands.js';
import type { Document } from './json.js';
import { isDocument } from './json.js';
import { strategies } from './monitoring.js';
import type { MonitoringOptions } from './monitoring.js';
import { apiFailure, invalid, noSuchModel, Refusal, rowsMissing, unreadable } from './problems.js';
import type { Finding } from './problems.js';
import { field, flagField, integerField, integersField, textField, wordField } from './query.js';
import { undescribedFields } from './state.js';
import type { SonarrState, StoredSeason, StoredSeries } from './state.js';

/** Fields of a series document that Sonarr knows. Anything else it was sent is kept as it came. */
const DESCRIBED = new Set(
  [
    ...['id', 'title', 'alternateTitles', 'sortTitle', 'status', 'ended', 'profileName', 'overview', 'nextAiring'],
    ...[
      'previousAiring',
      'network',
      'airTime',
      'images',
      'originalLanguage',
      'remotePoster',
      'seasons',
      'year',
      'path',
    ],
    ...['qualityProfileId', 'seasonFolder', 'monitored', 'monitorNewItems', 'useSceneNumbering', 'runtime', 'tvdbId'],
    ...['tvRageId', 'tvMazeId', 'tmdbId', 'firstAired', 'lastAired', 'seriesType', 'cleanTitle', 'imdbId', 'titleSlug'],
    ...['rootFolderPath', 'folder', 'certification', 'genres', 'tags', 'added', 'addOptions', 'ratings', 'statistics'],
    ...['episodesChanged', 'languageProfileId'],
  ].map((name) => name.toLowerCase()),
);
const DESCRIBED_SEASON = new Set(['seasonnumber', 'monitored', 'statistics', 'images']);

const NEW_ITEMS = ['all', 'none'] as const;
const SERIES_TYPES = ['standard', 'daily', 'anime'] as const;

function undescribed(document: Document, described: ReadonlySet<string>): Document {
  return Object.fromEntries(
    Object.entries(document).filter(([name, value]) => value !== null && !described.has(name.toLowerCase())),
  );
}

function seasonsOf(body: Document): StoredSeason[] {
  const value = field(body, 'seasons') ?? [];
  if (!Array.isArray(value)) throw unreadable('$.seasons', 'The JSON value could not be converted to a list.');
  return value.map((season: unknown) => {
    if (!isDocument(season)) throw unreadable('$.seasons[0]', 'The JSON value could not be converted.');
    return {
      seasonNumber: integerField(season, 'seasonNumber') ?? 0,
      monitored: flagField(season, 'monitored') ?? false,
      extra: undescribed(season, DESCRIBED_SEASON),
    };
  });
}

function trimSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}

const empty = (propertyName: string, attemptedValue?: unknown): Finding => ({
  propertyName,
  errorMessage: `'${propertyName.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')}' must not be empty.`,
  attemptedValue,
  errorCode: 'NotEmptyValidator',
});

function checkProfile(state: SonarrState, id: number | undefined): Finding[] {
  if (state.household.sonarr.profiles.some((profile) => profile.id === id)) return [];
  return [
    {
      propertyName: 'QualityProfileId',
      errorMessage: 'Quality Profile does not exist',
      attemptedValue: id ?? 0,
      errorCode: 'QualityProfileExistsValidator',
    },
  ];
}

function checkPath(state: SonarrState, path: string, exceptId: number): Finding[] {
  const rival = [...state.series.values()].find((series) => series.path === path && series.id !== exceptId);
  if (rival === undefined) return [];
  return [
    {
      propertyName: 'Path',
      errorMessage: `Path '${path}' is already configured for an existing series`,
      attemptedValue: path,
      errorCode: 'SeriesPathValidator',
    },
  ];
}

function checkRoot(state: SonarrState, root: string, folder: string): Finding[] {
  const common = { propertyName: 'RootFolderPath', attemptedValue: root };
  if (root.split('/').at(-1)?.toLowerCase() === folder.toLowerCase()) {
    const errorMessage = `Root folder path '${root}' contains series folder '${folder}'`;
    return [{ ...common, errorMessage, errorCode: 'SeriesFolderAsRootFolderValidator' }];
  }
  return checkRootExists(state, root);
}

function addOptions(body: Document): { monitoring: MonitoringOptions; search: 'missing' | 'cutoff' | undefined } {
  const options = field(body, 'addOptions');
  const document = isDocument(options) ? options : {};
  const searchesMissing = flagField(document, 'searchForMissingEpisodes') ?? false;
  const searchesCutoff = flagField(document, 'searchForCutoffUnmetEpisodes') ?? false;
  return {
    monitoring: {
      monitor: wordField(document, 'monitor', strategies) ?? 'unknown',
      ignoreEpisodesWithFiles: flagField(document, 'ignoreEpisodesWithFiles') ?? false,
      ignoreEpisodesWithoutFiles: flagField(document, 'ignoreEpisodesWithoutFiles') ?? false,
    },
    search: searchesMissing ? 'missing' : searchesCutoff ? 'cutoff' : undefined,
  };
}

/**
 * Adds a series from what POST series was sent. What is absent is false; everything about the show itself is looked up
 * anew by its TheTVDB number. The episodes come later.
 */
export function addSeries(state: SonarrState, commands: Commands, body: Document, now: Date): StoredSeries {
  const tvdbId = integerField(body, 'tvdbId') ?? 0;
  const title = textField(body, 'title') ?? '';
  const profileId = integerField(body, 'qualityProfileId');
  const askedPath = textField(body, 'path');
  const root = textField(body, 'rootFolderPath');
  const show: Show | undefined = state.household.shows.find((one) => one.ids.tvdb === tvdbId);
  const folder = (show?.tvdbTitle ?? title).replace(/[/:?]/g, '');
  const path = trimSlash(askedPath ?? (root === undefined ? '' : `${trimSlash(root)}/${folder}`));
  const isKnown = [...state.series.values()].some((series) => series.show.ids.tvdb === tvdbId);

  const findings: Finding[] = [
    ...(title === '' ? [empty('Title', title)] : []),
    ...(path === '' ? [empty('Path'), empty('RootFolderPath')] : checkPath(state, path, 0)),
    ...(root === undefined || askedPath !== undefined ? [] : checkRoot(state, trimSlash(root), folder)),
    ...checkProfile(state, profileId),
  ];
  if (tvdbId <= 0) {
    const errorMessage = "'Tvdb Id' must be greater than '0'.";
    findings.push({ propertyName: 'TvdbId', errorMessage, attemptedValue: tvdbId, errorCode: 'GreaterThanValidator' });
  } else if (isKnown) {
    const errorMessage = 'This series has already been added';
    findings.push({ propertyName: 'TvdbId', errorMessage, attemptedValue: tvdbId, errorCode: 'SeriesExistsValidator' });
  }
  if (findings.length > 0) throw invalid(...findings);
  if (show === undefined) {
    const errorMessage = 'A series with this ID was not found';
    throw invalid({ propertyName: 'TvdbId', errorMessage, attemptedValue: tvdbId, errorCode: 'TvdbIdValidator' });
  }

  const series: StoredSeries = {
    id: state.nextId('series', state.series.keys()),
    show,
    added: now,
    path,
    qualityProfileId: profileId ?? 0,
    seasonFolder: flagField(body, 'seasonFolder') ?? false,
    monitored: flagField(body, 'monitored') ?? false,
    monitorNewItems: wordField(body, 'monitorNewItems', NEW_ITEMS) ?? 'all',
    seriesType: wordField(body, 'seriesType', SERIES_TYPES) ?? 'standard',
    tags: integersField(body, 'tags') ?? [],
    seasons: seasonsOf(body),
    extra: undescribedFields(show),
    populated: false,
  };
  const { monitoring, search } = addOptions(body);
  state.series.set(series.id, series);
  commands.refreshNew(series, monitoring, search);
  return series;
}

/**
 * Replaces a series by what PUT series was sent: seasons that are left out are gone, and so is every undescribed field
 * that did not come back. The number in the body counts; the one in the path only without it. A season that changes
 * its `monitored` takes its episodes along.
 */
export function replaceSeries(
  state: SonarrState,
  commands: Commands,
  routeId: number,
  body: Document,
  moveFiles: boolean,
): StoredSeries {
  const bodyId = integerField(body, 'id') ?? 0;
  const id = bodyId === 0 ? routeId : bodyId;
  if (id === 0) throw new Refusal(apiFailure(400, 'BadRequest: Id cannot be 0'));
  const series = state.series.get(id);
  if (series === undefined) throw noSuchModel('Series', id);
  const path = trimSlash(textField(body, 'path') ?? '');
  const profileId = integerField(body, 'qualityProfileId');
  const findings = [...(path === '' ? [empty('Path')] : checkPath(state, path, id)), ...checkProfile(state, profileId)];
  if (findings.length > 0) throw invalid(...findings);

  const seasons = seasonsOf(body);
  const rows = state.episodesOf(series);
  for (const season of seasons) {
    const before = series.seasons.find((one) => one.seasonNumber === season.seasonNumber);
    if (before === undefined || before.monitored === season.monitored) continue;
    for (const row of rows) {
      const isOfSeason = row.episode.season === season.seasonNumber;
      if (isOfSeason && row.monitored !== season.monitored) state.changeEpisode(row, { monitored: season.monitored });
    }
  }
  if (moveFiles && path !== series.path) {
    commands.send('MoveSeries', { seriesId: id, sourcePath: series.path, destinationPath: path }, 'unspecified');
  }
  series.path = path;
  series.qualityProfileId = profileId ?? series.qualityProfileId;
  series.seasonFolder = flagField(body, 'seasonFolder') ?? false;
  series.monitored = flagField(body, 'monitored') ?? false;
  series.monitorNewItems = wordField(body, 'monitorNewItems', NEW_ITEMS) ?? 'all';
  series.seriesType = wordField(body, 'seriesType', SERIES_TYPES) ?? 'standard';
  series.tags = integersField(body, 'tags') ?? [];
  series.seasons = seasons;
  series.extra = undescribed(body, DESCRIBED);
  return series;
}

/** The series with these numbers. An unknown or repeated number is a 500, as it is at Sonarr. */
export function listedSeries(state: SonarrState, ids: readonly number[]): StoredSeries[] {
  const found = [...new Set(ids)].flatMap((id) => state.series.get(id) ?? []);
  if (found.length !== ids.length) throw rowsMissing(ids.length, found.length);
  return found;
}

function checkRootExists(state: SonarrState, root: string): Finding[] {
  if ([...state.rootFolders.values()].some((one) => one.path === root)) return [];
  const errorMessage = `Root folder '${root}' does not exist`;
  return [
    { propertyName: 'RootFolderPath', attemptedValue: root, errorMessage, errorCode: 'RootFolderExistsValidator' },
  ];
}

/**
 * Changes many series at once; what is absent stays as it is. Another root folder is another path right away; the files
 * follow only where that was asked for, and later.
 */
export function editSeries(state: SonarrState, commands: Commands, body: Document): StoredSeries[] {
  const edited = listedSeries(state, integersField(body, 'seriesIds') ?? []);
  const monitored = flagField(body, 'monitored');
  const monitorNewItems = wordField(body, 'monitorNewItems', NEW_ITEMS);
  const profileId = integerField(body, 'qualityProfileId');
  const seriesType = wordField(body, 'seriesType', SERIES_TYPES);
  const seasonFolder = flagField(body, 'seasonFolder');
  const root = textField(body, 'rootFolderPath');
  const tags = integersField(body, 'tags');
  const applyTags = wordField(body, 'applyTags', ['add', 'remove', 'replace'] as const) ?? 'add';
  const findings = [
    ...(profileId === undefined ? [] : checkProfile(state, profileId)),
    ...(root === undefined ? [] : checkRootExists(state, trimSlash(root))),
  ];
  if (findings.length > 0) throw invalid(...findings);
  if (root !== undefined && (flagField(body, 'moveFiles') ?? false)) {
    const moved = edited.map(({ id, path }) => ({ seriesId: id, sourcePath: path }));
    commands.send('BulkMoveSeries', { series: moved, destinationRootFolder: root }, 'unspecified');
  }
  for (const series of edited) {
    series.monitored = monitored ?? series.monitored;
    series.monitorNewItems = monitorNewItems ?? series.monitorNewItems;
    series.qualityProfileId = profileId ?? series.qualityProfileId;
    series.seriesType = seriesType ?? series.seriesType;
    series.seasonFolder = seasonFolder ?? series.seasonFolder;
    if (root !== undefined) series.path = `${trimSlash(root)}/${series.path.split('/').at(-1) ?? ''}`;
    if (tags === undefined) continue;
    if (applyTags === 'replace') series.tags = tags;
    else if (applyTags === 'add') series.tags = [...new Set([...series.tags, ...tags])];
    else series.tags = series.tags.filter((tag) => !tags.includes(tag));
  }
  return edited;
}

/** Deletes series. Their folders go a moment later, when the answer is long out. */
export function deleteSeries(
  state: SonarrState,
  commands: Commands,
  doomed: readonly StoredSeries[],
  options: { readonly deleteFiles: boolean; readonly addImportListExclusion: boolean },
): void {
  for (const series of doomed) {
    const { path, show } = series;
    state.forgetSeries(series.id);
    if (options.addImportListExclusion) {
      const id = state.nextId(
        'exclusion',
        state.exclusions.map((one) => one.id),
      );
      state.exclusions.push({ id, tvdbId: show.ids.tvdb, title: show.tvdbTitle });
    }
    if (options.deleteFiles) {
      commands.later(() => {
        state.deletedFolders.push(path);
      });
    }
  }
}
