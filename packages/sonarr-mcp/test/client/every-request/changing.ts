import { all, type Pair } from '../stand-in.js';

/** Every request that changes series in groups, marks of episodes, and files. */
export async function changingRequests({ sonarr, client: each }: Pair): Promise<void> {
  const [first, second] = await all(each.series.list());
  const ids = [first?.id ?? 0, second?.id ?? 0];
  const [profile] = await each.profiles.quality();
  const [folder] = await each.rootFolders.list();
  await each.series.edit(ids, {
    monitored: true,
    monitorNewItems: 'all',
    qualityProfileId: profile?.id ?? 0,
    seriesType: 'standard',
    seasonFolder: true,
    rootFolderPath: folder?.path ?? '',
    moveFiles: true,
    tags: [1],
    applyTags: 'replace',
  });
  await each.series.monitor(ids[0] ?? 0, 'recent');
  const withFiles = [...sonarr.state.series.values()].find((series) => sonarr.state.filesOf(series).size > 2);
  const seriesId = withFiles?.id ?? 0;
  const [episode] = await each.episodes.list({ seriesId });
  await each.episodes.setMonitored([episode?.id ?? 0], false);
  const [one, ...others] = await each.episodeFiles.list(seriesId);
  await each.episodeFiles.delete(one?.id ?? 0);
  await each.episodeFiles.deleteMany(
    seriesId,
    others.slice(0, 2).map(({ id }) => id),
  );
}
