import { createHousehold } from '@watchstack/demo/household';
import { describe, expect, it } from 'vitest';
import { ConflictError, InvalidInputError, NotFoundError, sonarrLogLevels } from '../../src/index.js';
import { failure, start } from './stand-in.js';

const now = new Date('2026-11-21T17:00:00Z');
const standing = { household: createHousehold({ now }), now: () => now };

describe('tags', () => {
  it('come with everything that carries them', async () => {
    const { client, sonarr } = await start(standing);
    const details = await client.tags.details();
    const anime = details.find(({ label }) => label === 'anime');
    expect(anime?.seriesIds.length).toBe(
      [...sonarr.state.series.values()].filter(({ tags }) => tags.includes(anime?.id ?? 0)).length,
    );
    expect(anime?.indexerIds.length).toBeGreaterThan(0);
    expect(details.find(({ label }) => label === 'unused')).toMatchObject({ seriesIds: [], indexerIds: [] });
  });

  it('trap 44: are sent in small letters, so that another spelling of a label is no conflict', async () => {
    const { client, sonarr } = await start(standing);
    const before = sonarr.digest();
    expect(await client.tags.create('  Anime ')).toEqual({ id: 1, label: 'anime' });
    expect(sonarr.digest()).toBe(before);
    expect(await client.tags.rename(5, 'Spare')).toEqual({ id: 5, label: 'spare' });
  });

  it('trap 44: are not deleted while anything carries them, and not renamed to one there is', async () => {
    const { client, sonarr } = await start(standing);
    const before = sonarr.digest();
    expect(await failure(client.tags.delete(1))).toBeInstanceOf(ConflictError);
    expect(await failure(client.tags.rename(5, 'anime'))).toMatchObject({ code: 'conflict', changed: 'no' });
    expect(await failure(client.tags.rename(5, '  '))).toBeInstanceOf(InvalidInputError);
    for (const call of [client.tags.delete(99), client.tags.rename(99, 'x')]) {
      expect(await failure(call)).toBeInstanceOf(NotFoundError);
    }
    expect(sonarr.digest()).toBe(before);
  });

  it('keep what nobody describes when they are renamed, and are read anew afterwards', async () => {
    const { client, sonarr } = await start(standing);
    await client.tags.list();
    sonarr.faults.add({
      method: 'GET',
      path: '/api/v3/tag/5',
      fault: { kind: 'reply', body: { id: 5, label: 'unused', colour: { shade: 7 } } },
    });
    await client.tags.rename(5, 'spare');
    const put = sonarr.requests.find(({ method }) => method === 'PUT');
    expect(JSON.parse(put?.body ?? '')).toEqual({ id: 5, label: 'spare', colour: { shade: 7 } });
    expect((await client.tags.list()).map(({ label }) => label)).toContain('spare');
    await client.tags.delete(5);
    expect((await client.tags.list()).map(({ label }) => label)).not.toContain('spare');
  });

  it('are left alone where nothing would differ', async () => {
    const { client, sonarr } = await start(standing);
    expect(await client.tags.rename(5, 'Unused')).toEqual({ id: 5, label: 'unused' });
    expect(sonarr.requests.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('the log', () => {
  it('trap 6: is asked for newest first, by time', async () => {
    const { client, sonarr } = await start(standing);
    const { records, totalRecords } = await client.logs.list({ page: 1, pageSize: 20 });
    const times = records.map(({ time }) => time);
    expect(times).toEqual([...times].sort().reverse());
    expect(totalRecords).toBeGreaterThan(60);
    expect(sonarr.requests[0]?.query).toMatchObject({ sortKey: 'time', sortDirection: 'descending' });
  });

  it('trap 6: takes only the words for levels that Sonarr filters by', async () => {
    const { client } = await start(standing);
    const all = (await client.logs.list({ page: 1, pageSize: 1 })).totalRecords;
    const warnings = (await client.logs.list({ page: 1, pageSize: 1, level: 'warn' })).totalRecords;
    expect(warnings).toBeGreaterThan(0);
    expect(warnings).toBeLessThan(all);
    // @ts-expect-error `warning`, which Sonarr takes for no filter, is no level here.
    expect((await client.logs.list({ page: 1, pageSize: 1, level: 'warning' })).totalRecords).toBe(all);
    expect(sonarrLogLevels).not.toContain('warning');
  });

  it('passes on no key, no address with one, and no stack', async () => {
    const apiKey = 'f00dfeedf00dfeedf00dfeedf00dfeed';
    const { client, sonarr } = await start({ ...standing, apiKey }, { headers: { 'X-Proxy': 'canary-proxy-word' } });
    const lines = [
      `Request with ${apiKey} refused, canary-proxy-word too`,
      'Downloading https://tracker.example/dl/canarypath/file.torrent?passkey=canary from magnet:?xt=urn:btih:canary',
      'Cannot reach http://canary:canary@10.0.0.9:9091/transmission/rpc, apikey=canary',
      'Bearer 0123456789canary0123456789abcdef and 0a1b2c3d4e5f60718293a4b5c6d7e8f9 are keys',
    ];
    const records = lines.map((message, index) => ({
      id: index + 1,
      time: '2026-11-21T16:00:00Z',
      level: 'Error',
      message,
      exception: `System.Exception: ${message}\r\n   at NzbDrone.Core.Secret() in /home/canary/x.cs:line 3`,
    }));
    sonarr.faults.add({
      path: '/api/v3/log',
      fault: { kind: 'reply', body: { page: 1, pageSize: 9, totalRecords: records.length, records } },
    });
    const read = (await client.logs.list({ page: 1, pageSize: 9 })).records;
    const text = JSON.stringify(read);
    expect(text).not.toMatch(/canary|f00dfeed|0a1b2c3d|NzbDrone/);
    expect(text).toContain('https://tracker.example/…');
    expect(text).toContain('http://10.0.0.9:9091/…');
    expect(read[0]).toMatchObject({ level: 'error', message: 'Request with [redacted] refused, [redacted] too' });
  });
});

describe('tasks, backups and updates', () => {
  it('tell when a task ran, how long, and when it runs again', async () => {
    const { client } = await start(standing);
    const refresh = (await client.tasks.list()).find(({ taskName }) => taskName === 'RefreshSeries');
    expect(refresh).toMatchObject({ name: 'Refresh Series', interval: 720 });
    expect(Date.parse(refresh?.nextExecution ?? '') - Date.parse(refresh?.lastExecution ?? '')).toBe(720 * 60_000);
  });

  it('tell the backups newest first, and not where they lie', async () => {
    const { client } = await start(standing);
    const backups = await client.backups.list();
    const times = backups.map(({ time }) => time);
    expect(times.length).toBe(5);
    expect(times).toEqual([...times].sort().reverse());
    expect(JSON.stringify(backups)).not.toContain('/backup/');
  });

  it('tell what is installed and what is new', async () => {
    const { client } = await start(standing);
    const updates = await client.updates.list();
    expect(updates.find(({ installed }) => installed)?.version).toBe('4.0.17.2953');
    expect(updates[0]).toMatchObject({ latest: true, installable: true });
    expect(updates[0]?.changes?.fixed.length).toBeGreaterThan(0);
  });
});
