import { all, type Pair } from '../stand-in.js';

/** Every request about what indexers offer, and about work that is listed and taken back. */
export async function searchingRequests({ client: each }: Pair): Promise<void> {
  const severance = (await all(each.series.list())).find(({ title }) => title === 'Severance');
  const seriesId = severance?.id ?? 0;
  const [episode] = await each.episodes.list({ seriesId, seasonNumber: 1 });
  const [release] = await each.releases.search({ episodeId: episode?.id ?? 0 });
  await each.releases.search({ seriesId, seasonNumber: 0 });
  const found = each.releases.find(release?.handle ?? '');
  await each.releases.grab({ guid: found?.guid ?? '', indexerId: found?.indexerId ?? 0 });
  await each.commands.list();
  const command = await each.commands.start({ name: 'RssSync' });
  await each.commands.cancel(command?.id ?? 0);
}
