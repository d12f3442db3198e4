import { hexadecimal } from '../../household/index.js';
import type { LooseFile, Quality } from '../../household/index.js';
import { shelved } from '../../household/loose-files.js';
import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import {
  episodeDocument,
  fileDocument,
  formatFields,
  languageOf,
  qualityDocument,
  seriesDocument,
} from '../documents.js';
import { properPath, seasonFolder } from '../intake.js';
import type { Document } from '../json.js';
import { instant, isDocument, json } from '../json.js';
import { noSuchModel } from '../problems.js';
import { bodyValue, field, flag, integer, integerField, integersField, text, textField } from '../query.js';
import type { StoredEpisode, StoredSeries } from '../state.js';

/** What a file is taken for: by Sonarr itself, or by a person. */
interface Reading {
  readonly series: StoredSeries | undefined;
  readonly episodes: readonly StoredEpisode[];
  readonly quality: Quality;
  readonly languages: readonly unknown[];
  readonly releaseGroup: string | undefined;
}

type Rejection = LooseFile['rejections'][number];

const LANGUAGES = ['en', 'fr', 'es', 'de', 'da', 'ja', 'sv', 'ko'];

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

function bareName(path: string): string {
  return nameOf(path).replace(/\.[^.]+$/, '');
}

function ownReading(context: Context, loose: LooseFile): Reading {
  const { state } = context;
  const series = [...state.series.values()].find((one) => one.show === loose.show);
  const rows = series === undefined ? [] : state.episodesOf(series);
  return {
    series,
    episodes: rows.filter((row) => loose.episodes.includes(row.episode)),
    quality: loose.quality,
    languages: loose.languages.map(languageOf),
    releaseGroup: loose.releaseGroup,
  };
}

/** What Sonarr has against importing a file as it was read. */
function rejections(context: Context, loose: LooseFile, reading: Reading): Rejection[] {
  const { state } = context;
  const { series, episodes, quality } = reading;
  const permanent = (reason: string): Rejection => ({ reason, type: 'permanent' });
  if (series === undefined) return [permanent('Unknown Series')];
  if (episodes.length === 0) return [permanent('Invalid season or episode'), ...loose.rejections];
  const rank = (one: Quality): number => state.household.sonarr.qualities.findIndex((other) => other.id === one.id);
  const score = (name: string): number => formatFields(state, series, name).customFormatScore;
  const found: Rejection[] = [...loose.rejections];
  for (const { fileId } of episodes) {
    const existing = state.filesOf(series).get(fileId)?.file;
    if (existing === undefined) continue;
    if (rank(quality) < rank(existing.quality)) {
      found.push(
        permanent(
          `Not an upgrade for existing episode file(s). Existing quality: ${existing.quality.name}. New Quality ${quality.name}.`,
        ),
      );
    } else if (quality.id === existing.quality.id && score(bareName(loose.path)) < score(existing.sceneName)) {
      found.push(
        permanent(
          `Not a Custom Format upgrade for existing episode file(s). New: [] (${score(bareName(loose.path))}) do not improve on Existing: [] (${score(existing.sceneName)})`,
        ),
      );
    }
  }
  const before = state.history.find(
    ({ episodeId, event }) =>
      event.type === 'downloadFolderImported' &&
      loose.downloadId !== undefined &&
      event.downloadId === loose.downloadId &&
      episodes.some((one) => one.id === episodeId),
  );
  if (before !== undefined) found.push(permanent(`Episode file already imported at ${instant(before.event.date)}`));
  return found;
}

function listed(context: Context, loose: LooseFile, folder: string): Document {
  const { state } = context;
  const reading = ownReading(context, loose);
  const { series, episodes, quality, languages, releaseGroup } = reading;
  return {
    path: loose.path,
    relativePath: loose.path.slice(folder.length + 1),
    folderName: nameOf(folder),
    name: bareName(loose.path),
    size: loose.size,
    ...(series === undefined ? {} : { series: seriesDocument(state, series, context.now()) }),
    seasonNumber: episodes[0]?.episode.season,
    episodes: episodes.map(episodeDocument),
    releaseGroup,
    quality: qualityDocument(quality),
    languages,
    qualityWeight: quality.resolution,
    downloadId: loose.downloadId,
    ...formatFields(state, series, bareName(loose.path)),
    indexerFlags: 0,
    releaseType: episodes.length > 1 ? 'multiEpisode' : episodes.length === 1 ? 'singleEpisode' : 'unknown',
    rejections: rejections(context, loose, reading),
    id: Number.parseInt(hexadecimal(7, 'manual import', loose.path), 16) + 1,
  };
}

