import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import { expect, it } from 'vitest';
import { asked, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

/** Lets a path answer with that document. */
function answers(sonarr: SonarrStandIn, path: string, document: unknown): void {
  sonarr.faults.add({
    path,
    fault: { kind: 'reply', body: JSON.stringify(document), headers: { 'content-type': 'application/json' } },
  });
}

it('tells the newer release, what is in it and how it gets there', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_updates');
  expect(answer.structured).toEqual({
    updateAvailable: true,
    installed: '4.0.17.2953',
    latest: '4.0.18.3061',
    howTo: containing('container'),
    releases: [
      {
        version: '4.0.18.3061',
        releasedAt: '2026-11-12T18:00:00+01:00',
        added: ['Show the free space of a root folder when moving a series'],
        fixed: [containing('season pack'), containing('Health check')],
      },
    ],
  });
  expect(asked(sonarr).sort()).toEqual(['GET /api/v3/system/status', 'GET /api/v3/update']);
});

it('says so when nothing is newer', async () => {
  const { mcp } = await openServer({ sonarr: { version: '4.0.18.3061' }, household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_updates')).structured).toEqual({
    updateAvailable: false,
    installed: '4.0.18.3061',
    latest: '4.0.18.3061',
  });
});

it('compares versions by their numbers, and trusts no mark', async () => {
  const { mcp, sonarr } = await openServer({ sonarr: { version: '4.0.9.2244' } });
  answers(sonarr, '/api/v3/update', [
    { version: '4.0.10.2544', installable: false, changes: { new: ['x'.repeat(5000)], fixed: [] } },
    { version: '4.0.8.1874', installable: true },
  ]);
  const answer = await mcp.callTool('sonarr_get_updates');
  expect(answer.json).toMatchObject({ updateAvailable: true, latest: '4.0.10.2544' });
  expect(rowsOf(answer, 'releases').map(({ version }) => version)).toEqual(['4.0.10.2544']);
  expect(answer.text.length).toBeLessThan(600);
});

it.each([
  ['builtIn', false, 'System > Updates'],
  ['apt', false, 'by apt'],
  [undefined, true, 'container'],
  [undefined, false, 'System > Updates'],
])('tells how it is installed where that is %s', async (packageUpdateMechanism, isDocker, howTo) => {
  const { mcp, sonarr } = await openServer();
  answers(sonarr, '/api/v3/system/status', { version: '4.0.17.2953', packageUpdateMechanism, isDocker });
  expect((await mcp.callTool('sonarr_get_updates')).json['howTo']).toContain(howTo);
});

it('passes on nothing of a stack when Sonarr fails at asking for releases', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.faults.add({
    path: '/api/v3/update',
    fault: { kind: 'reply', status: 500, body: { message: 'Connection refused', description: 'at /home/canary' } },
  });
  const answer = await mcp.callTool('sonarr_get_updates');
  expect(answer.error).toMatchObject({ code: 'upstream_unavailable' });
  expect(answer.text).not.toContain('canary');
});
