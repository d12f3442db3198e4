import { all, type Pair } from '../stand-in.js';

/** Every request about what happened, and about what releases are measured by. */
export async function recordRequests({ sonarr, client: each }: Pair): Promise<void> {
  const [record] = (await each.history.page({ page: 1, pageSize: 1 })).records;
  await each.history.page({
    page: 1,
    pageSize: 5,
    eventTypes: ['grabbed', 'downloadFolderImported'],
    seriesIds: [record?.seriesId ?? 0],
    episodeId: record?.episodeId,
    downloadId: record?.downloadId,
    sortKey: 'series.sortTitle',
    sortDirection: 'ascending',
    includeSeries: true,
    includeEpisode: true,
  });
  await all(each.history.all());
  const weekAgo = new Date(sonarr.state.household.now.getTime() - 7 * 86_400_000);
  await all(each.history.since(weekAgo, { eventType: 'grabbed', includeSeries: true, includeEpisode: true }));
  await each.history.ofSeries(record?.seriesId ?? 0, {
    seasonNumber: 0,
    eventType: 'episodeFileDeleted',
    includeSeries: true,
    includeEpisode: true,
  });
  await each.customFormats.list();
  await each.qualityDefinitions.list();
}
