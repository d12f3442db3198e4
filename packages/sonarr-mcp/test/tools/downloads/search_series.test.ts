import { describe, expect, it } from 'vitest';
import { anyNumber, asked, changes, column, containing, like, rowsOf, seriesNamed } from '../../support/answers.js';
import {
  emptyHousehold,
  openServer,
  openWriting,
  yes,
  type OpenServer,
  type ServerOptions,
} from '../../support/sonarr-server.js';

/** What Sonarr was told to do. */
function sent({ sonarr }: Pick<OpenServer, 'sonarr'>): unknown[] {
  return sonarr.requests.filter(({ method }) => method === 'POST').map(({ body }): unknown => JSON.parse(body));
}

/** A server whose Sonarr is quick. */
function quick(options: ServerOptions = {}): Promise<OpenServer> {
  return openWriting({ sonarr: { commandDelayMs: 1 }, ...options });
}

function episodeIds({ sonarr }: OpenServer, title: string, season: number): number[] {
  const rows = sonarr.state.episodesOf(seriesNamed(sonarr, title));
  return rows.filter(({ episode }) => episode.season === season).map(({ id }) => id);
}

describe('a search for what a series misses', () => {
  it('tells what was grabbed: release, quality, from where', async () => {
    const server = await quick();
    const { id } = seriesNamed(server.sonarr, 'Wednesday');
    const answer = await server.mcp.callTool('sonarr_search_series', { items: ['Wednesday'], waitSeconds: 20 });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      target: 'Wednesday',
      grabbed: 8,
      items: [{ item: 'Wednesday', outcome: 'done', title: 'Wednesday', ref: like(/^tvdb:/), grabbed: 8 }],
      says: 'Completed search for 8 episodes. 8 reports downloaded.',
      note: 'Searched, and 8 downloads were grabbed; sonarr_get_queue shows how far.',
    });
    expect(rowsOf(answer, 'downloads')[2]).toEqual({
      series: 'Wednesday',
      episodes: 'S02E03',
      release: like(/^Wednesday\.S02E03\./),
      quality: 'WEBDL-1080p',
      indexer: like(/^(Nordlicht|Bergfunk)$/),
    });
    expect(answer.text).not.toMatch(/canary|https?:/);
    expect(sent(server)).toEqual([{ name: 'MissingEpisodeSearch', seriesId: id }]);
  });

  it('trap 32: that found nothing says so, although Sonarr calls it completed', async () => {
    const server = await quick();
    const answer = await server.mcp.callTool('sonarr_search_series', {
      items: ['Doctor Who (2005)'],
      waitSeconds: 20,
    });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      grabbed: 0,
      note: containing('Searched, and nothing was grabbed.'),
      says: like(/^Completed search for [1-9]/),
    });
    expect(answer.json).not.toHaveProperty('downloads');
    expect(asked(server.sonarr)).not.toContain('GET /api/v3/history/since');
  });

  it('trap 30: is not a search of all that is monitored, unless that is asked for', async () => {
    const server = await quick();
    const { id } = seriesNamed(server.sonarr, 'The Simpsons');
    for (const what of [undefined, 'missing', 'all', 'upgrades']) {
      await server.mcp.callTool('sonarr_search_series', {
        items: ['The Simpsons'],
        ...(what === undefined ? {} : { what }),
      });
    }
    expect(sent(server)).toEqual(
      ['MissingEpisodeSearch', 'MissingEpisodeSearch', 'SeriesSearch', 'CutoffUnmetEpisodeSearch'].map((name) => ({
        name,
        seriesId: id,
      })),
    );
  });

  it('that is not waited for is running, with the id to ask again', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_search_series', { items: ['Wednesday'] });
    expect(answer.json).toMatchObject({
      outcome: 'running',
      items: [{ commandId: anyNumber }],
      note: containing('sonarr_get_commands'),
    });
    expect(answer.json).not.toHaveProperty('grabbed');
  });

  it('of a complete series is nothing to send', async () => {
    const { mcp, sonarr } = await quick();
    const answer = await mcp.callTool('sonarr_search_series', { items: ['Severance'] });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', target: 'Severance' });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { outcome: 'already', message: 'Nothing monitored of it is missing.' },
    ]);
    expect(changes(sonarr)).toEqual([]);
  });

  it('trap 36: for better files of a series whose files only lack points says that nothing was searched', async () => {
    const { mcp } = await quick();
    const answer = await mcp.callTool('sonarr_search_series', {
      items: ['Severance'],
      what: 'upgrades',
      waitSeconds: 20,
    });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      grabbed: 0,
      note: like(/^Sonarr found no episode to search for\. .*name its episode/),
    });
  });

  it('of a series that is not monitored is refused with the way out, because Sonarr would search nothing', async () => {
    const { mcp, sonarr } = await quick();
    const answer = await mcp.callTool('sonarr_search_series', { items: ['Velma'], what: 'all' });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { outcome: 'failed', message: containing('Velma is not monitored'), hint: containing('sonarr_set_monitoring') },
    ]);
    expect(changes(sonarr)).toEqual([]);
  });

  it('trap 23: of a series without statistics, as one just added, is sent', async () => {
    const server = await quick();
    const severance = seriesNamed(server.sonarr, 'Severance');
    severance.populated = false;
    const answer = await server.mcp.callTool('sonarr_search_series', { items: ['Severance'] });
    expect(answer.json['outcome']).toBe('running');
    expect(sent(server)).toHaveLength(1);
  });
});

