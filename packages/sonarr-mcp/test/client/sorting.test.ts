import { expect, it } from 'vitest';
import { everyRequest } from './every-request/index.js';
import { start } from './stand-in.js';

/** What each list of Sonarr can be sorted by. It replaces any other key by its default and says nothing. */
const sortKeys: Readonly<Record<string, readonly string[]>> = {
  '/api/v3/queue': [
    'added',
    'downloadClient',
    'episode.airDateUtc',
    'episode.title',
    'episodes.airDateUtc',
    'episodes.title',
    'estimatedCompletionTime',
    'indexer',
    'languages',
    'progress',
    'protocol',
    'quality',
    'series.sortTitle',
    'size',
    'status',
    'timeleft',
    'title',
  ],
  '/api/v3/history': ['date', 'series.sortTitle'],
  '/api/v3/wanted/missing': ['episodes.airDateUtc', 'episodes.lastSearchTime', 'series.sortTitle'],
  '/api/v3/wanted/cutoff': ['episodes.airDateUtc', 'episodes.lastSearchTime', 'series.sortTitle'],
  '/api/v3/blocklist': ['date', 'indexer', 'series.sortTitle', 'sourceTitle'],
  '/api/v3/log': ['id', 'time'],
};

/** Every list that was read by pages while the client made all the requests that it can make. */
async function pagedRequests() {
  const pair = await start();
  for (const requests of everyRequest) await requests(pair);
  return pair.sonarr.requests.filter(({ query }) => 'page' in query || 'sortKey' in query);
}

it('trap 4: every list that Sonarr sorts is asked for with a direction, because none means descending', async () => {
  const requests = await pagedRequests();
  expect(requests.length).toBeGreaterThan(3);
  for (const { path, query } of requests) {
    expect([path, query['sortDirection']]).toEqual([path, expect.stringMatching(/^(?:ascending|descending)$/)]);
  }
});

it('trap 5: every list is sorted by a key that it knows, because another is ignored', async () => {
  for (const { path, query } of await pagedRequests()) {
    expect([path, sortKeys[path]]).toEqual([path, expect.arrayContaining([query['sortKey']])]);
  }
});
