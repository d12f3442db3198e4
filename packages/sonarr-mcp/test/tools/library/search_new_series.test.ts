import { expect, it } from 'vitest';
import { asked, column, holding, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('tells remakes of one title apart by language, network and year, each with the ref that adding takes', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_search_new_series', { query: 'Die Brücke' });
  const facts = rowsOf(answer, 'results').map((row) => [
    row['ref'],
    row['year'],
    row['originalLanguage'],
    row['network'],
  ]);
  expect(facts).toEqual([
    ['tvdb:470448', 2008, 'German', 'ProSieben'],
    ['tvdb:252019', 2011, 'Swedish', 'SVT1'],
    ['tvdb:470434', 2013, 'English', 'FX'],
  ]);
  expect(answer.json).toMatchObject({ total: 3, returned: 3 });
});

it('brings what there is to choose when adding, so that the next call can be complete', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_search_new_series', { query: 'The Bear' });
  expect(answer.json['profiles']).toEqual(['Any', 'HD-1080p', 'Ultra-HD', 'HD - 720p/1080p']);
  expect(answer.json['rootFolders']).toEqual(['/tv', '/anime']);
});

it('leaves the choice out where there is none', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.state.rootFolders.delete(2);
  const answer = await mcp.callTool('sonarr_search_new_series', { query: 'The Bear' });
  expect(answer.json).not.toHaveProperty('rootFolders');
});

it('trap 21: marks what the library has already', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_search_new_series', { query: 'Money Heist' });
  const row = rowsOf(answer, 'results').find(({ ref }) => ref === 'tvdb:327417');
  const known = [...sonarr.state.series.values()].find(({ show }) => show.ids.tvdb === 327417);
  expect(row?.['inLibrary']).toBe(known?.id);
  const fresh = await mcp.callTool('sonarr_search_new_series', { query: 'The Bear' });
  expect(rowsOf(fresh, 'results')[0]).not.toHaveProperty('inLibrary');
});

it('takes a ref, and finds nothing for one that nobody has', async () => {
  const { mcp } = await openServer();
  const found = await mcp.callTool('sonarr_search_new_series', { query: 'tvdb:252019' });
  expect(column(found, 'results', 'title')).toEqual(['The Bridge (2011)']);
  const none = await mcp.callTool('sonarr_search_new_series', { query: 'tvdb:1' });
  expect(none.json).toMatchObject({ total: 0, returned: 0 });
  expect(none.json).not.toHaveProperty('results');
});

it('finds titles in other scripts, and writes them as they are', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_search_new_series', { query: '将軍' });
  expect(rowsOf(answer, 'results')[0]).toMatchObject({
    title: 'Shōgun (2024)',
    alternateTitles: holding(['将軍']),
  });
});

it('answers as many as asked for and says how many there are', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_search_new_series', { query: 'the', limit: 2 });
  expect(answer.json['returned']).toBe(2);
  expect(Number(answer.json['total'])).toBeGreaterThan(2);
  expect(tokens(await mcp.callTool('sonarr_search_new_series', { query: 'the', limit: 25 }))).toBeLessThan(2500);
});

it('asks once for the search, and for profiles and folders at most once a minute', async () => {
  const { mcp, sonarr } = await openServer();
  await mcp.callTool('sonarr_search_new_series', { query: 'Shogun' });
  await mcp.callTool('sonarr_search_new_series', { query: 'Ghosts' });
  expect(asked(sonarr).sort()).toEqual([
    'GET /api/v3/qualityprofile',
    'GET /api/v3/rootfolder',
    'GET /api/v3/series/lookup',
    'GET /api/v3/series/lookup',
  ]);
});

it('works for a library that is still empty', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  const answer = await mcp.callTool('sonarr_search_new_series', { query: 'Severance' });
  expect(rowsOf(answer, 'results')[0]).toMatchObject({ ref: 'tvdb:371980' });
  expect(rowsOf(answer, 'results')[0]).not.toHaveProperty('inLibrary');
});

it('says that the search is down when it is, and that Sonarr is not', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.faults.add({
    path: '/api/v3/series/lookup',
    fault: {
      kind: 'reply',
      status: 503,
      body: { message: 'Failed to communicate with SkyHook', description: 'at /home/x' },
    },
  });
  const { error, text } = await mcp.callTool('sonarr_search_new_series', { query: 'Severance' });
  expect(error).toMatchObject({ code: 'upstream_unavailable', retryable: true });
  expect(error['message']).toContain('metadata');
  expect(text).not.toContain('/home/x');
});

it.each(['', '   ', '/etc/passwd'])('refuses %j as a search', async (query) => {
  const { mcp } = await openServer();
  expect((await mcp.callTool('sonarr_search_new_series', { query })).error).toMatchObject({ code: 'invalid_input' });
});