describe('a search for several series', () => {
  it('is told apart by series, and found by one reading of the library', async () => {
    const server = await quick();
    const answer = await server.mcp.callTool('sonarr_search_series', {
      items: ['Wednesday', 'Doctor Who', 'Doctor Who (2005)', 'The Bear'],
      waitSeconds: 20,
    });
    expect(column(answer, 'items', 'outcome')).toEqual(['done', 'ambiguous', 'done', 'not_found']);
    expect(column(answer, 'items', 'grabbed')).toEqual([8, undefined, 0, undefined]);
    expect(answer.json).toMatchObject({ outcome: 'done', grabbed: 8 });
    expect(asked(server.sonarr).filter((request) => request === 'GET /api/v3/series')).toHaveLength(1);
    expect(asked(server.sonarr).filter((request) => /command\/\d+$/.test(request))).toEqual([]);
  });

  it('of more than twenty asks first, and searches none whose name is not certain', async () => {
    const questions: string[] = [];
    const server = await quick({
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return { action: 'decline' };
        },
      },
    });
    const items = [...server.sonarr.state.series.keys()].slice(0, 21).map(String);
    const answer = await server.mcp.callTool('sonarr_search_series', { items: [...items, 'Doctor Who'] });
    expect(questions).toEqual([
      like(/^Searches all indexers for missing episodes of 21 series \(\d+ episodes missing\)/),
    ]);
    expect(answer.json['outcome']).toBe('declined');
    expect(changes(server.sonarr)).toEqual([]);
  });
});

describe('a series that is named twice', () => {
  it('is searched once', async () => {
    const server = await quick();
    const answer = await server.mcp.callTool('sonarr_search_series', { items: ['Wednesday', 'tvdb:470280'] });
    expect(column(answer, 'items', 'outcome')).toEqual(['done', 'already']);
    expect(answer.json['target']).toBe('Wednesday');
    expect(sent(server)).toHaveLength(1);
  });

  it('is counted once before anybody is asked', async () => {
    const server = await quick();
    const items = [...server.sonarr.state.series.keys()].slice(0, 12).map(String);
    const { error } = await server.mcp.callTool('sonarr_search_series', { items: [...items, ...items] });
    expect([error['code'] ?? 'none', error['message'] ?? '']).toEqual(['none', '']);
    const more = [...server.sonarr.state.series.keys()].slice(0, 21).map(String);
    const asking = await server.mcp.callTool('sonarr_search_series', { items: [...more, ...more] });
    expect(asking.error['message']).toContain('of 21 series');
  });
});

