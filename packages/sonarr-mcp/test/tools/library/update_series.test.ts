import { describe, expect, it } from 'vitest';
import type { ToolAnswer } from '@watchstack/core/testing';
import { asked, changes, column, containing, rowsOf, seriesNamed } from '../../support/answers.js';
import {
  emptyHousehold,
  householdOf,
  openServer,
  openWriting,
  yes,
  type OpenServer,
} from '../../support/sonarr-server.js';

const update = 'sonarr_update_series';

function edits({ sonarr }: OpenServer): unknown[] {
  return sonarr.requests
    .filter(({ path }) => path === '/api/v3/series/editor')
    .map(({ body }): unknown => JSON.parse(body));
}

function idOf({ sonarr }: OpenServer, title: string): number {
  return seriesNamed(sonarr, title).id;
}

async function takeBack(server: OpenServer, answer: ToolAnswer): Promise<ToolAnswer> {
  const undo = answer.json['undo'];
  if (typeof undo !== 'object' || undo === null || !('arguments' in undo)) throw new Error(`No undo: ${answer.text}`);
  return server.mcp.callTool(update, Object.fromEntries(Object.entries(undo.arguments ?? {})));
}

describe('one series', () => {
  it('is changed in one request, and the answer brings the call that puts it back', async () => {
    const server = await openWriting();
    const before = server.sonarr.digest();
    const answer = await server.mcp.callTool(update, {
      items: ['Severance'],
      profile: 'HD-1080p',
      monitorNewSeasons: false,
    });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'Severance (2022)',
      changed: 1,
      unchanged: 0,
      items: [{ item: 'Severance', outcome: 'done', ref: 'tvdb:371980', title: 'Severance', year: 2022 }],
      undo: {
        tool: update,
        arguments: { items: ['tvdb:371980'], profile: '5', monitorNewSeasons: true },
      },
    });
    const id = idOf(server, 'Severance');
    expect(edits(server)).toEqual([{ seriesIds: [id], monitorNewItems: 'none', qualityProfileId: 4 }]);
    const back = await takeBack(server, answer);
    expect(back.json['outcome']).toBe('done');
    expect(server.sonarr.digest()).toBe(before);
  });

  it('trap 26: is paused by its own mark alone; seasons and episodes keep theirs', async () => {
    const server = await openWriting();
    const { state } = server.sonarr;
    const marks = () => state.episodesOf(seriesNamed(server.sonarr, 'Severance')).map((row) => row.monitored);
    const before = marks();
    await server.mcp.callTool(update, { items: ['Severance'], monitored: false });
    expect(seriesNamed(server.sonarr, 'Severance').monitored).toBe(false);
    expect(marks()).toEqual(before);
    expect(edits(server)).toEqual([{ seriesIds: [idOf(server, 'Severance')], monitored: false }]);
  });

  it('that is so already is left alone, and nothing is sent', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(update, { items: ['Severance'], monitored: true, rootFolder: '/tv/' });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', changed: 0, unchanged: 1 });
    expect(answer.json).not.toHaveProperty('undo');
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('named by its ref is found without reading the whole library', async () => {
    const server = await openWriting();
    await server.mcp.callTool(update, { items: ['tvdb:371980'], monitored: false });
    expect(server.sonarr.requests[0]?.query).toMatchObject({ tvdbId: '371980' });
    expect(asked(server.sonarr)).toHaveLength(2);
  });
});

describe('another root folder', () => {
  it('trap 27: takes the files along unless told that they are there already', async () => {
    const server = await openWriting();
    const moved = await server.mcp.callTool(update, { items: ['Severance'], rootFolder: 'anime' });
    expect(moved.json).toMatchObject({
      outcome: 'done',
      moving: true,
      note: containing('moved in the background'),
      undo: { arguments: { rootFolder: '/tv/', moveFiles: true } },
    });
    expect(server.sonarr.state.commands.map(({ name }) => name)).toEqual(['BulkMoveSeries']);
    const pointed = await server.mcp.callTool(update, { items: ['Andor'], rootFolder: '/anime', moveFiles: false });
    expect(pointed.json).toMatchObject({ outcome: 'done', note: containing('no file was moved') });
    expect(pointed.json).not.toHaveProperty('moving');
    expect(server.sonarr.state.commands).toHaveLength(1);
    expect(seriesNamed(server.sonarr, 'Andor').path).toBe('/anime/Andor');
    await takeBack(server, pointed);
    expect(seriesNamed(server.sonarr, 'Andor').path).toBe('/tv/Andor');
  });
});

