import { expect, it } from 'vitest';
import { anyNumber, asked, column, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('tells how old the last backup is, and which there are, newest first', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_backups');
  expect(answer.json).toMatchObject({ total: 5, lastBackupAt: '2026-11-16T18:00:00+01:00', ageDays: 5 });
  const times = column(answer, 'backups', 'madeAt').map(String);
  expect(times).toEqual([...times].sort().reverse());
  expect(rowsOf(answer, 'backups')[0]).toEqual({
    name: containing('sonarr_backup_v4.0.17.2953_'),
    kind: 'scheduled',
    madeAt: '2026-11-16T18:00:00+01:00',
    sizeBytes: anyNumber,
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/system/backup']);
});

it('shows no path to them: whoever fetches one has the API key', async () => {
  const { mcp } = await openServer();
  expect((await mcp.callTool('sonarr_get_backups')).text).not.toContain('/backup/');
});

it('tells a Sonarr that has none', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_backups')).structured).toEqual({ total: 0 });
});
