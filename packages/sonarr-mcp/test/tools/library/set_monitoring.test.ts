import { describe, expect, it } from 'vitest';
import type { ToolAnswer } from '@watchstack/core/testing';
import { anyNumber, changes, containing, seriesNamed } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting, yes, type OpenServer } from '../../support/sonarr-server.js';

const set = 'sonarr_set_monitoring';

/** `1x2` of every monitored episode. */
function monitored({ sonarr }: OpenServer, title: string): string[] {
  return sonarr.state
    .episodesOf(seriesNamed(sonarr, title))
    .filter((row) => row.monitored)
    .map(({ episode }) => `${episode.season}x${episode.number}`);
}

function seasonMarks({ sonarr }: OpenServer, title: string): (readonly [number, boolean])[] {
  return seriesNamed(sonarr, title).seasons.map((season) => [season.seasonNumber, season.monitored] as const);
}

/** Makes the call that an answer brings to take itself back. */
async function takeBack(server: OpenServer, answer: ToolAnswer): Promise<ToolAnswer> {
  const undo = answer.json['undo'];
  if (typeof undo !== 'object' || undo === null || !('arguments' in undo)) throw new Error(`No undo: ${answer.text}`);
  return server.mcp.callTool(set, Object.fromEntries(Object.entries(undo.arguments ?? {})));
}

describe('whole seasons', () => {
  it('trap 26: are switched by their own mark, and every episode of them follows', async () => {
    const server = await openWriting();
    const before = server.sonarr.digest();
    const answer = await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01'], monitor: 'no' });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'Severance (2022)',
      ref: 'tvdb:371980',
      monitor: 'no',
      seasons: [1],
      episodesChanged: 9,
      undo: { tool: set, arguments: { series: 'tvdb:371980', episodes: ['S01'], monitor: 'yes' } },
    });
    expect(monitored(server, 'Severance').some((code) => code.startsWith('1x'))).toBe(false);
    expect(seasonMarks(server, 'Severance')).toContainEqual([1, false]);
    const { id } = seriesNamed(server.sonarr, 'Severance');
    expect(changes(server.sonarr)).toEqual([`PUT /api/v3/series/${id}`]);
    await takeBack(server, answer);
    expect(seasonMarks(server, 'Severance')).toContainEqual([1, true]);
    expect(monitored(server, 'Severance').filter((code) => code.startsWith('1x'))).toHaveLength(9);
    expect(server.sonarr.digest()).not.toBe(before);
  });

  it('trap 26: whose mark is as wanted already have their stray episodes marked one by one', async () => {
    const server = await openWriting();
    await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01E03'], monitor: 'no' });
    const answer = await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01'], monitor: 'yes' });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      episodesChanged: 1,
      undo: { arguments: { episodes: ['S01E03'] } },
    });
    expect(monitored(server, 'Severance')).toContain('1x3');
    expect(changes(server.sonarr)).toEqual(['PUT /api/v3/episode/monitor', 'PUT /api/v3/episode/monitor']);
  });

  it('trap 48: the specials are season 0, and no other is meant by it', async () => {
    const server = await openWriting();
    const before = monitored(server, 'Severance');
    await server.mcp.callTool(set, { series: 'Severance', episodes: ['S00'], monitor: 'yes' });
    expect(monitored(server, 'Severance')).toEqual(['0x1', '0x2', ...before]);
  });

  it('of which some episodes were marked by hand have no way back, and the answer says so', async () => {
    const server = await openWriting();
    await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01E03'], monitor: 'no' });
    const answer = await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01'], monitor: 'no' });
    expect(answer.json).not.toHaveProperty('undo');
    expect(answer.json['note']).toContain('unmonitored before');
  });

  it('keep every field of the series that nobody describes', async () => {
    const server = await openWriting();
    const { extra } = seriesNamed(server.sonarr, 'Severance');
    await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01-S02'], monitor: 'no' });
    expect(seriesNamed(server.sonarr, 'Severance').extra).toEqual(extra);
    expect(seriesNamed(server.sonarr, 'Severance').seasons[1]?.extra).toEqual({ artworkRevision: 3 });
  });
});

