import { importFile } from '../../../src/index.js';
import { all, type Pair } from '../stand-in.js';

/** Every request about files that are not in the library yet, and about the names of those that are. */
export async function importRequests({ sonarr, client: each }: Pair): Promise<void> {
  const series = (await all(each.series.list())).find(({ title }) => title === 'SPY x FAMILY');
  const seriesId = series?.id ?? 0;
  await each.manualImport.list({ seriesId, seasonNumber: 1 });
  await each.manualImport.list({
    downloadId: sonarr.state.downloads.find(({ download }) => download.kind === 'sample')?.download.downloadId ?? '',
  });
  const files = await each.manualImport.list({ folder: '/downloads/by-hand' });
  const ready = files.filter(({ rejections }) => rejections.length === 0);
  const chosen = ready.map((file) =>
    importFile(file, { seriesId: file.series?.id ?? 0, episodeIds: file.episodes.map(({ id }) => id) }),
  );
  await each.manualImport.reconsider(chosen);
  await each.manualImport.languages();
  await each.commands.start({ name: 'ManualImport', files: chosen, importMode: 'copy' });
  await each.episodes.listById(
    chosen.flatMap(({ episodeIds }) => episodeIds),
    { includeEpisodeFile: true },
  );
  await each.naming.config();
  await each.naming.examples();
  const renames = await each.naming.renames({ seriesId, seasonNumber: 1 });
  await each.commands.start({
    name: 'RenameFiles',
    seriesId,
    fileIds: renames.map(({ episodeFileId }) => episodeFileId),
  });
}
