import { describe, expect, it } from 'vitest';
import {
  asked,
  changes,
  choice,
  containing,
  holding,
  posted,
  rowsOf,
  seriesNamed,
  showNamed,
} from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting, yes } from '../../support/sonarr-server.js';

describe('one show', () => {
  it('is added by its ref with the chosen profile and folder, and its episodes are searched for', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['tvdb:252019'], ...choice });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'The Bridge (2011)',
      items: [
        {
          item: 'tvdb:252019',
          outcome: 'done',
          ref: 'tvdb:252019',
          title: 'The Bridge (2011)',
          year: 2011,
          id: seriesNamed(server.sonarr, 'The Bridge (2011)').id,
        },
      ],
      profile: 'HD-1080p',
      rootFolder: '/tv',
      monitor: 'all',
      searching: true,
      undo: { tool: 'sonarr_delete_series', arguments: { items: ['tvdb:252019'] } },
      note: containing('in the background'),
    });
    server.sonarr.settle();
    expect(server.sonarr.state.commands.map(({ name }) => name)).toEqual(['RefreshSeries', 'MissingEpisodeSearch']);
    expect(await server.journal.last(5)).toEqual([
      { time: '2026-11-21T17:00:00.000Z', tool: 'sonarr_add_series', target: 'The Bridge (2011)', outcome: 'done' },
    ]);
  });

  it('trap 22: is sent with everything said, because what is left out is false to Sonarr', async () => {
    const server = await openWriting();
    await server.mcp.callTool('sonarr_add_series', {
      items: ['The Bear'],
      ...choice,
      tags: ['german', 4],
      search: false,
    });
    expect(posted(server)).toEqual([
      {
        tvdbId: showNamed(server.sonarr, 'The Bear').ids.tvdb,
        title: 'The Bear',
        seasons: holding([{ seasonNumber: 1, monitored: true }]),
        qualityProfileId: 4,
        rootFolderPath: '/tv',
        monitored: true,
        monitorNewItems: 'all',
        seasonFolder: true,
        seriesType: 'standard',
        tags: [3, 4],
        addOptions: {
          monitor: 'all',
          searchForMissingEpisodes: false,
          searchForCutoffUnmetEpisodes: false,
          ignoreEpisodesWithFiles: false,
          ignoreEpisodesWithoutFiles: false,
        },
      },
    ]);
  });

  it.each([
    ['Forbrydelsen', 'The Killing (2007)'],
    ['Kommissarin Lund - Das Verbrechen', 'The Killing (2007)'],
    ['Shōgun (2024)', 'Shōgun (2024)'],
    ['Shogun (1980)', 'Shogun'],
    ['House of Cards (1990)', 'House of Cards'],
    ['slow horses', 'Slow Horses'],
  ])('called %s is found, whatever the language or the spelling', async (item, title) => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_add_series', { items: [item], ...choice });
    expect(rowsOf(answer, 'items')).toMatchObject([{ item, outcome: 'done', title }]);
    expect(seriesNamed(server.sonarr, title).path.startsWith('/tv/')).toBe(true);
  });

  it.each(['Die Brücke', 'Ghosts', 'The Killing', 'House of Cards', 'Shogun'])(
    'trap 55: called %s is one of several: it is not guessed, nothing is sent, and each candidate names one',
    async (item) => {
      const server = await openWriting();
      const answer = await server.mcp.callTool('sonarr_add_series', { items: [item], ...choice });
      expect(answer.json).toMatchObject({ outcome: 'unchanged' });
      expect(answer.json).not.toHaveProperty('undo');
      const [row] = rowsOf(answer, 'items');
      expect(row).toMatchObject({ item, outcome: 'ambiguous' });
      const candidates = row?.['candidates'];
      expect(
        Array.isArray(candidates) && new Set(candidates.map(({ ref }: { ref: string }) => ref)).size,
      ).toBeGreaterThan(1);
      expect(changes(server.sonarr)).toEqual([]);
    },
  );

  it('that nobody knows by that name brings what the search found, and adds none of it', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['Lund Verbrechen'], ...choice });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { outcome: 'not_found', candidates: [{ title: 'The Killing (2007)', year: 2007 }] },
    ]);
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('with an id that nobody has is not found', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_add_series', { items: ['tvdb:1'], ...choice });
    expect(rowsOf(answer, 'items')).toMatchObject([{ item: 'tvdb:1', outcome: 'not_found' }]);
    expect(changes(sonarr)).toEqual([]);
  });

  it('that is there already stays as it is, and its id is told', async () => {
    const server = await openWriting();
    const severance = seriesNamed(server.sonarr, 'Severance');
    const before = server.sonarr.digest();
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['Severance'], ...choice, monitor: 'none' });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', searching: false });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'already', ref: 'tvdb:371980', id: severance.id }]);
    expect(server.sonarr.digest()).toBe(before);
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('that an import list adds in between is there already, too', async () => {
    const server = await openWriting();
    const { id } = await (async () => {
      const first = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
      return { id: rowsOf(first, 'items')[0]?.['id'] };
    })();
    // The search does not know yet that the library has it.
    const bear = showNamed(server.sonarr, 'The Bear');
    server.sonarr.faults.add({
      path: '/api/v3/series/lookup',
      times: 1,
      fault: {
        kind: 'reply',
        body: JSON.stringify([{ title: 'The Bear', tvdbId: bear.ids.tvdb, year: 2022, seasons: [] }]),
        headers: { 'content-type': 'application/json' },
      },
    });
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'already', id }]);
    expect(answer.json['outcome']).toBe('unchanged');
  });

  it('whose folder another series has is not called there already', async () => {
    const server = await openWriting();
    seriesNamed(server.sonarr, 'Severance').path = '/tv/The Bear';
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { outcome: 'failed', message: 'Another series already uses that folder.' },
    ]);
    expect(answer.json['outcome']).toBe('unchanged');
  });

  it('is taken by a number that is its title, not by an id of TheTVDB', async () => {
    const { mcp, sonarr } = await openWriting();
    await mcp.callTool('sonarr_add_series', { items: ['24'], ...choice });
    expect(sonarr.requests.find(({ path }) => path.endsWith('/lookup'))?.query['term']).toBe('24');
  });

  it('trap 23: is added while its episodes are not there yet, and the answer says so', async () => {
    const server = await openWriting({ sonarr: { commandDelayMs: 60_000 } });
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
    expect(answer.json['note']).toContain('in the background');
    const episodes = async () =>
      (await server.mcp.callTool('sonarr_get_episodes', { series: 'The Bear' })).json['total'];
    expect(await episodes()).toBe(0);
    server.sonarr.settle();
    expect(await episodes()).toBeGreaterThan(0);
  });

  it('of anime is numbered as anime without being told', async () => {
    const server = await openWriting({ household: emptyHousehold() });
    await server.mcp.callTool('sonarr_add_series', { items: ['SPY x FAMILY'], profile: 'Any', rootFolder: 'anime' });
    expect(seriesNamed(server.sonarr, 'SPY x FAMILY')).toMatchObject({
      seriesType: 'anime',
      path: '/anime/SPY x FAMILY',
    });
    await server.mcp.callTool('sonarr_add_series', { items: ['Attack on Titan'], ...choice, seriesType: 'standard' });
    expect(seriesNamed(server.sonarr, 'Attack on Titan').seriesType).toBe('standard');
  });
});

