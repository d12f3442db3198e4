import { describe, expect, it } from 'vitest';
import type { ToolAnswer } from '@watchstack/core/testing';
import { app } from '../../../src/app.js';
import { asked, changes, containing, like, rowsOf, seriesNamed, tokens } from '../../support/answers.js';
import { emptyHousehold, householdOf, openServer, type OpenServer } from '../../support/sonarr-server.js';

const tool = 'sonarr_diagnose';

function findings(answer: ToolAnswer) {
  return rowsOf(answer, 'findings');
}

function fixes(answer: ToolAnswer): { tool: string; arguments: Record<string, unknown> }[] {
  return findings(answer).flatMap(({ fix }) => {
    if (typeof fix !== 'object' || fix === null || !('tool' in fix)) return [];
    const args: unknown = 'arguments' in fix ? fix.arguments : {};
    return [{ tool: String(fix.tool), arguments: Object.fromEntries(Object.entries(args ?? {})) }];
  });
}

function episode({ sonarr }: OpenServer, title: string, season: number, number: number) {
  const row = sonarr.state
    .episodesOf(seriesNamed(sonarr, title))
    .find((each) => each.episode.season === season && each.episode.number === number);
  if (row === undefined) throw new Error(`There is no ${title} ${season}x${number}.`);
  return row;
}

describe('everything', () => {
  it('is told with what is stuck first, each with its remedy, then Sonarr itself, then what is missing and what comes', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool(tool);
    expect(answer.json).toMatchObject({ about: 'everything', verdict: 'There are 2 errors and 6 warnings.' });
    expect(findings(answer).map(({ what }) => what)).toEqual([
      like(/^Jujutsu Kaisen S03E01 is stuck in the queue: failed/),
      like(/^Babylon Berlin S05E04 is stuck in the queue: import blocked/),
      like(/^The Last of Us S03E06 is stuck/),
      like(/^Abbott Elementary S05E06 is stuck in the queue: sample/),
      like(/^House of the Dragon S03E03 is stuck in the queue: password/),
      like(/^Die\.Nacht\.der\.Kraniche/),
      containing('Old Transmission'),
      containing('Bergfunk'),
      like(/^\d+ monitored episodes that aired are missing: \d+ in the queue, /),
      containing('not monitored, so that nothing is fetched: Doctor Who, Velma.'),
      like(/^21 monitored episodes air within seven days; next: Babylon Berlin S05E05 at 2026-11-21T20:15:00\+01:00/),
    ]);
    expect(fixes(answer)[0]).toEqual({
      tool: 'sonarr_delete_queue_item',
      arguments: { items: [like(/^[0-9A-F]{40}$/)], blocklist: true },
    });
  });

  it('takes the same few requests however much there is', async () => {
    const { mcp, sonarr } = await openServer();
    await mcp.callTool(tool);
    expect(asked(sonarr).length).toBeLessThanOrEqual(9);
    expect(new Set(asked(sonarr)).size).toBe(asked(sonarr).length);
    const small = await openServer({ household: householdOf(3) });
    await small.mcp.callTool(tool);
    expect(asked(small.sonarr)).toEqual(asked(sonarr));
  });

  it('is well in an empty household', async () => {
    const { mcp } = await openServer({ household: emptyHousehold() });
    expect((await mcp.callTool(tool)).json).toEqual({
      about: 'everything',
      verdict: 'Nothing is wrong.',
    });
  });

  it('is told as far as it can be read, and what cannot is said', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({ path: '/api/v3/diskspace', fault: { kind: 'reply', status: 500 } });
    const answer = await mcp.callTool(tool);
    expect(answer.isError).toBe(false);
    expect(findings(answer).at(-1)).toMatchObject({
      severity: 'warning',
      what: like(/^The disks could not be read/),
    });
    expect(findings(answer).length).toBeGreaterThan(8);
    // Of an empty household nothing else is wrong, and yet nobody has seen its queue.
    const empty = await openServer({ household: emptyHousehold() });
    empty.sonarr.faults.add({ path: '/api/v3/queue', fault: { kind: 'reply', status: 500 } });
    expect((await empty.mcp.callTool(tool)).json['verdict']).toBe('There is 1 warning.');
  });

  it('is an error where nothing can be read', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({ fault: { kind: 'reply', status: 401 } });
    expect((await mcp.callTool(tool)).error).toMatchObject({ code: 'authentication' });
  });

  it('tells of disks that are nearly full', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({
      path: '/api/v3/rootfolder',
      fault: {
        kind: 'reply',
        body: JSON.stringify([
          { id: 1, path: '/tv', accessible: true, freeSpace: 1_500_000_000 },
          { id: 2, path: '/anime', accessible: false },
        ]),
        headers: { 'content-type': 'application/json' },
      },
    });
    const whats = findings(await mcp.callTool(tool)).map(({ what }) => what);
    expect(whats).toContain('Only 1.5 GB are free in the root folder /tv.');
    expect(whats).toContainEqual(containing('The root folder /anime cannot be reached'));
  });

  it('of fifty stuck downloads counts most, and stays short', async () => {
    const { mcp, sonarr } = await openServer();
    const [blocked] = sonarr.state.downloads.filter(({ download }) => download.title.startsWith('Babylon'));
    if (blocked === undefined) throw new Error('Nothing is blocked.');
    sonarr.state.downloads = Array.from({ length: 50 }, (_none, index) => ({
      ...blocked,
      download: { ...blocked.download, downloadId: String(index).padStart(40, 'B') },
    }));
    const answer = await mcp.callTool(tool);
    expect(findings(answer).map(({ what }) => what)).toContain('30 more downloads are stuck.');
    expect(tokens(answer)).toBeLessThan(3000);
  });
});

