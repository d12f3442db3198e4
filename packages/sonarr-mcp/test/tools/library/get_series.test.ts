import { expect, it } from 'vitest';
import { asked, containing, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('tells how much of a series there is, by season, with profile, folder and what airs next', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_series', { series: "Grey's Anatomy" });
  expect(answer.json).toMatchObject({
    ref: 'tvdb:73762',
    title: "Grey's Anatomy",
    year: 2005,
    status: 'continuing',
    network: 'ABC',
    originalLanguage: 'English',
    runtimeMinutes: 43,
    profile: 'HD-1080p',
    folder: "/tv/Grey's Anatomy",
    monitorNewSeasons: true,
    // The 24th at 22:00 in New York.
    nextAiring: '2026-11-25T04:00:00+01:00',
  });
  const seasons = rowsOf(answer, 'seasons');
  expect(seasons[0]).toMatchObject({ season: 0, monitored: false, have: 0, total: 6 });
  // The tenth is on in three days; of seasons that are over there is nothing to tell.
  expect(seasons.at(-1)).toMatchObject({ season: 22, monitored: true, total: 18, aired: 9 });
  expect(seasons[4]).not.toHaveProperty('aired');
  const missing = seasons.reduce((sum, season) => sum + Number(season['missing'] ?? 0), 0);
  expect(answer.json['missing']).toBe(missing);
  expect(tokens(answer)).toBeLessThan(1000);
});

it('passes on none of what the service sends for its own pages', async () => {
  const { mcp } = await openServer();
  const { text } = await mcp.callTool('sonarr_get_series', { series: 'Money Heist' });
  for (const noise of [
    'images',
    'MediaCover',
    'cleanTitle',
    'titleSlug',
    'languageProfileId',
    'null',
    'artworkRevision',
  ]) {
    expect(text).not.toContain(noise);
  }
});

it.each(['tvdb:371980', 'tt11280740', 'Severance (2022)', 'severance'])('takes %s', async (series) => {
  const { mcp } = await openServer();
  expect((await mcp.callTool('sonarr_get_series', { series })).json).toMatchObject({ title: 'Severance' });
});

it('trap 52: does not load the whole library for a ref', async () => {
  const { mcp, sonarr } = await openServer();
  await mcp.callTool('sonarr_get_series', { series: 'tvdb:371980' });
  expect(sonarr.requests[0]).toMatchObject({ path: '/api/v3/series', query: { tvdbId: '371980' } });
  const { id } = seriesNamed(sonarr, 'Severance');
  expect(asked(sonarr).slice(1).sort()).toEqual([
    'GET /api/v3/episode',
    'GET /api/v3/qualityprofile',
    `GET /api/v3/series/${id}`,
    'GET /api/v3/tag',
  ]);
});

it('trap 55: does not choose among three of a name, and each candidate then names one', async () => {
  const { mcp } = await openServer();
  const { error } = await mcp.callTool('sonarr_get_series', { series: 'Doctor Who' });
  expect(error).toMatchObject({ code: 'ambiguous', retryable: false });
  expect(error['candidates']).toEqual([
    { ref: 'tvdb:436992', title: 'Doctor Who (2023)', year: 2023, type: 'series' },
    { ref: 'tvdb:76107', title: 'Doctor Who', year: 1963, type: 'series' },
    { ref: 'tvdb:78804', title: 'Doctor Who (2005)', year: 2005, type: 'series' },
  ]);
  const answer = await mcp.callTool('sonarr_get_series', { series: 'tvdb:76107' });
  expect(answer.json).toMatchObject({ year: 1963, unmonitored: true });
});

it.each(['tvdb:1', '99999', 'No Such Show'])(
  'says of %s that it is not in the library, and where to look',
  async (series) => {
    const { mcp } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_series', { series });
    expect(error).toMatchObject({ code: 'not_found', retryable: false });
    expect(error['hint']).toContain('sonarr_search_new_series');
  },
);

it('proposes what comes near to a misspelt title', async () => {
  const { mcp } = await openServer();
  const { error } = await mcp.callTool('sonarr_get_series', { series: 'Severence' });
  expect(error).toMatchObject({ code: 'not_found', hint: containing('repeat the call with its ref') });
  expect(error['candidates']).toContainEqual({ ref: 'tvdb:371980', title: 'Severance', year: 2022, type: 'series' });
});

it('finds nothing in an empty library, and says so', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_series', { series: 'Severance' })).error).toMatchObject({ code: 'not_found' });
});

it('trap 37: tells of a series that was only just added, before its episodes are there', async () => {
  const { mcp } = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
  await mcp.callTool('sonarr_add_series', { items: ['The Bear'], profile: 'Any', rootFolder: '/tv' });
  const answer = await mcp.callTool('sonarr_get_series', { series: 'The Bear' });
  expect(answer.json).toMatchObject({ title: 'The Bear', have: 0, profile: 'Any' });
});