describe('which episodes are looked after', () => {
  it.each([
    ['all', true, 'all', true],
    ['future', true, 'all', true],
    ['missing', true, 'all', true],
    ['existing', true, 'none', true],
    ['firstSeason', true, 'none', true],
    ['lastSeason', true, 'all', true],
    ['pilot', true, 'none', true],
    ['recent', true, 'all', true],
    ['none', false, 'none', false],
  ])('trap 24: %s arrives at Sonarr as meant', async (monitor, monitored, monitorNewItems, searching) => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Expanse'], ...choice, monitor });
    expect(posted(server)).toMatchObject([
      { monitored, monitorNewItems, addOptions: { monitor, searchForMissingEpisodes: searching } },
    ]);
    expect(answer.json).toMatchObject({ monitor, searching });
  });

  it('pilots only leaves one episode monitored, now and when a new season comes', async () => {
    const server = await openWriting();
    await server.mcp.callTool('sonarr_add_series', { items: ['Fargo'], ...choice, monitor: 'pilot' });
    server.sonarr.settle();
    const fargo = seriesNamed(server.sonarr, 'Fargo');
    const monitored = server.sonarr.state.episodesOf(fargo).filter((row) => row.monitored);
    expect(monitored.map(({ episode }) => [episode.season, episode.number])).toEqual([[1, 1]]);
    expect(fargo.monitorNewItems).toBe('none');
  });
});