describe('a series', () => {
  it('that has everything is told so, with what comes next', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool(tool, { series: 'Severance' })).json).toMatchObject({
      about: 'Severance',
      ref: 'tvdb:371980',
      verdict:
        'Nothing that has aired and is monitored is missing of Severance: 25 episodes there, the latest S03E05. S03E06 has not aired: it airs at 2026-11-24T03:00:00+01:00, the first of 5 to come.',
    });
  });

  it('that is not in the library is told so, with the call that adds it', async () => {
    const { mcp } = await openServer();
    for (const series of ['The Bear', 'tvdb:470455', 'The Bear S01E02']) {
      const answer = await mcp.callTool(tool, { series });
      expect(answer.json).toMatchObject({ verdict: 'The Bear (2022) is not in the Sonarr library.' });
      expect(fixes(answer)).toEqual([{ tool: 'sonarr_add_series', arguments: { items: ['tvdb:470455'] } }]);
    }
  });

  it('that nobody knows is not found, and one of three of a name is not chosen', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool(tool, { series: 'zzzz' })).error).toMatchObject({ code: 'not_found' });
    expect((await mcp.callTool(tool, { series: 'tvdb:1' })).error).toMatchObject({ code: 'not_found' });
    const { error } = await mcp.callTool(tool, { series: 'Doctor Who S01E01' });
    expect(error).toMatchObject({ code: 'ambiguous' });
    expect(error['candidates']).toHaveLength(3);
    expect((await mcp.callTool(tool, { episode: 'S01E01' })).error).toMatchObject({ code: 'invalid_input' });
  });

  it('that is not monitored is told so first, and no search is offered that would take nothing', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool(tool, { series: 'Velma' });
    expect(answer.json['verdict']).toBe('Velma is not monitored: Sonarr fetches nothing of it.');
    expect(fixes(answer)[0]).toEqual({
      tool: 'sonarr_update_series',
      arguments: { items: ['tvdb:470154'], monitored: true },
    });
    expect(findings(answer)[1]).toMatchObject({ what: like(/^10 aired episodes \(S02\) of Velma are missing/) });
    expect(fixes(answer).map((fix) => fix.tool)).not.toContain('sonarr_search_series');
  });

  it('with gaps is told which, with the search for what is missing', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool(tool, { series: 'Battlestar Galactica (2003)' });
    expect(answer.json['verdict']).toMatch(
      /^53 aired episodes \(.*S02, S03.*\) of Battlestar Galactica \(2003\) are missing/,
    );
    expect(fixes(answer)[0]).toEqual({ tool: 'sonarr_search_series', arguments: { items: ['tvdb:73545'] } });
    expect(asked(sonarr).length).toBeLessThanOrEqual(10);
  });

  it('that has not begun is well without episodes, and can be asked for again', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool(tool, { series: 'Blade Runner 2099' });
    expect(answer.json['verdict']).toBe('No episode is announced yet of Blade Runner 2099, which is to begin in 2027.');
    expect(findings(answer)[0]).toMatchObject({ severity: 'info' });
    expect(fixes(answer)).toEqual([{ tool: 'sonarr_refresh_series', arguments: { items: ['tvdb:470294'] } }]);
  });
});

