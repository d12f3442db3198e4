import { describe, expect, it } from 'vitest';

import type { Session } from './stand-in.js';
import { noon, object, objects, open } from './stand-in.js';

async function records(session: Session, path: string): Promise<Record<string, unknown>[]> {
  return objects((await session.get(path))['records']);
}

describe('wanted', () => {
  it('lists what is monitored, over and without a file', async () => {
    const session = await open();
    const missing = await records(session, '/api/v3/wanted/missing?pageSize=2000&includeSeries=true');
    expect(missing.length).toBeGreaterThan(20);
    for (const episode of missing) {
      expect(episode).toMatchObject({ hasFile: false, monitored: true });
      expect(object(episode['series'])['monitored']).toBe(true);
      expect(Date.parse(String(episode['airDateUtc']))).toBeLessThan(noon.getTime());
    }
  });

  it('takes monitored=false for those that are not monitored, not for all', async () => {
    const session = await open();
    const ids = async (monitored: boolean): Promise<unknown[]> =>
      (await records(session, `/api/v3/wanted/missing?pageSize=20000&monitored=${String(monitored)}`)).map(
        (one) => one['id'],
      );
    const [on, off] = [await ids(true), await ids(false)];
    expect(off.length).toBeGreaterThan(0);
    expect(on.filter((id) => off.includes(id))).toEqual([]);
  });

  it('answers nothing beyond the last page, newest first without a direction, and takes only its own sort keys', async () => {
    const session = await open();
    expect(await records(session, '/api/v3/wanted/missing?page=999')).toEqual([]);
    const first = await session.get('/api/v3/wanted/missing?sortKey=airDateUtc');
    expect(first).toMatchObject({ sortKey: 'episodes.airDateUtc', sortDirection: 'descending', pageSize: 10 });
    const dates = objects(first['records']).map((one) => String(one['airDateUtc']));
    expect(dates).toEqual([...dates].sort().reverse());
    expect((await session.get('/api/v3/wanted/missing?sortDirection=default'))['sortDirection']).toBe('ascending');
  });

  it('lists files below the cutoff of their profile, without specials', async () => {
    const session = await open();
    const cutoff = await records(session, '/api/v3/wanted/cutoff?pageSize=2000&includeEpisodeFile=true');
    expect(cutoff.length).toBeGreaterThan(5);
    for (const episode of cutoff) {
      expect(episode['seasonNumber']).not.toBe(0);
      expect(object(episode['episodeFile'])['qualityCutoffNotMet']).toBe(true);
    }
  });
});

describe('history', () => {
  it('takes numbers for event types on the paged list and names on the others', async () => {
    const session = await open();
    expect((await session.send('GET', '/api/v3/history?eventType=grabbed')).status).toBe(400);
    const grabbed = await records(session, '/api/v3/history?eventType=1&pageSize=500');
    expect(new Set(grabbed.map((event) => event['eventType']))).toEqual(new Set(['grabbed']));
    const since = await session.list(
      '/api/v3/history/since?date=2026-05-13T00:00:00Z&eventType=downloadFolderImported',
    );
    expect(new Set(since.map((event) => event['eventType']))).toEqual(new Set(['downloadFolderImported']));
    expect(since.every((event) => String(event['date']) >= '2026-05-13')).toBe(true);
    expect((await session.send('GET', '/api/v3/history/since')).status).toBe(400);
  });

  it('holds secrets of indexers in its data, as Sonarr does', async () => {
    const session = await open();
    const [event] = await records(session, '/api/v3/history?eventType=1');
    expect(object(event?.['data'])['downloadUrl']).toContain('apikey=');
  });

  it('comes by series and season', async () => {
    const session = await open();
    const all = await session.list('/api/v3/history/series?seriesId=12');
    expect(all.length).toBeGreaterThan(0);
    expect(await session.list('/api/v3/history/series?seriesId=12&seasonNumber=1')).toEqual([]);
    expect((await session.send('GET', '/api/v3/history/series?seriesId=9999')).status).toBe(404);
  });
});

describe('the blocklist', () => {
  it('is listed and emptied, row by row or together', async () => {
    const session = await open();
    const ids = (await records(session, '/api/v3/blocklist')).map((row) => row['id']);
    expect(ids).toHaveLength(3);
    const one = await session.send('DELETE', `/api/v3/blocklist/${String(ids[0])}`);
    expect([one.status, one.text]).toEqual([200, '']);
    const rest = await session.send('DELETE', '/api/v3/blocklist/bulk', { ids: ids.slice(1) });
    expect([rest.status, rest.text]).toEqual([200, '{}']);
    expect(await records(session, '/api/v3/blocklist')).toEqual([]);
  });
});

describe('commands', () => {
  const command = '/api/v3/command';

  it('are taken with 201, whatever the case of their name, and end with a message', async () => {
    const session = await open();
    const sent = await session.send('POST', command, { name: 'missingepisodesearch', seriesId: 4 });
    const id = String(object(sent.body)['id']);
    expect([sent.status, sent.headers.get('location')]).toEqual([201, `${command}/${id}`]);
    expect(object(sent.body)).toMatchObject({
      name: 'MissingEpisodeSearch',
      status: 'queued',
      result: 'unknown',
      body: { seriesId: 4 },
    });
    session.sonarr.settle();
    expect(await session.get(`${command}/${id}`)).toMatchObject({
      status: 'completed',
      result: 'successful',
      duration: '00:00:00',
    });
    expect(String((await session.get(`${command}/${id}`))['message'])).toMatch(
      /^Completed search for \d+ episodes\. \d+ reports downloaded\.$/,
    );
  });

  it('are not taken twice while an equal one is under way', async () => {
    const { sonarr, send } = await open();
    const id = async (body: object): Promise<unknown> => object((await send('POST', command, body)).body)['id'];
    const first = await id({ name: 'SeriesSearch', seriesId: 1 });
    expect(await id({ name: 'SeriesSearch', seriesId: 1 })).toBe(first);
    expect(await id({ name: 'SeriesSearch', seriesId: 2 })).not.toBe(first);
    sonarr.settle();
    expect(await id({ name: 'SeriesSearch', seriesId: 1 })).not.toBe(first);
  });

  it('can be cancelled while they are queued and not later', async () => {
    const { sonarr, send } = await open();
    const queued = object((await send('POST', command, { name: 'RssSync' })).body)['id'];
    const cancelled = await send('DELETE', `${command}/${String(queued)}`);
    expect([cancelled.status, cancelled.text]).toEqual([200, '']);
    expect((await send('GET', `${command}/${String(queued)}`)).status).toBe(404);
    const ended = object((await send('POST', command, { name: 'Backup' })).body)['id'];
    sonarr.settle();
    const refused = await send('DELETE', `${command}/${String(ended)}`);
    expect([refused.status, object(refused.body)['message']]).toEqual([409, 'Unable to cancel task']);
  });

  it('are a 500 under a name that does not exist', async () => {
    const { send } = await open();
    const answer = await send('POST', command, { name: 'TestIndexers' });
    expect([answer.status, object(answer.body)['message']]).toEqual([500, 'Sequence contains no matching element']);
  });
});

describe('a large library', () => {
  it('is answered whole', async () => {
    const { createHousehold } = await import('../../src/household/index.js');
    const session = await open({ household: createHousehold({ now: noon, size: { shows: 300, films: 0 } }) });
    expect((await session.list('/api/v3/series')).length).toBeGreaterThan(290);
  });
});
