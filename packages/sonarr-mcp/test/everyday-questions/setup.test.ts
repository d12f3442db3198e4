import { expect, it } from 'vitest';
import { asked, column, containing, rowsOf } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { openServer } from '../support/sonarr-server.js';
import { change } from '../support/setup.js';

it('Is everything set up right?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_review_setup', {});
  expect(answer.json).toMatchObject({ wellSetUp: false });
  expect(column(answer, 'findings', 'what')).toEqual([
    containing('Old Transmission'),
    containing('Bergfunk'),
    'There is no recycling bin.',
    containing('Trakt watchlist'),
    containing('4.0.18.3061 is out'),
  ]);
  expect(rowsOf(answer, 'findings').every(({ fix }) => typeof fix === 'string')).toBe(true);
  expect(calls()).toBe(1);
});

it('Do my indexers work?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_test_indexers', {});
  expect(answer.json).toMatchObject({ allWork: false });
  expect(rowsOf(answer, 'results').map(({ name, works }) => [name, works])).toEqual([
    ['Bergfunk', false],
    ['Nordlicht', true],
    ['Teehaus', true],
  ]);
  expect(calls()).toBe(1);
});

it('Is Sonarr all right, and what do I do about it?', async () => {
  const { call, calls } = counting(await openServer({ environment: { SONARR_TOOLSETS: 'default' } }));
  const answer = await call('sonarr_health_check', {});
  expect(column(answer, 'issues', 'remedy')).toEqual([
    containing('sonarr_test_indexers'),
    containing('sonarr_test_download_clients'),
  ]);
  expect(calls()).toBe(1);
});

it('Does Sonarr reach qBittorrent?', async () => {
  const server = await openServer();
  const { call, calls } = counting(server);
  expect((await call('sonarr_test_download_clients', { downloadClient: 'qBittorrent' })).json).toMatchObject({
    allWork: true,
  });
  expect(asked(server.sonarr)).not.toContain('POST /api/v3/downloadclient/testall');
  expect(calls()).toBe(1);
});

it('Why does a search never find anything on Bergfunk?', async () => {
  const server = await openServer();
  change(server.sonarr, 'indexers', 'Bergfunk', { enableAutomaticSearch: false });
  const { call, calls } = counting(server);
  const row = rowsOf(await call('sonarr_get_indexers', {}), 'indexers').find(({ name }) => name === 'Bergfunk');
  expect(row?.['usedFor']).toEqual(['rss', 'interactiveSearch']);
  expect(calls()).toBe(1);
});

it('What adds shows to Sonarr without asking me?', async () => {
  const { call, calls } = counting(await openServer());
  const adding = rowsOf(await call('sonarr_get_import_lists', {}), 'importLists').filter((row) => row['addsByItself']);
  expect(adding).toMatchObject([{ name: 'Trakt watchlist', searchesAtOnce: true, profile: 'HD-1080p' }]);
  expect(calls()).toBe(1);
});

it('Who is told when a download needs a hand?', async () => {
  const { call, calls } = counting(await openServer());
  const told = rowsOf(await call('sonarr_get_notifications', {}), 'notifications').filter(({ tells }) =>
    JSON.stringify(tells).includes('manualInteractionRequired'),
  );
  expect(told.map(({ name }) => name)).toEqual(['Family chat']);
  expect(calls()).toBe(1);
});
