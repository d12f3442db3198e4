import { describe, expect, it } from 'vitest';

import type { Session } from './stand-in.js';
import { object, objects, open, seriesNamed } from './stand-in.js';

type Row = Record<string, unknown>;

async function episodesOf(session: Session, id: unknown): Promise<Row[]> {
  return session.list(`/api/v3/episode?seriesId=${String(id)}`);
}

async function monitoredOf(session: Session, id: unknown): Promise<string[]> {
  return (await episodesOf(session, id))
    .filter((row) => row['monitored'] === true)
    .map((row) => `${String(row['seasonNumber'])}x${String(row['episodeNumber'])}`);
}

async function seasonFlags(session: Session, id: unknown): Promise<unknown[]> {
  const series = await session.get(`/api/v3/series/${String(id)}`);
  return objects(series['seasons']).map((season) => season['monitored']);
}

describe('the season pass', () => {
  it('trap 26: without options, season flags change and no episode follows', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Severance');
    const before = await monitoredOf(session, id);
    const seasons = [{ seasonNumber: 1, monitored: false }];
    const answer = await session.send('POST', '/api/v3/seasonpass', { series: [{ id, seasons }] });
    expect([answer.status, answer.body]).toEqual([202, {}]);
    expect(await seasonFlags(session, id)).toEqual([false, false, true, true]);
    expect(await monitoredOf(session, id)).toEqual(before);
  });

  it('trap 26: the same by PUT of the series takes the episodes along, and the series alone takes nothing', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Severance');
    const before = await monitoredOf(session, series['id']);
    await session.send('PUT', `/api/v3/series/${String(series['id'])}`, { ...series, monitored: false });
    expect(await monitoredOf(session, series['id'])).toEqual(before);
    const seasons = objects(series['seasons']).map((season) =>
      season['seasonNumber'] === 1 ? { ...season, monitored: false } : season,
    );
    await session.send('PUT', `/api/v3/series/${String(series['id'])}`, { ...series, seasons });
    expect(await monitoredOf(session, series['id'])).toEqual(before.filter((code) => !code.startsWith('1x')));
  });

  it('with options, writes every mark of every episode anew', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Severance');
    const apply = (monitor: string) =>
      session.send('POST', '/api/v3/seasonpass', { series: [{ id }], monitoringOptions: { monitor } });
    await apply('pilot');
    expect(await monitoredOf(session, id)).toEqual(['1x1']);
    await apply('firstSeason');
    expect((await monitoredOf(session, id)).every((code) => code.startsWith('1x'))).toBe(true);
    await apply('monitorSpecials');
    expect((await monitoredOf(session, id)).filter((code) => code.startsWith('0x'))).toEqual(['0x1', '0x2']);
    await apply('none');
    expect(await monitoredOf(session, id)).toEqual([]);
    expect((await session.get(`/api/v3/series/${String(id)}`))['monitored']).toBe(false);
  });

  it('trap 28: an unknown or repeated series is a 500, and a word that is no strategy a 400', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Severance');
    const before = session.sonarr.digest();
    for (const series of [[{ id: 9999 }], [{ id }, { id }]]) {
      expect((await session.send('POST', '/api/v3/seasonpass', { series })).status).toBe(500);
    }
    const monitoringOptions = { monitor: 'everything' };
    expect((await session.send('POST', '/api/v3/seasonpass', { series: [{ id }], monitoringOptions })).status).toBe(
      400,
    );
    expect((await session.send('POST', '/api/v3/seasonpass', { series: 'all' })).status).toBe(400);
    expect((await session.send('POST', '/api/v3/seasonpass', { series: [1] })).status).toBe(400);
    expect(session.sonarr.digest()).toBe(before);
  });
});

describe('moving series to another root folder', () => {
  it('trap 27: the editor writes the new path at once, and moves files only where that was asked for', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Severance');
    const edit = (body: object) => session.send('PUT', '/api/v3/series/editor', { seriesIds: [id], ...body });
    const [edited] = objects((await edit({ rootFolderPath: '/anime' })).body);
    expect(edited).toMatchObject({ path: '/anime/Severance', rootFolderPath: '/anime/' });
    expect(session.sonarr.state.commands).toEqual([]);
    await edit({ rootFolderPath: '/tv', moveFiles: true });
    expect(session.sonarr.state.commands).toMatchObject([
      {
        name: 'BulkMoveSeries',
        body: { series: [{ seriesId: id, sourcePath: '/anime/Severance' }], destinationRootFolder: '/tv' },
      },
    ]);
  });

  it('refuses a folder that is no root folder', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Severance');
    const answer = await session.send('PUT', '/api/v3/series/editor', { seriesIds: [id], rootFolderPath: '/films' });
    expect([answer.status, objects(answer.body)[0]?.['errorCode']]).toEqual([400, 'RootFolderExistsValidator']);
  });
});

describe('deleting files below a disk that is not there', () => {
  it.each([
    ['missing', "doesn't exist"],
    ['empty', 'is empty'],
  ] as const)('is a 409 where the root folder is %s, one by one and many at once', async (broken, words) => {
    const session = await open();
    const { id } = await seriesNamed(session, 'Severance');
    const files = await session.list(`/api/v3/episodefile?seriesId=${String(id)}`);
    session.sonarr.state.brokenRootFolders.set('/tv', broken);
    const before = session.sonarr.digest();
    const one = await session.send('DELETE', `/api/v3/episodefile/${String(files[0]?.['id'])}`);
    const many = await session.send('DELETE', '/api/v3/episodefile/bulk', {
      episodeFileIds: files.map((file) => file['id']),
    });
    expect([one.status, many.status]).toEqual([409, 409]);
    expect(object(many.body)['message']).toContain(words);
    expect(session.sonarr.digest()).toBe(before);
  });
});

it('three old seasons of Pawn Stars are still on disk, although nobody looks after them', async () => {
  const session = await open();
  const series = await seriesNamed(session, 'Pawn Stars');
  const had = objects(series['seasons']).filter((season) => object(season['statistics'])['episodeFileCount'] !== 0);
  expect(had.map((season) => season['seasonNumber'])).toEqual([1, 2, 3, 23]);
});
