import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { properPath } from '../intake.js';
import type { Document } from '../json.js';
import { json } from '../json.js';
import { apiFailure, missing, noSuchModel, Refusal } from '../problems.js';
import { integer, integersField, integerField } from '../query.js';
import type { StoredFile, StoredSeries } from '../state.js';

function extensionOf(path: string): string {
  return /\.[^./]+$/.exec(path)?.[0] ?? '';
}

interface Renaming {
  readonly file: StoredFile;
  readonly newPath: string;
}

/** The files whose names are not what they would be today: none where renaming is off. */
function renamings(context: Context, series: StoredSeries, season?: number): Renaming[] {
  const { state } = context;
  const { naming } = state.intake;
  if (!naming.renameEpisodes) return [];
  return [...state.filesOf(series).values()].flatMap((file): Renaming[] => {
    if (season !== undefined && file.file.episodes[0]?.season !== season) return [];
    const newPath = properPath(series, file.file, naming, extensionOf(file.relativePath));
    return newPath === file.relativePath ? [] : [{ file, newPath }];
  });
}

function rename(context: Context, series: StoredSeries, chosen: readonly Renaming[]): void {
  const { state } = context;
  for (const { file, newPath } of chosen) {
    state.renameFile(series, file, newPath);
    for (const row of state.episodesOf(series).filter((one) => one.fileId === file.id)) {
      const id = state.nextId(
        'history',
        state.history.map((one) => one.id),
      );
      const event = {
        type: 'episodeFileRenamed',
        sourceTitle: `${series.path}/${file.relativePath}`,
        quality: file.file.quality,
        date: context.now(),
        data: {
          sourceRelativePath: file.relativePath,
          path: `${series.path}/${newPath}`,
          relativePath: newPath,
        },
      } as const;
      state.history.unshift({ id, seriesId: series.id, episodeId: row.id, event });
    }
  }
}

/** How files are named, and what they would be called today. */
export function namingRoutes(context: Context): Route[] {
  const { state, commands } = context;
  const { naming } = state.intake;
  const document = (): Document => ({ ...naming, id: 1 });

  commands.handle('RenameFiles', (body) => {
    const series = state.series.get(integerField(body, 'seriesId') ?? 0);
    if (series === undefined) return 'Series not found';
    const ids = integersField(body, 'files') ?? [];
    rename(
      context,
      series,
      renamings(context, series).filter(({ file }) => ids.includes(file.id)),
    );
    return `Selected episode files renamed for ${series.show.tvdbTitle}`;
  });
  commands.handle('RenameSeries', (body) => {
    const found = (integersField(body, 'seriesIds') ?? []).flatMap((id) => state.series.get(id) ?? []);
    for (const series of found) rename(context, series, renamings(context, series));
    return `All episode files renamed for ${found.at(-1)?.show.tvdbTitle ?? ''}`;
  });

  return [
    { method: 'GET', path: '/api/v3/config/naming', changesState: false, handle: () => json(document()) },
    {
      method: 'GET',
      path: '/api/v3/config/naming/{id:int}',
      changesState: false,
      handle: (call) => {
        if (call.params['id'] !== '1') throw missing();
        return json(document());
      },
    },
    {
      method: 'GET',
      path: '/api/v3/config/naming/examples',
      changesState: false,
      handle: () => json(examples(context)),
    },
    {
      method: 'GET',
      path: '/api/v3/rename',
      changesState: false,
      handle: (call) => {
        const seriesId = integer(call, 'seriesId');
        if (seriesId === undefined) throw new Refusal(apiFailure(400, 'BadRequest: seriesId is missing'));
        const series = state.series.get(seriesId);
        if (series === undefined) throw noSuchModel('Series', seriesId);
        return json(
          renamings(context, series, integer(call, 'seasonNumber')).map(({ file, newPath }) => ({
            seriesId,
            seasonNumber: file.file.episodes[0]?.season ?? 0,
            episodeNumbers: file.file.episodes.map((one) => one.number),
            episodeFileId: file.id,
            existingPath: file.relativePath,
            newPath,
          })),
        );
      },
    },
  ];
}

/** Sonarr shows its formats with a made-up series; nothing of what is off is left out. */
function examples(context: Context): Document {
  const { naming } = context.state.intake;
  const title = 'The Series Title!';
  const fill = (format: string, numbers: string, absolute: string, episodeTitle: string): string =>
    format
      .replace('{Series Title}', title)
      .replace('S{season:00}E{episode:00}', numbers)
      .replace('{absolute:000}', absolute)
      .replace('{Episode Title}', episodeTitle)
      .replace('{Quality Full}', 'WEBDL-1080p Proper');
  return {
    singleEpisodeExample: fill(naming.standardEpisodeFormat, 'S01E01', '', 'Episode Title (1)'),
    multiEpisodeExample: fill(naming.standardEpisodeFormat, 'S01E01-E03', '', 'Episode Title'),
    dailyEpisodeExample: fill(naming.dailyEpisodeFormat, 'S01E01', '', 'Episode Title (1)'),
    animeEpisodeExample: fill(naming.animeEpisodeFormat, 'S01E01', '001', 'Episode Title (1)'),
    animeMultiEpisodeExample: fill(naming.animeEpisodeFormat, 'S01E01-E03', '001-003', 'Episode Title'),
    seriesFolderExample: naming.seriesFolderFormat.replace('{Series Title}', title),
    seasonFolderExample: naming.seasonFolderFormat.replace('{season:00}', '01'),
    specialsFolderExample: naming.specialsFolderFormat,
  };
}
