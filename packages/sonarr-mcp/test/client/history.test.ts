import { describe, expect, it } from 'vitest';
import { InvalidInputError, NotFoundError } from '../../src/index.js';
import { all, failure, start } from './stand-in.js';

const day = 86_400_000;

describe('the history', () => {
  it('is paged, latest first, and all of it is what the pages have together', async () => {
    const { sonarr, client } = await start();
    const first = await client.history.page({ page: 1, pageSize: 3 });
    expect(first.records).toHaveLength(3);
    expect(sonarr.requests[0]?.query).toEqual({
      page: '1',
      pageSize: '3',
      sortKey: 'date',
      sortDirection: 'descending',
      includeSeries: 'false',
      includeEpisode: 'false',
    });
    const whole = await all(client.history.all());
    expect(whole).toHaveLength(first.totalRecords);
    const dates = whole.map(({ date }) => date);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it('trap 13: kinds of events are sent to the paged list as numbers, because it refuses their names', async () => {
    const { sonarr, client } = await start();
    const failed = await client.history.page({ page: 1, pageSize: 50, eventTypes: ['downloadFailed', 'grabbed'] });
    expect(sonarr.requests[0]).toMatchObject({ status: 200 });
    expect(new Set(failed.records.map(({ eventType }) => eventType))).toEqual(new Set(['downloadFailed', 'grabbed']));
    await all(client.history.since(new Date(sonarr.state.household.now.getTime() - day), { eventType: 'grabbed' }));
    expect(sonarr.requests.at(-1)).toMatchObject({ status: 200, query: { eventType: '1' } });
  });

  it('trap 14: the addresses with the keys of indexers are not read at all', async () => {
    const { sonarr, client } = await start();
    expect(sonarr.state.history.some(({ event }) => JSON.stringify(event.data).includes('canary-indexer-key'))).toBe(
      true,
    );
    const series = await client.history.ofSeries(sonarr.state.history[0]?.seriesId ?? 0);
    const since = await all(client.history.since('2020-01-01T00:00:00Z'));
    const read = JSON.stringify([await all(client.history.all({ includeSeries: true })), series, since]);
    expect(read).toContain('Nordlicht');
    expect(read).not.toContain('canary-indexer-key');
    expect(read).not.toContain('indexer.example');
  });

  it('tells where something was grabbed, and how large what was imported is', async () => {
    const { client } = await start();
    const records = await all(client.history.all({ includeSeries: true, includeEpisode: true }));
    const grabbed = records.find(({ eventType }) => eventType === 'grabbed');
    expect(grabbed?.data).toMatchObject({
      indexer: expect.any(String) as string,
      releaseType: expect.any(String) as string,
    });
    const imported = records.find(({ eventType }) => eventType === 'downloadFolderImported');
    expect(imported?.data.size).toBeGreaterThan(1_000_000);
    expect(imported).toMatchObject({ series: { id: imported?.seriesId }, episode: { id: imported?.episodeId } });
  });

  it('of one series, or one season of it, has nothing of another', async () => {
    const { sonarr, client } = await start();
    const seriesId = sonarr.state.history[0]?.seriesId ?? 0;
    const ofSeries = await client.history.ofSeries(seriesId, { includeEpisode: true });
    expect(ofSeries.length).toBeGreaterThan(0);
    expect(ofSeries.every((record) => record.seriesId === seriesId)).toBe(true);
    const season = ofSeries[0]?.episode?.seasonNumber ?? 0;
    const ofSeason = await client.history.ofSeries(seriesId, { seasonNumber: season, includeEpisode: true });
    expect(ofSeason.every(({ episode }) => episode?.seasonNumber === season)).toBe(true);
    expect(await client.history.ofSeries(seriesId, { seasonNumber: 0 })).toEqual([]);
    expect(sonarr.requests.at(-1)?.query).toMatchObject({ seasonNumber: '0' });
    expect(await failure(client.history.ofSeries(987_654))).toBeInstanceOf(NotFoundError);
  });

  it.each(['2025-03-30', '2025-03-30T10:00:00', 'yesterday', new Date(Number.NaN)])(
    'since %s is refused, which would mean something else at the server',
    (since) => {
      return start().then(({ sonarr, client }) => {
        expect(() => client.history.since(since)).toThrow(InvalidInputError);
        expect(sonarr.requests).toEqual([]);
      });
    },
  );
});

describe('what releases are measured by', () => {
  it('is asked for once a minute', async () => {
    const { sonarr, client } = await start();
    const [formats] = await Promise.all([client.customFormats.list(), client.customFormats.list()]);
    expect(formats.find(({ name }) => name === 'Hardcoded Subs')?.specifications[0]).toMatchObject({
      implementation: 'ReleaseTitleSpecification',
      fields: [{ name: 'value', value: expect.stringContaining('HARDSUBS') as string }],
    });
    await client.qualityDefinitions.list();
    await client.qualityDefinitions.list();
    expect(sonarr.requests.map(({ path }) => path)).toEqual(['/api/v3/customformat', '/api/v3/qualitydefinition']);
  });

  it('trap 38: a greatest size that is not there stays away, and is not taken for 0', async () => {
    const { client } = await start();
    const definitions = await client.qualityDefinitions.list();
    const of = (name: string) => definitions.find(({ quality }) => quality.name === name);
    expect(of('WEBDL-2160p')?.maxSize).toBeUndefined();
    expect(of('WEBDL-1080p')?.maxSize).toBe(130);
  });

  it('has what each profile gives for each custom format', async () => {
    const { client } = await start();
    const profiles = await client.profiles.quality();
    const formats = await client.customFormats.list();
    const ultra = profiles.find(({ name }) => name === 'Ultra-HD');
    expect(ultra).toMatchObject({ cutoffFormatScore: 150, minUpgradeFormatScore: 10 });
    expect(ultra?.formatItems.map(({ format }) => format)).toEqual(formats.map(({ id }) => id));
    expect(ultra?.formatItems.find(({ name }) => name === 'HDR')?.score).toBe(100);
  });
});
