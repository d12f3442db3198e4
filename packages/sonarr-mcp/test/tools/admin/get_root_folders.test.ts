import { expect, it } from 'vitest';
import { anyNumber, asked, column, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('lists where series are kept, with the room and what is there', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_root_folders');
  expect(rowsOf(answer, 'rootFolders')[0]).toEqual({
    id: 1,
    path: '/tv',
    freeBytes: 1_539_316_278_886,
    totalBytes: 17_592_186_044_416,
    sharesDiskWith: ['/anime'],
    series: anyNumber,
    seriesBytes: anyNumber,
    unmappedFolders: anyNumber,
  });
  const counted = column(answer, 'rootFolders', 'series').reduce<number>((sum, count) => sum + Number(count), 0);
  expect(counted).toBe(sonarr.state.series.size);
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/diskspace', 'GET /api/v3/rootfolder', 'GET /api/v3/series']);
});

it('trap 40: the room of two root folders on one disk is the same room, and one that is gone has none', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.state.rootFolders.set(9, { id: 9, path: '/nas' });
  const [tv, anime, nas] = rowsOf(await mcp.callTool('sonarr_get_root_folders'), 'rootFolders');
  expect(anime).toMatchObject({ freeBytes: tv?.['freeBytes'], sharesDiskWith: ['/tv'] });
  expect(nas).toEqual({ id: 9, path: '/nas', unavailable: true, series: 0, seriesBytes: 0 });
});

it('lists them in an empty library, too, and takes the argument of the older server', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  const answer = await mcp.callTool('sonarr_get_root_folders', { include_details: true });
  expect(column(answer, 'rootFolders', 'series')).toEqual([0, 0]);
});