describe('a search for part of a series', () => {
  it('of a season is for what is missing of it, episode by episode', async () => {
    const server = await quick();
    const answer = await server.mcp.callTool('sonarr_search_series', {
      items: ['Wednesday'],
      episodes: ['S02'],
      waitSeconds: 20,
    });
    expect(sent(server)).toEqual([{ name: 'EpisodeSearch', episodeIds: episodeIds(server, 'Wednesday', 2) }]);
    expect(answer.json).toMatchObject({ outcome: 'done', grabbed: 8 });
  });

  it('trap 8: that brings a pack is one download of all its episodes', async () => {
    const server = await quick();
    const { id } = seriesNamed(server.sonarr, 'Wednesday');
    const answer = await server.mcp.callTool('sonarr_search_series', {
      items: ['Wednesday'],
      episodes: ['S02'],
      what: 'all',
      waitSeconds: 20,
    });
    expect(sent(server)).toEqual([{ name: 'SeasonSearch', seriesId: id, seasonNumber: 2 }]);
    expect(rowsOf(answer, 'downloads')).toMatchObject([{ episodes: 'S02E01-E08 (8 episodes)' }]);
    expect(answer.json['grabbed']).toBe(1);
  });

  it('trap 48: of the specials is for season 0 and nothing else', async () => {
    const server = await quick();
    const { id } = seriesNamed(server.sonarr, 'Severance');
    await server.mcp.callTool('sonarr_search_series', { items: ['Severance'], episodes: ['S00'], what: 'all' });
    expect(sent(server)).toEqual([{ name: 'SeasonSearch', seriesId: id, seasonNumber: 0 }]);
  });

  it('of named episodes is for these, monitored or not, and says so', async () => {
    const server = await quick();
    const [first, second] = episodeIds(server, 'Velma', 1);
    const answer = await server.mcp.callTool('sonarr_search_series', {
      items: ['Velma'],
      episodes: ['S01E01-E02', 'S01E02'],
    });
    expect(sent(server)).toEqual([{ name: 'EpisodeSearch', episodeIds: [first, second] }]);
    expect(rowsOf(answer, 'items')).toMatchObject([{ message: 'Searched although not monitored.' }]);
  });

  it('says which episodes of a season are left out because they are not monitored', async () => {
    const { mcp, sonarr } = await quick();
    const answer = await mcp.callTool('sonarr_search_series', { items: ['Velma'], episodes: ['S01'] });
    expect(answer.json['outcome']).toBe('unchanged');
    expect(rowsOf(answer, 'items')).toMatchObject([
      {
        outcome: 'already',
        message: like(/^10 episodes of the season are not monitored and left out.*nothing to search/),
      },
    ]);
    expect(changes(sonarr)).toEqual([]);
  });

  it.each([
    [{ items: ['Severance'], episodes: ['S09'] }, 'not_found'],
    [{ items: ['Severance'], episodes: ['S01E99'] }, 'not_found'],
    [{ items: ['Severance'], episodes: ['soon'] }, 'failed'],
  ])('%j is %s and searches nothing', async (args, outcome) => {
    const { mcp, sonarr } = await quick();
    const answer = await mcp.callTool('sonarr_search_series', args);
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome }]);
    expect(changes(sonarr)).toEqual([]);
  });

  it('belongs to one series', async () => {
    const { mcp, sonarr } = await quick();
    const { error } = await mcp.callTool('sonarr_search_series', { items: ['Andor', 'Dark'], episodes: ['S01'] });
    expect(error).toMatchObject({ code: 'invalid_input', changed: 'no' });
    expect(sonarr.requests).toEqual([]);
  });

  it('of more than twenty episodes by range asks first', async () => {
    const { mcp, sonarr } = await quick();
    const range = { items: ["Grey's Anatomy"], episodes: ['S02E02-E24'] };
    const { error } = await mcp.callTool('sonarr_search_series', { ...range });
    expect(error).toMatchObject({ code: 'confirmation_needed' });
    expect(changes(sonarr)).toEqual([]);
  });
});

