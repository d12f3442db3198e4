import { describe, expect, it } from 'vitest';
import { anyNumber, asked, column, containing, like, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('lists the episodes of a season in order, each with its code, its time where the person is, and whether it is there', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_episodes', { series: 'Severance', season: 1 });
  expect(answer.json).toMatchObject({ series: 'Severance (2022)', ref: 'tvdb:371980', total: 9, returned: 9 });
  const [first] = rowsOf(answer, 'episodes');
  expect(first).toEqual({
    id: anyNumber,
    code: 'S01E01',
    title: 'Good News About Hell',
    airsAt: like(/^\d{4}-\d\d-\d\dT03:00:00\+02:00$|T0[23]:00:00\+01:00$/),
    have: true,
    monitored: true,
  });
  expect(column(answer, 'episodes', 'code')).toEqual(Array.from({ length: 9 }, (_none, index) => `S01E0${index + 1}`));
  expect(asked(sonarr)).toEqual(['GET /api/v3/series', 'GET /api/v3/episode']);
});

it('trap 48: knows season 0 as the specials, not as no season', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_episodes', { series: 'Severance', season: 0 });
  expect(column(answer, 'episodes', 'code')).toEqual(['S00E01', 'S00E02']);
});

it('adds the files on request, and where upgrading ends, with one request for all files', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_episodes', { series: 'tvdb:371980', season: 1, withFiles: true });
  expect(rowsOf(answer, 'episodes')[0]?.['file']).toEqual({
    id: anyNumber,
    quality: 'WEBDL-2160p',
    sizeBytes: anyNumber,
    languages: ['English', 'German'],
    score: 175,
  });
  expect(answer.json['cutoff']).toMatchObject({ profile: 'Ultra-HD', quality: 'WEBDL-2160p' });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/episode', 'GET /api/v3/qualityprofile', 'GET /api/v3/series']);
});

it('marks the files that are below the quality or the score where upgrading ends', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_episodes', { series: "Grey's Anatomy", withFiles: true, limit: 200 });
  const { cutoff } = answer.json;
  const score = typeof cutoff === 'object' && cutoff !== null && 'score' in cutoff ? Number(cutoff.score) : 0;
  const files = column(answer, 'episodes', 'file').flatMap((file) =>
    typeof file === 'object' && file !== null ? [new Map(Object.entries(file))] : [],
  );
  expect(files.some((file) => file.get('belowCutoff') === true)).toBe(true);
  for (const file of files) expect(file.get('belowScore') === true).toBe(Number(file.get('score') ?? 0) < score);
});

it('shows one file that two episodes share with both', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_episodes', {
    series: 'The Wire',
    season: 1,
    withFiles: true,
    limit: 2,
  });
  const [first, second] = column(answer, 'episodes', 'file');
  expect(first).toMatchObject({ id: anyNumber });
  expect(second).toEqual(first);
});

describe('what is missing', () => {
  it('is what is monitored, has aired to its end and has no file', async () => {
    const { mcp, sonarr } = await openServer();
    const greys = seriesNamed(sonarr, "Grey's Anatomy");
    const expected = sonarr.state.episodesOf(greys).filter(({ monitored, fileId, episode: { airDateUtc } }) => {
      return monitored && fileId === 0 && airDateUtc !== undefined && airDateUtc < new Date('2026-11-21T16:00:00Z');
    });
    const answer = await mcp.callTool('sonarr_get_episodes', {
      series: "Grey's Anatomy",
      missingOnly: true,
      limit: 100,
    });
    expect(column(answer, 'episodes', 'id').sort()).toEqual(expected.map(({ id }) => id).sort());
    expect(column(answer, 'episodes', 'missing').every((missing) => missing === true)).toBe(true);
  });

  it('does not hold what is on at this moment', async () => {
    // Babylon Berlin is on at 20:15 and takes 45 minutes.
    const { mcp, pass } = await openServer();
    const isMissing = async () =>
      column(
        await mcp.callTool('sonarr_get_episodes', { series: 'Babylon Berlin', missingOnly: true, limit: 100 }),
        'episodes',
        'code',
      ).includes('S05E05');
    pass(2.5 * 3_600_000);
    expect(await isMissing()).toBe(false);
    pass(3_600_000);
    expect(await isMissing()).toBe(true);
  });

  it('is nothing for a series that is not monitored, and the answer says why', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_episodes', { series: 'tvdb:76107', missingOnly: true });
    expect(answer.json).toMatchObject({ total: 0, note: containing('not monitored') });
  });
});

it('pages through hundreds of episodes, and holds fifty in 2,500 tokens', async () => {
  const { mcp } = await openServer();
  const first = await mcp.callTool('sonarr_get_episodes', { series: "Grey's Anatomy", limit: 50 });
  expect(first.json).toMatchObject({ returned: 50, nextOffset: 50 });
  expect(tokens(first)).toBeLessThan(2500);
  const second = await mcp.callTool('sonarr_get_episodes', { series: "Grey's Anatomy", limit: 50, offset: 50 });
  const ids = new Set([...column(first, 'episodes', 'id'), ...column(second, 'episodes', 'id')]);
  expect(ids.size).toBe(100);
  const past = await mcp.callTool('sonarr_get_episodes', { series: "Grey's Anatomy", offset: 5000 });
  expect(past.json).toMatchObject({ returned: 0, episodes: [] });
  expect(past.json).not.toHaveProperty('nextOffset');
});

it('counts anime through all seasons, too', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_episodes', { series: 'Attack on Titan', season: 2, limit: 1 });
  expect(rowsOf(answer, 'episodes')[0]).toMatchObject({ code: 'S02E01', absolute: 26 });
});

it('is empty for a series that was only just added', async () => {
  const { mcp } = await openServer({ environment: { READ_ONLY_MODE: 'false' }, sonarr: { commandDelayMs: 60_000 } });
  await mcp.callTool('sonarr_add_series', { items: ['The Bear'], profile: 'Any', rootFolder: '/tv' });
  const answer = await mcp.callTool('sonarr_get_episodes', { series: 'The Bear' });
  expect(answer.json).toMatchObject({ total: 0, episodes: [] });
});

it('refuses a name of several and a series that is not there, without asking for episodes', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_get_episodes', { series: 'Doctor Who' })).error).toMatchObject({
    code: 'ambiguous',
  });
  expect((await mcp.callTool('sonarr_get_episodes', { series: 'tvdb:1' })).error).toMatchObject({ code: 'not_found' });
  expect(asked(sonarr)).not.toContain('GET /api/v3/episode');
  const empty = await openServer({ household: emptyHousehold() });
  expect((await empty.mcp.callTool('sonarr_get_episodes', { series: 'Dark' })).error).toMatchObject({
    code: 'not_found',
  });
});
