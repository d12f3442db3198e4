import { expect, it } from 'vitest';
import { asked, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

const MIB = 1024 ** 2;

it('tells how large an hour of each quality may be, and who allows it', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_quality_definitions');
  const rows = rowsOf(answer, 'qualities');
  expect(rows[0]).toMatchObject({ quality: 'SDTV', profiles: ['Any'] });
  expect(rows.find(({ quality }) => quality === 'WEBDL-1080p')).toEqual({
    quality: 'WEBDL-1080p',
    minBytesPerHour: 15 * 60 * MIB,
    preferredBytesPerHour: 95 * 60 * MIB,
    maxBytesPerHour: 130 * 60 * MIB,
    profiles: ['Any', 'HD-1080p', 'Ultra-HD', 'HD - 720p/1080p'],
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/qualitydefinition', 'GET /api/v3/qualityprofile']);
});

it('trap 38: a size that is not there is no limit, and not 0', async () => {
  const { mcp } = await openServer();
  const rows = rowsOf(await mcp.callTool('sonarr_get_quality_definitions'), 'qualities');
  const uhd = rows.find(({ quality }) => quality === 'WEBDL-2160p');
  expect(uhd).toHaveProperty('minBytesPerHour');
  expect(uhd).not.toHaveProperty('maxBytesPerHour');
  expect(uhd).not.toHaveProperty('preferredBytesPerHour');
});

it('is the same in an empty library', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect(rowsOf(await mcp.callTool('sonarr_get_quality_definitions'), 'qualities')).toHaveLength(9);
});
