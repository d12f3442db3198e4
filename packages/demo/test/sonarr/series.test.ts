import { describe, expect, it } from 'vitest';

import { createHousehold } from '../../src/household/index.js';
import { noon, object, objects, open, seriesNamed } from './stand-in.js';

describe('the library', () => {
  it('comes whole, and is filtered by the TheTVDB number only', async () => {
    const { list } = await open();
    const all = await list('/api/v3/series');
    expect(all.length).toBeGreaterThan(50);
    expect(await list('/api/v3/series?page=1&pageSize=5')).toHaveLength(all.length);
    const [one] = await list('/api/v3/series?tvdbId=327417');
    expect(one?.['title']).toBe('Money Heist');
    expect(await list('/api/v3/series?tvdbId=1')).toEqual([]);
  });

  it('is empty in an empty household', async () => {
    const { list } = await open({ household: createHousehold({ now: noon, size: { shows: 0 } }) });
    expect(await list('/api/v3/series')).toEqual([]);
  });

  it('counts what is monitored and aired, or has a file; everything; and missing is the difference', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Severance');
    const episodes = await session.list(`/api/v3/episode?seriesId=${String(series['id'])}`);
    const hasBegun = (one: Record<string, unknown>): boolean => Date.parse(String(one['airDateUtc'])) <= noon.getTime();
    const counted = episodes.filter((one) => one['hasFile'] === true || (one['monitored'] === true && hasBegun(one)));
    const files = episodes.filter((one) => one['hasFile'] === true);
    expect(object(series['statistics'])).toMatchObject({
      seasonCount: 3,
      episodeCount: counted.length,
      episodeFileCount: files.length,
      totalEpisodeCount: episodes.length,
    });
    expect(episodes.length).toBeGreaterThan(counted.length);
  });

  it('has no statistics for a series without episodes', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'Blade Runner 2099');
    expect(series).not.toHaveProperty('statistics');
    expect(series).not.toHaveProperty('nextAiring');
  });

  it('counts the size of a file that holds two episodes once', async () => {
    const session = await open();
    const series = await seriesNamed(session, 'The Wire');
    const files = await session.list(`/api/v3/episodefile?seriesId=${String(series['id'])}`);
    const size = files.reduce((sum, file) => sum + Number(file['size']), 0);
    expect(object(series['statistics'])).toMatchObject({ sizeOnDisk: size, episodeFileCount: 60 });
    expect(files).toHaveLength(55);
  });

  it('answers a problem document for a series that is not there', async () => {
    const { send } = await open();
    const answer = await send('GET', '/api/v3/series/9999');
    expect(answer.status).toBe(404);
    expect(object(answer.body)).toMatchObject({ title: 'Not Found', status: 404 });
  });
});

describe('lookup', () => {
  const titles = (found: Record<string, unknown>[]): unknown[] => found.map((one) => one['title']);

  it('finds a show by a name that it has abroad, and all of that name', async () => {
    const { list } = await open();
    const found = await list(`/api/v3/series/lookup?term=${encodeURIComponent('Die Brücke')}`);
    expect(titles(found)).toEqual(
      expect.arrayContaining(['Die Brücke (2008)', 'The Bridge (2011)', 'The Bridge (US)']),
    );
    expect(titles(await list('/api/v3/series/lookup?term=haus%20des%20geldes'))).toContain('Money Heist');
    expect(titles(await list('/api/v3/series/lookup?term=die%20brucke'))).toContain('The Bridge (2011)');
  });

  it('finds a show by its numbers', async () => {
    const { list } = await open();
    for (const term of ['tvdb:280619', 'tvdbid:280619', 'imdb:tt3230854', 'tmdb:63639']) {
      expect(titles(await list(`/api/v3/series/lookup?term=${term}`)), term).toEqual(['The Expanse']);
    }
    expect(await list('/api/v3/series/lookup?term=tvdb:1')).toEqual([]);
  });

  it('gives what is new without an id and with specials not monitored', async () => {
    const { list } = await open();
    const [found] = await list('/api/v3/series/lookup?term=the%20expanse');
    expect(found).not.toHaveProperty('id');
    expect(found).not.toHaveProperty('path');
    expect(found).toMatchObject({ folder: 'The Expanse', qualityProfileId: 0 });
    const [doctor] = await list('/api/v3/series/lookup?term=tvdb:76107');
    expect(doctor).toHaveProperty('id');
  });

  it('gives what is in the library with its id and path, and statistics of zero', async () => {
    const session = await open();
    const [found] = await session.list('/api/v3/series/lookup?term=severance');
    const series = await seriesNamed(session, 'Severance');
    expect(found).toMatchObject({ id: series['id'], path: series['path'] });
    expect(object(found?.['statistics'])).toMatchObject({ episodeFileCount: 0, sizeOnDisk: 0 });
  });

  it('refuses a term that looks like a path', async () => {
    const { send } = await open();
    expect((await send('GET', '/api/v3/series/lookup?term=/tv/Dark')).status).toBe(400);
  });
});

describe('reference data', () => {
  it('gives profiles whose cutoff is one of their qualities', async () => {
    const { list } = await open();
    for (const profile of await list('/api/v3/qualityprofile')) {
      const ids = objects(profile['items']).map((item) => object(item['quality'])['id']);
      expect(ids).toContain(profile['cutoff']);
    }
  });

  it('gives root folders with what lies in them unmapped, disks, health and tags', async () => {
    const { list } = await open();
    expect((await list('/api/v3/rootfolder')).map((folder) => folder['path'])).toEqual(['/tv', '/anime']);
    expect((await list('/api/v3/diskspace')).every((disk) => Number(disk['freeSpace']) > 0)).toBe(true);
    expect((await list('/api/v3/health')).map((one) => one['type'])).toEqual(['warning', 'error']);
    expect((await list('/api/v3/tag')).map((tag) => tag['label'])).toContain('german');
  });

  it('lower-cases tags, answers an existing one, and keeps those in use', async () => {
    const { send } = await open();
    const made = await send('POST', '/api/v3/tag', { label: 'Sunday' });
    expect([made.status, object(made.body)['label']]).toEqual([201, 'sunday']);
    expect(object((await send('POST', '/api/v3/tag', { label: 'sunday' })).body)['id']).toBe(object(made.body)['id']);
    const used = await send('DELETE', '/api/v3/tag/1');
    expect(used.status).toBe(409);
    const gone = await send('DELETE', '/api/v3/tag/5');
    expect([gone.status, gone.text]).toEqual([200, '']);
  });
});
