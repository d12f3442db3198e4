import { expect, it } from 'vitest';
import { openServer } from './support/sonarr-server.js';

it.each([
  ['sonarr_get_history', { page: 2, page_size: 5 }, { offset: 5, limit: 5 }],
  ['sonarr_get_missing_episodes', { page: 3, page_size: 4 }, { offset: 8, limit: 4 }],
  ['sonarr_get_disk_space', { include_details: true }, {}],
  ['sonarr_get_root_folders', { include_details: false }, {}],
  ['sonarr_get_quality_profiles', { include_details: true }, {}],
  ['sonarr_get_statistics', {}, {}],
])('%s takes %j for %j', async (tool, older, ours) => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool(tool, older);
  expect(answer.structured).toBeDefined();
  expect(answer.structured).toEqual((await mcp.callTool(tool, ours)).structured);
});

it.each([
  ['get_history', 'sonarr_get_history', 'events'],
  ['sonarr_get_missing', 'sonarr_get_missing_episodes', 'episodes'],
  ['sonarr_get_wanted', 'sonarr_get_missing_episodes', 'episodes'],
  ['get_root_folders', 'sonarr_get_root_folders', 'rootFolders'],
  ['get_quality_profiles', 'sonarr_get_quality_profiles', 'profiles'],
])('%s is an older name of %s', async (older, tool, list) => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool(older, {});
  expect(answer.json).toHaveProperty(list);
  expect(answer.structured).toEqual((await mcp.callTool(tool, {})).structured);
});
