import { expect, it } from 'vitest';
import { asked } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';
import { setUp } from '../../support/setup.js';

it('lists whom Sonarr tells, and of what, in two requests', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_get_notifications')).structured).toEqual({
    total: 2,
    notifications: [
      {
        id: 1,
        name: 'Plex library',
        kind: 'PlexServer',
        tells: ['download', 'upgrade', 'rename', 'seriesDelete', 'episodeFileDelete'],
      },
      {
        id: 2,
        name: 'Family chat',
        kind: 'Discord',
        tells: ['grab', 'download', 'healthIssue', 'manualInteractionRequired'],
      },
    ],
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/notification', 'GET /api/v3/tag']);
});

it('keeps the address of a chat to itself, which anybody could write to', async () => {
  const { mcp } = await openServer();
  const { text } = await mcp.callTool('sonarr_get_notifications');
  expect(text).not.toContain('chat.example');
  expect(text).not.toContain('webhook');
});

it('has them also where the library is empty, and says so when there is none', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_notifications')).json).toMatchObject({ total: 2 });
  setUp(sonarr, { notifications: [] });
  expect((await mcp.callTool('sonarr_get_notifications')).structured).toEqual({ total: 0 });
});