/** The files of the library itself, which are listed where a series was asked for. */
function shelf(context: Context, series: StoredSeries, season: number | undefined): Document[] {
  const { state } = context;
  return [...state.filesOf(series).values()]
    .filter(({ file }) => season === undefined || file.episodes[0]?.season === season)
    .map((stored) => {
      const { path, relativePath, size, quality, languages, releaseGroup } = fileDocument(state, series, stored);
      const rows = state.episodesOf(series).filter((row) => row.fileId === stored.id);
      return {
        path,
        relativePath,
        folderName: nameOf(series.path),
        name: bareName(stored.relativePath),
        size,
        series: seriesDocument(state, series, context.now()),
        seasonNumber: stored.file.episodes[0]?.season,
        episodes: rows.map(episodeDocument),
        episodeFileId: stored.id,
        releaseGroup,
        quality,
        languages,
        qualityWeight: 1,
        ...formatFields(state, series, stored.file.sceneName),
        indexerFlags: 0,
        releaseType: rows.length > 1 ? 'multiEpisode' : 'singleEpisode',
        rejections: [],
        id: stored.id,
      };
    });
}

/** What a person says a file is; what they leave out is read from the file's name. */
function readingOf(context: Context, item: Document, loose: LooseFile | undefined): Reading {
  const { state } = context;
  const seriesId = integerField(item, 'seriesId') ?? 0;
  const series = state.series.get(seriesId);
  if (series === undefined) throw noSuchModel('Series', seriesId);
  const ids = integersField(item, 'episodeIds') ?? [];
  const rows = state.episodesOf(series);
  const [, season, number] = /S(\d+)E(\d+)/i.exec(textField(item, 'path') ?? '') ?? [];
  const asked = field(item, 'quality');
  const inner = isDocument(asked) ? asked['quality'] : undefined;
  const qualityId = isDocument(inner) ? inner['id'] : undefined;
  const quality = state.household.sonarr.qualities.find((one) => one.id === qualityId);
  const languages = field(item, 'languages');
  const [fallback] = state.household.sonarr.qualities;
  if (fallback === undefined) throw new Error('there are no qualities');
  return {
    series,
    episodes:
      ids.length > 0
        ? rows.filter((row) => ids.includes(row.id))
        : rows.filter(({ episode }) => episode.season === Number(season) && episode.number === Number(number)),
    quality: quality ?? loose?.quality ?? fallback,
    languages: Array.isArray(languages) ? languages : [],
    releaseGroup: textField(item, 'releaseGroup'),
  };
}

function documentsOf(value: unknown): Document[] {
  return Array.isArray(value) ? value.filter(isDocument) : [];
}

/** Files on disk that are not in the library, and how they get there. */
export function manualImportRoutes(context: Context): Route[] {
  const { state, commands } = context;
  commands.handle('ManualImport', (body) => {
    const mode = textField(body, 'importMode') ?? 'auto';
    const imported = documentsOf(body['files']).filter((item) => takeIn(context, item, mode));
    return `Manually imported ${imported.length} files`;
  });
  return [
    {
      method: 'GET',
      path: '/api/v3/manualimport',
      changesState: false,
      handle: (call) => {
        flag(call, 'filterExistingFiles', true);
        const seriesId = integer(call, 'seriesId');
        const downloadId = text(call, 'downloadId');
        const folder = text(call, 'folder')?.replace(/\/+$/, '');
        const within = (path: string): Document[] =>
          state.intake.loose.filter((one) => one.path.startsWith(`${path}/`)).map((one) => listed(context, one, path));
        if (seriesId !== undefined) {
          const series = state.series.get(seriesId);
          if (series === undefined) throw noSuchModel('Series', seriesId);
          return json([...shelf(context, series, integer(call, 'seasonNumber')), ...within(series.path)]);
        }
        if (downloadId !== undefined) {
          const tracked = state.downloads.find((one) => one.download.downloadId === downloadId);
          const path = tracked?.download.outputPath;
          return json(path === undefined ? [] : within(path));
        }
        return json(folder === undefined ? [] : within(folder));
      },
    },
    {
      method: 'POST',
      path: '/api/v3/manualimport',
      changesState: false,
      handle: (call) =>
        json(
          documentsOf(bodyValue(call)).map((item) => {
            const path = textField(item, 'path');
            const loose = state.intake.loose.find((one) => one.path === path);
            const reading = readingOf(context, item, loose);
            const { episodeIds: _ids, ...rest } = item;
            return {
              ...rest,
              seasonNumber: reading.episodes[0]?.episode.season,
              episodes: reading.episodes.map(episodeDocument),
              ...formatFields(state, reading.series, bareName(path ?? '')),
              rejections: loose === undefined ? [] : rejections(context, loose, reading),
            };
          }),
        ),
    },
    {
      method: 'GET',
      path: '/api/v3/language',
      changesState: false,
      handle: () =>
        json(LANGUAGES.map(languageOf).map(({ id, name }) => ({ name, nameLower: name.toLowerCase(), id }))),
    },
  ];
}

