import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { ConflictError, InvalidInputError, NotFoundError, ReadOnlyError, SonarrClient } from '../../src/index.js';
import { all, failure, start, type Pair } from './stand-in.js';

const url = 'http://sonarr.test:8989';
const client = new SonarrClient({ url, apiKey: 'canary0key0canary0key0canary0key' });
const server = setupServer();

/** Answers one request of a Sonarr that is not there. */
function answer(method: 'put' | 'post' | 'delete', path: string, status: number, body: object | undefined): void {
  server.listen({ onUnhandledRequest: 'error' });
  server.use(
    http[method](`${url}${path}`, () =>
      body === undefined ? new HttpResponse(null, { status }) : HttpResponse.json(body, { status }),
    ),
  );
}

afterEach(() => {
  server.close();
});

const rowsMissing = { message: 'Expected query to return 2 rows but returned 1', description: 'at BasicRepository.cs' };

async function severance({ client: sonarr }: Pair) {
  const found = await sonarr.series.getByTvdbId(371980);
  if (found === undefined) throw new Error('Severance is not there.');
  return found;
}

function bodies({ sonarr }: Pair, path: string): unknown[] {
  return sonarr.requests.filter((request) => request.path === path).map(({ body }): unknown => JSON.parse(body));
}

describe('changing a group of series', () => {
  it('sends the named fields only, in one request', async () => {
    const pair = await start();
    const [one, two] = await all(pair.client.series.list());
    await pair.client.series.edit([two?.id ?? 0, one?.id ?? 0], { qualityProfileId: 4 });
    expect(bodies(pair, '/api/v3/series/editor')).toEqual([{ seriesIds: [two?.id, one?.id], qualityProfileId: 4 }]);
  });

  it('trap 28: an id that is named twice is sent once', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    await pair.client.series.edit([id, id], { monitored: false });
    expect((await severance(pair)).monitored).toBe(false);
  });

  it('trap 28: an id that is gone is a thing not found, and nothing was changed', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    const before = pair.sonarr.digest();
    const error = await failure(pair.client.series.edit([id, 99_999], { monitored: false }));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ changed: 'no', status: 500 });
    expect(pair.sonarr.digest()).toBe(before);
  });

  it('trap 27: files stay where they are unless moving is asked for', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    await pair.client.series.edit([id], { rootFolderPath: '/anime' });
    expect(bodies(pair, '/api/v3/series/editor')).toMatchObject([{ rootFolderPath: '/anime', moveFiles: false }]);
    await pair.client.series.edit([id], { rootFolderPath: '/tv', moveFiles: true });
    expect(pair.sonarr.state.commands.map(({ name }) => name)).toEqual(['BulkMoveSeries']);
  });

  it('refuses an empty group, because Sonarr would take it for a success', async () => {
    expect(await failure(client.series.edit([], { monitored: false }))).toBeInstanceOf(InvalidInputError);
    expect(await failure(client.series.edit([0], { monitored: false }))).toBeInstanceOf(InvalidInputError);
    expect(await failure(client.episodes.setMonitored([], false))).toBeInstanceOf(InvalidInputError);
    expect(await failure(client.episodeFiles.deleteMany(1, []))).toBeInstanceOf(InvalidInputError);
  });

  it('waits for a change of one of them that is under way', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    await Promise.all([
      pair.client.series.update(id, { seasons: [{ seasonNumber: 1, monitored: false }] }),
      pair.client.series.edit([id, 1], { qualityProfileId: 6 }),
      pair.client.series.edit([1, id], { seasonFolder: false }),
    ]);
    const after = await severance(pair);
    expect(after).toMatchObject({ qualityProfileId: 6, seasonFolder: false });
    expect(after.seasons.find(({ seasonNumber }) => seasonNumber === 1)?.monitored).toBe(false);
  });
});

describe('monitoring', () => {
  it('trap 26: a strategy is always sent with its options, so that episodes follow', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    await pair.client.series.monitor(id, 'pilot');
    const episodes = await pair.client.episodes.list({ seriesId: id });
    expect(episodes.filter(({ monitored }) => monitored)).toMatchObject([{ seasonNumber: 1, episodeNumber: 1 }]);
    expect(bodies(pair, '/api/v3/seasonpass')).toMatchObject([{ monitoringOptions: { monitor: 'pilot' } }]);
  });

  it('trap 28: marks of episodes are changed although Sonarr fails on one that is gone, and the error says so', async () => {
    const pair = await start();
    const { id: seriesId } = await severance(pair);
    const [episode] = await pair.client.episodes.list({ seriesId, seasonNumber: 1 });
    const error = await failure(pair.client.episodes.setMonitored([episode?.id ?? 0, 99_999_999], false));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ changed: 'yes' });
    expect((await pair.client.episodes.get(episode?.id ?? 0)).monitored).toBe(false);
    await pair.client.episodes.setMonitored([episode?.id ?? 0, episode?.id ?? 0], true);
    expect((await pair.client.episodes.get(episode?.id ?? 0)).monitored).toBe(true);
  });

  it('of a series that is gone fails before anything is changed', async () => {
    answer('post', '/api/v3/seasonpass', 500, rowsMissing);
    expect(await failure(client.series.monitor(7, 'all'))).toMatchObject({ code: 'not_found', changed: 'no' });
  });
});

describe('deleting files', () => {
  it('deletes those of one series, each once, and tells what they were', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    const [first, second] = await pair.client.episodeFiles.list(id);
    const ids = [first?.id ?? 0, second?.id ?? 0];
    const deleted = await pair.client.episodeFiles.deleteMany(id, [...ids, ...ids]);
    expect(deleted.map((file) => file.id).sort()).toEqual([...ids].sort());
    expect(pair.sonarr.state.deletedFiles).toHaveLength(2);
  });

  it('sends nothing when one is not of that series: Sonarr would look for it in the wrong folder', async () => {
    const pair = await start();
    const { id } = await severance(pair);
    const andor = await pair.client.series.getByTvdbId(393189);
    const [own] = await pair.client.episodeFiles.list(id);
    const [foreign] = await pair.client.episodeFiles.list(andor?.id ?? 0);
    const error = await failure(pair.client.episodeFiles.deleteMany(id, [own?.id ?? 0, foreign?.id ?? 0]));
    expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
    expect(pair.sonarr.state.deletedFiles).toEqual([]);
  });

  it('trap 1: an empty answer is a success', async () => {
    answer('delete', '/api/v3/episodefile/5', 200, undefined);
    await expect(client.episodeFiles.delete(5)).resolves.toBeUndefined();
  });

  it('below a disk that is not there is refused by Sonarr, and nothing of its words is passed on', async () => {
    const message = "Series' root folder (/mnt/canary) doesn't exist.";
    answer('delete', '/api/v3/episodefile/5', 409, { message, description: 'at /home/canary' });
    const error = await failure(client.episodeFiles.delete(5));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ changed: 'no' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});

it('the view that reads sends none of these', async () => {
  const { client: each, sonarr } = await start();
  const reading = each.readOnly();
  const attempts = [
    reading.series.edit([1], { monitored: false }),
    reading.series.monitor(1, 'none'),
    reading.episodes.setMonitored([1], false),
    reading.episodeFiles.delete(1),
    reading.episodeFiles.deleteMany(1, [1]),
  ];
  for (const attempt of attempts) expect(await failure(attempt)).toBeInstanceOf(ReadOnlyError);
  expect(sonarr.requests).toEqual([]);
});