describe('episodes', () => {
  it('are marked in one request, each once, and the marks of their seasons stay', async () => {
    const server = await openWriting();
    const marks = seasonMarks(server, 'Severance');
    const answer = await server.mcp.callTool(set, {
      series: 'Severance',
      episodes: ['S01E02-E04', 'S01E03', '2x01'],
      monitor: 'no',
    });
    expect(answer.json).toMatchObject({
      episodesChanged: 4,
      undo: { arguments: { episodes: ['S01E02-E04', 'S02E01'], monitor: 'yes' } },
    });
    expect(changes(server.sonarr)).toEqual(['PUT /api/v3/episode/monitor']);
    expect(seasonMarks(server, 'Severance')).toEqual(marks);
    await takeBack(server, answer);
    expect(monitored(server, 'Severance')).toEqual(expect.arrayContaining(['1x2', '1x3', '1x4', '2x1']));
  });

  it('from one on are all later ones, whole seasons by their mark', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(set, { series: 'Severance', from: 'S01E08', monitor: 'no' });
    expect(answer.json).toMatchObject({ outcome: 'done', seasons: [2, 3] });
    expect(monitored(server, 'Severance')).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `1x${number}`));
    await takeBack(server, answer);
    expect(seasonMarks(server, 'Severance')).toContainEqual([3, true]);
  });

  it('trap 28: that vanish between the look and the change do not make a success an error', async () => {
    const server = await openWriting();
    server.sonarr.faults.add({
      path: '/api/v3/episode/monitor',
      when: 'after',
      fault: { kind: 'reply', status: 500, body: { message: 'Expected query to return 2 rows but returned 1' } },
    });
    const answer = await server.mcp.callTool(set, {
      series: 'Severance',
      episodes: ['S01E02', 'S01E03'],
      monitor: 'no',
    });
    expect(answer.json).toMatchObject({ outcome: 'done', note: containing('S01E02-E03') });
    expect(monitored(server, 'Severance')).not.toContain('1x2');
  });

  it('that are so already are left alone, and nothing is sent', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(set, { series: 'Severance', episodes: ['S01E01'], monitor: 'yes' });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', episodesChanged: 0 });
    expect(answer.json).not.toHaveProperty('undo');
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('that do not exist are named, with what there is, and nothing is changed', async () => {
    const server = await openWriting();
    for (const args of [{ episodes: ['S01E99'] }, { episodes: ['S01', 'S77'] }, { from: 'S77E01' }]) {
      const { error } = await server.mcp.callTool(set, { series: 'Severance', ...args, monitor: 'no' });
      expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
    }
    expect(changes(server.sonarr)).toEqual([]);
  });
});