describe('an episode', () => {
  it.each([
    [{ series: 'Severance S02E03' }, 'S02E03 is there in WEBDL-2160p since 2025-05-25T22:18:28+02:00.'],
    [{ series: 'Severance', episode: '2x03' }, 'S02E03 is there in WEBDL-2160p since 2025-05-25T22:18:28+02:00.'],
    [{ series: 'tvdb:371980', episode: 'S03E06' }, 'S03E06 has not aired: it airs at 2026-11-24T03:00:00+01:00.'],
    [{ series: 'Severance S09E01' }, 'Sonarr knows no S09E01 of Severance. A refresh asks TheTVDB again.'],
    [
      { series: 'Severance S03E99' },
      'Sonarr knows no S03E99 of Severance; that season has S03E01 to S03E10. A refresh asks TheTVDB again.',
    ],
    [
      { series: 'Taskmaster', episode: 'S20E02' },
      'Taskmaster S20E02 is in the queue: paused, 50 %. Only the download client can resume it.',
    ],
    [
      { series: 'The Bureau S04E03' },
      'The Bureau S04E01-E10 (10 episodes) is in the queue: downloading, 63 %, 112 minutes left.',
    ],
  ])('%o: %s', async (args, verdict) => {
    const { mcp } = await openServer();
    expect((await mcp.callTool(tool, args)).json['verdict']).toBe(verdict);
  });

  it('that waits for a better release is told until when, why, and how it comes now', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool(tool, { series: 'The Simpsons S37E07' });
    expect(answer.json['verdict']).toBe(
      'A release of The Simpsons S37E07 waits until 2026-11-21T19:30:00+01:00 for a better one, because of a delay profile.',
    );
    expect(findings(answer)[1]?.['what']).toBe(
      'Its delay profile makes releases wait: usenet 270 minutes, torrents 540 minutes.',
    );
    expect(fixes(answer)[0]).toEqual({
      tool: 'sonarr_grab_queue_item',
      arguments: { items: ['The.Simpsons.S37E07.1080p.WEB.h264-WAYNE'] },
    });
  });

  it('that is not monitored is told so, with the call that monitors and searches it', async () => {
    const server = await openServer();
    server.sonarr.state.changeEpisode(episode(server, "Grey's Anatomy", 22, 2), { monitored: false });
    const answer = await server.mcp.callTool(tool, { series: "Grey's Anatomy S22E02" });
    expect(answer.json['verdict']).toBe('S22E02 is not monitored, so that Sonarr does not fetch it.');
    expect(fixes(answer)[0]).toEqual({
      tool: 'sonarr_set_monitoring',
      arguments: { series: 'tvdb:73762', episodes: ['S22E02'], monitor: 'yes', search: true },
    });
  });

  it('that was searched for in vain is told when, and offers to look at what there is', async () => {
    const server = await openServer();
    server.sonarr.state.changeEpisode(episode(server, "Grey's Anatomy", 22, 2), {
      lastSearchTime: new Date('2026-11-20T08:00:00Z'),
    });
    const answer = await server.mcp.callTool(tool, { series: "Grey's Anatomy S22E02" });
    expect(answer.json['verdict']).toContain('the latest search, at 2026-11-20T09:00:00+01:00, brought nothing');
    expect(fixes(answer)[0]).toEqual({
      tool: 'sonarr_search_releases',
      arguments: { series: 'tvdb:73762', episode: 'S22E02' },
    });
  });

  it('is told what failed, what was deleted, what was lost and what is blocked', async () => {
    const server = await openServer();
    const { state } = server.sonarr;
    const missing = episode(server, "Grey's Anatomy", 22, 2);
    const { id: seriesId } = seriesNamed(server.sonarr, "Grey's Anatomy");
    const quality = state.history[0]?.event.quality;
    if (quality === undefined) throw new Error('There is no history.');
    let date = new Date('2026-11-20T08:00:00Z');
    const event = (type: 'downloadFailed' | 'episodeFileDeleted' | 'grabbed', data: Record<string, string>) => {
      state.history.unshift({
        id: 90_000 + state.history.length,
        seriesId,
        episodeId: missing.id,
        event: { type, sourceTitle: 'Greys.S22E02', quality, date, data },
      });
    };
    state.blocklist.push({
      id: 77,
      seriesId,
      episodeIds: [missing.id],
      block: { sourceTitle: 'Bad.Release', quality, date, protocol: 'usenet', indexer: 'Nordlicht', message: 'bad' },
    });
    const told = async () =>
      findings(await server.mcp.callTool(tool, { series: "Grey's Anatomy S22E02" })).map(({ what }) => what);
    event('episodeFileDeleted', { reason: 'MissingFromDisk' });
    expect(await told()).toContain('The file of S22E02 went at 2026-11-20T09:00:00+01:00: gone from disk.');
    date = new Date('2026-11-20T09:00:00Z');
    event('downloadFailed', { message: 'Aborted' });
    expect(await told()).toContain('The latest download of S22E02 failed at 2026-11-20T10:00:00+01:00.');
    date = new Date('2026-11-20T10:00:00Z');
    event('grabbed', { downloadUrl: 'https://indexer.example/?apikey=canary-indexer-key' });
    const whats = await told();
    expect(whats).toContainEqual(containing('is neither in the queue nor imported'));
    expect(whats).toContain('1 release of it is on the blocklist and will not be taken again.');
    expect(JSON.stringify(whats)).not.toContain('canary');
  });

  it("is told what indexers offer and Sonarr's reasons against it, when asked to", async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool(tool, { series: "Grey's Anatomy", episode: 'S22E02', rejections: true });
    const [first] = findings(answer);
    expect(first?.['what']).toMatch(/^The indexers offer \d+ releases of S22E02; Sonarr would take \d+\.$/);
    expect(first?.['says']).toContainEqual(like(/^\d+ × the profile does not allow /));
    expect(answer.text).not.toMatch(/apikey|passkey|https?:/i);
    const request = sonarr.requests.filter(({ path }) => path === '/api/v3/release');
    expect(request.map(({ query }) => Object.keys(query))).toEqual([['episodeId']]);
    expect(asked(sonarr).length).toBeLessThanOrEqual(12);
  });

  it('trap 18: indexers are never asked for a whole series or season', async () => {
    const { mcp, sonarr } = await openServer();
    for (const series of ['Severance', 'Severance S02', 'Severance S00']) {
      const { error } = await mcp.callTool(tool, { series, rejections: true });
      expect(error).toMatchObject({ code: 'invalid_input', target: 'rejections' });
    }
    expect((await mcp.callTool(tool, { rejections: true })).error).toMatchObject({ code: 'invalid_input' });
    expect(asked(sonarr)).not.toContain('GET /api/v3/release');
  });

  it('is diagnosed all the same when the indexers do not answer', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({ path: '/api/v3/release', fault: { kind: 'reply', status: 500 } });
    const answer = await mcp.callTool(tool, { series: "Grey's Anatomy S22E02", rejections: true });
    expect(answer.json['verdict']).toContain('The indexers could not be asked for S22E02');
    expect(findings(answer).length).toBeGreaterThan(2);
  });
});

