import { describe, expect, it } from 'vitest';
import { createHousehold } from '@watchstack/demo/household';
import { anyNumber, asked, column, containing, like, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, now, openServer, type OpenServer } from '../../support/sonarr-server.js';

function codes(answer: Parameters<typeof rowsOf>[0]): unknown[] {
  return column(answer, 'events', 'code');
}

/** Lets a whole season of a series be imported, file by file, as a pack is. */
function importPack({ sonarr }: OpenServer, title: string, season: number, minutesAgo: number): void {
  const series = seriesNamed(sonarr, title);
  const episodes = sonarr.state.episodesOf(series).filter(({ episode }) => episode.season === season);
  sonarr.state.history.unshift(
    ...episodes.map((row, index) => ({
      id: 100_000 + index,
      seriesId: series.id,
      episodeId: row.id,
      event: {
        type: 'downloadFolderImported' as const,
        sourceTitle: `Pack.${title}`,
        quality: { id: 3, name: 'WEBDL-1080p', source: 'web', resolution: 1080 },
        date: new Date(now.getTime() - minutesAgo * 60_000 - index * 20_000),
        downloadId: 'PACK',
        data: { size: '1000000000' },
      },
    })),
  );
}

it('lists what happened, latest first, in one request', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_history', {});
  const times = column(answer, 'events', 'at').map((at) => Date.parse(String(at)));
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(rowsOf(answer, 'events')).toContainEqual({
    at: '2026-11-21T00:00:36+01:00',
    series: 'SOKO Wien',
    ref: like(/^tvdb:\d+$/),
    code: 'S21E05',
    event: 'grabbed',
    quality: 'HDTV-1080p',
    indexer: 'Nordlicht',
  });
  expect(asked(sonarr)).toEqual(['GET /api/v3/history']);
  expect(sonarr.requests[0]?.query).toMatchObject({ sortKey: 'date', sortDirection: 'descending' });
});

it('trap 8: a season pack is one line, however many events it has', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_history', { event: 'grabbed', limit: 100 });
  const packs = rowsOf(answer, 'events').filter(({ series }) => series === 'The Bureau');
  expect(packs).toEqual([expect.objectContaining({ code: 'S04E01-E10 (10 episodes)', quality: 'WEBDL-1080p' })]);
});

it('puts the files of a pack together, but not what else came from the same moment', async () => {
  const server = await openServer();
  importPack(server, 'The Bureau', 3, 30);
  const answer = await server.mcp.callTool('sonarr_get_history', { event: 'imported', limit: 3 });
  expect(codes(answer)).toEqual(['S03E01-E10 (10 episodes)', 'S21E05', like(/^S12E\d+$/)]);
});

it('pages by events, so that a pack is neither cut in two nor told twice', async () => {
  const server = await openServer();
  importPack(server, 'The Bureau', 3, 30);
  const whole = rowsOf(await server.mcp.callTool('sonarr_get_history', { limit: 100 }), 'events');
  const walked: unknown[] = [];
  let offset: unknown = 0;
  while (offset !== undefined && walked.length < whole.length) {
    const page = await server.mcp.callTool('sonarr_get_history', { offset, limit: 7 });
    expect(page.json['returned']).toBe(rowsOf(page, 'events').length);
    walked.push(...rowsOf(page, 'events'));
    offset = page.json['nextOffset'];
  }
  expect(walked.slice(0, 50)).toEqual(whole.slice(0, 50));
  const total = Number((await server.mcp.callTool('sonarr_get_history', { limit: 1 })).json['total']);
  expect(total).toBe(server.sonarr.state.history.length);
  const end = await server.mcp.callTool('sonarr_get_history', { offset: total - 2, limit: 10 });
  expect(end.json).not.toHaveProperty('nextOffset');
  const past = await server.mcp.callTool('sonarr_get_history', { offset: total + 50 });
  expect(past.json).toMatchObject({ total, returned: 0, events: [] });
});

describe('of some days', () => {
  it("has what came in yesterday, by the person's own clock", async () => {
    const { mcp, sonarr } = await openServer();
    const yesterday = { event: 'imported', since: 'yesterday', until: 'yesterday' };
    const answer = await mcp.callTool('sonarr_get_history', yesterday);
    const rows = rowsOf(answer, 'events');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ at }) => String(at).startsWith('2026-11-20'))).toBe(true);
    expect(answer.json['total']).toBe(rows.length);
    // 23:43 in London is 00:43 of the next day in Vienna.
    expect(column(answer, 'events', 'series')).not.toContain('SOKO Wien');
    const inLondon = await openServer({ timeZone: 'Europe/London' });
    const there = await inLondon.mcp.callTool('sonarr_get_history', yesterday);
    expect(column(there, 'events', 'series')).toContain('SOKO Wien');
    expect(asked(sonarr)).toEqual(['GET /api/v3/history']);
  });

  it('reads no further back than it has to', async () => {
    const { mcp, sonarr } = await openServer();
    const before = sonarr.state.history.length;
    expect(before).toBeGreaterThan(100);
    await mcp.callTool('sonarr_get_history', { since: '-2d' });
    expect(sonarr.requests).toHaveLength(1);
  });

  it('refuses days the wrong way round, and what is no day', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool('sonarr_get_history', { since: 'today', until: 'yesterday' });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'until' });
    expect((await mcp.callTool('sonarr_get_history', { since: 'last spring' })).error['code']).toBe('invalid_input');
    expect(sonarr.requests).toEqual([]);
  });
});

