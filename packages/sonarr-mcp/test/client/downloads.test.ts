import { describe, expect, it } from 'vitest';
import { InvalidInputError, NotFoundError, ReadOnlyError, UpstreamUnavailableError } from '../../src/index.js';
import { all, failure, start } from './stand-in.js';

describe('the queue', () => {
  it('gives the rows of one series alone, with their episodes', async () => {
    const { sonarr, client } = await start();
    const pack = sonarr.state.downloads.find(({ episodeIds }) => episodeIds.length > 1);
    const rows = await client.queue.ofSeries(pack?.seriesId ?? 0);
    expect(rows.map(({ episodeId }) => episodeId)).toEqual(pack?.episodeIds);
    expect(rows.every(({ episode }) => episode?.seasonNumber === 4)).toBe(true);
    expect(await client.queue.ofSeries(987_654)).toEqual([]);
  });

  it('trap 9: leaves the data in the download client unless told otherwise', async () => {
    const { sonarr, client } = await start();
    const [row] = await client.queue.list();
    await client.queue.delete(row?.id ?? 0);
    expect(sonarr.requests.at(-1)?.query).toEqual({
      removeFromClient: 'false',
      blocklist: 'false',
      skipRedownload: 'false',
      changeCategory: 'false',
    });
    expect(sonarr.state.removedFromClient).toEqual([]);
  });

  it('trap 1: takes 200 without a body for done', async () => {
    const { sonarr, client } = await start();
    const [row] = await client.queue.list();
    await expect(client.queue.delete(row?.id ?? 0, { removeFromClient: true })).resolves.toBeUndefined();
    expect(sonarr.state.removedFromClient).toEqual([row?.downloadId]);
  });

  it('trap 28: sends every id once, and none at all is an error', async () => {
    const { sonarr, client } = await start();
    const [row] = await client.queue.list();
    const id = row?.id ?? 0;
    await client.queue.deleteMany([id, id], { removeFromClient: true });
    expect(JSON.parse(sonarr.requests.at(-1)?.body ?? '')).toEqual({ ids: [id] });
    expect(await failure(client.queue.deleteMany([]))).toBeInstanceOf(InvalidInputError);
    expect(await failure(client.queue.grabMany([0]))).toBeInstanceOf(InvalidInputError);
    expect(await failure(client.blocklist.deleteMany([]))).toBeInstanceOf(InvalidInputError);
  });

  it('knows nothing of a row that has gone, and then nothing was changed', async () => {
    const { client } = await start();
    for (const gone of [
      client.queue.delete(1),
      client.queue.deleteMany([1]),
      client.queue.grab(1),
      client.queue.grabMany([1]),
    ]) {
      const error = await failure(gone);
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error).toMatchObject({ changed: 'no' });
    }
  });

  it('trap 10: where blocking fails after the client was told, nobody calls it unchanged', async () => {
    const { sonarr, client } = await start();
    const unknown = (await client.queue.list()).find(({ seriesId }) => seriesId === undefined);
    const error = await failure(client.queue.delete(unknown?.id ?? 0, { removeFromClient: true, blocklist: true }));
    expect(error).toBeInstanceOf(UpstreamUnavailableError);
    expect(error).toMatchObject({ changed: 'unknown', retryable: false });
    expect(sonarr.state.removedFromClient).toEqual([unknown?.downloadId]);
  });

  it('sends a waiting release to the download client', async () => {
    const { sonarr, client } = await start();
    const waiting = (await client.queue.list()).find(({ downloadId }) => downloadId === undefined);
    await client.queue.grab(waiting?.id ?? 0);
    const sent = sonarr.state.downloads.find(({ download }) => download.title === waiting?.title);
    expect(sent?.download).toMatchObject({ status: 'queued', client: 'SABnzbd' });
  });
});

describe('the blocklist', () => {
  it('is read latest first, whole or of some series, and gets shorter', async () => {
    const { sonarr, client } = await start();
    const whole = await all(client.blocklist.all());
    expect(whole).toHaveLength(sonarr.state.blocklist.length);
    const dates = whole.map(({ date = '' }) => Date.parse(date));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    const [first, second, third] = whole;
    expect(await all(client.blocklist.all({ seriesIds: [first?.seriesId ?? 0] }))).toEqual([first]);
    await client.blocklist.delete(first?.id ?? 0);
    await client.blocklist.deleteMany([second?.id ?? 0, third?.id ?? 0]);
    expect(sonarr.state.blocklist).toEqual([]);
  });
});

it('marks a grab as failed, and knows nothing of one that is not there', async () => {
  const { sonarr, client } = await start();
  const grabbed = sonarr.state.history.find(({ event }) => event.type === 'grabbed');
  await client.history.markFailed(grabbed?.id ?? 0);
  expect(sonarr.state.blocklist.at(-1)?.block.sourceTitle).toBe(grabbed?.event.sourceTitle);
  expect(await failure(client.history.markFailed(999_999))).toBeInstanceOf(NotFoundError);
});

it('only reads in the view that only reads', async () => {
  const { sonarr, client } = await start();
  const reading = client.readOnly();
  expect(await reading.delayProfiles.list()).toMatchObject([{ tags: [] }, { usenetDelay: 270 }]);
  const before = sonarr.requests.length;
  for (const change of [
    reading.queue.delete(1),
    reading.queue.deleteMany([1]),
    reading.queue.grab(1),
    reading.queue.grabMany([1]),
    reading.history.markFailed(1),
    reading.blocklist.delete(1),
    reading.blocklist.deleteMany([1]),
  ]) {
    expect(await failure(change)).toBeInstanceOf(ReadOnlyError);
  }
  expect(sonarr.requests).toHaveLength(before);
});
