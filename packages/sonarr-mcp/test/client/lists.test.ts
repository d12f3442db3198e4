import { describe, expect, it } from 'vitest';
import { InvalidInputError, NotFoundError, timeSpanMinutes } from '../../src/index.js';
import { all, failure, start } from './stand-in.js';

const day = 86_400_000;

describe('episodes', () => {
  it('are listed for a series, or for one season of it, with their files where asked for', async () => {
    const { client } = await start();
    const series = (await all(client.series.list())).find(({ statistics }) => (statistics?.episodeFileCount ?? 0) > 3);
    const seriesId = series?.id ?? 0;
    const episodes = await client.episodes.list({ seriesId, includeEpisodeFile: true });
    expect(episodes.length).toBe(series?.statistics?.totalEpisodeCount);
    const withFile = episodes.filter(({ hasFile }) => hasFile);
    expect(withFile.length).toBe(series?.statistics?.episodeFileCount);
    for (const { episodeFile } of withFile) {
      expect(episodeFile?.size).toBeGreaterThan(0);
      expect(episodeFile?.quality?.quality.name).toBeTruthy();
    }
    const season = await client.episodes.list({ seriesId, seasonNumber: 1 });
    expect(season.map(({ id }) => id)).toEqual(
      episodes.filter(({ seasonNumber }) => seasonNumber === 1).map(({ id }) => id),
    );
    expect(season.every(({ episodeFile }) => episodeFile === undefined)).toBe(true);
  });

  it('trap 48: are listed for the specials, whose number is 0', async () => {
    const { client } = await start();
    const series = (await all(client.series.list())).find(({ seasons }) =>
      seasons.some((one) => one.seasonNumber === 0),
    );
    const specials = await client.episodes.list({ seriesId: series?.id ?? 0, seasonNumber: 0 });
    expect(specials.length).toBeGreaterThan(0);
    expect(specials.every(({ seasonNumber }) => seasonNumber === 0)).toBe(true);
  });

  it('are none for a series that is not there', async () => {
    const { client } = await start();
    expect(await client.episodes.list({ seriesId: 987_654 })).toEqual([]);
  });

  it('are read one by one with their series', async () => {
    const { client } = await start();
    const [series] = await all(client.series.list());
    const [first] = await client.episodes.list({ seriesId: series?.id ?? 0 });
    const episode = await client.episodes.get(first?.id ?? 0);
    expect(episode).toMatchObject({ id: first?.id, title: first?.title, series: { title: series?.title } });
    expect(await failure(client.episodes.get(2_000_000_000))).toBeInstanceOf(NotFoundError);
  });
});

