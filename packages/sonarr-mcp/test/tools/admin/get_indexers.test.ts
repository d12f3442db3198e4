import { expect, it } from 'vitest';
import { asked, column, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';
import { change, setUp } from '../../support/setup.js';

it('lists the indexers with what each is used for, in two requests', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_get_indexers')).structured).toEqual({
    total: 3,
    indexers: [
      {
        id: 1,
        name: 'Nordlicht',
        kind: 'Newznab',
        protocol: 'usenet',
        enabled: true,
        usedFor: ['rss', 'automaticSearch', 'interactiveSearch'],
        priority: 10,
      },
      {
        id: 2,
        name: 'Bergfunk',
        kind: 'Torznab',
        protocol: 'torrent',
        enabled: true,
        usedFor: ['rss', 'automaticSearch', 'interactiveSearch'],
        priority: 25,
      },
      {
        id: 3,
        name: 'Teehaus',
        kind: 'Nyaa',
        protocol: 'torrent',
        enabled: true,
        usedFor: ['rss', 'interactiveSearch'],
        priority: 50,
        onlyForTags: ['anime'],
      },
    ],
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/indexer', 'GET /api/v3/tag']);
});

it('trap 43: an indexer has no switch of its own, and is off when nothing uses it', async () => {
  const { mcp, sonarr } = await openServer();
  const off = { enableRss: false, enableAutomaticSearch: false, enableInteractiveSearch: false };
  change(sonarr, 'indexers', 'Bergfunk', off);
  const answer = await mcp.callTool('sonarr_get_indexers');
  expect(column(answer, 'indexers', 'enabled')).toEqual([true, false, true]);
  expect(rowsOf(answer, 'indexers')[1]).not.toHaveProperty('usedFor');
});

it('names a tag by its number when it is gone', async () => {
  const { mcp, sonarr } = await openServer();
  change(sonarr, 'indexers', 'Nordlicht', { tags: [77] });
  const answer = await mcp.callTool('sonarr_get_indexers');
  expect(rowsOf(answer, 'indexers')[0]).toMatchObject({ onlyForTags: ['tag 77'] });
});

it('has them also where the library is empty, and says so when there is none', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_indexers')).json).toMatchObject({ total: 3 });
  setUp(sonarr, { indexers: [] });
  expect((await mcp.callTool('sonarr_get_indexers')).structured).toEqual({ total: 0 });
});

it('stays short with as many as a manager of indexers can add', async () => {
  const { mcp, sonarr } = await openServer();
  const [first] = sonarr.state.setup.indexers;
  setUp(sonarr, {
    indexers: Array.from({ length: 50 }, (_, index) => ({ ...first, id: index + 1, name: `Indexer ${index + 1}` })),
  });
  expect(tokens(await mcp.callTool('sonarr_get_indexers'))).toBeLessThan(2500);
});

it('refuses arguments that it does not have', async () => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_get_indexers', { enable: true });
  expect(error).toMatchObject({ code: 'invalid_input', target: 'enable' });
  expect(sonarr.requests).toEqual([]);
});