describe('tags', () => {
  it('are added, and one that there is not yet is made first, as the answer says', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(update, { items: ['Dark', 'Severance'], tags: ['Deutsch', 'german'] });
    expect(answer.json).toMatchObject({ outcome: 'done', changed: 2, tagsMade: ['deutsch'] });
    expect(changes(server.sonarr)).toEqual(['POST /api/v3/tag', 'PUT /api/v3/series/editor']);
    const [made] = [...server.sonarr.state.tags].filter(([, label]) => label === 'deutsch');
    expect(seriesNamed(server.sonarr, 'Dark').tags).toContain(made?.[0]);
    // Dark was tagged german before, Severance was not: no one call tells them apart again.
    expect(answer.json).not.toHaveProperty('undo');
    expect(answer.json['note']).toContain('not all alike');
  });

  it('are taken back by the call that the answer brings', async () => {
    const server = await openWriting();
    const before = server.sonarr.digest();
    for (const args of [
      { tags: ['kids', 'classics'] },
      { tags: ['german'], applyTags: 'remove' },
      { tags: ['classics'], applyTags: 'replace' },
      { tags: [], applyTags: 'replace' },
    ]) {
      const answer = await server.mcp.callTool(update, { items: ['Dark'], ...args });
      expect(answer.json['outcome'], JSON.stringify(args)).toBe('done');
      await takeBack(server, answer);
      expect(server.sonarr.digest()).toBe(before);
    }
  });

  it('that replaced none are taken off again, because an answer holds no empty list', async () => {
    const server = await openWriting();
    const before = server.sonarr.digest();
    for (const args of [
      { tags: ['kids'], applyTags: 'replace' },
      { tags: [], applyTags: 'replace', monitored: false },
    ]) {
      const answer = await server.mcp.callTool(update, { items: ['Severance', 'Andor'], ...args });
      expect(answer.json['outcome'], JSON.stringify(args)).toBe('done');
      expect((await takeBack(server, answer)).json['outcome']).toBe('done');
      expect(server.sonarr.digest()).toBe(before);
    }
  });

  it('that are to be taken away and do not exist are an error that names those there are', async () => {
    const server = await openWriting();
    const { error } = await server.mcp.callTool(update, { items: ['Dark'], tags: ['germn'], applyTags: 'remove' });
    expect(error).toMatchObject({ code: 'not_found', hint: containing('german') });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('trap 44: are made in small letters, and one that somebody made meanwhile is used', async () => {
    const server = await openWriting();
    await server.mcp.callTool(update, { items: ['Dark'], tags: ['KIDS'] });
    expect(changes(server.sonarr)).toEqual(['PUT /api/v3/series/editor']);
    expect([...server.sonarr.state.tags.values()].filter((label) => /kids/i.test(label))).toEqual(['kids']);
  });
});

describe('several series', () => {
  it('are changed in one request; what is so already is left out, what is not there or not certain is told', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(update, {
      items: ['Severance', 'Velma', 'Doctor Who', 'The Bear', 'Andor', 'tvdb:371980'],
      monitored: false,
    });
    expect(answer.json).toMatchObject({ outcome: 'done', changed: 2, unchanged: 1 });
    expect(rowsOf(answer, 'items').map((row) => [row['item'], row['outcome']])).toEqual([
      ['Severance', 'done'],
      ['Velma', 'already'],
      ['Andor', 'done'],
      ['tvdb:371980', 'done'],
      ['Doctor Who', 'ambiguous'],
      ['The Bear', 'not_found'],
    ]);
    expect(rowsOf(answer, 'items')[4]?.['candidates']).toHaveLength(3);
    expect(edits(server)).toEqual(
      [{ seriesIds: [idOf(server, 'Severance'), idOf(server, 'Andor')].sort((a, b) => a - b), monitored: false }].map(
        (edit) => ({ ...edit, seriesIds: expect.arrayContaining(edit.seriesIds) as unknown }),
      ),
    );
    await takeBack(server, answer);
    expect(seriesNamed(server.sonarr, 'Andor').monitored).toBe(true);
    expect(seriesNamed(server.sonarr, 'Velma').monitored).toBe(false);
  });

  it('of which one is named by nothing at all are told of, each', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(update, { items: ['', 'Andor'], monitored: false });
    expect(answer.json).toMatchObject({ outcome: 'done', changed: 1, undo: { arguments: { items: ['tvdb:393189'] } } });
    expect(rowsOf(answer, 'items').map((row) => [row['item'], row['outcome']])).toEqual([
      ['Andor', 'done'],
      ['(nothing)', 'failed'],
    ]);
  });

  it('of which all have something in common are chosen by that', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool(update, { having: ['Any'], profile: 'HD-1080p' });
    expect(answer.json).toMatchObject({ outcome: 'done', unchanged: 0 });
    const titles = column(answer, 'items', 'title');
    expect(titles).toContain('The Wire');
    expect(answer.json['changed']).toBe(titles.length);
    expect([...server.sonarr.state.series.values()].filter(({ qualityProfileId }) => qualityProfileId === 1)).toEqual(
      [],
    );
    expect(changes(server.sonarr)).toEqual(['PUT /api/v3/series/editor']);
    const back = await takeBack(server, answer);
    expect(back.json['changed']).toBe(titles.length);
    expect(seriesNamed(server.sonarr, 'The Wire').qualityProfileId).toBe(1);
  });

  it('are asked about when more than twenty would change, with what becomes of how many', async () => {
    const questions: string[] = [];
    const server = await openWriting({
      household: householdOf(300),
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    const answer = await server.mcp.callTool(update, { having: ['Drama'], tags: ['drama'] });
    const changed = Number(answer.json['changed']);
    expect(changed).toBeGreaterThan(20);
    expect(questions).toHaveLength(1);
    expect(questions[0]).toContain(`Changes ${changed} series`);
    expect(questions[0]).toContain('add tags drama');
    expect(changes(server.sonarr)).toEqual(['POST /api/v3/tag', 'PUT /api/v3/series/editor']);
    // Once more changes none of them, and asks nobody.
    const again = await server.mcp.callTool(update, { having: ['Drama'], tags: ['drama'] });
    expect(again.json).toMatchObject({ outcome: 'unchanged', unchanged: changed });
    expect(questions).toHaveLength(1);
  });

  it('trap 28: of which one is gone meanwhile are not changed, and the error says so', async () => {
    const server = await openWriting();
    server.sonarr.faults.add({
      path: '/api/v3/series/editor',
      fault: {
        kind: 'reply',
        status: 500,
        body: { message: 'Expected query to return 2 rows but returned 1', description: 'at x.cs' },
      },
    });
    const { error } = await server.mcp.callTool(update, { items: ['Dark', 'Andor'], monitored: false });
    expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
  });
});

