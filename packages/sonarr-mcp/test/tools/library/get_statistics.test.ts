import { expect, it } from 'vitest';
import { asked, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, householdOf, openServer } from '../../support/sonarr-server.js';

it('counts the library in one request each', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_statistics');
  const all = [...sonarr.state.series.values()];
  const files = all.flatMap((series) => [...sonarr.state.filesOf(series).values()]);
  expect(answer.json).toMatchObject({
    series: { total: all.length, monitored: all.filter(({ monitored }) => monitored).length },
    sizeBytes: files.reduce((sum, { file }) => sum + file.media.size, 0),
  });
  for (const part of ['byStatus', 'byType', 'byProfile', 'byRootFolder']) {
    const counted = rowsOf(answer, part).reduce((sum, { series }) => sum + Number(series), 0);
    expect([part, counted]).toEqual([part, all.length]);
  }
  expect(rowsOf(answer, 'byRootFolder').map(({ name }) => name)).toEqual(['/tv', '/anime']);
  expect(rowsOf(answer, 'disks')).toHaveLength(2);
  expect(asked(sonarr).sort()).toEqual([
    'GET /api/v3/diskspace',
    'GET /api/v3/qualityprofile',
    'GET /api/v3/rootfolder',
    'GET /api/v3/series',
  ]);
  expect(tokens(answer)).toBeLessThan(500);
});

it('trap 37: what is missing is what should be there and is not, without what is unaired or not wanted', async () => {
  const { mcp, sonarr } = await openServer();
  const { episodes } = (await mcp.callTool('sonarr_get_statistics')).json as {
    episodes: { total: number; have: number; missing: number; havePercent: number };
  };
  const missing = await mcp.callTool('sonarr_get_missing_episodes', { limit: 1 });
  expect(episodes.missing).toBe(missing.json['total']);
  expect(episodes.total).toBeGreaterThan(episodes.have + episodes.missing);
  expect(episodes.havePercent).toBeCloseTo((episodes.have / (episodes.have + episodes.missing)) * 100, 1);
  // A series that nobody looks after misses nothing.
  seriesNamed(sonarr, 'The Last of Us').monitored = false;
  const after = (await mcp.callTool('sonarr_get_statistics')).json['episodes'] as { missing: number };
  expect(after.missing).toBeLessThan(episodes.missing);
});

it('trap 37: a series whose episodes are not there yet counts as a series', async () => {
  const { mcp, sonarr } = await openServer();
  const before = (await mcp.callTool('sonarr_get_statistics')).json['series'] as { total: number };
  seriesNamed(sonarr, 'Severance').populated = false;
  expect((await mcp.callTool('sonarr_get_statistics')).json['series']).toMatchObject({ total: before.total });
});

it('asks no more of a large library, and counts an empty one', async () => {
  const large = await openServer({ household: householdOf(300) });
  const answer = await large.mcp.callTool('sonarr_get_statistics');
  expect(answer.json).toMatchObject({ series: { total: large.sonarr.state.series.size } });
  expect(large.sonarr.requests).toHaveLength(4);
  const empty = await openServer({ household: emptyHousehold() });
  const nothing = await empty.mcp.callTool('sonarr_get_statistics');
  expect(nothing.json).toMatchObject({
    series: { total: 0 },
    episodes: { total: 0, have: 0, missing: 0, havePercent: 0 },
  });
  expect(nothing.json).not.toHaveProperty('byStatus');
});
