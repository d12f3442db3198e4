import { expect, it } from 'vitest';
import { asked, column, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, householdOf, openServer } from '../../support/sonarr-server.js';

it('shows every season of every series in one request', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_season_overview');
  const andor = rowsOf(answer, 'series').find(({ title }) => title === 'Andor');
  expect(andor).toMatchObject({ ref: 'tvdb:393189' });
  expect(andor?.['seasons']).toEqual([
    expect.stringMatching(/^S01 12\/12 \d+\.\d GB$/),
    expect.stringMatching(/^S02 12\/12 \d+\.\d GB$/),
  ]);
  const titles = column(answer, 'series', 'title').map((title) => String(title).toLowerCase().replace(/^the /, ''));
  expect(titles.slice(0, 10)).toEqual([...titles.slice(0, 10)].sort());
  expect(answer.json).toMatchObject({ total: sonarr.state.series.size, returned: 50, nextOffset: 50 });
  expect(asked(sonarr)).toEqual(['GET /api/v3/series']);
  expect(tokens(answer)).toBeLessThan(5000);
});

it('has only what misses something, with only the seasons that do', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_season_overview', { incomplete: true });
  const rows = rowsOf(answer, 'series');
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    for (const season of row['seasons'] as string[]) {
      const [, have, of] = /^S\d+ (\d+)\/(\d+)/.exec(season) ?? [];
      expect(Number(have)).toBeLessThan(Number(of));
    }
  }
  const counted = await mcp.callTool('sonarr_get_statistics');
  expect(answer.json['total']).toBe((counted.json['series'] as { incomplete: number }).incomplete);
});

it('has only the series that are named, and says which is not there', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_season_overview', { items: ['tvdb:393189', 'Severance', 'Andor'] });
  expect(column(answer, 'series', 'title')).toEqual(['Andor', 'Severance']);
  expect((await mcp.callTool('sonarr_get_season_overview', { items: ['The Bear'] })).error).toMatchObject({
    code: 'not_found',
  });
  const { error } = await mcp.callTool('sonarr_get_season_overview', { items: ['Doctor Who'] });
  expect(error).toMatchObject({ code: 'ambiguous' });
  expect(error['candidates']).toHaveLength(3);
});

it('trap 48: the specials are a season like others, whose number is 0; a season that is off says so', async () => {
  const { mcp, sonarr } = await openServer();
  const series = seriesNamed(sonarr, 'Severance');
  series.seasons = series.seasons.map((season) => ({ ...season, monitored: season.seasonNumber !== 1 }));
  for (const row of sonarr.state.episodesOf(series)) {
    if (row.episode.season === 1) sonarr.state.changeEpisode(row, { monitored: false });
  }
  const answer = await mcp.callTool('sonarr_get_season_overview', { items: ['Severance'] });
  const seasons = rowsOf(answer, 'series')[0]?.['seasons'] as string[];
  expect(seasons.find((season) => season.startsWith('S01'))).toMatch(/^S01 \d+\/\d+ .*off$/);
  const specials = sonarr.state.episodesOf(series).some(({ episode }) => episode.season === 0);
  expect(seasons.some((season) => season.startsWith('S00'))).toBe(specials);
});

it('asks once however many series there are, and pages', async () => {
  const { mcp, sonarr } = await openServer({ household: householdOf(300) });
  const second = await mcp.callTool('sonarr_get_season_overview', { offset: 50 });
  expect(second.json).toMatchObject({ total: sonarr.state.series.size, returned: 50, nextOffset: 100 });
  expect(sonarr.requests).toHaveLength(1);
});

it('is nothing for an empty library', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_season_overview')).structured).toEqual({ total: 0, returned: 0, series: [] });
});
