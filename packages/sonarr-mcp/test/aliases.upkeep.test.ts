import { expect, it } from 'vitest';
import { column, rowsOf } from './support/answers.js';
import { openServer } from './support/sonarr-server.js';

it('sonarr_system_status and sonarr_get_tags take what the original Sonarr server let through', async () => {
  const { mcp } = await openServer();
  const status = await mcp.callTool('sonarr_system_status', { include_details: true });
  expect(status.json).toMatchObject({ version: '4.0.17.2953' });
  const tags = await mcp.callTool('sonarr_get_tags', { include_details: false });
  expect(column(tags, 'tags', 'tag')).toContain('anime');
});

it.each([
  ['get_tags', 'tags'],
  ['get_logs', 'lines'],
])('%s works without the prefix', async (name, list) => {
  const { mcp } = await openServer();
  expect(rowsOf(await mcp.callTool(name), list).length).toBeGreaterThan(0);
});
