import { describe, expect, it } from 'vitest';

import { createHousehold } from '../../src/household/index.js';
import { noon, object, objects, open, seriesNamed } from './stand-in.js';
import type { Session } from './stand-in.js';

async function stuck(session: Session, kind: string): Promise<{ readonly downloadId: string; readonly title: string }> {
  const found = session.sonarr.state.downloads.find(({ download }) => download.kind === kind)?.download;
  if (found?.downloadId === undefined) throw new Error(`nothing is stuck as ${kind}`);
  await Promise.resolve();
  return { downloadId: found.downloadId, title: found.title };
}

const reasons = (rows: readonly Record<string, unknown>[]): unknown[] =>
  rows.map((row) => objects(row['rejections']).map((one) => [one['reason'], one['type']]));

async function byHand(session: Session, name: string): Promise<Record<string, unknown>> {
  const rows = await session.list('/api/v3/manualimport?folder=/downloads/by-hand');
  const found = rows.find((row) => String(row['name']).startsWith(name));
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

async function importAll(
  session: Session,
  rows: readonly Record<string, unknown>[],
  importMode = 'auto',
): Promise<Record<string, unknown>> {
  const files = rows.map((row) => ({
    path: row['path'],
    folderName: row['folderName'],
    seriesId: 'seriesId' in row ? row['seriesId'] : object(row['series'])['id'],
    episodeIds: objects(row['episodes']).map((one) => one['id']),
    quality: row['quality'],
    languages: row['languages'],
    releaseGroup: row['releaseGroup'],
    downloadId: row['downloadId'],
  }));
  const sent = await session.send('POST', '/api/v3/command', { name: 'ManualImport', files, importMode });
  expect(sent.status).toBe(201);
  session.sonarr.settle();
  return session.get(`/api/v3/command/${String(object(sent.body)['id'])}`);
}

describe('what lies on the disk', () => {
  it('is listed for a download, with the series and episode it is taken for', async () => {
    const session = await open();
    const { downloadId, title } = await stuck(session, 'importBlocked');
    const rows = await session.list(`/api/v3/manualimport?downloadId=${downloadId}`);
    expect(rows).toMatchObject([
      {
        path: `/downloads/tv/${title}/${title}.mkv`,
        relativePath: `${title}.mkv`,
        folderName: title,
        downloadId,
        series: { title: 'Babylon Berlin' },
        rejections: [],
      },
    ]);
    expect(objects(rows[0]?.['episodes'])).toHaveLength(1);
  });

  it('is refused in the words of Sonarr where something is wrong with it', async () => {
    const session = await open();
    const sample = await stuck(session, 'sample');
    expect(reasons(await session.list(`/api/v3/manualimport?downloadId=${sample.downloadId}`))).toEqual([
      [['Sample', 'permanent']],
    ]);
    const unknown = await stuck(session, 'unknownSeries');
    const [row] = await session.list(`/api/v3/manualimport?downloadId=${unknown.downloadId}`);
    expect(row).not.toHaveProperty('series');
    expect(reasons([row ?? {}])).toEqual([[['Unknown Series', 'permanent']]]);
    const nothing = await stuck(session, 'noFiles');
    expect(await session.list(`/api/v3/manualimport?downloadId=${nothing.downloadId}`)).toEqual([]);
    expect(await session.list('/api/v3/manualimport?downloadId=GONE')).toEqual([]);
    expect(reasons([await byHand(session, 'Andor')])).toEqual([
      [
        [
          'Not an upgrade for existing episode file(s). Existing quality: WEBDL-2160p. New Quality WEBDL-1080p.',
          'permanent',
        ],
      ],
    ]);
    expect(reasons([await byHand(session, '4 Blocks')])).toEqual([[['Invalid season or episode', 'permanent']]]);
    expect(reasons([await byHand(session, 'Lupin')])[0]).toContainEqual(['File is still being unpacked', 'temporary']);
  });

  it('is found in a folder; a series that is named too has precedence, and brings its own files', async () => {
    const session = await open();
    expect((await session.list('/api/v3/manualimport?folder=/downloads/by-hand/')).length).toBeGreaterThan(3);
    const { id } = await seriesNamed(session, 'Chernobyl');
    const own = await session.list(
      `/api/v3/manualimport?folder=/downloads/by-hand&seriesId=${String(id)}&seasonNumber=1`,
    );
    expect(own).toHaveLength(5);
    expect(own.every((row) => Number(row['episodeFileId']) > 0)).toBe(true);
    expect((await session.send('GET', '/api/v3/manualimport?seriesId=9999')).status).toBe(404);
  });

  it('is looked at again as a person says it is', async () => {
    const session = await open();
    const row = await byHand(session, '4 Blocks');
    const { id } = await seriesNamed(session, '4 Blocks');
    const episodes = await session.list(`/api/v3/episode?seriesId=${String(id)}&seasonNumber=1`);
    const before = session.sonarr.digest();
    const answer = await session.send('POST', '/api/v3/manualimport', [
      { path: row['path'], seriesId: id, episodeIds: [episodes[0]?.['id']], quality: row['quality'] },
    ]);
    expect(objects(answer.body)).toMatchObject([{ path: row['path'], seasonNumber: 1, rejections: [] }]);
    expect(session.sonarr.digest()).toBe(before);
  });
});

describe('importing', () => {
  it('gives the episode its file, leaves history, and takes the download out of the queue', async () => {
    const session = await open();
    const { downloadId, title } = await stuck(session, 'importBlocked');
    const rows = await session.list(`/api/v3/manualimport?downloadId=${downloadId}`);
    const before = session.sonarr.digest();
    expect(await importAll(session, rows)).toMatchObject({ message: 'Manually imported 1 files' });
    expect(session.sonarr.digest()).not.toBe(before);
    const [episode] = objects(rows[0]?.['episodes']);
    expect(await session.get(`/api/v3/episode/${String(episode?.['id'])}`)).toMatchObject({
      hasFile: true,
      episodeFile: { quality: { quality: { name: 'WEBDL-1080p' } }, releaseGroup: 'WAYNE' },
    });
    const { records } = await session.get(`/api/v3/history?downloadId=${downloadId}&eventType=3`);
    expect(objects(records)).toMatchObject([
      { data: { droppedPath: `/downloads/tv/${title}/${title}.mkv` }, downloadId },
    ]);
    const queue = await session.get('/api/v3/queue?pageSize=100&includeUnknownSeriesItems=true');
    expect(objects(queue['records']).map((row) => row['downloadId'])).not.toContain(downloadId);
    expect(await session.list(`/api/v3/manualimport?downloadId=${downloadId}`)).toEqual([]);
  });

  it('replaces what was there, which is deleted', async () => {
    const session = await open();
    const row = await byHand(session, 'Breaking.Bad');
    const [episode] = objects(row['episodes']);
    const old = object((await session.get(`/api/v3/episode/${String(episode?.['id'])}`))['episodeFile']);
    await importAll(session, [row]);
    const now = object((await session.get(`/api/v3/episode/${String(episode?.['id'])}`))['episodeFile']);
    expect(now).toMatchObject({ quality: { quality: { name: 'Bluray-1080p' } } });
    expect(session.sonarr.state.deletedFiles).toContain(old['path']);
    expect((await session.send('GET', `/api/v3/episodefile/${String(old['id'])}`)).status).toBe(404);
  });

  it('leaves the file where it is when it is only copied, and does nothing for one that is gone', async () => {
    const session = await open();
    const row = await byHand(session, 'The.Last.of.Us');
    await importAll(session, [row], 'copy');
    expect(await byHand(session, 'The.Last.of.Us')).toBeDefined();
    expect(await importAll(session, [{ ...row, path: '/downloads/by-hand/gone.mkv' }])).toMatchObject({
      message: 'Manually imported 0 files',
    });
  });
});

describe('names', () => {
  it('are compared with what they would be today, and there is nothing to do where renaming is off', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'SPY x FAMILY');
    const rows = await session.list(`/api/v3/rename?seriesId=${String(id)}&seasonNumber=1`);
    expect(rows[0]).toMatchObject({
      seriesId: id,
      seasonNumber: 1,
      episodeNumbers: [1],
      existingPath: expect.stringMatching(/^Season 01\/SPY x FAMILY - S01E01 - [^-]/) as unknown,
      newPath: expect.stringMatching(/^Season 01\/SPY x FAMILY - S01E01 - 001 - .* WEBDL-1080p\.mkv$/) as unknown,
    });
    const plain = await seriesNamed(session, 'Chernobyl');
    expect(await session.list(`/api/v3/rename?seriesId=${String(plain['id'])}`)).toEqual([]);
    session.sonarr.state.intake.naming.renameEpisodes = false;
    expect(await session.list(`/api/v3/rename?seriesId=${String(id)}`)).toEqual([]);
    expect(await session.get('/api/v3/config/naming')).toMatchObject({ renameEpisodes: false });
    expect((await session.send('GET', '/api/v3/rename')).status).toBe(400);
  });

  it('are given to the files that were chosen, or to all of a series', async () => {
    const session = await open();
    const { id } = await seriesNamed(session, 'SPY x FAMILY');
    const all = await session.list(`/api/v3/rename?seriesId=${String(id)}`);
    const [first] = all;
    await session.send('POST', '/api/v3/command', {
      name: 'RenameFiles',
      seriesId: id,
      files: [first?.['episodeFileId']],
    });
    session.sonarr.settle();
    const left = await session.list(`/api/v3/rename?seriesId=${String(id)}`);
    expect(left).toHaveLength(all.length - 1);
    expect(await session.get(`/api/v3/episodefile/${String(first?.['episodeFileId'])}`)).toMatchObject({
      relativePath: first?.['newPath'],
    });
    await session.send('POST', '/api/v3/command', { name: 'RenameSeries', seriesIds: [id] });
    session.sonarr.settle();
    expect(await session.list(`/api/v3/rename?seriesId=${String(id)}`)).toEqual([]);
    expect(await session.get('/api/v3/config/naming/examples')).toMatchObject({
      animeEpisodeExample: 'The Series Title! - S01E01 - 001 - Episode Title (1) WEBDL-1080p Proper',
    });
  });
});

it('a folder that belongs to no series is told with its root folder until a series has it', async () => {
  const session = await open();
  const folders = async (): Promise<unknown[]> => {
    const [tv] = await session.list('/api/v3/rootfolder');
    return objects(tv?.['unmappedFolders']).map((one) => one['name']);
  };
  expect(await folders()).toContain('The Expanse (2015)');
  const series = await seriesNamed(session, 'Chernobyl');
  await session.send('PUT', `/api/v3/series/${String(series['id'])}`, { ...series, path: '/tv/The Expanse (2015)' });
  expect(await folders()).not.toContain('The Expanse (2015)');
});

it('a household without shows has nothing lying about', () => {
  expect(createHousehold({ now: noon, size: { shows: 0, films: 0 } }).sonarr.looseFiles).toEqual([]);
});
