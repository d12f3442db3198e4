import { expect, it } from 'vitest';
import { column } from './support/answers.js';
import { openServer } from './support/sonarr-server.js';

it('sonarr_health_check takes what the original Sonarr server let through, and answers to another name', async () => {
  const { mcp } = await openServer();
  for (const [name, args] of [
    ['sonarr_health_check', { include_details: true }],
    ['sonarr_get_health', {}],
  ] as const) {
    expect((await mcp.callTool(name, args)).json).toMatchObject({ healthy: false, version: '4.0.17.2953' });
  }
});

it.each([
  ['get_indexers', 'indexers', 'Bergfunk'],
  ['test_indexers', 'results', 'Bergfunk'],
  ['get_download_clients', 'downloadClients', 'SABnzbd'],
])('%s works without the prefix', async (name, list, expected) => {
  const { mcp } = await openServer();
  expect(column(await mcp.callTool(name), list, 'name')).toContain(expected);
});
