import { describe, expect, it } from 'vitest';
import { anyNumber, anyText, asked, column, containing, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

describe('across all series', () => {
  it('lists what has aired and is not there, latest first, in one request', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { limit: 100 });
    const times = column(answer, 'episodes', 'airedAt').map((time) => Date.parse(String(time)));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(Math.max(...times)).toBeLessThan(Date.parse('2026-11-21T17:00:00Z'));
    expect(rowsOf(answer, 'episodes')).toContainEqual({
      id: anyNumber,
      series: "Grey's Anatomy",
      ref: 'tvdb:73762',
      code: 'S22E09',
      title: anyText,
      airedAt: '2026-11-18T04:00:00+01:00',
    });
    expect(asked(sonarr)).toEqual(['GET /api/v3/wanted/missing']);
    expect(sonarr.requests[0]?.query).toMatchObject({
      sortKey: 'episodes.airDateUtc',
      sortDirection: 'descending',
      monitored: 'true',
    });
  });

  it('pages to the end in steps of any size, and never reads a page that it does not need', async () => {
    const { mcp, sonarr } = await openServer();
    const whole = column(await mcp.callTool('sonarr_get_missing_episodes', { limit: 200 }), 'episodes', 'id');
    const total = (await mcp.callTool('sonarr_get_missing_episodes', { limit: 1 })).json['total'];
    sonarr.requests.length = 0;
    const across = await mcp.callTool('sonarr_get_missing_episodes', { offset: 13, limit: 10 });
    expect(column(across, 'episodes', 'id')).toEqual(whole.slice(13, 23));
    expect(across.json).toMatchObject({ total, returned: 10, nextOffset: 23 });
    expect(sonarr.requests).toHaveLength(2);
    sonarr.requests.length = 0;
    const end = await mcp.callTool('sonarr_get_missing_episodes', { offset: Number(total) - 5, limit: 5 });
    expect(end.json).not.toHaveProperty('nextOffset');
    expect(end.json['returned']).toBe(5);
    const past = await mcp.callTool('sonarr_get_missing_episodes', { offset: 5000 });
    expect(past.json).toMatchObject({ total, returned: 0, episodes: [] });
  });

  it('holds fifty episodes in 2,500 tokens', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { limit: 50 });
    expect(answer.json['returned']).toBe(50);
    expect(tokens(answer)).toBeLessThan(2500);
  });

  it('is nothing for an empty library', async () => {
    const { mcp } = await openServer({ household: emptyHousehold() });
    expect((await mcp.callTool('sonarr_get_missing_episodes')).structured).toEqual({
      total: 0,
      returned: 0,
      episodes: [],
    });
  });
});

describe('of one series', () => {
  it('says the same as the whole list does of it', async () => {
    const { mcp } = await openServer();
    const all = rowsOf(await mcp.callTool('sonarr_get_missing_episodes', { limit: 200 }), 'episodes');
    const rest = rowsOf(await mcp.callTool('sonarr_get_missing_episodes', { limit: 200, offset: 200 }), 'episodes');
    const ofOne = await mcp.callTool('sonarr_get_missing_episodes', { series: 'The Last of Us', limit: 200 });
    expect(rowsOf(ofOne, 'episodes')).toEqual([...all, ...rest].filter(({ series }) => series === 'The Last of Us'));
    expect(ofOne.json['total']).toBeGreaterThan(0);
  });

  it('does nothing and names the candidates when three series are called so', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_missing_episodes', { series: 'Doctor Who' });
    expect(error).toMatchObject({ code: 'ambiguous' });
    expect(error['candidates']).toHaveLength(3);
    expect(asked(sonarr)).toEqual(['GET /api/v3/series']);
  });

  it('says of a series that is not monitored why it misses nothing', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_missing_episodes', { series: 'Doctor Who (1963)' });
    expect(answer.json).toMatchObject({ total: 0, episodes: [], note: containing('not monitored') });
  });

  it('says of a series that is not there that it is not', async () => {
    const { mcp } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_missing_episodes', { series: 'The Bear' });
    expect(error).toMatchObject({ code: 'not_found', hint: containing('sonarr_search_new_series') });
  });
});

it('does not search for anything', async () => {
  const { mcp, sonarr } = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
  const before = sonarr.digest();
  await mcp.callTool('sonarr_get_missing_episodes');
  await mcp.callTool('sonarr_get_missing_episodes', { series: 'Severance' });
  expect(sonarr.digest()).toBe(before);
});
