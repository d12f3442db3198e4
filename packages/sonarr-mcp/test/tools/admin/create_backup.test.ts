import { expect, it } from 'vitest';
import { acceptedBodies, acceptWith } from '../../support/accepted.js';
import { anyNumber, changes, containing, like } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

const quick = { sonarr: { commandDelayMs: 1 } };

it('begins at once, and says how to see the end', async () => {
  const { mcp, sonarr } = await openWriting();
  const answer = await mcp.callTool('sonarr_create_backup');
  expect(answer.structured).toEqual({
    outcome: 'running',
    target: 'backup of Sonarr',
    commandId: anyNumber,
    note: containing('sonarr_get_backups'),
  });
  expect(changes(sonarr)).toEqual(['POST /api/v3/command']);
});

it('tells the backup that was made when it is waited for, and not an older one', async () => {
  const { mcp, sonarr } = await openWriting(quick);
  const first = await mcp.callTool('sonarr_create_backup', { waitSeconds: 20 });
  expect(first.json).toMatchObject({
    outcome: 'done',
    backup: { name: like(/^sonarr_backup_/), kind: 'manual', madeAt: '2026-11-21T18:00:00+01:00' },
  });
  expect(sonarr.state.backups).toHaveLength(6);
  // Its file is still being written when the command ends.
  sonarr.state.backups = sonarr.state.backups.filter(({ type }) => type !== 'manual');
  sonarr.faults.add({
    path: '/api/v3/system/backup',
    fault: {
      kind: 'reply',
      body: JSON.stringify([{ id: 1, name: 'old.zip', type: 'manual', time: '2026-10-01T10:00:00Z' }]),
      headers: { 'content-type': 'application/json' },
    },
  });
  const second = await mcp.callTool('sonarr_create_backup', { waitSeconds: 20 });
  expect(second.json['outcome']).toBe('done');
  expect(second.json).not.toHaveProperty('backup');
});

it('is done although the list of backups cannot be read afterwards', async () => {
  const { mcp, sonarr } = await openWriting(quick);
  sonarr.faults.add({ path: '/api/v3/system/backup', fault: { kind: 'reply', status: 500, body: { message: 'x' } } });
  const answer = await mcp.callTool('sonarr_create_backup', { waitSeconds: 20 });
  expect(answer.json).toMatchObject({ outcome: 'done', target: 'backup of Sonarr' });
});

it('tells a backup that failed as one that failed', async () => {
  const { mcp, sonarr } = await openWriting(quick);
  sonarr.faults.add({
    method: 'GET',
    path: /\/command\/\d+$/,
    fault: { kind: 'reply', body: { id: 1, name: 'Backup', status: 'failed', message: 'No space left' } },
  });
  const answer = await mcp.callTool('sonarr_create_backup', { waitSeconds: 20 });
  expect(answer.json).toMatchObject({ ended: 'failed', note: containing('no new backup') });
  expect(answer.json).not.toHaveProperty('backup');
});

it('works in a Sonarr without series', async () => {
  const { mcp, sonarr } = await openWriting({ ...quick, household: emptyHousehold() });
  await mcp.callTool('sonarr_create_backup', { waitSeconds: 20 });
  expect(sonarr.state.backups).toHaveLength(1);
});

it.each(acceptedBodies)('is begun when Sonarr accepts it with %s', async (_what, body) => {
  const { mcp, sonarr } = await openWriting();
  acceptWith(sonarr, 'POST', '/api/v3/command', body);
  const answer = await mcp.callTool('sonarr_create_backup', { waitSeconds: 1 });
  expect(answer.isError, answer.text).toBe(false);
  expect(answer.json).toMatchObject({ outcome: 'running', target: 'backup of Sonarr' });
  sonarr.settle();
  expect(sonarr.state.backups).toHaveLength(6);
});

it('is refused in read-only mode before anything is sent', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_create_backup')).error['code']).toBe('read_only');
  expect(sonarr.requests).toEqual([]);
});