/** Takes one file in, for what there was before, and says whether it could. */
function takeIn(context: Context, item: Document, mode: string): boolean {
  const { state } = context;
  const path = textField(item, 'path');
  const loose = state.intake.loose.find((one) => one.path === path);
  const seriesId = integerField(item, 'seriesId') ?? 0;
  if (loose === undefined || !state.series.has(seriesId)) return false;
  const { series, episodes, quality, releaseGroup } = readingOf(context, item, loose);
  if (series === undefined || episodes.length === 0) return false;

  const { naming } = state.intake;
  const facts = (target: string) =>
    shelved(loose, {
      path: target,
      show: series.show,
      episodes: episodes.map((row) => row.episode),
      quality,
      releaseGroup: releaseGroup ?? loose.releaseGroup ?? '',
      now: context.now(),
    });
  const extension = /\.[^./]+$/.exec(loose.path)?.[0] ?? '';
  const relativePath = naming.renameEpisodes
    ? properPath(series, facts(''), naming, extension)
    : `${seasonFolder(series, episodes[0]?.episode.season ?? 0, naming)}${nameOf(loose.path)}`;
  const importedPath = `${series.path}/${relativePath}`;

  for (const fileId of new Set(episodes.map((row) => row.fileId))) {
    const existing = state.filesOf(series).get(fileId);
    if (existing === undefined) continue;
    for (const row of state.episodesOf(series).filter((one) => one.fileId === fileId)) {
      remember(context, series, row, {
        type: 'episodeFileDeleted',
        sourceTitle: `${series.path}/${existing.relativePath}`,
        quality: existing.file.quality,
        data: { reason: 'Upgrade' },
      });
    }
    state.deleteFile(series, existing);
  }
  state.addFile(series, facts(importedPath), relativePath, episodes);

  const tracked = state.downloads.find(
    (one) => loose.downloadId !== undefined && one.download.downloadId === loose.downloadId,
  );
  for (const row of episodes) {
    remember(context, series, row, {
      type: 'downloadFolderImported',
      sourceTitle: tracked?.download.title ?? bareName(loose.path),
      quality,
      ...(loose.downloadId === undefined ? {} : { downloadId: loose.downloadId }),
      data: {
        droppedPath: loose.path,
        importedPath,
        releaseGroup: releaseGroup ?? '',
        size: String(loose.size),
        ...(tracked?.download.client === undefined ? {} : { downloadClient: tracked.download.client }),
      },
    });
  }
  // A torrent goes on being shared from where it is.
  const stays = mode === 'copy' || (mode === 'auto' && tracked?.download.protocol === 'torrent');
  if (!stays) state.intake.loose = state.intake.loose.filter((one) => one !== loose);
  const taken = new Set(episodes.map((row) => row.id));
  if (tracked?.episodeIds.every((id) => taken.has(id)) === true) {
    state.downloads = state.downloads.filter((one) => one !== tracked);
  }
  return true;
}

function remember(
  context: Context,
  series: StoredSeries,
  row: StoredEpisode,
  event: Omit<Context['state']['history'][number]['event'], 'date'>,
): void {
  const { state } = context;
  const id = state.nextId(
    'history',
    state.history.map((one) => one.id),
  );
  state.history.unshift({ id, seriesId: series.id, episodeId: row.id, event: { ...event, date: context.now() } });
}