describe('of a series', () => {
  it('tells more of each, and how the series stands', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_get_history', { series: 'tvdb:393189' });
    expect(rowsOf(answer, 'events')).toEqual([
      {
        at: '2025-06-09T06:59:48+02:00',
        series: 'Andor',
        ref: 'tvdb:393189',
        code: 'S02E12',
        event: 'imported',
        quality: 'WEBDL-2160p',
        client: 'SABnzbd',
        release: 'Andor.S02E12.2160p.WEB.x265-TVARCHiV',
        sizeBytes: 5_363_550_000,
      },
      expect.objectContaining({ event: 'grabbed', indexer: 'Nordlicht', client: 'SABnzbd', sizeBytes: anyNumber }),
    ]);
    expect(answer.json['note']).toBe('Andor (2022) is ended, last aired 2025-06-09, misses nothing.');
    expect(asked(sonarr)).toEqual(['GET /api/v3/series', 'GET /api/v3/history']);
    expect(sonarr.requests[1]?.query).toMatchObject({ includeSeries: 'false' });
  });

  it('has one season or episode where its code stands behind the title', async () => {
    const { mcp, sonarr } = await openServer();
    const season = await mcp.callTool('sonarr_get_history', { series: 'The Bureau S04', event: 'grabbed' });
    expect(codes(season)).toEqual(['S04E01-E10 (10 episodes)']);
    const episode = await mcp.callTool('sonarr_get_history', { series: 'The Bureau S04E03' });
    expect(codes(episode)).toEqual(['S04E03']);
    expect(asked(sonarr).filter((one) => one !== 'GET /api/v3/series')).toEqual([
      'GET /api/v3/history/series',
      'GET /api/v3/episode',
      'GET /api/v3/history',
    ]);
  });

  it('says what is not there: a series, an episode, or which of three is meant', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('sonarr_get_history', { series: 'The Bear' })).error).toMatchObject({
      code: 'not_found',
    });
    expect((await mcp.callTool('sonarr_get_history', { series: 'Andor S09E01' })).error).toMatchObject({
      code: 'not_found',
      message: 'Andor (2022) has no S09E01.',
    });
    const { error } = await mcp.callTool('sonarr_get_history', { series: 'Doctor Who' });
    expect(error).toMatchObject({ code: 'ambiguous' });
    expect(error['candidates']).toHaveLength(3);
  });
});

it('says why something failed or went, in words', async () => {
  const { mcp } = await openServer();
  const failed = await mcp.callTool('sonarr_get_history', { event: 'failed' });
  expect(rowsOf(failed, 'events')).toEqual([
    expect.objectContaining({
      series: 'Babylon Berlin',
      event: 'failed',
      client: 'SABnzbd',
      release: 'Babylon.Berlin.REPACK.1080p.WEB.h264-BAD',
      reason: 'Aborted, cannot be completed',
    }),
  ]);
  const deleted = await mcp.callTool('sonarr_get_history', { event: 'deleted' });
  expect(column(deleted, 'events', 'reason')).toEqual(['replaced by a better one']);
  const renamed = await mcp.callTool('sonarr_get_history', { event: 'renamed' });
  expect(column(renamed, 'events', 'reason')).toEqual([containing('new name.mkv')]);
  expect((await mcp.callTool('sonarr_get_history', { event: 'ignored' })).json).toMatchObject({ total: 0 });
});

it('trap 14: shows no address of an indexer and no key, whatever Sonarr keeps in its history', async () => {
  const { mcp } = await openServer();
  const texts = [
    (await mcp.callTool('sonarr_get_history', { limit: 100 })).text,
    (await mcp.callTool('sonarr_get_history', { series: 'Andor' })).text,
    (await mcp.callTool('sonarr_get_history', { series: 'The Bureau S04' })).text,
  ];
  for (const text of texts) expect(text).not.toMatch(/canary|indexer\.example|https?:|apikey|downloads\/tv/);
});

it('holds fifty events in 2,500 tokens', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool('sonarr_get_history', { limit: 50 });
  expect(answer.json['returned']).toBe(50);
  expect(tokens(answer)).toBeLessThan(2500);
});

it('looks through no more than 2,000 events for some days, and says so', async () => {
  const household = createHousehold({ now });
  const server = await openServer({ household });
  const [first] = server.sonarr.state.history;
  if (first === undefined) throw new Error('the household has no history');
  server.sonarr.state.history = Array.from({ length: 2500 }, (_, index) => ({
    ...first,
    id: index + 1,
    event: { ...first.event, downloadId: String(index), date: new Date(now.getTime() - index * 1000) },
  }));
  const answer = await server.mcp.callTool('sonarr_get_history', { since: '-30d', limit: 5 });
  expect(answer.json).toMatchObject({ total: 2000, returned: 5, note: containing('2000 events') });
  expect(server.sonarr.requests).toHaveLength(20);
});

it('is nothing for an empty library', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_get_history')).structured).toEqual({ total: 0, returned: 0, events: [] });
});

it('takes the pages that the older server took', async () => {
  const { mcp } = await openServer();
  const first = await mcp.callTool('sonarr_get_history', { page: 2, page_size: 10 });
  const ours = await mcp.callTool('sonarr_get_history', { offset: 10, limit: 10 });
  expect(first.structured).toEqual(ours.structured);
  expect((await mcp.callTool('sonarr_get_history', { page: 1, page_size: 500 })).json['returned']).toBe(100);
});
