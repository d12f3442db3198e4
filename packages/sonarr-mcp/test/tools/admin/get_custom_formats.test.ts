import { expect, it } from 'vitest';
import { asked, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('lists the formats with the points that each profile gives', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_custom_formats');
  expect(rowsOf(answer, 'formats')).toContainEqual({
    id: 4,
    name: 'Hardcoded Subs',
    points: { 'HD-1080p': -1000, 'Ultra-HD': -1000, 'HD - 720p/1080p': -1000 },
  });
  expect(rowsOf(answer, 'profiles')).toContainEqual({ name: 'HD-1080p', minScore: -50, upgradesUntilScore: 50 });
  expect(rowsOf(answer, 'profiles')).toContainEqual({ name: 'Any', minScore: 0 });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/customformat', 'GET /api/v3/qualityprofile']);
});

it('tells what one of them looks for', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_custom_formats', { format: 'season pack' });
  expect(rowsOf(answer, 'formats')).toEqual([
    expect.objectContaining({ name: 'Season Pack', conditions: ['required Release Type: 3'] }),
  ]);
  const proper = await mcp.callTool('sonarr_get_custom_formats', { format: '7' });
  expect(rowsOf(proper, 'formats')[0]?.['conditions']).toEqual([
    String.raw`Release Title: \bPROPER\b`,
    String.raw`Release Title: \bREPACK\b`,
  ]);
});

it('names those there are when one is not', async () => {
  const { mcp } = await openServer();
  const { error } = await mcp.callTool('sonarr_get_custom_formats', { format: 'Atmos' });
  expect(error).toMatchObject({ code: 'not_found', hint: containing('German DL') });
});

it('is the same in an empty library', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect(rowsOf(await mcp.callTool('sonarr_get_custom_formats'), 'formats').length).toBeGreaterThan(4);
});
