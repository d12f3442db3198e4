import { describe, expect, it } from 'vitest';
import { anyNumber, asked, containing, rowsOf, seriesNamed, tokens, type Row } from '../../support/answers.js';
import { emptyHousehold, householdOf, now, openServer } from '../../support/sonarr-server.js';

const week = 7 * 86_400_000;

function disk(answer: Parameters<typeof rowsOf>[0], path: string): Row {
  const found = rowsOf(answer, 'disks').find((row) => row['path'] === path);
  if (found === undefined) throw new Error(`no disk ${path}: ${answer.text}`);
  return found;
}

it('tells how full each disk is, what fills it, and when it is full, in one request each', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_disk_space');
  expect(disk(answer, '/tv')).toEqual({
    path: '/tv',
    label: 'media',
    freeBytes: 1_539_316_278_886,
    totalBytes: 17_592_186_044_416,
    usedPercent: 91.3,
    rootFolders: ['/tv', '/anime'],
    seriesBytes: anyNumber,
    otherBytes: anyNumber,
    queueBytes: anyNumber,
    importedPerWeekBytes: anyNumber,
    fullInDays: anyNumber,
    fullOn: expect.stringMatching(/^202\d-\d\d-\d\d$/) as string,
  });
  expect(disk(answer, '/')).toEqual({ path: '/', freeBytes: anyNumber, totalBytes: anyNumber, usedPercent: anyNumber });
  expect(asked(sonarr).sort()).toEqual([
    'GET /api/v3/diskspace',
    'GET /api/v3/history/since',
    'GET /api/v3/queue',
    'GET /api/v3/rootfolder',
    'GET /api/v3/series',
  ]);
  expect(tokens(answer)).toBeLessThan(400);
});

it('trap 40: root folders that share a disk are one disk, whose room counts once', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_disk_space');
  const row = disk(answer, '/tv');
  const sizes = [...sonarr.state.series.values()].flatMap((series) =>
    [...sonarr.state.filesOf(series).values()].map(({ file }) => file.media.size),
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  expect(row['seriesBytes']).toBe(all);
  expect(row['otherBytes']).toBe(17_592_186_044_416 - 1_539_316_278_886 - all);
  expect(rowsOf(answer, 'disks')).toHaveLength(2);
});

it('trap 8: a season pack in the queue is to come once, not once per episode', async () => {
  const { mcp, sonarr } = await openServer();
  const left = sonarr.state.downloads.filter(({ seriesId }) => seriesId > 0).map(({ download }) => download.sizeLeft);
  const answer = await mcp.callTool('sonarr_get_disk_space');
  expect(disk(answer, '/tv')['queueBytes']).toBe(Math.round(left.reduce((sum, bytes) => sum + bytes, 0)));
});

describe('the forecast', () => {
  it('goes on as the last four weeks went', async () => {
    const { mcp, sonarr } = await openServer();
    const imported = sonarr.state.history.filter(
      ({ event }) => event.type === 'downloadFolderImported' && event.date.getTime() > now.getTime() - 4 * week,
    );
    const bytes = imported.reduce((sum, { event }) => sum + Number(event.data['size']), 0);
    const answer = await mcp.callTool('sonarr_get_disk_space');
    const row = disk(answer, '/tv');
    expect(row['importedPerWeekBytes']).toBeCloseTo(bytes / 4, -1);
    const free = Number(row['freeBytes']) - Number(row['queueBytes']);
    expect(row['fullInDays']).toBe(Math.floor(free / (bytes / 28)));
    expect(sonarr.requests.find(({ path }) => path === '/api/v3/history/since')?.query).toMatchObject({
      eventType: '3',
      date: new Date(now.getTime() - 4 * week).toISOString(),
    });
  });

  it('counts a file of two episodes once', async () => {
    const { mcp, sonarr } = await openServer();
    const [series] = sonarr.state.series.values();
    const event = {
      type: 'downloadFolderImported' as const,
      sourceTitle: 'Two.Episodes',
      quality: { id: 3, name: 'WEBDL-1080p', source: 'web', resolution: 1080 },
      date: new Date(now.getTime() - 4 * week + 60_000),
      downloadId: 'TWO',
      data: { size: '7000000000' },
    };
    sonarr.state.history = [1, 2].map((id) => ({ id, seriesId: series?.id ?? 0, episodeId: id, event }));
    const answer = await mcp.callTool('sonarr_get_disk_space');
    expect(disk(answer, '/tv')['importedPerWeekBytes']).toBe(1_750_000_000);
  });

  it('is none where nothing comes in', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.state.history = [];
    const row = disk(await mcp.callTool('sonarr_get_disk_space'), '/tv');
    expect(row['importedPerWeekBytes']).toBe(0);
    expect(row).not.toHaveProperty('fullInDays');
    expect(row).not.toHaveProperty('fullOn');
  });
});

it('names the five largest series', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_disk_space');
  const list = await mcp.callTool('sonarr_list_series', { sort: 'size', descending: true, limit: 5 });
  expect(rowsOf(answer, 'largest').map(({ ref, sizeBytes }) => [ref, sizeBytes])).toEqual(
    rowsOf(list, 'series').map(({ ref, sizeBytes }) => [ref, sizeBytes]),
  );
});

it('says that a disk is not there, and does not take it for full', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.state.rootFolders.set(9, { id: 9, path: '/nas' });
  const answer = await mcp.callTool('sonarr_get_disk_space');
  expect(disk(answer, '/nas')).toMatchObject({ rootFolders: ['/nas'], unavailable: true });
  expect(disk(answer, '/nas')).not.toHaveProperty('freeBytes');
  expect(answer.json['note']).toEqual(containing('does not tell the size'));
});

it('counts what is in the queue of a series that is gone by itself', async () => {
  const { mcp, sonarr } = await openServer();
  const { id } = seriesNamed(sonarr, 'The Bureau');
  sonarr.state.forgetSeries(id);
  expect((await mcp.callTool('sonarr_get_disk_space')).json['unknownQueueBytes']).toBe(9_100_000_000);
});

it('asks no more of a large library, and has little to say of an empty one', async () => {
  const large = await openServer({ household: householdOf(300) });
  await large.mcp.callTool('sonarr_get_disk_space');
  expect(large.sonarr.requests).toHaveLength(5);
  const empty = await openServer({ household: emptyHousehold() });
  const answer = await empty.mcp.callTool('sonarr_get_disk_space');
  expect(answer.json).not.toHaveProperty('largest');
  expect(disk(answer, '/tv')).toMatchObject({ seriesBytes: 0, queueBytes: 0 });
});

it('takes the argument of the older server', async () => {
  const { mcp } = await openServer();
  expect((await mcp.callTool('sonarr_get_disk_space', { include_details: true })).json).toHaveProperty('disks');
});
