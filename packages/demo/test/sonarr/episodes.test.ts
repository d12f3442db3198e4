import { describe, expect, it } from 'vitest';

import { object, objects, open, seriesNamed } from './stand-in.js';

describe('episodes', () => {
  it('need a series, numbers or a file', async () => {
    const { send } = await open();
    const answer = await send('GET', '/api/v3/episode');
    expect([answer.status, answer.body]).toEqual([
      400,
      { message: 'BadRequest: seriesId or episodeIds must be provided' },
    ]);
  });

  it('come by season, specials being season 0', async () => {
    const session = await open();
    const id = String((await seriesNamed(session, 'Severance'))['id']);
    expect(await session.list(`/api/v3/episode?seriesId=${id}&seasonNumber=2`)).toHaveLength(10);
    expect(await session.list(`/api/v3/episode?seriesId=${id}&seasonNumber=0`)).toHaveLength(2);
    expect(await session.list(`/api/v3/episode?seriesId=${id}`)).toHaveLength(31);
  });

  it('carry what is asked for and no more', async () => {
    const session = await open();
    const id = String((await seriesNamed(session, 'Severance'))['id']);
    const [plain] = await session.list(`/api/v3/episode?seriesId=${id}&seasonNumber=1`);
    expect(plain).toMatchObject({ title: 'Good News About Hell', hasFile: true });
    expect(plain).not.toHaveProperty('series');
    const [full] = await session.list(
      `/api/v3/episode?seriesId=${id}&seasonNumber=1&includeSeries=true&includeEpisodeFile=true`,
    );
    expect(object(full?.['series'])['title']).toBe('Severance');
    expect(object(full?.['episodeFile'])['id']).toBe(plain?.['episodeFileId']);
    const one = await session.get(`/api/v3/episode/${String(plain?.['id'])}`);
    expect(one).toHaveProperty('series');
  });

  it('tell the day at the network from the instant', async () => {
    const session = await open();
    const id = String((await seriesNamed(session, 'House of the Dragon'))['id']);
    const [episode] = await session.list(`/api/v3/episode?seriesId=${id}&seasonNumber=3`);
    expect(episode?.['airDate']).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(episode?.['airDateUtc']).toMatch(/^\d{4}-\d{2}-\d{2}T01:00:00Z$/);
    expect(String(episode?.['airDateUtc']).slice(0, 10)).not.toBe(episode?.['airDate']);
  });

  it('are monitored one by one or together; an unknown number is a 500 after the deed', async () => {
    const session = await open();
    const id = String((await seriesNamed(session, 'Dark'))['id']);
    const [first, second] = (await session.list(`/api/v3/episode?seriesId=${id}`)).map((one) => Number(one['id']));
    const together = await session.send('PUT', '/api/v3/episode/monitor', {
      episodeIds: [first, second],
      monitored: false,
    });
    expect([together.status, objects(together.body).map((one) => one['monitored'])]).toEqual([202, [false, false]]);
    const half = await session.send('PUT', '/api/v3/episode/monitor', {
      episodeIds: [first, 99_999_999],
      monitored: true,
    });
    expect(half.status).toBe(500);
    expect((await session.get(`/api/v3/episode/${String(first)}`))['monitored']).toBe(true);
    const single = await session.send('PUT', `/api/v3/episode/${String(first)}`, {
      monitored: false,
      title: 'Ignored',
    });
    expect(single.status).toBe(202);
    expect(object(single.body)['monitored']).toBe(false);
    expect(object(single.body)['title']).not.toBe('Ignored');
  });
});

describe('files', () => {
  it('leave their episodes missing and monitored when they are deleted', async () => {
    const session = await open();
    const id = String((await seriesNamed(session, 'Dark'))['id']);
    const [episode] = await session.list(`/api/v3/episode?seriesId=${id}`);
    const answer = await session.send('DELETE', `/api/v3/episodefile/${String(episode?.['episodeFileId'])}`);
    expect([answer.status, answer.text]).toEqual([200, '']);
    const after = await session.get(`/api/v3/episode/${String(episode?.['id'])}`);
    expect(after).toMatchObject({ hasFile: false, monitored: true, episodeFileId: 0 });
    expect(session.sonarr.state.deletedFiles).toHaveLength(1);
    expect((await session.send('DELETE', '/api/v3/episodefile/99999999')).status).toBe(404);
  });

  it('take both their episodes along when they hold two', async () => {
    const session = await open();
    const id = String((await seriesNamed(session, 'The Wire'))['id']);
    const [one, two] = await session.list(`/api/v3/episode?seriesId=${id}&seasonNumber=1`);
    expect(one?.['episodeFileId']).toBe(two?.['episodeFileId']);
    await session.send('DELETE', '/api/v3/episodefile/bulk', { episodeFileIds: [one?.['episodeFileId']] });
    const after = await session.list(`/api/v3/episode?seriesId=${id}&seasonNumber=1`);
    expect(after.slice(0, 3).map((row) => row['hasFile'])).toEqual([false, false, true]);
  });

  it('need a series or numbers', async () => {
    const { send } = await open();
    expect((await send('GET', '/api/v3/episodefile')).status).toBe(400);
  });
});

describe('the calendar', () => {
  const at = (rows: Record<string, unknown>[]): string[] => rows.map((row) => String(row['airDateUtc']));

  it('shows two days unless told otherwise', async () => {
    const { list } = await open();
    const rows = at(await list('/api/v3/calendar'));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row) => row >= '2026-05-20T00:00:00Z' && row <= '2026-05-22T00:00:00Z')).toBe(true);
    expect(rows).toEqual([...rows].sort());
  });

  it('has what is on tonight, for who asks in instants', async () => {
    const { list } = await open();
    const rows = await list('/api/v3/calendar?start=2026-05-20T16:00:00Z&end=2026-05-20T22:00:00Z&includeSeries=true');
    expect(rows.map((row) => object(row['series'])['title'])).toContain('Babylon Berlin');
  });

  it('takes a date without a time for its midnight, so that the end day is cut off, and both ends for included', async () => {
    const { list } = await open();
    const tonight = '2026-05-20T18:15:00Z';
    expect(at(await list('/api/v3/calendar?start=2026-05-19&end=2026-05-20'))).not.toContain(tonight);
    expect(at(await list(`/api/v3/calendar?start=${tonight}&end=${tonight}`))).toEqual([tonight]);
  });

  it('hides what is not monitored, be it the episode or the series', async () => {
    const session = await open();
    const window = 'start=2026-05-01T00:00:00Z&end=2026-06-10T00:00:00Z';
    const series = await seriesNamed(session, 'Babylon Berlin');
    const has = async (more: string): Promise<boolean> =>
      (await session.list(`/api/v3/calendar?${window}${more}`)).some((row) => row['seriesId'] === series['id']);
    expect(await has('')).toBe(true);
    await session.send('PUT', `/api/v3/series/${String(series['id'])}`, { ...series, monitored: false });
    expect(await has('')).toBe(false);
    expect(await has('&unmonitored=true')).toBe(true);
  });

  it('takes tags as one text with commas', async () => {
    const session = await open();
    const window = 'start=2026-05-01T00:00:00Z&end=2026-06-10T00:00:00Z';
    const ids = async (tags: string): Promise<Set<unknown>> =>
      new Set((await session.list(`/api/v3/calendar?${window}&tags=${tags}`)).map((row) => row['seriesId']));
    const both = await ids('german,anime');
    expect(both.size).toBe((await ids('german')).size + (await ids('anime')).size);
    expect((await session.send('GET', `/api/v3/calendar?${window}&tags=nothing`)).status).toBe(404);
  });
});
