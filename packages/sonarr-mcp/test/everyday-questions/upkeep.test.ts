import { expect, it } from 'vitest';
import { column, containing, holding, like, rowsOf } from '../support/answers.js';
import { counting } from '../support/counting.js';
import { openServer, openWriting } from '../support/sonarr-server.js';

it('When was the last backup? Make one.', async () => {
  const server = await openWriting({ sonarr: { commandDelayMs: 1 } });
  const { call, calls } = counting(server);
  expect((await call('sonarr_get_backups', {})).json).toMatchObject({
    lastBackupAt: '2026-11-16T18:00:00+01:00',
    ageDays: 5,
  });
  const made = await call('sonarr_create_backup', { waitSeconds: 30 });
  expect(made.json).toMatchObject({ outcome: 'done', backup: { kind: 'manual', madeAt: '2026-11-21T18:00:00+01:00' } });
  expect(server.sonarr.state.backups).toHaveLength(6);
  expect(calls()).toBe(2);
});

it('Which series have the tag anime?', async () => {
  const server = await openServer();
  const { call, calls } = counting(server);
  const answer = await call('sonarr_get_tags', { tag: 'anime' });
  expect(column(answer, 'series', 'title')).toEqual(holding(['Attack on Titan', 'SPY x FAMILY']));
  expect(column(answer, 'series', 'title')).not.toContain('Severance');
  expect(calls()).toBe(1);
});

it('What went wrong last night, says the log?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_get_logs', { level: 'error', since: 'yesterday' });
  expect(rowsOf(answer, 'lines')).toMatchObject([
    { at: like(/^2026-11-21T02:2/), message: containing('Unable to connect to Old Transmission') },
    { at: like(/^2026-11-21T02:0/), exception: containing('No space left on device') },
  ]);
  expect(calls()).toBe(1);
});

it('Is there an update, and what does it bring?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_get_updates', {});
  expect(answer.json).toMatchObject({ updateAvailable: true, latest: '4.0.18.3061', installed: '4.0.17.2953' });
  expect(rowsOf(answer, 'releases')[0]?.['fixed']).toHaveLength(2);
  expect(calls()).toBe(1);
});

it('Which tags does nothing use? Delete them.', async () => {
  const server = await openWriting();
  const { call, calls } = counting(server);
  const unused = rowsOf(await call('sonarr_get_tags', {}), 'tags').filter((row) => row['unused'] === true);
  expect(unused.map(({ tag }) => tag)).toEqual(['unused']);
  for (const { tag } of unused) {
    expect((await call('sonarr_manage_tag', { action: 'delete', tag })).json['outcome']).toBe('done');
  }
  expect([...server.sonarr.state.tags.values()]).not.toContain('unused');
  expect(calls()).toBe(2);
});

it('When does Sonarr look for new episodes next, and can it do so now?', async () => {
  const server = await openWriting({ sonarr: { commandDelayMs: 1 } });
  const { call, calls } = counting(server);
  const rss = rowsOf(await call('sonarr_get_tasks', {}), 'tasks').find(({ task }) => task === 'RssSync');
  expect(rss).toMatchObject({ everyMinutes: 15, nextRunAt: like(/^2026-11-21T18:\d\d/), runnable: true });
  const ran = await call('sonarr_run_task', { task: rss?.['task'], waitSeconds: 20 });
  expect(ran.json).toMatchObject({ outcome: 'done', target: 'RssSync' });
  expect(calls()).toBe(2);
});

it('What does the log say about Bergfunk this week?', async () => {
  const { call, calls } = counting(await openServer());
  const answer = await call('sonarr_get_logs', { contains: 'bergfunk', since: '-7d' });
  expect(column(answer, 'lines', 'level')).toContain('error');
  expect(answer.text).not.toContain('apikey');
  expect(calls()).toBe(1);
});
