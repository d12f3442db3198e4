import { describe, expect, it } from 'vitest';
import { column, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { eventsOf } from '../../support/icalendar.js';
import { emptyHousehold, householdOf, openServer } from '../../support/sonarr-server.js';

/** The calendar file in an answer. */
function fileOf(answer: { readonly json: Readonly<Record<string, unknown>>; readonly text: string }): string {
  const file = answer.json['iCalendar'];
  if (typeof file !== 'string') throw new Error(`The answer has no file: ${answer.text}`);
  return file;
}

describe('the calendar as a file', () => {
  it('has an event for every episode of the days, at its instant and as long as it runs, in one request', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_calendar', { days: 1, ical: true });
    expect(sonarr.requests).toHaveLength(1);
    expect(answer.json).toMatchObject({ from: '2026-11-21', to: '2026-11-21', episodes: [] });
    const events = eventsOf(fileOf(answer));
    expect(events).toHaveLength(Number(answer.json['total']));
    const babylon = events.find(({ SUMMARY = '' }) => SUMMARY.startsWith('Babylon Berlin S05E05'));
    expect(babylon).toMatchObject({
      UID: 'tvdb-470000-s05e05@sonarr-mcp',
      // 20:15 in Vienna.
      DTSTART: '20261121T191500Z',
      DTSTAMP: '20261121T170000Z',
      TRANSP: 'TRANSPARENT',
    });
    const runtime = seriesNamed(sonarr, 'Babylon Berlin').show.runtime;
    const end = new Date(Date.parse('2026-11-21T19:15:00Z') + runtime * 60_000).toISOString();
    expect(babylon?.['DTEND']).toBe(`${end.slice(0, 19).replace(/[-:]/g, '')}Z`);
  });

  it('marks premieres and finales, and writes names as they are', async () => {
    const { mcp } = await openServer();
    const rows = await mcp.callTool('sonarr_get_calendar', { from: '-7d', days: 30, limit: 200 });
    const answer = await mcp.callTool('sonarr_get_calendar', { from: '-7d', days: 30, ical: true });
    const summaries = eventsOf(fileOf(answer)).map(({ SUMMARY }) => SUMMARY);
    expect(summaries).toHaveLength(rowsOf(rows, 'episodes').length);
    expect(summaries).toContainEqual(expect.stringMatching(/^Fallout S02E08 – .* \(season finale\)$/));
    expect(summaries).toContainEqual(expect.stringMatching(/^Silo S03E01 – .* \(season premiere\)$/));
    expect(summaries.map((summary) => summary?.replaceAll(/\\([,;\\])/g, '$1').split(/ S\d\dE/)[0])).toEqual(
      column(rows, 'episodes', 'series'),
    );
  });

  it('gives an episode the same UID whenever it is asked for', async () => {
    const { mcp, pass } = await openServer();
    const uids = async () =>
      eventsOf(fileOf(await mcp.callTool('sonarr_get_calendar', { from: '2026-11-21', days: 7, ical: true }))).map(
        ({ UID }) => UID,
      );
    const first = await uids();
    expect(new Set(first).size).toBe(first.length);
    pass(3_600_000);
    expect(await uids()).toEqual(first);
  });

  it('holds no address, no key and no folder of the server', async () => {
    const { mcp, sonarr } = await openServer();
    const file = fileOf(await mcp.callTool('sonarr_get_calendar', { days: 31, ical: true }));
    expect(file).not.toContain(sonarr.apiKey);
    expect(file).not.toMatch(/https?:|127\.0\.0\.1|\/tv\b|apikey/i);
  });

  it('lets no title write lines of its own', async () => {
    const { mcp, sonarr } = await openServer();
    const series = seriesNamed(sonarr, 'Babylon Berlin');
    const body = [
      {
        id: 1,
        seriesId: series.id,
        seasonNumber: 5,
        episodeNumber: 5,
        title: 'One\rATTACH:https://example.org/\r\nURL:https://example.org/\u2028X:Y, with; \\ and "Größe"',
        airDateUtc: '2026-11-21T19:15:00Z',
        hasFile: false,
        monitored: true,
      },
    ];
    sonarr.faults.add({ path: '/api/v3/calendar', fault: { kind: 'reply', body } });
    const [event, ...others] = eventsOf(fileOf(await mcp.callTool('sonarr_get_calendar', { days: 1, ical: true })));
    expect(others).toEqual([]);
    expect(event).not.toHaveProperty('ATTACH');
    expect(event).not.toHaveProperty('URL');
    expect(event?.['SUMMARY']).toContain('with\\; \\\\ and "Größe"');
    // Half an hour where nobody knows how long it runs.
    expect(event).toMatchObject({ DTSTART: '20261121T191500Z', DTEND: '20261121T194500Z' });
  });

  it('of a large library continues in the next file, and never exceeds an answer', async () => {
    const { mcp } = await openServer({ household: householdOf(2000) });
    const uids: (string | undefined)[] = [];
    let offset: unknown = 0;
    let total: unknown;
    while (offset !== undefined) {
      const answer = await mcp.callTool('sonarr_get_calendar', { days: 7, ical: true, offset });
      expect(tokens(answer)).toBeLessThan(20_000);
      uids.push(...eventsOf(fileOf(answer)).map(({ UID }) => UID));
      ({ total, nextOffset: offset } = answer.json);
    }
    expect(uids.length).toBeGreaterThan(150);
    expect(uids).toHaveLength(Number(total));
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('is an empty calendar where nothing is on', async () => {
    const { mcp } = await openServer({ household: emptyHousehold() });
    const answer = await mcp.callTool('sonarr_get_calendar', { days: 31, ical: true });
    expect(answer.json).toMatchObject({ total: 0, returned: 0, episodes: [] });
    expect(eventsOf(fileOf(answer))).toEqual([]);
  });

  it('holds a month, and more is refused with how to go on', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_calendar', { days: 32, ical: true });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'days' });
    expect(error['hint']).toContain('31');
    expect(sonarr.requests).toEqual([]);
  });

  it('keeps its instants over a change of the clocks', async () => {
    const { mcp } = await openServer({ now: new Date('2026-10-23T10:00:00Z') });
    const rows = await mcp.callTool('sonarr_get_calendar', { days: 7, limit: 200 });
    const file = fileOf(await mcp.callTool('sonarr_get_calendar', { days: 7, ical: true }));
    const starts = eventsOf(file).map(({ DTSTART = '' }) =>
      Date.parse(DTSTART.replace(/(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\d)Z/, '$1-$2-$3:$4:$5Z')),
    );
    expect(starts).toEqual(rowsOf(rows, 'episodes').map(({ airsAt }) => Date.parse(String(airsAt))));
    expect(starts).not.toEqual([]);
  });
});
