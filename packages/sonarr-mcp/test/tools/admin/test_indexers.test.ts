import { expect, it } from 'vitest';
import { asked, column, containing, having, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';
import { change, setUp } from '../../support/setup.js';

it('trap 41: tells which fail, first, and why, though Sonarr answers 400', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_test_indexers');
  expect(answer.isError, answer.text).toBe(false);
  expect(answer.json).toMatchObject({ allWork: false, remedy: containing('Settings > Indexers') });
  expect(column(answer, 'results', 'name')).toEqual(['Bergfunk', 'Nordlicht', 'Teehaus']);
  expect(rowsOf(answer, 'results')[0]).toMatchObject({
    id: 2,
    works: false,
    says: [containing('Unable to connect to indexer.')],
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/indexer', 'POST /api/v3/indexer/testall']);
});

it('is glad when all work', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  setUp(sonarr, { failing: {} });
  const answer = await mcp.callTool('sonarr_test_indexers');
  expect(answer.json).toMatchObject({ allWork: true });
  expect(answer.json).not.toHaveProperty('remedy');
  expect(column(answer, 'results', 'works')).toEqual([true, true, true]);
});

it('names those that are off, which Sonarr does not test', async () => {
  const { mcp, sonarr } = await openServer();
  const off = { enableRss: false, enableAutomaticSearch: false, enableInteractiveSearch: false };
  change(sonarr, 'indexers', 'Bergfunk', off);
  const answer = await mcp.callTool('sonarr_test_indexers');
  expect(answer.json).toMatchObject({ allWork: true, off: ['Bergfunk'] });
  expect(column(answer, 'results', 'name')).toEqual(['Nordlicht', 'Teehaus']);
});

it('tests one by its name or id alone, on or off', async () => {
  const { mcp, sonarr } = await openServer();
  const ill = await mcp.callTool('sonarr_test_indexers', { indexer: 'bergfunk' });
  expect(ill.json).toMatchObject({ allWork: false, results: [{ id: 2, name: 'Bergfunk', works: false }] });
  expect(asked(sonarr)).toEqual(['GET /api/v3/indexer', 'GET /api/v3/indexer/2', 'POST /api/v3/indexer/test']);
  const well = await mcp.callTool('sonarr_test_indexers', { indexer: 3 });
  expect(well.structured).toEqual({ allWork: true, results: [{ id: 3, name: 'Teehaus', works: true }] });
});

it('knows no other, and names those there are', async () => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_test_indexers', { indexer: 'Talfunk' });
  expect(error).toMatchObject({ code: 'not_found', hint: containing('Nordlicht; Bergfunk; Teehaus') });
  expect(asked(sonarr)).toEqual(['GET /api/v3/indexer']);
});

it('asks which, when two are called the same', async () => {
  const { mcp, sonarr } = await openServer();
  change(sonarr, 'indexers', 'Teehaus', { name: 'Bergfunk' });
  const { error } = await mcp.callTool('sonarr_test_indexers', { indexer: 'Bergfunk' });
  expect(error).toMatchObject({ code: 'ambiguous' });
  expect(error['candidates']).toHaveLength(2);
  expect(asked(sonarr)).toEqual(['GET /api/v3/indexer']);
});

it('shows no key, no address and no machine of what an indexer answers', async () => {
  const { mcp, sonarr } = await openServer();
  const message =
    'Request failed: https://bergfunk.example/canary1/api?t=search&apikey=canary2 at 192.168.7.20 (X-Api-Key: canary3) deadbeef0123456789deadbeef012345';
  setUp(sonarr, { failing: { Bergfunk: { property: '', message } } });
  const { text } = await mcp.callTool('sonarr_test_indexers');
  expect(text).toContain('https://bergfunk.example');
  expect(text).not.toMatch(/canary|192\.168|deadbeef|HttpClient/);
  const open = await openServer({ environment: { SHOW_PERSONAL_DATA: 'true' } });
  setUp(open.sonarr, { failing: { Bergfunk: { property: '', message } } });
  expect((await open.mcp.callTool('sonarr_test_indexers')).text).toContain('192.168.7.20');
});

it('leaves Sonarr as it was, in every mode', async () => {
  for (const READ_ONLY_MODE of ['true', 'false']) {
    const { mcp, sonarr } = await openServer({ environment: { READ_ONLY_MODE } });
    const before = sonarr.digest();
    expect((await mcp.callTool('sonarr_test_indexers')).isError).toBe(false);
    expect(sonarr.digest()).toBe(before);
    expect((await mcp.listTools()).find(({ name }) => name === 'sonarr_test_indexers')?.annotations).toEqual(
      having({ readOnlyHint: true, openWorldHint: true }),
    );
  }
});
