import { afterEach, describe, expect, it, vi } from 'vitest';
import { anyText, asked, column, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, householdOf, openServer } from '../../support/sonarr-server.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

it("tells what is on today where the person is, in the zone's own time, in one request", async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_calendar', { days: 1 });
  expect(answer.json).toMatchObject({ timeZone: 'Europe/Vienna', from: '2026-11-21', to: '2026-11-21' });
  expect(rowsOf(answer, 'episodes')).toContainEqual({
    day: '2026-11-21',
    airsAt: '2026-11-21T20:15:00+01:00',
    series: 'Babylon Berlin',
    ref: 'tvdb:470000',
    code: 'S05E05',
    title: anyText,
    have: false,
    network: 'Das Erste',
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/calendar']);
});

it.each(['UTC', 'America/Los_Angeles', 'Pacific/Auckland'])(
  'trap 15: gives the same days to a person in Vienna when the process runs in %s',
  async (processZone) => {
    vi.stubEnv('TZ', processZone);
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_calendar', { days: 2 });
    expect(new Set(column(answer, 'episodes', 'day'))).toEqual(new Set(['2026-11-21', '2026-11-22']));
    // The bounds go out as instants; a date alone would be read where Sonarr runs.
    expect(sonarr.requests[0]?.query).toMatchObject({
      start: '2026-11-20T23:00:00.000Z',
      end: '2026-11-22T22:59:59.999Z',
    });
  },
);

it('trap 17: counts what airs after midnight to the next day, although the network says otherwise', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_calendar', { from: 'tomorrow', days: 1 });
  // Abbott Elementary: on the 21st at 21:30 in New York.
  const row = rowsOf(answer, 'episodes').find(({ series }) => series === 'Abbott Elementary');
  expect(row).toMatchObject({ day: '2026-11-22', airsAt: '2026-11-22T03:30:00+01:00' });
  const inNewYork = await openServer({ timeZone: 'America/New_York' });
  const there = await inNewYork.mcp.callTool('sonarr_get_calendar', { days: 1 });
  expect(rowsOf(there, 'episodes').find(({ series }) => series === 'Abbott Elementary')).toMatchObject({
    day: '2026-11-21',
    airsAt: '2026-11-21T21:30:00-05:00',
  });
});

describe('over a change of the clocks', () => {
  it.each([
    ['spring', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
    ['autumn', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
  ])('a day in %s has the hours that it has', async (_season, time, start, end) => {
    const { mcp, sonarr } = await openServer({ now: new Date(time) });
    const answer = await mcp.callTool('sonarr_get_calendar', { days: 1 });
    expect(answer.json).toMatchObject({ from: time.slice(0, 10), to: time.slice(0, 10) });
    expect(sonarr.requests[0]?.query).toMatchObject({ start, end });
  });

  it('every row of the week is written in the offset of its own day', async () => {
    const { mcp } = await openServer({ now: new Date('2026-10-23T10:00:00Z') });
    const answer = await mcp.callTool('sonarr_get_calendar', { days: 7, limit: 100 });
    const rows = rowsOf(answer, 'episodes');
    const offsets = new Set(
      rows.map((row) => `${String(row['day']) < '2026-10-25' ? 'before' : 'after'} ${String(row['airsAt']).slice(-6)}`),
    );
    expect(offsets).toEqual(new Set(['before +02:00', 'after +01:00']));
    expect(rows.every((row) => String(row['airsAt']).startsWith(String(row['day'])))).toBe(true);
  });
});

it('looks back as well: what is past, and whether it is there', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_calendar', { from: '-7d', days: 7, limit: 100 });
  expect(answer.json).toMatchObject({ from: '2026-11-14', to: '2026-11-20' });
  expect(column(answer, 'episodes', 'have')).toContain(true);
  expect(column(answer, 'episodes', 'have')).toContain(false);
});

it('marks the finale of a season and the first episode of one', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_calendar', { from: '-7d', days: 30, limit: 200 });
  const occasionOf = (series: string, code: string) =>
    rowsOf(answer, 'episodes').find((row) => row['series'] === series && row['code'] === code)?.['occasion'];
  expect(occasionOf('Fallout', 'S02E08')).toBe('season finale');
  expect(occasionOf('Silo', 'S03E01')).toBe('season premiere');
  expect(occasionOf('Babylon Berlin', 'S05E05')).toBeUndefined();
});

it('leaves out what is not monitored, and shows it on request, marked', async () => {
  const { mcp, sonarr } = await openServer();
  for (const series of sonarr.state.series.values()) {
    if (series.show.tvdbTitle === 'Babylon Berlin') series.monitored = false;
  }
  const usual = await mcp.callTool('sonarr_get_calendar', { days: 1 });
  expect(column(usual, 'episodes', 'series')).not.toContain('Babylon Berlin');
  const all = await mcp.callTool('sonarr_get_calendar', { days: 1, unmonitored: true });
  const row = rowsOf(all, 'episodes').find(({ series }) => series === 'Babylon Berlin');
  expect(row).toMatchObject({ monitored: false });
});

it('pages through a long calendar, and holds fifty episodes in 2,500 tokens', async () => {
  const { mcp } = await openServer();
  const first = await mcp.callTool('sonarr_get_calendar', { from: '-30d', days: 60, limit: 50 });
  expect(first.json).toMatchObject({ returned: 50, nextOffset: 50 });
  expect(tokens(first)).toBeLessThan(2500);
  const second = await mcp.callTool('sonarr_get_calendar', { from: '-30d', days: 60, limit: 50, offset: 50 });
  const key = (answer: typeof first) =>
    rowsOf(answer, 'episodes').map((row) => `${String(row['ref'])} ${String(row['code'])}`);
  expect(key(second).filter((row) => key(first).includes(row))).toEqual([]);
  expect(String(column(second, 'episodes', 'day')[0]) >= String(column(first, 'episodes', 'day').at(-1))).toBe(true);
});

it('asks once however many series there are', async () => {
  const { mcp, sonarr } = await openServer({ household: householdOf(400) });
  const answer = await mcp.callTool('sonarr_get_calendar', { limit: 200 });
  expect(answer.json['total']).toBeGreaterThan(40);
  expect(sonarr.requests).toHaveLength(1);
});

it('has nothing on in an empty library', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  const answer = await mcp.callTool('sonarr_get_calendar');
  expect(answer.json).toMatchObject({ total: 0, returned: 0, episodes: [], from: '2026-11-21', to: '2026-11-27' });
});

it.each(['2026-02-30', 'next tuesday', '21.11.2026'])('refuses %s as a day, with examples', async (from) => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_get_calendar', { from });
  expect(error).toMatchObject({ code: 'invalid_input' });
  expect(error['hint']).toContain('-30d');
  expect(sonarr.requests).toEqual([]);
});