describe('the whole library', () => {
  it.each([
    {},
    { what: 'missing' },
    { episodes: ['S01'] },
    { wholeLibrary: false, waitSeconds: 5 },
    { items: [] },
    { items: ['Andor'], wholeLibrary: true },
  ])('trap 31: is not meant by %j', async (args) => {
    const { mcp, sonarr } = await quick();
    const { error } = await mcp.callTool('sonarr_search_series', args);
    expect(error).toMatchObject({ code: 'invalid_input', changed: 'no' });
    expect(changes(sonarr)).toEqual([]);
  });

  it('is never searched for everything, and not for seasons', async () => {
    const { mcp, sonarr } = await quick({ person: { onQuestion: () => yes } });
    for (const args of [{ what: 'all' }, { episodes: ['S01'] }]) {
      const { error } = await mcp.callTool('sonarr_search_series', { wholeLibrary: true, ...args });
      expect(error).toMatchObject({ code: 'invalid_input', changed: 'no' });
    }
    expect(changes(sonarr)).toEqual([]);
  });

  it('is asked about with how many episodes of how many series are missing, as Sonarr counts them', async () => {
    const server = await quick();
    const { error } = await server.mcp.callTool('sonarr_search_series', { wholeLibrary: true });
    const missing = await server.mcp.callTool('sonarr_get_missing_episodes', { limit: 200 });
    const total = Number(missing.json['total']);
    expect(error).toMatchObject({
      code: 'confirmation_needed',
      message: containing(`${total} missing episodes of ${new Set(column(missing, 'episodes', 'ref')).size} series`),
      preview: { episodes: total, series: new Set(column(missing, 'episodes', 'ref')).size, queued: anyNumber },
    });
    expect(changes(server.sonarr)).toEqual([]);
    const done = await server.mcp.callTool('sonarr_search_series', {
      wholeLibrary: true,
      confirm: error['confirm'],
    });
    expect(done.json).toMatchObject({ outcome: 'running', target: 'missing episodes of all series' });
    expect(sent(server)).toEqual([{ name: 'MissingEpisodeSearch' }]);
  });

  it('tells afterwards what came of it, and how many series it reads does not depend on how many there are', async () => {
    const server = await quick({ person: { onQuestion: () => yes } });
    const answer = await server.mcp.callTool('sonarr_search_series', {
      wholeLibrary: true,
      what: 'upgrades',
      waitSeconds: 30,
    });
    expect(answer.json).toMatchObject({ outcome: 'done', grabbed: anyNumber, says: like(/^Completed search for/) });
    expect(rowsOf(answer, 'downloads').length).toBe(Math.min(50, Number(answer.json['grabbed'])));
    expect(asked(server.sonarr).filter((request) => request === 'GET /api/v3/series')).toEqual([]);
    expect(asked(server.sonarr).length).toBeLessThan(20);
  });
});

describe('once Sonarr has accepted it', () => {
  it.each([
    ['an empty body', ''],
    ['an empty document', '{}'],
    ['a document of another type', '["searching"]'],
    ['wrong types in it', '{"id":"5","name":7,"status":[]}'],
  ])('it is begun, also with %s as the answer', async (_what, body) => {
    const { mcp, sonarr } = await quick();
    sonarr.faults.add({
      method: 'POST',
      when: 'after',
      fault: { kind: 'reply', status: 201, body, headers: { 'content-type': 'application/json' } },
    });
    const answer = await mcp.callTool('sonarr_search_series', { items: ['Wednesday'], waitSeconds: 1 });
    expect(answer.json).toMatchObject({ outcome: 'running', target: 'Wednesday' });
    expect(sonarr.state.commands).toHaveLength(1);
  });

  it('a history that cannot be read costs the names of what was grabbed, not the answer', async () => {
    const { mcp, sonarr } = await quick();
    sonarr.faults.add({ path: '/api/v3/history/since', fault: { kind: 'html' } });
    const answer = await mcp.callTool('sonarr_search_series', { items: ['Wednesday'], waitSeconds: 20 });
    expect(answer.json).toMatchObject({ outcome: 'done', grabbed: 8 });
  });

  it('a connection that breaks on the way back says that nobody can tell, and nothing is sent twice', async () => {
    const { mcp, sonarr } = await quick();
    sonarr.faults.add({ method: 'POST', when: 'after', fault: { kind: 'close' } });
    const { error } = await mcp.callTool('sonarr_search_series', { items: ['Wednesday'] });
    expect(error).toMatchObject({ code: 'network', changed: 'unknown', retryable: false });
    expect(changes(sonarr)).toHaveLength(1);
  });
});

it('finds nothing to search in an empty library', async () => {
  const { mcp, sonarr } = await quick({ household: emptyHousehold() });
  const one = await mcp.callTool('sonarr_search_series', { items: ['Wednesday'] });
  expect(rowsOf(one, 'items')).toMatchObject([{ outcome: 'not_found' }]);
  expect(changes(sonarr)).toEqual([]);
});

it('is neither listed nor done in read-only mode, whatever the arguments', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_search_series');
  for (const args of [{ items: ['Wednesday'] }, { wholeLibrary: true }, {}]) {
    expect((await mcp.callTool('sonarr_search_series', args)).error).toMatchObject({ code: 'read_only' });
  }
  expect(sonarr.requests).toEqual([]);
});
