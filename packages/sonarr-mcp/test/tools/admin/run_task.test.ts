import { describe, expect, it } from 'vitest';
import { acceptedBodies, acceptWith } from '../../support/accepted.js';
import { anyNumber, changes, containing } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

/** The bodies of the commands that Sonarr was sent. */
function commands(sonarr: Awaited<ReturnType<typeof openServer>>['sonarr']): unknown[] {
  return sonarr.requests.filter(({ method }) => method === 'POST').map(({ body }): unknown => JSON.parse(body));
}

const quick = { sonarr: { commandDelayMs: 1 } };

it('begins a task at once and says where to look on', async () => {
  const { mcp, sonarr } = await openWriting();
  const answer = await mcp.callTool('sonarr_run_task', { task: 'CheckHealth' });
  expect(answer.structured).toEqual({ outcome: 'running', target: 'CheckHealth', commandId: anyNumber });
  expect(commands(sonarr)).toEqual([{ name: 'CheckHealth' }]);
});

it('tells the end when it is waited for', async () => {
  const { mcp, sonarr } = await openWriting(quick);
  const answer = await mcp.callTool('sonarr_run_task', { task: 'Housekeeping', waitSeconds: 20 });
  expect(answer.json).toMatchObject({ outcome: 'done', target: 'Housekeeping' });
  expect(answer.json).not.toHaveProperty('ended');
  expect(sonarr.state.commands).toMatchObject([{ name: 'Housekeeping', status: 'completed' }]);
});

it('tells a task that failed as one that failed', async () => {
  const { mcp, sonarr } = await openWriting(quick);
  sonarr.faults.add({
    method: 'GET',
    path: /\/command\/\d+$/,
    fault: { kind: 'reply', body: { id: 1, name: 'RssSync', status: 'failed', message: 'Failed' } },
  });
  const answer = await mcp.callTool('sonarr_run_task', { task: 'RssSync', waitSeconds: 20 });
  expect(answer.json).toMatchObject({ outcome: 'done', ended: 'failed', note: containing('failed') });
});

it('says that import lists may add something', async () => {
  const { mcp } = await openWriting({ household: emptyHousehold() });
  const answer = await mcp.callTool('sonarr_run_task', { task: 'ImportListSync' });
  expect(answer.json['note']).toContain('may add series');
});

it('trap 33: begins no second one of a task that is under way', async () => {
  const { mcp } = await openWriting();
  const first = await mcp.callTool('sonarr_run_task', { task: 'RssSync' });
  const second = await mcp.callTool('sonarr_run_task', { task: 'RssSync' });
  expect(second.json['commandId']).toBe(first.json['commandId']);
});

describe('what is none of the tasks', () => {
  it.each([
    [
      'trap 58: what restarts Sonarr, changes its key or deletes',
      ['Restart', 'Shutdown', 'ResetApiKey', 'ApplicationUpdate', 'DeleteSeriesFiles'],
    ],
    [
      'trap 58: what deletes little by little, or installs what it finds',
      ['CleanUpRecycleBin', 'ClearLog', 'ClearBlocklist', 'ApplicationUpdateCheck'],
    ],
    [
      'trap 31: what would be about the whole library',
      ['RefreshSeries', 'RescanSeries', 'MissingEpisodeSearch', 'CutoffUnmetEpisodeSearch'],
    ],
    ['trap 34: what no Sonarr knows', ['TestIndexers', 'rsssync ', '']],
  ])('%s, is refused before anything is sent', async (_what, tasks) => {
    const { mcp, sonarr } = await openWriting();
    for (const task of tasks) {
      const { error } = await mcp.callTool('sonarr_run_task', { task });
      expect(error).toMatchObject({ code: 'invalid_input', target: 'task', changed: 'no' });
    }
    expect(sonarr.requests).toEqual([]);
  });
});

it('trap 34: an older Sonarr that does not know a task is told from one that failed', async () => {
  const { mcp, sonarr } = await openWriting();
  sonarr.faults.add({
    method: 'POST',
    path: '/api/v3/command',
    fault: {
      kind: 'reply',
      status: 500,
      body: { message: 'Sequence contains no matching element', description: 'at System.Linq.ThrowHelper' },
    },
  });
  const answer = await mcp.callTool('sonarr_run_task', { task: 'RssSync' });
  expect(answer.error).toMatchObject({ code: 'invalid_input', changed: 'no' });
  expect(answer.text).not.toContain('ThrowHelper');
});

it.each(acceptedBodies)('is begun when Sonarr accepts it with %s', async (_what, body) => {
  const { mcp, sonarr } = await openWriting();
  acceptWith(sonarr, 'POST', '/api/v3/command', body);
  const answer = await mcp.callTool('sonarr_run_task', { task: 'Housekeeping', waitSeconds: 1 });
  expect(answer.isError, answer.text).toBe(false);
  expect(answer.json).toMatchObject({ outcome: 'running', target: 'Housekeeping' });
  expect(changes(sonarr)).toEqual(['POST /api/v3/command']);
});

it('is refused in read-only mode before anything is sent', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_run_task', { task: 'RssSync' })).error['code']).toBe('read_only');
  expect(sonarr.requests).toEqual([]);
});
