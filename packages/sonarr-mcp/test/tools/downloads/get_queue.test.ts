import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import { describe, expect, it } from 'vitest';
import { asked, column, containing, having, like, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

/** Puts copies of one of the household's downloads into the queue, each a download of its own. */
function multiply(sonarr: SonarrStandIn, title: string, count: number): void {
  const series = seriesNamed(sonarr, title);
  const original = sonarr.state.downloads.find(({ seriesId }) => seriesId === series.id);
  if (original === undefined) throw new Error(`Nothing of ${title} is in the queue.`);
  const episodes = sonarr.state.episodesOf(series);
  sonarr.state.downloads = Array.from({ length: count }, (_none, index) => ({
    ...original,
    episodeIds: [episodes[index % episodes.length]?.id ?? 0],
    download: { ...original.download, downloadId: String(index).padStart(40, 'A') },
  }));
}

it('trap 8: shows a download once, however many episodes it brings, and the stuck ones first', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_queue');
  expect(answer.json).toMatchObject({ total: sonarr.state.downloads.length, stuck: 6 });
  const rows = rowsOf(answer, 'downloads');
  expect(rows.map((row) => row['problem'] !== undefined)).toEqual([
    ...Array.from({ length: 6 }, () => true),
    ...Array.from({ length: rows.length - 6 }, () => false),
  ]);
  expect(rows.filter(({ series }) => series === 'The Bureau')).toEqual([
    having({ episodes: 'S04E01-E10 (10 episodes)', progressPercent: 62.9, sizeBytes: 24_500_000_000 }),
  ]);
  const left = sonarr.state.downloads.reduce((sum, { download }) => sum + download.sizeLeft, 0);
  expect(answer.json['bytesLeft']).toBe(left);
});

it('trap 7: asks Sonarr once, and for those too whose series it does not know', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_queue');
  expect(asked(sonarr)).toEqual(['GET /api/v3/queue']);
  expect(sonarr.requests[0]?.query).toMatchObject({
    includeUnknownSeriesItems: 'true',
    sortKey: 'timeleft',
    sortDirection: 'ascending',
  });
  const unknown = rowsOf(answer, 'downloads').find((row) => row['series'] === undefined);
  expect(unknown).toMatchObject({ release: 'Die.Nacht.der.Kraniche.S02E04.1080p.WEB.h264-NOGRP' });
});

describe('why something is stuck', () => {
  it.each([
    ['Babylon Berlin', 'import blocked', 'matched to series by ID', 'sonarr_manual_import'],
    ['The Last of Us', 'no files', 'No files found', 'folder'],
    ['Abbott Elementary', 'sample', 'Sample', 'sonarr_delete_queue_item with blocklist'],
    ['House of the Dragon', 'password', 'requires a password', 'sonarr_delete_queue_item with blocklist'],
    ['Jujutsu Kaisen', 'failed', 'Repair failed', 'sonarr_delete_queue_item with blocklist'],
  ])('is told for %s, with what helps', async (series, kind, says, remedy) => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_get_queue', { stuckOnly: true });
    const row = rowsOf(answer, 'downloads').find((each) => each['series'] === series);
    expect(row?.['problem']).toMatchObject({ kind, remedy: containing(remedy) });
    expect(JSON.stringify(row?.['problem'])).toContain(says);
  });

  it.each([
    ['downloadClientUnavailable', undefined, 'download client unavailable'],
    ['downloading', 'The download is stalled with no connections', 'stalled'],
    ['completed', 'Not an upgrade for existing episode file(s)', 'not an upgrade'],
    ['completed', 'Not a Custom Format upgrade for existing episode file(s)', 'not an upgrade'],
    ['completed', 'Caution: Found executable file with extension: .exe', 'dangerous file'],
    ['completed', 'Something that no version has said so far', 'warning'],
  ] as const)('is worked out from %s and "%s"', async (status, message, kind) => {
    const { mcp, sonarr } = await openServer();
    sonarr.state.downloads = sonarr.state.downloads
      .filter(({ seriesId }) => seriesId === seriesNamed(sonarr, "Grey's Anatomy").id)
      .map((stored) => ({
        ...stored,
        download: {
          ...stored.download,
          status,
          trackedStatus: message === undefined ? 'ok' : 'warning',
          messages: message === undefined ? [] : [{ title: 'a file', messages: [message] }],
        },
      }));
    const [row] = rowsOf(await mcp.callTool('sonarr_get_queue'), 'downloads');
    expect(row?.['problem']).toMatchObject({ kind });
  });

  it('is the same for the whole of a season pack', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.state.downloads = sonarr.state.downloads
      .filter(({ episodeIds }) => episodeIds.length > 1)
      .map((stored) => ({
        ...stored,
        download: { ...stored.download, trackedStatus: 'warning', messages: [{ title: 'x', messages: ['Sample'] }] },
      }));
    expect((await mcp.callTool('sonarr_get_queue')).json).toMatchObject({ total: 1, stuck: 1 });
  });
});

