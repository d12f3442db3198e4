import { describe, expect, it } from 'vitest';

import type { Session } from './stand-in.js';
import { object, objects, open, seriesNamed } from './stand-in.js';

const expanse = {
  title: 'The Expanse',
  tvdbId: 280619,
  qualityProfileId: 4,
  rootFolderPath: '/tv',
  monitored: true,
  seasonFolder: true,
};

async function codes(session: Session, body: object): Promise<unknown[]> {
  const answer = await session.send('POST', '/api/v3/series', body);
  if (answer.status !== 400) throw new Error(`answered ${answer.status}`);
  return objects(answer.body).map((finding) => finding['errorCode']);
}

async function monitoredEpisodes(session: Session, body: object): Promise<string[]> {
  const answer = await session.send('POST', '/api/v3/series', body);
  session.sonarr.settle();
  const episodes = await session.list(`/api/v3/episode?seriesId=${String(object(answer.body)['id'])}`);
  return episodes
    .filter((one) => one['monitored'] === true)
    .map((one) => `${String(one['seasonNumber'])}x${String(one['episodeNumber'])}`);
}

describe('adding a series', () => {
  it('trap 23: answers 201 and where it is before its episodes are there; they come with the refresh', async () => {
    const session = await open();
    const answer = await session.send('POST', '/api/v3/series', expanse);
    const id = String(object(answer.body)['id']);
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/v3/series/${id}`]);
    expect(object(answer.body)).not.toHaveProperty('statistics');
    expect(await session.list(`/api/v3/episode?seriesId=${id}`)).toEqual([]);
    const [command] = await session.list('/api/v3/command');
    expect(object(command?.['body'])).toMatchObject({ seriesIds: [Number(id)], isNewSeries: true });
    session.sonarr.settle();
    expect(await session.list(`/api/v3/episode?seriesId=${id}`)).toHaveLength(62);
    expect(object((await session.get(`/api/v3/series/${id}`))['statistics'])['seasonCount']).toBe(6);
  });

  it('brings the episodes by itself a moment later', async () => {
    const session = await open({ commandDelayMs: 5 });
    const id = String(object((await session.send('POST', '/api/v3/series', expanse)).body)['id']);
    await expect.poll(async () => (await session.list(`/api/v3/episode?seriesId=${id}`)).length).toBe(62);
  });

  it('takes what is absent for false', async () => {
    const session = await open();
    const answer = await session.send('POST', '/api/v3/series', {
      title: 'x',
      tvdbId: 280619,
      qualityProfileId: 4,
      rootFolderPath: '/tv/',
    });
    expect(object(answer.body)).toMatchObject({
      title: 'The Expanse',
      monitored: false,
      seasonFolder: false,
      path: '/tv/The Expanse',
      monitorNewItems: 'all',
      seriesType: 'standard',
    });
  });

  it('refuses one that is there, with an array and status 400', async () => {
    const session = await open();
    const answer = await session.send('POST', '/api/v3/series', { ...expanse, title: 'Dark', tvdbId: 334824 });
    expect(answer.status).toBe(400);
    expect(
      objects(answer.body).map((one) => [one['propertyName'], one['errorMessage'], one['errorCode']]),
    ).toContainEqual(['TvdbId', 'This series has already been added', 'SeriesExistsValidator']);
  });

  it('refuses unknown root folders, profiles and shows, and what is empty', async () => {
    const session = await open();
    const before = session.sonarr.digest();
    expect(await codes(session, { ...expanse, rootFolderPath: '/films' })).toEqual(['RootFolderExistsValidator']);
    expect(await codes(session, { ...expanse, rootFolderPath: '/tv/The Expanse' })).toEqual([
      'SeriesFolderAsRootFolderValidator',
    ]);
    expect(await codes(session, { ...expanse, qualityProfileId: 99 })).toEqual(['QualityProfileExistsValidator']);
    expect(await codes(session, { ...expanse, path: '/tv/Dark' })).toEqual(['SeriesPathValidator']);
    expect(await codes(session, { ...expanse, tvdbId: 1 })).toEqual(['TvdbIdValidator']);
    expect(await codes(session, {})).toEqual([
      'NotEmptyValidator',
      'NotEmptyValidator',
      'NotEmptyValidator',
      'QualityProfileExistsValidator',
      'GreaterThanValidator',
    ]);
    expect(session.sonarr.digest()).toBe(before);
  });

  it.each([
    ['all', 62, '1x1'],
    ['firstSeason', 10, '1x1'],
    ['lastSeason', 6, '6x1'],
    ['latestSeason', 6, '6x1'],
    ['pilot', 1, '1x1'],
    ['missing', 62, '1x1'],
    ['existing', 0, undefined],
    ['future', 0, undefined],
    ['none', 0, undefined],
  ])('monitors %s as asked for: %i episodes', async (monitor, count, first) => {
    const monitored = await monitoredEpisodes(await open(), { ...expanse, addOptions: { monitor } });
    expect([monitored.length, monitored[0]]).toEqual([count, first]);
  });

  it('monitors what is on now and what comes with recent', async () => {
    const monitored = await monitoredEpisodes(await open(), {
      ...expanse,
      title: 'Slow Horses',
      tvdbId: await tvdbOf('Slow Horses'),
      addOptions: { monitor: 'recent' },
    });
    expect(monitored).toEqual(['6x1', '6x2', '6x3', '6x4', '6x5', '6x6']);
  });

  it('follows the seasons it was sent when no strategy is named', async () => {
    const seasons = [1, 2, 3, 4, 5, 6].map((seasonNumber) => ({ seasonNumber, monitored: seasonNumber === 2 }));
    expect(await monitoredEpisodes(await open(), { ...expanse, seasons })).toHaveLength(13);
  });

  it('unmonitors the series itself with none, and searches only when asked to', async () => {
    const session = await open();
    const none = await session.send('POST', '/api/v3/series', { ...expanse, addOptions: { monitor: 'none' } });
    session.sonarr.settle();
    expect((await session.get(`/api/v3/series/${String(object(none.body)['id'])}`))['monitored']).toBe(false);
    expect((await session.list('/api/v3/command')).map((one) => one['name'])).toEqual(['RefreshSeries']);
    const fargo = {
      ...expanse,
      title: 'Fargo',
      tvdbId: 269613,
      addOptions: { monitor: 'all', searchForMissingEpisodes: true },
    };
    await session.send('POST', '/api/v3/series', fargo);
    session.sonarr.settle();
    expect((await session.list('/api/v3/command')).map((one) => one['name'])).toContain('MissingEpisodeSearch');
  });
});

async function tvdbOf(title: string): Promise<number> {
  const { list } = await open();
  const [found] = await list(`/api/v3/series/lookup?term=${encodeURIComponent(title)}`);
  return Number(found?.['tvdbId']);
}

describe('changing a series', () => {
  it('replaces it: seasons that are left out are gone', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Dark');
    const answer = await session.send('PUT', `/api/v3/series/${String(series['id'])}`, {
      ...series,
      seasons: undefined,
    });
    expect(answer.status).toBe(202);
    expect(object(answer.body)['seasons']).toEqual([]);
  });

  it('keeps undescribed fields that come back and loses those that do not', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Dark');
    const path = `/api/v3/series/${String(series['id'])}`;
    const kept = object((await session.send('PUT', path, { ...series, monitored: false })).body);
    expect(kept['lastSearchSummary']).toEqual(series['lastSearchSummary']);
    expect(kept['libraryHints']).toEqual(series['libraryHints']);
    expect(objects(kept['seasons']).map((one) => one['artworkRevision'])).toEqual(
      objects(series['seasons']).map((one) => one['artworkRevision']),
    );
    expect(series['lastSearchSummary']).toBeDefined();
    const rebuilt = { id: series['id'], path: series['path'], qualityProfileId: 4, monitored: true };
    expect(object((await session.send('PUT', path, rebuilt)).body)).not.toHaveProperty('lastSearchSummary');
  });

  it('ignores the title and the like, and comes back to the same digest when undone', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Dark');
    const path = `/api/v3/series/${String(series['id'])}`;
    const before = session.sonarr.digest();
    expect(
      object((await session.send('PUT', path, { ...series, title: 'Light', monitored: false })).body),
    ).toMatchObject({ title: 'Dark', monitored: false });
    expect(session.sonarr.digest()).not.toBe(before);
    await session.send('PUT', path, series);
    expect(session.sonarr.digest()).toBe(before);
  });

  it('takes the episodes of a season along, and not those of a series', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Dark');
    const path = `/api/v3/series/${String(series['id'])}`;
    const monitored = async (): Promise<number> =>
      (await session.list(`/api/v3/episode?seriesId=${String(series['id'])}`)).filter(
        (one) => one['monitored'] === true,
      ).length;
    expect(await monitored()).toBe(26);
    await session.send('PUT', path, { ...series, monitored: false });
    expect(await monitored()).toBe(26);
    const seasons = objects(series['seasons']).map((season) =>
      season['seasonNumber'] === 2 ? { ...season, monitored: false } : season,
    );
    await session.send('PUT', path, { ...series, seasons });
    expect(await monitored()).toBe(18);
  });

  it('goes by the number in the body, and knows 404 for another and 400 for none', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Dark');
    const other = await session.send('PUT', '/api/v3/series/1', { ...series, monitored: false });
    expect(object(other.body)).toMatchObject({ title: 'Dark', monitored: false });
    const missing = await session.send('PUT', '/api/v3/series/9999', { ...series, id: 9999 });
    expect([missing.status, object(missing.body)['message']]).toEqual([404, 'Series with ID 9999 does not exist']);
    expect((await session.send('PUT', '/api/v3/series/0', { ...series, id: 0 })).status).toBe(400);
  });

  it('needs a path', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Dark');
    const answer = await session.send('PUT', `/api/v3/series/${String(series['id'])}`, { ...series, path: undefined });
    expect([answer.status, objects(answer.body)[0]?.['propertyName']]).toEqual([400, 'Path']);
  });

  it('changes many at once and leaves the rest of them alone', async () => {
    const session = await open();
    const answer = await session.send('PUT', '/api/v3/series/editor', {
      seriesIds: [1, 2],
      monitored: false,
      tags: [5],
    });
    expect(answer.status).toBe(202);
    expect(objects(answer.body).map((one) => [one['id'], one['monitored'], one['tags']])).toEqual([
      [1, false, [3, 5]],
      [2, false, [5]],
    ]);
    const repeated = await session.send('PUT', '/api/v3/series/editor', { seriesIds: [1, 1] });
    expect([repeated.status, object(repeated.body)['message']]).toEqual([
      500,
      'Expected query to return 2 rows but returned 1',
    ]);
  });
});

describe('deleting a series', () => {
  it('answers an empty 200, and leaves files and exclusions alone unless told', async () => {
    const { sonarr, send, list } = await open();
    const answer = await send('DELETE', '/api/v3/series/1');
    expect([answer.status, answer.text]).toEqual([200, '']);
    sonarr.settle();
    expect(sonarr.state.deletedFolders).toEqual([]);
    expect(await list('/api/v3/importlistexclusion')).toEqual([]);
    expect((await send('GET', '/api/v3/series/1')).status).toBe(404);
    expect(await list('/api/v3/episode?seriesId=1')).toEqual([]);
  });

  it('deletes the folder after the answer and excludes the series when told', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Andor');
    await session.send('DELETE', `/api/v3/series/${String(series['id'])}?deleteFiles=true&addImportListExclusion=true`);
    expect(session.sonarr.state.deletedFolders).toEqual([]);
    session.sonarr.settle();
    expect(session.sonarr.state.deletedFolders).toEqual(['/tv/Andor']);
    expect((await session.list('/api/v3/importlistexclusion')).map((one) => one['title'])).toEqual(['Andor']);
  });

  it('is a 500 with a stack trace when the series is not there', async () => {
    const { send } = await open();
    const answer = await send('DELETE', '/api/v3/series/9999');
    expect(answer.status).toBe(500);
    expect(object(answer.body)['message']).toBe('Expected query to return 1 rows but returned 0');
    expect(object(answer.body)['description']).toContain('   at NzbDrone');
  });

  it('makes its downloads belong to nobody', async () => {
    const session = await open();
    const before = await session.get('/api/v3/queue/status');
    const series = await seriesNamed(session, 'Babylon Berlin');
    await session.send('DELETE', `/api/v3/series/${String(series['id'])}`);
    const after = await session.get('/api/v3/queue/status');
    expect(Number(after['unknownCount'])).toBe(Number(before['unknownCount']) + 1);
  });

  it('deletes many at once, or none when one of them is not there', async () => {
    const session = await open();
    expect((await session.send('DELETE', '/api/v3/series/editor', { seriesIds: [1, 9999] })).status).toBe(500);
    expect((await session.send('GET', '/api/v3/series/1')).status).toBe(200);
    const answer = await session.send('DELETE', '/api/v3/series/editor', { seriesIds: [1, 2] });
    expect([answer.status, answer.text]).toEqual([200, '{}']);
  });
});
