import { NotFoundError, ReadOnlyError, importFile } from '../../src/index.js';
import { describe, expect, it } from 'vitest';
import { failure, start } from './stand-in.js';

const folder = '/downloads/by-hand';

describe('files to import', () => {
  it('are read with what Sonarr takes them for, and without a series where it knows none', async () => {
    const { client } = await start();
    const files = await client.manualImport.list({ folder });
    expect(files.find(({ series }) => series?.title === 'Andor')).toMatchObject({
      episodes: [{ seasonNumber: 1, episodeNumber: 1 }],
      quality: { quality: { name: 'WEBDL-1080p' } },
      rejections: [{ temporary: false }],
    });
    expect(files.find(({ series }) => series?.title === 'Lupin')?.rejections[0]?.temporary).toBe(true);
    const [unknown] = await client.manualImport.list({ folder: '/tv/Old Recordings' });
    expect(unknown).toMatchObject({ episodes: [], languages: [] });
    expect(unknown?.series).toBeUndefined();
  });

  it('go back as they came, except for what a person says of them', async () => {
    const { client } = await start();
    const [file] = await client.manualImport.list({ folder });
    if (file === undefined) throw new Error('nothing lies about');
    const odd = {
      ...file,
      asSent: { ...file.asSent, quality: { quality: { id: 3 }, revision: { real: 2 }, odd: true } },
    };
    expect(importFile(odd, { seriesId: 5, episodeIds: [7, 7, 8] })).toMatchObject({
      path: file.path,
      seriesId: 5,
      episodeIds: [7, 8],
      quality: { quality: { id: 3 }, revision: { real: 2 }, odd: true },
      releaseGroup: file.releaseGroup,
    });
    const quality = { id: 7, name: 'Bluray-1080p' };
    expect(importFile(odd, { seriesId: 5, episodeIds: [7], quality, languages: [], releaseGroup: 'X' })).toMatchObject({
      quality: { quality, revision: { real: 2 }, odd: true },
      languages: [],
      releaseGroup: 'X',
    });
  });

  it('of a series that is not there are not found', async () => {
    const { client } = await start();
    expect(await failure(client.manualImport.list({ seriesId: 9999 }))).toBeInstanceOf(NotFoundError);
    const [file] = await client.manualImport.list({ folder });
    if (file === undefined) throw new Error('nothing lies about');
    const gone = importFile(file, { seriesId: 9999, episodeIds: [1] });
    expect(await failure(client.manualImport.reconsider([gone]))).toBeInstanceOf(NotFoundError);
  });

  it('are reconsidered by the view that only reads, too, and imported by the other one alone', async () => {
    const { client, sonarr } = await start();
    const reading = client.readOnly();
    const [file] = await reading.manualImport.list({ folder });
    if (file?.series?.id === undefined) throw new Error('nothing lies about');
    const wanted = importFile(file, { seriesId: file.series.id, episodeIds: file.episodes.map(({ id }) => id) });
    expect(await reading.manualImport.reconsider([wanted])).toMatchObject([{ path: file.path, rejections: [] }]);
    const sent = sonarr.requests.length;
    const refused = reading.commands.start({ name: 'ManualImport', files: [wanted], importMode: 'auto' });
    expect(await failure(refused)).toBeInstanceOf(ReadOnlyError);
    expect(sonarr.requests).toHaveLength(sent);
  });

  it('are never sent without a series or an episode', async () => {
    const { client, sonarr } = await start();
    const [file] = await client.manualImport.list({ folder });
    if (file === undefined) throw new Error('nothing lies about');
    for (const correction of [
      { seriesId: 0, episodeIds: [1] },
      { seriesId: 1, episodeIds: [] },
    ]) {
      const files = [importFile(file, correction)];
      expect(await failure(client.commands.start({ name: 'ManualImport', files, importMode: 'auto' }))).toMatchObject({
        code: 'invalid_input',
        changed: 'no',
      });
    }
    expect(sonarr.state.commands).toEqual([]);
  });
});

describe('names', () => {
  it('that would change are read of one season, the specials among them', async () => {
    const { client, sonarr } = await start();
    const series = [...sonarr.state.series.values()].find(({ show }) => show.tvdbTitle === 'Attack on Titan');
    const seriesId = series?.id ?? 0;
    const specials = await client.naming.renames({ seriesId, seasonNumber: 0 });
    expect(specials.length).toBeGreaterThan(0);
    expect(specials.every(({ seasonNumber }) => seasonNumber === 0)).toBe(true);
    expect(sonarr.requests.at(-1)?.query).toEqual({ seriesId: String(seriesId), seasonNumber: '0' });
    expect(await failure(client.naming.renames({ seriesId: 9999 }))).toBeInstanceOf(NotFoundError);
  });
});

it('episodes that are gone are not found, whichever of several it is', async () => {
  const { client } = await start();
  const [file] = await client.manualImport.list({ folder });
  const ids = file?.episodes.map(({ id }) => id) ?? [];
  expect(await client.episodes.listById([...ids, ...ids])).toHaveLength(ids.length);
  expect(await failure(client.episodes.listById([...ids, 987_654_321]))).toBeInstanceOf(NotFoundError);
});