it('does not take what waits, is paused or still downloads for stuck', async () => {
  const { mcp } = await openServer();
  const rows = rowsOf(await mcp.callTool('sonarr_get_queue'), 'downloads').filter(
    (row) => row['problem'] === undefined,
  );
  expect(rows.map((row) => [row['series'], row['status'], row['minutesLeft']])).toEqual([
    ["Grey's Anatomy", 'downloading', 8],
    ["Frieren: Beyond Journey's End", 'queued', 40],
    ['The Simpsons', 'delay', 90],
    ['The Bureau', 'downloading', 112],
    // Two days, three hours and a bit, as .NET writes it.
    ['Pawn Stars', 'downloading', 3065],
    ['Taskmaster', 'paused', undefined],
  ]);
});

it('adds id, release, quality and client on request, also to what goes well', async () => {
  const { mcp } = await openServer();
  const row = async (details: boolean) =>
    rowsOf(await mcp.callTool('sonarr_get_queue', { details }), 'downloads').find(
      ({ series }) => series === "Grey's Anatomy",
    );
  expect(await row(false)).toEqual({
    series: "Grey's Anatomy",
    ref: 'tvdb:73762',
    episodes: 'S22E09',
    status: 'downloading',
    progressPercent: 61.9,
    sizeBytes: 2_100_000_000,
    minutesLeft: 8,
  });
  expect(await row(true)).toMatchObject({
    downloadId: like(/^[0-9A-F]{40}$/),
    release: 'Greys.Anatomy.S22E09.1080p.WEB.h264-WAYNE',
    quality: 'WEBDL-1080p',
    protocol: 'usenet',
    client: 'SABnzbd',
    added: '2026-11-21T17:00:00+01:00',
  });
});

it('holds fifty downloads in 2,500 tokens', async () => {
  const { mcp, sonarr } = await openServer();
  multiply(sonarr, "Grey's Anatomy", 50);
  const answer = await mcp.callTool('sonarr_get_queue', { limit: 50 });
  expect(answer.json).toMatchObject({ total: 50, returned: 50, stuck: 0 });
  expect(tokens(answer)).toBeLessThan(2500);
});

it('cuts what would be more than 20,000 tokens, says where it goes on, and goes on there', async () => {
  const { mcp, sonarr } = await openServer();
  multiply(sonarr, 'Babylon Berlin', 300);
  const first = await mcp.callTool('sonarr_get_queue', { limit: 200 });
  expect(tokens(first)).toBeLessThanOrEqual(20_000);
  const kept = Number(first.json['returned']);
  expect(kept).toBeLessThan(200);
  expect(kept).toBe(rowsOf(first, 'downloads').length);
  expect(first.json).toMatchObject({ total: 300, nextOffset: kept });
  const second = await mcp.callTool('sonarr_get_queue', { limit: 200, offset: kept });
  const ids = column(first, 'downloads', 'downloadId');
  expect(column(second, 'downloads', 'downloadId').some((id) => ids.includes(id))).toBe(false);
});

it('reads a queue of more than five hundred rows to its end', async () => {
  const { mcp, sonarr } = await openServer();
  multiply(sonarr, "Grey's Anatomy", 620);
  const answer = await mcp.callTool('sonarr_get_queue', { offset: 600, limit: 50 });
  expect(answer.json).toMatchObject({ total: 620, returned: 20 });
  expect(sonarr.requests).toHaveLength(2);
});

it('trap 51: removes what cannot be seen from the names that strangers give', async () => {
  const { mcp, sonarr } = await openServer();
  sonarr.state.downloads = sonarr.state.downloads
    .slice(0, 1)
    .map((stored) => ({ ...stored, download: { ...stored.download, title: 'Show\u202e.gpj\u0007.S01E01\u200b' } }));
  const [row] = rowsOf(await mcp.callTool('sonarr_get_queue', { details: true }), 'downloads');
  expect(row?.['release']).toBe('Show.gpj.S01E01');
});

it('is empty when nothing is on its way', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_queue')).structured).toEqual({
    total: 0,
    returned: 0,
    stuck: 0,
    bytesLeft: 0,
    downloads: [],
  });
});
