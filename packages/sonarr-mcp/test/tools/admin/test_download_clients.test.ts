import { expect, it } from 'vitest';
import { asked, column, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';
import { change, setUp } from '../../support/setup.js';

it('trap 41: tells which cannot be reached, first, and why, though Sonarr answers 400', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_test_download_clients');
  expect(answer.isError, answer.text).toBe(false);
  expect(answer.json).toMatchObject({ allWork: false, remedy: containing('Settings > Download Clients') });
  expect(column(answer, 'results', 'name')).toEqual(['Old Transmission', 'SABnzbd', 'qBittorrent']);
  expect(rowsOf(answer, 'results')[0]).toMatchObject({ works: false, says: [containing('connection refused')] });
  expect(asked(sonarr)).toEqual(['GET /api/v3/downloadclient', 'POST /api/v3/downloadclient/testall']);
});

it('trap 43: a download client has a switch, and one that is off is named and not tested', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  change(sonarr, 'downloadClients', 'Old Transmission', { enable: false });
  const answer = await mcp.callTool('sonarr_test_download_clients');
  expect(answer.json).toMatchObject({ allWork: true, off: ['Old Transmission'] });
  expect(column(answer, 'results', 'name')).toEqual(['SABnzbd', 'qBittorrent']);
});

it('tests one by its name or id alone', async () => {
  const { mcp, sonarr } = await openServer();
  const well = await mcp.callTool('sonarr_test_download_clients', { downloadClient: 'qbittorrent' });
  expect(well.structured).toEqual({ allWork: true, results: [{ id: 2, name: 'qBittorrent', works: true }] });
  expect(asked(sonarr).at(-1)).toBe('POST /api/v3/downloadclient/test');
  const ill = await mcp.callTool('sonarr_test_download_clients', { downloadClient: '3' });
  expect(ill.json).toMatchObject({ allWork: false, results: [{ name: 'Old Transmission' }] });
});

it('knows no other, and asks which when two are called the same', async () => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_test_download_clients', { downloadClient: 'Deluge' });
  expect(error).toMatchObject({ code: 'not_found', hint: containing('SABnzbd; qBittorrent; Old Transmission') });
  change(sonarr, 'downloadClients', 'Old Transmission', { name: 'SABnzbd' });
  const twice = await mcp.callTool('sonarr_test_download_clients', { downloadClient: 'SABnzbd' });
  expect(twice.error).toMatchObject({ code: 'ambiguous' });
  expect(asked(sonarr).filter((line) => line.startsWith('POST'))).toEqual([]);
});

it('has nothing to test where there is none', async () => {
  const { mcp, sonarr } = await openServer();
  setUp(sonarr, { downloadClients: [] });
  const answer = await mcp.callTool('sonarr_test_download_clients');
  expect(answer.json).toMatchObject({ allWork: false, remedy: containing('There is none that is on.') });
  expect(answer.json).not.toHaveProperty('results');
});
