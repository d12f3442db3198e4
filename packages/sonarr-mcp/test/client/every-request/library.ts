import { all, type Pair } from '../stand-in.js';

/** Every request about series, episodes, what is wanted, the queue, commands and the server itself. */
export async function libraryRequests({ sonarr, client: each }: Pair): Promise<void> {
  const now = sonarr.state.household.now;
  const [first] = await all(each.series.list());
  const [profile] = await each.profiles.quality();
  const [folder] = await each.rootFolders.list();
  const seriesId = first?.id ?? 0;
  await each.series.get(seriesId);
  await each.series.getByTvdbId(first?.tvdbId ?? 0);
  const [bear] = await each.series.lookup('The Bear');
  const added = await each.series.add({
    tvdbId: bear?.tvdbId ?? 0,
    qualityProfileId: profile?.id ?? 0,
    rootFolderPath: folder?.path ?? '',
    monitor: 'recent',
  });
  await each.series.update(seriesId, { path: `${first?.path}-2`, moveFiles: true });
  await each.series.delete(added?.id ?? 0, { deleteFiles: true, addImportListExclusion: true });
  const [episode] = await each.episodes.list({ seriesId, seasonNumber: 1, includeEpisodeFile: true });
  await each.episodes.get(episode?.id ?? 0);
  await each.calendar.list({ start: now, end: now, unmonitored: true, includeSeries: true, includeEpisodeFile: true });
  await each.queue.list({ includeSeries: true, includeEpisode: true, sortKey: 'added', sortDirection: 'descending' });
  await each.queue.status();
  await each.wanted.missing({ page: 1, pageSize: 5, includeSeries: true, sortKey: 'series.sortTitle' });
  await each.wanted.cutoff({ page: 1, pageSize: 5, includeSeries: true });
  await all(each.wanted.allMissing());
  await all(each.wanted.allCutoff());
  await each.tags.list();
  await each.tags.create('contract');
  await each.system.status();
  await each.system.health();
  await each.system.diskSpace();
  const command = await each.commands.start({ name: 'CheckHealth' });
  await each.commands.get(command?.id ?? 0);
}