describe('is refused', () => {
  it.each([
    ['without series', { monitored: false }, 'items'],
    ['with series in two ways', { items: ['Dark'], having: ['ended'], monitored: false }, 'items'],
    ['without anything to change', { items: ['Dark'] }, update],
    ['with tags to add of which there are none', { items: ['Dark'], tags: [] }, update],
    ['for a word that means nothing here', { having: ['germn'], monitored: false }, 'having'],
  ])('%s', async (_what, args, target) => {
    const server = await openWriting();
    const { error } = await server.mcp.callTool(update, args);
    expect(error).toMatchObject({ code: 'invalid_input', target });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('for a profile or folder that Sonarr does not have, with those it has', async () => {
    const { mcp, sonarr } = await openWriting();
    const profile = await mcp.callTool(update, { items: ['Dark'], profile: 'Best' });
    expect(profile.error).toMatchObject({ code: 'not_found', hint: containing('HD-1080p') });
    const folder = await mcp.callTool(update, { items: ['Dark'], rootFolder: '/films' });
    expect(folder.error).toMatchObject({ code: 'not_found', hint: containing('/anime') });
    expect(changes(sonarr)).toEqual([]);
  });

  it('in read-only mode, before anything is asked of Sonarr', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool(update, { items: ['Dark'], monitored: false });
    expect(error).toMatchObject({ code: 'read_only' });
    expect(sonarr.requests).toEqual([]);
  });
});

it('finds nothing to change in an empty library', async () => {
  const { mcp, sonarr } = await openWriting({ household: emptyHousehold() });
  const named = await mcp.callTool(update, { items: ['Dark'], monitored: false });
  expect(rowsOf(named, 'items')).toMatchObject([{ outcome: 'not_found' }]);
  const all = await mcp.callTool(update, { having: ['ended'], monitored: false });
  expect(all.json).toMatchObject({ outcome: 'unchanged', changed: 0 });
  expect(changes(sonarr)).toEqual([]);
});

it.each([
  ['nothing', ''],
  ['an empty object', '{}'],
  ['something of the wrong type', '{"id":"seven"}'],
])('is done when Sonarr answers its changes with %s', async (_what, body) => {
  const server = await openWriting();
  for (const path of ['/api/v3/series/editor', '/api/v3/tag']) {
    for (const method of ['PUT', 'POST']) {
      server.sonarr.faults.add({
        method,
        path,
        when: 'after',
        fault: { kind: 'reply', status: 201, body, headers: { 'content-type': 'application/json' } },
      });
    }
  }
  const answer = await server.mcp.callTool(update, { items: ['Severance'], tags: ['brand-new'] });
  expect(answer.json).toMatchObject({ outcome: 'done', changed: 1, tagsMade: ['brand-new'] });
  expect(seriesNamed(server.sonarr, 'Severance').tags).toHaveLength(1);
});
