import { describe, expect, it } from 'vitest';

import type { Session } from './stand-in.js';
import { object, objects, open } from './stand-in.js';

async function rows(session: Session, query = ''): Promise<Record<string, unknown>[]> {
  return objects((await session.get(`/api/v3/queue?pageSize=100&includeUnknownSeriesItems=true${query}`))['records']);
}

async function row(session: Session, title: RegExp): Promise<Record<string, unknown>> {
  const found = (await rows(session)).find((one) => title.test(String(one['title'])));
  if (found === undefined) throw new Error(`nothing like ${String(title)} is in the queue`);
  return found;
}

describe('the queue', () => {
  it('hides downloads of unknown series unless asked', async () => {
    const { get } = await open();
    const hidden = Number((await get('/api/v3/queue'))['totalRecords']);
    const shown = Number((await get('/api/v3/queue?includeUnknownSeriesItems=true'))['totalRecords']);
    expect(shown).toBe(hidden + 1);
    expect(await get('/api/v3/queue/status')).toMatchObject({
      totalCount: shown,
      count: hidden,
      unknownCount: 1,
      unknownWarnings: true,
      errors: true,
    });
  });

  it('has a row for every episode of a pack, each with the whole size and the same download', async () => {
    const pack = (await rows(await open())).filter((one) => String(one['title']).includes('The.Bureau.S04'));
    expect(pack).toHaveLength(10);
    expect(new Set(pack.map((one) => one['downloadId'])).size).toBe(1);
    expect(new Set(pack.map((one) => one['size']))).toEqual(new Set([24_500_000_000]));
    expect(new Set(pack.map((one) => one['id'])).size).toBe(10);
  });

  it('says why a download is stuck', async () => {
    const session = await open();
    const blocked = await row(session, /Babylon/);
    expect(blocked).toMatchObject({
      status: 'completed',
      trackedDownloadStatus: 'warning',
      trackedDownloadState: 'importBlocked',
    });
    expect(JSON.stringify(blocked['statusMessages'])).toContain('matched to series by ID');
    expect(JSON.stringify((await row(session, /Last\.of\.Us/))['statusMessages'])).toContain(
      'No files found are eligible',
    );
    expect(JSON.stringify((await row(session, /Abbott/))['statusMessages'])).toContain('Sample');
    expect((await row(session, /House\.of/))['errorMessage']).toContain('password');
    const unknown = await row(session, /Kraniche/);
    expect(unknown).not.toHaveProperty('seriesId');
    expect(unknown).not.toHaveProperty('episodeId');
  });

  it('writes times the .NET way and has no download id for what only waits', async () => {
    const session = await open();
    expect((await row(session, /Pawn/))['timeleft']).toBe('2.03:04:05');
    expect((await row(session, /Greys/))['timeleft']).toBe('00:07:14');
    const pending = await row(session, /Simpsons/);
    expect(pending).toMatchObject({ status: 'delay' });
    expect(pending).not.toHaveProperty('downloadId');
  });

  it('sorts descending when no direction is given, whatever its default is', async () => {
    const { get } = await open();
    const sizes = async (query: string): Promise<number[]> =>
      objects((await get(`/api/v3/queue?${query}`))['records']).map((one) => Number(one['size']));
    const down = await sizes('sortKey=size&pageSize=100');
    expect(down).toEqual([...down].sort((left, right) => right - left));
    const up = await sizes('sortKey=size&sortDirection=ascending&pageSize=100');
    expect(up).toEqual([...down].reverse());
    const byDefault = await get('/api/v3/queue?sortDirection=default');
    expect(byDefault).toMatchObject({ sortKey: 'timeleft', sortDirection: 'ascending' });
  });

  it('replaces an unknown sort key quietly, and breaks on the two that cannot be compared', async () => {
    const { get, send } = await open();
    expect((await get('/api/v3/queue?sortKey=colour'))['sortKey']).toBe('timeleft');
    expect((await send('GET', '/api/v3/queue?sortKey=episode')).status).toBe(500);
    expect((await send('GET', '/api/v3/queue?sortDirection=sideways')).status).toBe(400);
  });

  it('answers its last page for any page beyond', async () => {
    const { get } = await open();
    const beyond = await get('/api/v3/queue?page=99&pageSize=8');
    expect(beyond['page']).toBe(3);
    expect(objects(beyond['records']).length).toBeGreaterThan(0);
  });

  it('filters by series, protocol and status', async () => {
    const session = await open();
    expect(await rows(session, '&status=paused')).toHaveLength(1);
    const torrents = await rows(session, '&protocol=torrent');
    expect(new Set(torrents.map((one) => one['protocol']))).toEqual(new Set(['torrent']));
    const blocked = await row(session, /Babylon/);
    expect(await rows(session, `&seriesIds=${String(blocked['seriesId'])}`)).toHaveLength(1);
    const details = await session.list(
      `/api/v3/queue/details?seriesId=${String(blocked['seriesId'])}&includeEpisode=true`,
    );
    expect(object(details[0]?.['episode'])['id']).toBe(blocked['episodeId']);
  });
});

describe('taking things out of the queue', () => {
  it('takes the whole pack out and its data with it, with an empty answer', async () => {
    const session = await open();
    const one = await row(session, /The\.Bureau/);
    const answer = await session.send('DELETE', `/api/v3/queue/${String(one['id'])}`);
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect((await rows(session)).some((other) => String(other['title']).includes('The.Bureau'))).toBe(false);
    expect(session.sonarr.state.removedFromClient).toEqual([one['downloadId']]);
  });

  it('only ignores the download when the data is to stay', async () => {
    const session = await open();
    const one = await row(session, /Babylon/);
    await session.send('DELETE', `/api/v3/queue/${String(one['id'])}?removeFromClient=false`);
    expect(session.sonarr.state.removedFromClient).toEqual([]);
    const history = objects((await session.get('/api/v3/history?eventType=7'))['records']);
    expect(history.map((event) => event['sourceTitle'])).toEqual([one['title']]);
  });

  it('blocks the release and looks for another, unless told not to', async () => {
    const session = await open();
    const before = Number((await session.get('/api/v3/blocklist'))['totalRecords']);
    await session.send('DELETE', `/api/v3/queue/${String((await row(session, /Babylon/))['id'])}?blocklist=true`);
    await session.send(
      'DELETE',
      `/api/v3/queue/${String((await row(session, /Abbott/))['id'])}?blocklist=true&skipRedownload=true`,
    );
    expect((await session.get('/api/v3/blocklist'))['totalRecords']).toBe(before + 2);
    expect((await session.list('/api/v3/command')).map((command) => command['name'])).toEqual(['EpisodeSearch']);
  });

  it('knows 404 for a row that has gone, and removes nothing when one of many has', async () => {
    const session = await open();
    const one = await row(session, /Babylon/);
    const gone = await session.send('DELETE', '/api/v3/queue/1');
    expect([gone.status, gone.body]).toEqual([404, { message: 'NotFound' }]);
    const before = session.sonarr.digest();
    expect((await session.send('DELETE', '/api/v3/queue/bulk', { ids: [one['id'], 1] })).status).toBe(404);
    expect(session.sonarr.digest()).toBe(before);
    const both = await session.send('DELETE', '/api/v3/queue/bulk', {
      ids: [one['id'], (await row(session, /Pawn/))['id']],
    });
    expect([both.status, both.text]).toEqual([200, '{}']);
  });
});