describe('the calendar', () => {
  it('shows what airs between two instants, with its series, in the order of airing', async () => {
    const { sonarr, client } = await start();
    const start_ = sonarr.state.household.now;
    const end = new Date(start_.getTime() + 7 * day);
    const episodes = await client.calendar.list({ start: start_, end, includeSeries: true });
    expect(episodes.length).toBeGreaterThan(0);
    const times = episodes.map(({ airDateUtc = '' }) => Date.parse(airDateUtc));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(Math.floor(start_.getTime() / 1000) * 1000);
      expect(time).toBeLessThanOrEqual(end.getTime());
    }
    expect(episodes.every(({ series }) => series?.title !== undefined)).toBe(true);
  });

  it('trap 15: sends full instants in UTC, whatever zone the caller writes them in', async () => {
    const { sonarr, client } = await start();
    await client.calendar.list({ start: '2025-03-30T01:30:00+01:00', end: '2025-03-30T23:59:59.999Z' });
    expect(sonarr.requests.at(-1)?.query).toMatchObject({
      start: '2025-03-30T00:30:00.000Z',
      end: '2025-03-30T23:59:59.999Z',
      unmonitored: 'false',
    });
  });

  it('shows what nobody looks after only when told to', async () => {
    const { sonarr, client } = await start();
    const now = sonarr.state.household.now.getTime();
    const stretch = { start: new Date(now - 14 * day), end: new Date(now + 14 * day) };
    const before = await client.calendar.list(stretch);
    const paused = before[0]?.seriesId ?? 0;
    await client.series.update(paused, { monitored: false });
    expect((await client.calendar.list(stretch)).map(({ id }) => id)).toEqual(
      before.filter(({ seriesId }) => seriesId !== paused).map(({ id }) => id),
    );
    const everything = await client.calendar.list({ ...stretch, unmonitored: true });
    expect(everything.some(({ seriesId }) => seriesId === paused)).toBe(true);
  });

  it.each([
    ['a date without a time', '2025-03-30'],
    ['a time without a zone', '2025-03-30T10:00:00'],
    ['something else', 'tomorrow'],
    ['an instant that does not exist', '2025-13-30T10:00:00Z'],
    ['no date', new Date(Number.NaN)],
  ])('refuses %s, which would mean something else at the server', async (_name, start_) => {
    const { sonarr, client } = await start();
    const error = await failure(client.calendar.list({ start: start_, end: '2025-04-01T00:00:00Z' }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(sonarr.requests).toHaveLength(0);
  });

  it('refuses a stretch that ends before it starts', async () => {
    const { client } = await start();
    const stretch = { start: '2025-04-02T00:00:00Z', end: '2025-04-01T00:00:00Z' };
    expect(await failure(client.calendar.list(stretch))).toBeInstanceOf(InvalidInputError);
  });
});

describe('the queue', () => {
  it('trap 7: has every row, those of unknown series too, and says how it wants them sorted', async () => {
    const { sonarr, client } = await start();
    const items = await client.queue.list();
    const status = await client.queue.status();
    expect(items.length).toBe(status.totalCount);
    expect(items.some(({ seriesId }) => seriesId === undefined)).toBe(true);
    expect(sonarr.requests.find(({ path }) => path === '/api/v3/queue')?.query).toEqual({
      page: '1',
      pageSize: '500',
      sortKey: 'timeleft',
      sortDirection: 'ascending',
      includeUnknownSeriesItems: 'true',
      includeSeries: 'false',
      includeEpisode: 'false',
    });
  });

  it('has a season pack as many rows of one download', async () => {
    const { client } = await start();
    const items = await client.queue.list();
    const rows = new Map<string, number>();
    for (const { downloadId = '' } of items) rows.set(downloadId, (rows.get(downloadId) ?? 0) + 1);
    rows.delete('');
    expect(Math.max(...rows.values())).toBeGreaterThanOrEqual(10);
  });

  it('tells what is stuck and why, and how long the rest takes', async () => {
    const { client } = await start();
    const items = await client.queue.list({ includeSeries: true, includeEpisode: true });
    const blocked = items.filter(({ trackedDownloadState }) => trackedDownloadState === 'importBlocked');
    expect(blocked.length).toBeGreaterThan(0);
    expect(blocked.flatMap(({ statusMessages }) => statusMessages.flatMap(({ messages }) => messages))).not.toEqual([]);
    const moving = items.filter(({ timeleft }) => timeleft !== undefined);
    expect(moving.length).toBeGreaterThan(0);
    for (const { timeleft } of moving) expect(timeSpanMinutes(timeleft)).toBeGreaterThanOrEqual(0);
    const known = items.filter(({ seriesId }) => seriesId !== undefined);
    expect(known.every(({ series, episode }) => series?.title !== undefined && episode?.title !== undefined)).toBe(
      true,
    );
  });
});

describe('wanted episodes', () => {
  it('trap 4: are paged, newest first, and all of them are what the pages have together', async () => {
    const { sonarr, client } = await start();
    const first = await client.wanted.missing({ page: 1, pageSize: 2 });
    expect(first.records).toHaveLength(2);
    expect(first.totalRecords).toBeGreaterThan(2);
    const missing = await all(client.wanted.allMissing({ includeSeries: true }));
    expect(missing).toHaveLength(first.totalRecords);
    expect(missing.slice(0, 2).map(({ id }) => id)).toEqual(first.records.map(({ id }) => id));
    const times = missing.map(({ airDateUtc = '' }) => airDateUtc);
    expect(times).toEqual([...times].sort().reverse());
    expect(missing.every(({ hasFile, series }) => !hasFile && series?.title !== undefined)).toBe(true);
    expect(sonarr.requests[0]?.query).toEqual({
      page: '1',
      pageSize: '2',
      sortKey: 'episodes.airDateUtc',
      sortDirection: 'descending',
      includeSeries: 'false',
      monitored: 'true',
    });
  });

  it('include those whose file is not good enough, with the file', async () => {
    const { client } = await start();
    const cutoff = await client.wanted.cutoff({ page: 1, pageSize: 10, sortDirection: 'ascending' });
    expect(cutoff.records.length).toBeGreaterThan(0);
    expect(cutoff.records.every(({ episodeFile }) => episodeFile?.quality !== undefined)).toBe(true);
    expect(await all(client.wanted.allCutoff())).toHaveLength(cutoff.totalRecords);
  });
});

describe('reference lists', () => {
  it('are asked for once a minute, also by the view that only reads and by many at the same time', async () => {
    const { sonarr, client } = await start();
    await Promise.all([client.profiles.quality(), client.profiles.quality(), client.readOnly().profiles.quality()]);
    await client.rootFolders.list();
    await client.rootFolders.list();
    expect(sonarr.requests.map(({ path }) => path).sort()).toEqual(['/api/v3/qualityprofile', '/api/v3/rootfolder']);
  });

  it('say what there is to choose from', async () => {
    const { client } = await start();
    const [profile] = await client.profiles.quality();
    expect(profile?.items.some(({ allowed }) => allowed)).toBe(true);
    const [folder] = await client.rootFolders.list();
    expect(folder?.path).toMatch(/^\//);
    expect(folder?.freeSpace).toBeGreaterThan(0);
  });

  it('are read anew after a change of our own', async () => {
    const { client } = await start();
    const before = await client.tags.list();
    const tag = await client.tags.create('  Kids-Corner ');
    expect(tag?.label).toBe('kids-corner');
    expect(await client.tags.list()).toEqual([...before, tag]);
    expect(await client.tags.create('kids-corner')).toEqual(tag);
    expect(await failure(client.tags.create(' '))).toBeInstanceOf(InvalidInputError);
  });

  it('are not lost to one who stops waiting for them', async () => {
    const { sonarr, client } = await start();
    const controller = new AbortController();
    const impatient = failure(client.tags.list({ signal: controller.signal }));
    const patient = client.tags.list();
    controller.abort();
    expect(await impatient).toMatchObject({ code: 'cancelled' });
    expect((await patient).length).toBeGreaterThan(0);
    expect(sonarr.requests).toHaveLength(1);
  });
});

describe('Sonarr itself', () => {
  it('says what it is, how it is, and how full its disks are', async () => {
    const { client } = await start({ version: '4.0.17.2953' });
    expect(await client.system.status()).toMatchObject({ appName: 'Sonarr', version: '4.0.17.2953' });
    expect(await client.system.status()).not.toHaveProperty('appData');
    for (const { type, message } of await client.system.health()) {
      expect(['ok', 'notice', 'warning', 'error']).toContain(type);
      expect(message).not.toBe('');
    }
    const [disk] = await client.system.diskSpace();
    expect(disk?.totalSpace).toBeGreaterThanOrEqual(disk?.freeSpace ?? Number.POSITIVE_INFINITY);
  });

  it('tells its version without being asked again, once it has answered anything', async () => {
    const { sonarr, client } = await start({ version: '4.0.16.1' });
    expect(await client.version()).toBe('4.0.16.1');
    expect(sonarr.requests.map(({ path }) => path)).toEqual(['/api/v3/system/status']);
    await client.queue.status();
    expect(await client.readOnly().version()).toBe('4.0.16.1');
    expect(sonarr.requests).toHaveLength(2);
  });

  it('is found with and without a slash at the end, below its URL base, and at the address of its API', async () => {
    const { sonarr } = await start();
    const below = await start({ urlBase: '/sonarr' });
    const { SonarrClient } = await import('../../src/index.js');
    for (const url of [
      `${sonarr.url}/`,
      `${sonarr.url}/api/v3`,
      `${sonarr.url}/api/`,
      below.sonarr.url,
      `${below.sonarr.url}/`,
    ]) {
      const client = new SonarrClient({ url, apiKey: sonarr.apiKey });
      expect((await client.system.status()).appName).toBe('Sonarr');
    }
  });
});

describe('commands', () => {
  it('begin, are found again, and end', async () => {
    const { sonarr, client } = await start();
    const started = await client.commands.start({ name: 'RefreshMonitoredDownloads' });
    expect(started?.name).toBe('RefreshMonitoredDownloads');
    sonarr.settle();
    expect(await client.commands.get(started?.id ?? 0)).toMatchObject({ id: started?.id, status: 'completed' });
    expect(await failure(client.commands.get(987_654))).toBeInstanceOf(NotFoundError);
  });

  it.each([
    [
      { name: 'SeriesSearch', seriesId: 3 },
      { name: 'SeriesSearch', seriesId: 3 },
    ],
    [
      { name: 'SeasonSearch', seriesId: 3, seasonNumber: 0 },
      { name: 'SeasonSearch', seriesId: 3, seasonNumber: 0 },
    ],
    [
      { name: 'EpisodeSearch', episodeIds: [5, 5, 6] },
      { name: 'EpisodeSearch', episodeIds: [5, 6] },
    ],
    [
      { name: 'MissingEpisodeSearch', seriesId: 3 },
      { name: 'MissingEpisodeSearch', seriesId: 3 },
    ],
    [{ name: 'MissingEpisodeSearch', seriesId: 'all' }, { name: 'MissingEpisodeSearch' }],
    [
      { name: 'RefreshSeries', seriesIds: [3] },
      { name: 'RefreshSeries', seriesIds: [3] },
    ],
    [{ name: 'RefreshSeries', seriesIds: 'all' }, { name: 'RefreshSeries' }],
    [
      { name: 'RescanSeries', seriesId: 3 },
      { name: 'RescanSeries', seriesId: 3 },
    ],
    [{ name: 'CheckHealth' }, { name: 'CheckHealth' }],
  ] as const)('%j is sent as %j', async (request, body) => {
    const { sonarr, client } = await start();
    await client.commands.start(request);
    expect(JSON.parse(sonarr.requests[0]?.body ?? '')).toEqual(body);
  });

  it.each([
    { name: 'MissingEpisodeSearch' },
    { name: 'MissingEpisodeSearch', seriesId: 0 },
    { name: 'RefreshSeries', seriesIds: [] },
    { name: 'RescanSeries', seriesId: null },
    { name: 'SeasonSearch', seriesId: 3 },
    { name: 'Shutdown' },
    { name: 'ResetApiKey' },
  ])(
    'trap 58: %j from a caller without types is refused, because Sonarr would take it for the whole library or worse',
    async (request) => {
      const { sonarr, client } = await start();
      const start_: (request: never) => Promise<unknown> = (one) => client.commands.start(one);
      expect(await failure(start_(request as never))).toBeInstanceOf(InvalidInputError);
      expect(sonarr.requests).toHaveLength(0);
    },
  );
});