describe('the profile and the folder', () => {
  it('are the usual ones of the library where none are named, and the answer says which', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_add_series', { items: ['The Bear'] });
    expect(answer.json).toMatchObject({ outcome: 'done', profile: 'HD-1080p', rootFolder: '/tv' });
    expect(seriesNamed(sonarr, 'The Bear')).toMatchObject({ path: '/tv/The Bear' });
  });

  it('have to be chosen where there are several and no usual one: one error names both, with what there is', async () => {
    const { mcp, sonarr } = await openWriting({ household: emptyHousehold() });
    const { error } = await mcp.callTool('sonarr_add_series', { items: ['The Bear'] });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'profile, rootFolder', changed: 'no' });
    expect(error['hint']).toContain('Any; HD-1080p; Ultra-HD; HD - 720p/1080p');
    expect(error['hint']).toContain('/tv; /anime');
    expect(changes(sonarr)).toEqual([]);
    expect(asked(sonarr)).not.toContain('GET /api/v3/series/lookup');
  });

  it('only the one that is left to choose is asked for', async () => {
    const { mcp } = await openWriting({ household: emptyHousehold() });
    const { error } = await mcp.callTool('sonarr_add_series', { items: ['The Bear'], profile: 'Any' });
    expect(error).toMatchObject({ target: 'rootFolder' });
    expect(error['hint']).not.toContain('Ultra-HD');
  });

  it('need not be named where there is only one', async () => {
    const { mcp, sonarr } = await openWriting();
    sonarr.state.rootFolders.delete(2);
    const answer = await mcp.callTool('sonarr_add_series', { items: ['The Bear'], profile: 'ultra-hd' });
    expect(answer.json).toMatchObject({ outcome: 'done', profile: 'Ultra-HD', rootFolder: '/tv' });
  });

  it.each([
    [{ profile: 'HD-1080' }, 'There are: Any; HD-1080p; Ultra-HD; HD - 720p/1080p.'],
    [{ rootFolder: '/movies' }, 'There are: /tv; /anime.'],
    [{ tags: ['no such tag'] }, 'There are: anime; classics; german; kids; unused.'],
  ])('that do not exist (%j) are refused with what there is, before anything is searched', async (wrong, hint) => {
    const { mcp, sonarr } = await openWriting();
    const { error } = await mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice, ...wrong });
    expect(error).toMatchObject({ code: 'not_found', changed: 'no', hint });
    expect(asked(sonarr)).not.toContain('GET /api/v3/series/lookup');
    expect(changes(sonarr)).toEqual([]);
  });

  it('say so when Sonarr has no folder at all', async () => {
    const { mcp, sonarr } = await openWriting();
    sonarr.state.rootFolders.clear();
    const { error } = await mcp.callTool('sonarr_add_series', { items: ['The Bear'], profile: 'Any' });
    expect(error).toMatchObject({ code: 'invalid_input', message: containing('no root folder') });
  });
});

describe('once Sonarr has accepted it', () => {
  it.each([
    ['an empty body', ''],
    ['an empty document', '{}'],
    ['a document of another type', '["added"]'],
    ['wrong types in it', '{"id":"56","title":7,"seasons":"all"}'],
    ['something that is no JSON', '<html>ok</html>'],
  ])('it is done, also with %s as the answer', async (_what, body) => {
    const server = await openWriting();
    server.sonarr.faults.add({
      method: 'POST',
      path: '/api/v3/series',
      when: 'after',
      fault: { kind: 'reply', status: 201, body, headers: { 'content-type': 'application/json' } },
    });
    const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
    expect(answer.isError).toBe(false);
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'The Bear' });
    expect(posted(server)).toHaveLength(1);
  });

  it('a connection that breaks on the way back is no "no": the row says that nobody can tell, and nothing is sent twice', async () => {
    const server = await openWriting();
    server.sonarr.faults.add({ method: 'POST', path: '/api/v3/series', when: 'after', fault: { kind: 'close' } });
    const { error } = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
    expect(error).toMatchObject({ code: 'network', changed: 'unknown', retryable: false });
    expect(posted(server)).toHaveLength(1);
  });
});

it('says that the search is down when Sonarr cannot reach it, and changes nothing', async () => {
  const { mcp, sonarr } = await openWriting();
  sonarr.faults.add({
    path: '/api/v3/series/lookup',
    fault: {
      kind: 'reply',
      status: 503,
      body: { message: 'Failed to communicate with SkyHook', description: 'at x.cs' },
    },
  });
  const answer = await mcp.callTool('sonarr_add_series', { items: ['The Bear'], ...choice });
  expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'failed', message: containing('metadata') }]);
  expect(answer.json['outcome']).toBe('unchanged');
  expect(changes(sonarr)).toEqual([]);
});

it('is undone by the call that its answer brings', async () => {
  const server = await openWriting({ person: { onQuestion: () => yes } });
  const count = server.sonarr.state.series.size;
  const answer = await server.mcp.callTool('sonarr_add_series', { items: ['The Bear', 'Fargo'], ...choice });
  expect(server.sonarr.state.series.size).toBe(count + 2);
  const undo = answer.json['undo'];
  if (typeof undo !== 'object' || undo === null || !('arguments' in undo)) throw new Error('no undo');
  await server.mcp.callTool('sonarr_delete_series', Object.fromEntries(Object.entries(undo.arguments ?? {})));
  expect(server.sonarr.state.series.size).toBe(count);
});

it('is neither listed nor done in read-only mode, whatever the arguments', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_add_series');
  const before = sonarr.digest();
  for (const args of [{ items: ['The Bear'], ...choice }, {}, { nonsense: true }]) {
    const { error } = await mcp.callTool('sonarr_add_series', args);
    expect(error).toMatchObject({
      code: 'read_only',
      message:
        "Operation 'sonarr_add_series' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.",
    });
  }
  expect(sonarr.requests).toEqual([]);
  expect(sonarr.digest()).toBe(before);
});

it('adds to a library that is still empty', async () => {
  const server = await openWriting({ household: emptyHousehold() });
  const answer = await server.mcp.callTool('sonarr_add_series', { items: ['Severance'], ...choice });
  expect(answer.json).toMatchObject({ outcome: 'done', target: 'Severance' });
  expect(server.sonarr.state.series.size).toBe(1);
});
