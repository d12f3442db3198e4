import { expect, it } from 'vitest';
import { asked, column, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

it('tells when each task ran and runs again, where the person is, in one request', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_tasks');
  const tasks = rowsOf(answer, 'tasks');
  expect(tasks).toHaveLength(11);
  const refresh = tasks.find(({ task }) => task === 'RefreshSeries');
  // It took 347 seconds.
  expect(refresh).toMatchObject({ everyMinutes: 720, tookMinutes: 5 });
  const backup = tasks.find(({ task }) => task === 'Backup');
  expect(backup).toEqual({
    task: 'Backup',
    everyMinutes: 10_080,
    lastRunAt: expect.stringMatching(/^2026-11-16T18:00:0\d\+01:00$/) as unknown,
    nextRunAt: expect.stringMatching(/^2026-11-23T18:00:0\d\+01:00$/) as unknown,
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/system/task']);
});

it('marks exactly those that can be run', async () => {
  const { mcp } = await openWriting();
  const rows = rowsOf(await mcp.callTool('sonarr_get_tasks'), 'tasks');
  for (const { task, runnable } of rows) {
    const ran = await mcp.callTool('sonarr_run_task', { task });
    expect(ran.isError, String(task)).toBe(runnable !== true);
  }
});

it('marks what should have run long ago, and what is switched off or never ran', async () => {
  const { mcp, sonarr } = await openServer();
  const task = (id: number, rest: Record<string, unknown>) => ({
    id,
    name: `Task ${id}`,
    taskName: `Task${id}`,
    ...rest,
  });
  const body = [
    task(1, { interval: 60, lastExecution: '2026-11-21T10:00:00Z', nextExecution: '2026-11-21T11:00:00Z' }),
    task(2, { interval: 60, lastExecution: '2026-11-21T15:30:00Z', nextExecution: '2026-11-21T16:30:00Z' }),
    task(3, { interval: 0, lastExecution: '2026-11-01T10:00:00Z', nextExecution: '2026-11-01T10:00:00Z' }),
    task(4, { interval: 60, lastExecution: '0001-01-01T00:00:00Z', nextExecution: '0001-01-01T01:00:00Z' }),
    { id: 5, name: 'Older Task' },
  ];
  sonarr.faults.add({
    path: '/api/v3/system/task',
    fault: { kind: 'reply', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  });
  const answer = await mcp.callTool('sonarr_get_tasks');
  expect(column(answer, 'tasks', 'overdue')).toEqual([true, undefined, undefined, true, undefined]);
  expect(rowsOf(answer, 'tasks')[2]).toEqual({ task: 'Task3', lastRunAt: '2026-11-01T11:00:00+01:00' });
  expect(rowsOf(answer, 'tasks')[3]).not.toHaveProperty('lastRunAt');
  expect(rowsOf(answer, 'tasks')[4]).toEqual({ task: 'Older Task' });
});

it('are the same in a Sonarr without series', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect(rowsOf(await mcp.callTool('sonarr_get_tasks'), 'tasks')).toHaveLength(11);
});
