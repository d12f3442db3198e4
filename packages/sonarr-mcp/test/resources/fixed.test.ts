import { describe, expect, it } from 'vitest';
import { asked } from '../support/answers.js';
import { eventsOf } from '../support/icalendar.js';
import { emptyHousehold, openServer } from '../support/sonarr-server.js';

const json = [
  ['sonarr://calendar', 'sonarr_get_calendar', { limit: 200 }],
  ['sonarr://queue', 'sonarr_get_queue', { limit: 100 }],
  ['sonarr://health', 'sonarr_health_check', {}],
] as const;

it('are calendar, queue and health, each of the kind that it is said to be', async () => {
  const { mcp } = await openServer();
  expect((await mcp.listResources()).map(({ uri, mimeType }) => [uri, mimeType])).toEqual([
    ['sonarr://calendar', 'application/json'],
    ['sonarr://calendar.ics', 'text/calendar'],
    ['sonarr://queue', 'application/json'],
    ['sonarr://health', 'application/json'],
  ]);
});

describe.each(json)('%s', (uri, tool, args) => {
  it(`is what ${tool} answers, for the same requests`, async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool(tool, args);
    const requests = asked(sonarr);
    const { text, mimeType } = await mcp.readText(uri);
    expect(mimeType).toBe('application/json');
    expect(JSON.parse(text)).toEqual(answer.json);
    expect(asked(sonarr)).toEqual([...requests, ...requests]);
  });

  it('shows no key, and can be read of an empty Sonarr', async () => {
    const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
    expect((await mcp.readText(uri)).text).not.toContain(sonarr.apiKey);
  });

  it('says what is wrong when Sonarr does not let it be read', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({ fault: { kind: 'reply', status: 401 } });
    await expect(mcp.readResource(uri)).rejects.toThrow(/key/i);
  });
});

describe('sonarr://calendar.ics', () => {
  it('is the coming month as a file, with the line ends that its format wants', async () => {
    const { mcp } = await openServer();
    const { text, mimeType } = await mcp.readText('sonarr://calendar.ics');
    expect(mimeType).toBe('text/calendar');
    expect(text.split('\r\n').some((line) => line.includes('\n'))).toBe(false);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const month = await mcp.callTool('sonarr_get_calendar', { days: 31 });
    expect(eventsOf(text)).toHaveLength(Number(month.json['total']));
  });

  it('holds no key and no address', async () => {
    const { mcp, sonarr } = await openServer();
    const { text } = await mcp.readText('sonarr://calendar.ics');
    expect(text).not.toContain(sonarr.apiKey);
    expect(text).not.toMatch(/https?:/);
  });
});