it('trap 48: the specials are season 0, and nobody is told of specials they did not ask for', async () => {
  const { mcp } = await openServer();
  const specials = await mcp.callTool(tool, { series: 'Doctor Who (2023)', episode: 'S00' });
  expect(specials.json).toMatchObject({ about: 'Doctor Who (2023) S00' });
  expect(specials.json['verdict']).toMatch(/^2 aired episodes \(S00E02, S00E04\)/);
  const whole = await mcp.callTool(tool, { series: 'Severance' });
  expect(whole.text).not.toContain('S00E');
});

it('every call that it offers exists, and takes these arguments', async () => {
  const { tools } = await app.definitions();
  const byName = new Map(tools.map((each) => [each.name, each]));
  const server = await openServer();
  const { mcp } = server;
  server.sonarr.state.changeEpisode(episode(server, "Grey's Anatomy", 22, 1), { monitored: false, fileId: 0 });
  const questions = [
    {},
    ...['Severance', 'The Simpsons', 'Velma', 'The Bear', 'Blade Runner 2099', "Grey's Anatomy", 'Taskmaster'].map(
      (series) => ({ series }),
    ),
    { series: "Grey's Anatomy S22E02" },
    { series: "Grey's Anatomy S22E02", rejections: true },
  ];
  const offered = new Set<string>();
  for (const args of questions) {
    for (const fix of fixes(await mcp.callTool(tool, args))) {
      offered.add(fix.tool);
      const called = byName.get(fix.tool);
      expect(called, fix.tool).toBeDefined();
      expect(() => called?.bind(fix.arguments), `${fix.tool} ${JSON.stringify(fix.arguments)}`).not.toThrow();
    }
  }
  expect(offered.size).toBeGreaterThanOrEqual(8);
});

it('changes nothing', async () => {
  const { mcp, sonarr } = await openServer();
  const before = sonarr.digest();
  await mcp.callTool(tool);
  await mcp.callTool(tool, { series: "Grey's Anatomy S22E02", rejections: true });
  expect(sonarr.digest()).toBe(before);
  expect(changes(sonarr)).toEqual([]);
});
