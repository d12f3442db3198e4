import { expect, it } from 'vitest';
import { asked, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

it('folders that belong to no series are told with what they may be, in two requests however many they are', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_unmapped_folders', {});
  expect(answer.structured).toEqual({
    total: 4,
    returned: 4,
    note: containing('sonarr_add_series'),
    folders: [
      { path: '/tv/Old Recordings', title: 'Old Recordings' },
      { path: '/tv/Dune Prophecy (2024)', title: 'Dune Prophecy', year: 2024 },
      { path: '/tv/The Expanse (2015)', title: 'The Expanse', year: 2015 },
      {
        path: "/anime/Frieren - Beyond Journey's End (2023)",
        title: "Frieren - Beyond Journey's End",
        year: 2023,
        inLibrary: [{ ref: 'tvdb:470049', title: "Frieren: Beyond Journey's End (2023)" }],
      },
    ],
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/rootfolder', 'GET /api/v3/series']);
});

it('a folder is known no more once a series has it', async () => {
  const { mcp, sonarr } = await openWriting();
  const [series] = sonarr.state.series.values();
  if (series === undefined) throw new Error('the household has no series');
  series.path = '/tv/The Expanse (2015)';
  const answer = await mcp.callTool('sonarr_get_unmapped_folders', {});
  expect(rowsOf(answer, 'folders').map((row) => row['path'])).not.toContain('/tv/The Expanse (2015)');
});

it('names as releases write them are read, too', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.faults.add({
    method: 'GET',
    path: '/api/v3/rootfolder',
    fault: {
      kind: 'reply',
      body: JSON.stringify([
        {
          id: 1,
          path: '/tv',
          accessible: true,
          unmappedFolders: [
            'Breaking.Bad.2008.S01-S05.1080p.BluRay',
            'Dark.S01.German.DL.2160p',
            'Lupin (2021) [tvdbid-360893]',
            'Chernobyl {imdb-tt7366338}',
            '1923',
          ].map((name) => ({ name, path: `/tv/${name}`, relativePath: name })),
        },
      ]),
      headers: { 'content-type': 'application/json' },
    },
  });
  const answer = await mcp.callTool('sonarr_get_unmapped_folders', {});
  expect(rowsOf(answer, 'folders')).toMatchObject([
    { title: 'Breaking Bad', year: 2008, inLibrary: [{ title: 'Breaking Bad (2008)' }] },
    { title: 'Dark', inLibrary: [{ title: 'Dark (2017)' }] },
    { title: 'Lupin', year: 2021 },
    { title: 'Chernobyl', inLibrary: [{}] },
    { title: '1923' },
  ]);
});

it('pages, says when a root folder is out of reach, and when there is nothing', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_get_unmapped_folders', { offset: 3 })).json).toMatchObject({
    total: 4,
    returned: 1,
  });
  const nothing = await openServer();
  nothing.sonarr.faults.add({
    method: 'GET',
    path: '/api/v3/rootfolder',
    fault: { kind: 'reply', body: '[]', headers: { 'content-type': 'application/json' } },
  });
  expect((await nothing.mcp.callTool('sonarr_get_unmapped_folders', {})).json).toMatchObject({
    total: 0,
    folders: [],
    note: 'Every folder belongs to a series.',
  });
  const gone = await openServer();
  gone.sonarr.faults.add({
    method: 'GET',
    path: '/api/v3/rootfolder',
    fault: {
      kind: 'reply',
      body: JSON.stringify([{ id: 1, path: '/tv', accessible: false }]),
      headers: { 'content-type': 'application/json' },
    },
  });
  expect((await gone.mcp.callTool('sonarr_get_unmapped_folders', {})).json).toMatchObject({
    note: containing('Out of reach'),
  });
  expect(asked(sonarr)).toContain('GET /api/v3/rootfolder');
});

it('an empty library knows the folders, and calls none of them its own', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  const answer = await mcp.callTool('sonarr_get_unmapped_folders', {});
  expect(rowsOf(answer, 'folders').every((row) => row['inLibrary'] === undefined)).toBe(true);
  expect(answer.json['total']).toBe(4);
});
