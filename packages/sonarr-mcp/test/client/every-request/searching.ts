import { all, type Pair } from '../stand-in.js';

/** Every request about what indexers offer, and about work that is listed and taken back. */
export async function searchingRequests({ sonarr, client: each }: Pair): Promise<void> {
  const severance = (await all(each.series.list())).find(({ title }) => title === 'Severance');
  const seriesId = severance?.id ?? 0;
  const [episode] = await each.episodes.list({ seriesId, seasonNumber: 1 });
  const [release] = await each.releases.search({ episodeId: episode?.id ?? 0 });
  await each.releases.search({ seriesId, seasonNumber: 0 });
  const found = each.releases.find(release?.handle ?? '');
  await each.releases.grab({ guid: found?.guid ?? '', indexerId: found?.indexerId ?? 0 });
  await each.commands.list();
  // Put there by hand: what was sent would have begun on a slow machine before it is taken back.
  const id = 900;
  sonarr.state.commands.push({
    id,
    name: 'RssSync',
    body: {},
    trigger: 'manual',
    queued: sonarr.state.household.now,
    status: 'queued',
    message: '',
  });
  await each.commands.cancel(id);
}
