import { expect, it } from 'vitest';
import { anyNumber, asked, column, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('lists profiles, root folders and tags with how many series have each, and marks the usual', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_quality_profiles');
  const series = [...sonarr.state.series.values()];
  expect(rowsOf(answer, 'profiles')).toContainEqual({
    id: 4,
    name: 'HD-1080p',
    series: series.filter(({ qualityProfileId }) => qualityProfileId === 4).length,
    usual: true,
    allowed: ['HDTV-1080p', 'WEBDL-1080p', 'Bluray-1080p'],
    upgradesUntil: 'WEBDL-1080p',
    upgradesUntilScore: 50,
    minScore: -50,
    scores: {
      x265: -20,
      'German DL': 50,
      'Hardcoded Subs': -1000,
      'Season Pack': 5,
      'Trusted Groups': 20,
      'Proper or Repack': 5,
    },
  });
  expect(column(answer, 'profiles', 'usual').filter((usual) => usual === true)).toHaveLength(1);
  expect(rowsOf(answer, 'rootFolders')).toEqual([
    { path: '/tv', series: anyNumber, usual: true, freeBytes: anyNumber },
    { path: '/anime', series: anyNumber, freeBytes: anyNumber },
  ]);
  expect(rowsOf(answer, 'tags')).toContainEqual({ label: 'unused', series: 0 });
  expect(asked(sonarr).sort()).toEqual([
    'GET /api/v3/qualityprofile',
    'GET /api/v3/rootfolder',
    'GET /api/v3/series',
    'GET /api/v3/tag',
  ]);
  expect(tokens(answer)).toBeLessThan(500);
});

it('does not speak of upgrades where a profile makes none', async () => {
  const { mcp } = await openServer();
  const any = rowsOf(await mcp.callTool('sonarr_get_quality_profiles'), 'profiles').find(({ name }) => name === 'Any');
  expect(any).not.toHaveProperty('upgradesUntil');
  expect(any).not.toHaveProperty('upgradesUntilScore');
});

it('says of a root folder that is not there that it is not', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.state.rootFolders.set(9, { id: 9, path: '/nas' });
  const folders = rowsOf(await mcp.callTool('sonarr_get_quality_profiles'), 'rootFolders');
  expect(folders).toContainEqual({ path: '/nas', series: 0, unavailable: true });
});

it('marks nothing as usual in an empty library, and takes the argument of the older server', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  const answer = await mcp.callTool('sonarr_get_quality_profiles', { include_details: true });
  expect(column(answer, 'profiles', 'series')).toEqual([0, 0, 0, 0]);
  expect(answer.text).not.toContain('usual');
});