describe('a strategy', () => {
  it('writes all marks anew, and the answer says how many episodes are monitored then', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(set, { series: 'Severance', monitor: 'pilot' });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      monitor: 'pilot',
      episodesMonitored: 1,
      episodesChanged: anyNumber,
    });
    expect(monitored(server, 'Severance')).toEqual(['1x1']);
    expect(changes(server.sonarr)).toEqual(['POST /api/v3/seasonpass']);
  });

  it.each(['firstSeason', 'pilot', 'future', 'recent', 'lastSeason', 'missing', 'existing'])(
    'is taken back by the call that the answer brings, or brings none: %s',
    async (monitor) => {
      const server = await openWriting();
      const seasons = () =>
        seriesNamed(server.sonarr, 'Severance').seasons.map((season) => [season.seasonNumber, season.monitored]);
      const before = [monitored(server, 'Severance'), seasons()];
      const answer = await server.mcp.callTool(set, { series: 'Severance', monitor });
      expect([monitored(server, 'Severance'), seasons()]).not.toEqual(before);
      const back = await takeBack(server, answer);
      expect(back.json['outcome']).toBe('done');
      expect([monitored(server, 'Severance'), seasons()]).toEqual(before);
    },
  );

  it('brings no call that would take back more or less than it did', async () => {
    const server = await openWriting();
    const first = server.sonarr.state
      .episodesOf(seriesNamed(server.sonarr, 'Severance'))
      .find(({ episode }) => episode.season === 1);
    if (first === undefined) throw new Error('Severance has no first season.');
    server.sonarr.state.changeEpisode(first, { monitored: false });
    // The first season was marked in part: its mark would bring back an episode that had none.
    const part = await server.mcp.callTool(set, { series: 'Severance', monitor: 'future' });
    expect(part.json).not.toHaveProperty('undo');
    const none = await server.mcp.callTool(set, { series: 'Andor', monitor: 'none' });
    expect(none.json).not.toHaveProperty('undo');
  });

  it('trap 24: none leaves the series itself unmonitored, and the answer says so', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(set, { series: 'Severance', monitor: 'none' });
    expect(answer.json['note']).toContain('sonarr_update_series');
    expect(seriesNamed(server.sonarr, 'Severance').monitored).toBe(false);
  });

  it('is done although Sonarr does not tell afterwards what came of it', async () => {
    const server = await openWriting();
    server.sonarr.faults.add({
      method: 'POST',
      path: '/api/v3/seasonpass',
      when: 'after',
      fault: { kind: 'reply', status: 202, body: '' },
    });
    server.sonarr.faults.add({ path: '/api/v3/command', fault: { kind: 'close' } });
    const answer = await server.mcp.callTool(set, { series: 'Severance', monitor: 'future', search: true });
    expect(answer.json).toMatchObject({ outcome: 'done', searching: false, note: containing('sonarr_search_series') });
  });

  it('for a series that is not monitored itself says that nothing will be fetched', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(set, { series: 'Velma', monitor: 'future' });
    expect(answer.json['note']).toContain('not monitored');
  });
});

describe('searching afterwards', () => {
  function commands({ sonarr }: OpenServer) {
    return sonarr.state.commands.map(({ name, body }) => ({ name, ...body }));
  }

  it('searches a season as such, single episodes by name, and only what is missing', async () => {
    const server = await openWriting();
    const { id } = seriesNamed(server.sonarr, "Grey's Anatomy");
    const rows = server.sonarr.state.episodesOf(seriesNamed(server.sonarr, "Grey's Anatomy"));
    const missing = rows.find((row) => row.fileId === 0 && row.episode.season > 0);
    if (missing === undefined) throw new Error('Nothing is missing.');
    const { season, number } = missing.episode;
    const one = await server.mcp.callTool(set, {
      series: "Grey's Anatomy",
      episodes: [`S${season}E${number}`],
      monitor: 'yes',
      search: true,
    });
    expect(one.json).toMatchObject({ outcome: 'done', searching: true, commandId: anyNumber });
    await server.mcp.callTool(set, {
      series: "Grey's Anatomy",
      episodes: [`S${season}`],
      monitor: 'yes',
      search: true,
    });
    expect(commands(server)).toMatchObject([
      { name: 'EpisodeSearch', episodeIds: [missing.id] },
      { name: 'SeasonSearch', seriesId: id, seasonNumber: season },
    ]);
  });

  it('asks for nothing when nothing is missing', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(set, { series: 'Andor', episodes: ['S01'], monitor: 'yes', search: true });
    expect(answer.json).toMatchObject({ outcome: 'unchanged' });
    expect(changes(server.sonarr)).toEqual([]);
  });
});

