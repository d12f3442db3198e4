import { expect, it } from 'vitest';
import { asked, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';
import { change, setUp } from '../../support/setup.js';

it('lists what adds series, and how, with names instead of numbers', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_get_import_lists')).structured).toEqual({
    total: 2,
    importLists: [
      {
        id: 1,
        name: 'Trakt watchlist',
        kind: 'TraktUserImport',
        addsByItself: true,
        searchesAtOnce: true,
        monitors: 'all',
        newSeasons: 'all',
        profile: 'HD-1080p',
        rootFolder: '/tv',
        seriesType: 'standard',
        readEveryMinutes: 720,
      },
      {
        id: 2,
        name: 'Friends on Plex',
        kind: 'PlexRssImport',
        addsByItself: false,
        searchesAtOnce: false,
        monitors: 'future',
        newSeasons: 'all',
        profile: 'HD - 720p/1080p',
        rootFolder: '/tv',
        seriesType: 'standard',
        readEveryMinutes: 360,
        givesTags: ['kids'],
      },
    ],
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/importlist', 'GET /api/v3/qualityprofile', 'GET /api/v3/tag']);
});

it('leaves out a profile that is gone, and what an older Sonarr does not say', async () => {
  const { mcp, sonarr } = await openServer();
  change(sonarr, 'importLists', 'Trakt watchlist', {
    qualityProfileId: 99,
    monitorNewItems: undefined,
    minRefreshInterval: undefined,
  });
  const [row] = rowsOf(await mcp.callTool('sonarr_get_import_lists'), 'importLists');
  expect(row).not.toHaveProperty('profile');
  expect(row).not.toHaveProperty('newSeasons');
  expect(row).not.toHaveProperty('readEveryMinutes');
});

it('has them also where the library is empty, and says so when there is none', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_import_lists')).json).toMatchObject({ total: 2 });
  setUp(sonarr, { importLists: [] });
  expect((await mcp.callTool('sonarr_get_import_lists')).structured).toEqual({ total: 0 });
});
