import { describe, expect, it } from 'vitest';

import { createHousehold } from '../../src/household/index.js';
import type { Session } from './stand-in.js';
import { noon, object, objects, open } from './stand-in.js';

async function lines(session: Session, query: string): Promise<Record<string, unknown>[]> {
  return objects((await session.get(`/api/v3/log?${query}`))['records']);
}

describe('the log', () => {
  it('is oldest first in its own default direction, and newest first without one', async () => {
    const session = await open();
    const times = async (query: string): Promise<string[]> =>
      (await lines(session, `pageSize=500&${query}`)).map((line) => String(line['time']));
    const ascending = await times('sortDirection=default');
    expect(ascending.length).toBeGreaterThan(60);
    expect(ascending).toEqual([...ascending].sort());
    expect(await times('sortKey=time')).toEqual([...ascending].reverse());
  });

  it('brings the worse levels with each level, and filters nothing for a word that is none', async () => {
    const session = await open();
    const levels = async (level: string): Promise<Set<unknown>> =>
      new Set((await lines(session, `pageSize=500&level=${level}`)).map((line) => line['level']));
    expect(await levels('error')).toEqual(new Set(['error']));
    expect(await levels('warn')).toEqual(new Set(['warn', 'error']));
    expect(await levels('warning')).toEqual(new Set(['info', 'warn', 'error']));
  });

  it('holds whole stack traces, keys and addresses, as the log of a Sonarr may', async () => {
    const session = await open();
    const text = JSON.stringify(await lines(session, 'pageSize=500&level=warn'));
    for (const part of ['DiskTransferService.cs', 'canary-indexer-key', '192.168.1.57']) expect(text).toContain(part);
  });

  it('is empty for a household that owns nothing, and once it was cleared', async () => {
    const empty = await open({ household: createHousehold({ now: noon, size: { shows: 0, films: 0 } }) });
    expect(await empty.get('/api/v3/log')).toMatchObject({ totalRecords: 0, records: [] });
    const session = await open();
    const before = session.sonarr.digest();
    await session.send('POST', '/api/v3/command', { name: 'ClearLog' });
    session.sonarr.settle();
    expect(await lines(session, '')).toEqual([]);
    expect(session.sonarr.digest()).not.toBe(before);
  });
});

describe('tasks', () => {
  it('say when they ran and run again, and a command that does the same counts as a run', async () => {
    const { sonarr, send, list, get } = await open();
    const tasks = await list('/api/v3/system/task');
    expect(tasks.map((task) => task['taskName'])).toContain('RssSync');
    const housekeeping = tasks.find((task) => task['taskName'] === 'Housekeeping');
    expect(String(housekeeping?.['lastExecution']) < noon.toISOString()).toBe(true);
    await send('POST', '/api/v3/command', { name: 'Housekeeping' });
    sonarr.settle();
    expect(await get(`/api/v3/system/task/${String(housekeeping?.['id'])}`)).toMatchObject({
      taskName: 'Housekeeping',
      interval: 1440,
      lastExecution: '2026-05-20T12:00:00Z',
      nextExecution: '2026-05-21T12:00:00Z',
    });
    expect((await send('GET', '/api/v3/system/task/99')).status).toBe(404);
  });
});

describe('backups', () => {
  it('are newest first, and the command adds one', async () => {
    const { sonarr, send, list } = await open();
    const before = await list('/api/v3/system/backup');
    expect(new Set(before.map((one) => one['type']))).toEqual(new Set(['scheduled', 'update']));
    const digest = sonarr.digest();
    await send('POST', '/api/v3/command', { name: 'Backup' });
    sonarr.settle();
    const [newest, ...others] = await list('/api/v3/system/backup');
    expect(newest).toMatchObject({ type: 'manual', time: '2026-05-20T12:00:00Z' });
    expect(others).toEqual(before);
    expect(sonarr.digest()).not.toBe(digest);
  });
});

describe('updates', () => {
  it('mark what is installed and what can be', async () => {
    const { list } = await open();
    expect(await list('/api/v3/update')).toMatchObject([
      { version: '4.0.18.3061', latest: true, installable: true, installed: false },
      { version: '4.0.17.2953', latest: false, installable: false, installed: true },
      { installed: false },
    ]);
    const newer = await open({ version: '4.0.18.3061' });
    expect((await newer.list('/api/v3/update'))[0]).toMatchObject({ installed: true, installable: false });
  });
});

describe('tags', () => {
  it('take an upper-case spelling of an existing label for a conflict, as the database does', async () => {
    const { send } = await open();
    expect((await send('POST', '/api/v3/tag', { label: 'anime' })).status).toBe(201);
    expect((await send('POST', '/api/v3/tag', { label: 'Anime' })).status).toBe(409);
    expect((await send('PUT', '/api/v3/tag/2', { id: 2, label: 'anime' })).status).toBe(409);
    const renamed = await send('PUT', '/api/v3/tag/2', { id: 2, label: 'Old Ones' });
    expect([renamed.status, object(renamed.body)['label']]).toEqual([202, 'old ones']);
  });

  it('take no blanks from version 5 on', async () => {
    const { send } = await open({ version: '5.0.0.1' });
    const answer = await send('POST', '/api/v3/tag', { label: 'old ones' });
    expect([answer.status, objects(answer.body)[0]?.['propertyName']]).toEqual([400, 'Label']);
  });
});