describe('a person is asked', () => {
  it('about more than twenty episodes or seasons, not about a few seasons of many episodes', async () => {
    const questions: string[] = [];
    const server = await openWriting({
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    await server.mcp.callTool(set, { series: "Grey's Anatomy", before: 'S04E01', monitor: 'no' });
    expect(questions).toEqual([]);
    await server.mcp.callTool(set, { series: "Grey's Anatomy", episodes: ['S05E01-E22'], monitor: 'no' });
    expect(questions).toEqual(["Stops monitoring 22 episodes of Grey's Anatomy (2005), 0 seasons as a whole. Do it?"]);
    await server.mcp.callTool(set, { series: "Grey's Anatomy", from: 'S01E01', monitor: 'yes' });
    expect(questions).toHaveLength(1);
    await server.mcp.callTool(set, { series: "Grey's Anatomy", monitor: 'future' });
    expect(questions).toHaveLength(2);
    expect(questions[1]).toContain('future');
  });
});

describe('is refused', () => {
  it.each([
    ['without episodes or a strategy', { monitor: 'no' }, 'episodes'],
    ['with episodes beside a strategy', { monitor: 'future', episodes: ['S01'] }, 'monitor'],
    ['without saying what is to become of them', { episodes: ['S01'] }, 'monitor'],
    ['with a search for what is not to be monitored', { monitor: 'no', episodes: ['S01'], search: true }, 'search'],
    ['with a code that is none', { monitor: 'no', episodes: ['the finale'] }, 'the finale'],
  ])('%s', async (_what, args, target) => {
    const server = await openWriting();
    const { error } = await server.mcp.callTool(set, { series: 'Severance', ...args });
    expect(error).toMatchObject({ code: 'invalid_input', target });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('for a name of several, a series that is not there, and in an empty library', async () => {
    const server = await openWriting();
    const call = (opened: OpenServer, series: string) =>
      opened.mcp.callTool(set, { series, episodes: ['S01'], monitor: 'no' });
    expect((await call(server, 'Doctor Who')).error).toMatchObject({ code: 'ambiguous', changed: 'no' });
    expect((await call(server, 'tvdb:1')).error).toMatchObject({ code: 'not_found' });
    expect((await call(await openWriting({ household: emptyHousehold() }), 'Dark')).error).toMatchObject({
      code: 'not_found',
    });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('in read-only mode, before anything is asked of Sonarr', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool(set, { series: 'Severance', episodes: ['S01'], monitor: 'no' });
    expect(error).toMatchObject({ code: 'read_only' });
    expect(sonarr.requests).toEqual([]);
  });
});

it.each([
  ['nothing', ''],
  ['an empty object', '{}'],
  ['something of the wrong type', '{"id":"seven","seasons":"none"}'],
])('is done when Sonarr answers a change with %s', async (_what, body) => {
  const server = await openWriting();
  for (const path of [
    '/api/v3/episode/monitor',
    `/api/v3/series/${seriesNamed(server.sonarr, 'Severance').id}`,
    '/api/v3/seasonpass',
  ]) {
    for (const method of ['PUT', 'POST']) {
      server.sonarr.faults.add({
        method,
        path,
        when: 'after',
        fault: { kind: 'reply', status: 202, body, headers: { 'content-type': 'application/json' } },
      });
    }
  }
  for (const args of [
    { episodes: ['S01'], monitor: 'no' },
    { episodes: ['S02E01'], monitor: 'no' },
    { monitor: 'all' },
  ]) {
    const answer = await server.mcp.callTool(set, { series: 'Severance', ...args });
    expect(answer.isError, answer.text).toBe(false);
    expect(answer.json).toMatchObject({ outcome: 'done' });
  }
});

it('takes the words that other tools use for the same', async () => {
  const server = await openWriting();
  await server.mcp.callTool(set, { series: 'Severance', seasons: [1], monitored: false });
  expect(seasonMarks(server, 'Severance')).toContainEqual([1, false]);
  await server.mcp.callTool(set, { series: 'Severance', strategy: 'pilot' });
  expect(monitored(server, 'Severance')).toEqual(['1x1']);
});
