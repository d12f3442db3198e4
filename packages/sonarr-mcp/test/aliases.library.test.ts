import { expect, it } from 'vitest';
import { column, rowsOf, seriesNamed } from './support/answers.js';
import { everythingAllowed, openServer, openWriting, yes } from './support/sonarr-server.js';

it('a list is filtered by true and false as it once was', async () => {
  const { mcp } = await openServer();
  const both = await mcp.callTool('sonarr_list_series', {
    status: 'ended',
    complete: true,
    monitored: true,
    limit: 100,
  });
  const rows = rowsOf(both, 'series');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row['status'] === 'ended' && !('missing' in row) && !('unmonitored' in row))).toBe(true);
  const off = await mcp.callTool('sonarr_list_series', { monitored: false, limit: 100 });
  expect(column(off, 'series', 'unmonitored').every((unmonitored) => unmonitored === true)).toBe(true);
  const lacking = await mcp.callTool('sonarr_list_series', { complete: false, having: ['german'], limit: 100 });
  expect(column(lacking, 'series', 'missing').every((missing) => Number(missing) > 0)).toBe(true);
});

it('seasons may be numbers, and monitoring true or false', async () => {
  const { mcp, sonarr } = await openWriting();
  const { id } = seriesNamed(sonarr, 'Severance');
  const answer = await mcp.callTool('sonarr_set_monitoring', { series_id: id, season_number: 1, monitored: false });
  expect(answer.json).toMatchObject({ outcome: 'done', seasons: [1], monitor: 'no' });
  const both = await mcp.callTool('sonarr_set_monitoring', {
    series: id,
    seasons: [1, 2],
    episodes: ['S00E01'],
    monitored: true,
  });
  expect(both.json).toMatchObject({ seasons: [1], episodesChanged: 10 });
});

it('files may be deleted by season and by the names that their ids have elsewhere', async () => {
  const { mcp, sonarr } = await openServer({ environment: everythingAllowed, person: { onQuestion: () => yes } });
  const { id } = seriesNamed(sonarr, 'Severance');
  const season = await mcp.callTool('sonarr_delete_episode_files', { series_id: id, season_number: 1 });
  expect(season.json).toMatchObject({ filesDeleted: 9 });
  const [file] = [...sonarr.state.filesOf(seriesNamed(sonarr, 'Andor')).keys()];
  const one = await mcp.callTool('sonarr_delete_episode_files', { series: 'Andor', episodeFileIds: [file] });
  expect(one.json).toMatchObject({ filesDeleted: 1 });
});
