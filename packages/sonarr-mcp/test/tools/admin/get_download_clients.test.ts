import { expect, it } from 'vitest';
import { asked, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';
import { change, setUp } from '../../support/setup.js';

it('lists the download clients with where they run, in two requests', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_download_clients');
  expect(answer.json).toMatchObject({ total: 3 });
  expect(rowsOf(answer, 'downloadClients')[2]).toEqual({
    id: 3,
    name: 'Old Transmission',
    kind: 'Transmission',
    protocol: 'torrent',
    enabled: true,
    priority: 2,
    host: 'attic.local',
    port: 9091,
    category: 'tv',
    removesCompleted: false,
    removesFailed: true,
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/downloadclient', 'GET /api/v3/tag']);
});

it('trap 43: tells which are off', async () => {
  const { mcp, sonarr } = await openServer();
  change(sonarr, 'downloadClients', 'qBittorrent', { enable: false });
  const rows = rowsOf(await mcp.callTool('sonarr_get_download_clients'), 'downloadClients');
  expect(rows.map(({ enabled }) => enabled)).toEqual([true, false, true]);
});

it('trap 42: shows neither a secret nor the stars that stand for one', async () => {
  const { mcp } = await openServer();
  const { text } = await mcp.callTool('sonarr_get_download_clients');
  expect(text).not.toContain('***');
  expect(text).not.toMatch(/password|username/i);
});

it('names a machine by its IP address only where the owner said so, and never an address with a password in it', async () => {
  const host = (value: string) => ({ fields: [{ name: 'host', value, privacy: 'normal' }] });
  for (const [SHOW_PERSONAL_DATA, shown] of [
    ['false', undefined],
    ['true', '192.168.1.20'],
  ] as const) {
    const { mcp, sonarr } = await openServer({ environment: { SHOW_PERSONAL_DATA } });
    change(sonarr, 'downloadClients', 'SABnzbd', host('192.168.1.20'));
    change(sonarr, 'downloadClients', 'qBittorrent', host('http://owner:canary@nas.local/'));
    const answer = await mcp.callTool('sonarr_get_download_clients');
    expect(rowsOf(answer, 'downloadClients')[0]?.['host']).toBe(shown);
    expect(answer.text).not.toContain('canary');
  }
});

it('has them also where the library is empty, and says so when there is none', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_download_clients')).json).toMatchObject({ total: 3 });
  setUp(sonarr, { downloadClients: [] });
  expect((await mcp.callTool('sonarr_get_download_clients')).structured).toEqual({ total: 0 });
});
