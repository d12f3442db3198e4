import { describe, expect, it } from 'vitest';
import { anyNumber, asked, changes, containing, rowsOf, seriesNamed } from '../../support/answers.js';
import {
  emptyHousehold,
  everythingAllowed,
  openServer,
  openWriting,
  yes,
  type OpenServer,
} from '../../support/sonarr-server.js';

function agreed(environment: Record<string, string> = {}): Promise<OpenServer> {
  return openWriting({ environment, person: { onQuestion: () => yes } });
}

function titles({ sonarr }: OpenServer): string[] {
  return [...sonarr.state.series.values()].map(({ show }) => show.tvdbTitle);
}

describe('one series', () => {
  it('leaves the library, its files stay, and the answer says how it comes back', async () => {
    const server = await agreed();
    const { id } = seriesNamed(server.sonarr, 'Andor');
    const answer = await server.mcp.callTool('sonarr_delete_series', { items: ['Andor'] });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'Andor',
      items: [
        {
          item: 'Andor',
          outcome: 'done',
          ref: 'tvdb:393189',
          title: 'Andor',
          year: 2022,
          sizeBytes: anyNumber,
        },
      ],
      filesDeleted: false,
      neverAddedAgain: false,
      undo: {
        tool: 'sonarr_add_series',
        arguments: { items: ['tvdb:393189'], profile: '5', rootFolder: '/tv/', search: false },
      },
      note: 'Which episodes were monitored, and the history, do not come back.',
    });
    server.sonarr.settle();
    expect(titles(server)).not.toContain('Andor');
    expect(server.sonarr.state.deletedFolders).toEqual([]);
    expect(server.sonarr.state.exclusions).toEqual([]);
    expect(changes(server.sonarr)).toEqual([`DELETE /api/v3/series/${id}`]);
    expect(await server.journal.last(5)).toEqual([
      { time: '2026-11-21T17:00:00.000Z', tool: 'sonarr_delete_series', target: 'Andor', outcome: 'done' },
    ]);
  });

  it('comes back with the profile and folder it had by the call that the answer brings', async () => {
    const server = await agreed();
    const before = seriesNamed(server.sonarr, 'SPY x FAMILY');
    const answer = await server.mcp.callTool('sonarr_delete_series', { items: ['SPY x FAMILY'] });
    const undo = answer.json['undo'];
    if (typeof undo !== 'object' || undo === null || !('arguments' in undo)) throw new Error('no undo');
    const back = await server.mcp.callTool(
      'sonarr_add_series',
      Object.fromEntries(Object.entries(undo.arguments ?? {})),
    );
    expect(back.json['outcome']).toBe('done');
    expect(seriesNamed(server.sonarr, 'SPY x FAMILY')).toMatchObject({
      path: before.path,
      qualityProfileId: before.qualityProfileId,
      seriesType: before.seriesType,
      tags: before.tags,
    });
    expect(before.tags.length).toBeGreaterThan(0);
  });

  it('goes with its files where the owner allows it, and there is no way back', async () => {
    const server = await agreed({ ALLOW_FILE_DELETION: 'true' });
    const { path } = seriesNamed(server.sonarr, 'Velma');
    const answer = await server.mcp.callTool('sonarr_delete_series', {
      items: ['Velma'],
      deleteFiles: true,
      addImportListExclusion: true,
    });
    expect(answer.json).toMatchObject({ outcome: 'done', filesDeleted: true, neverAddedAgain: true });
    expect(answer.json).not.toHaveProperty('undo');
    server.sonarr.settle();
    expect(server.sonarr.state.deletedFolders).toEqual([path]);
    expect(server.sonarr.state.exclusions).toMatchObject([{ title: 'Velma' }]);
  });

  it('keeps its files without ALLOW_FILE_DELETION, and nobody is even asked', async () => {
    const questions: string[] = [];
    const server = await openWriting({
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    const { error } = await server.mcp.callTool('sonarr_delete_series', { items: ['Velma'], deleteFiles: true });
    expect(error).toMatchObject({
      code: 'permission',
      changed: 'no',
      hint: containing('ALLOW_FILE_DELETION'),
    });
    expect(questions).toEqual([]);
    expect(server.sonarr.requests).toEqual([]);
  });

  it('is asked about with what would be lost: titles, episodes, bytes, and what follows', async () => {
    const questions: string[] = [];
    const server = await openWriting({
      environment: { ALLOW_FILE_DELETION: 'true' },
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return { action: 'decline' };
        },
      },
    });
    const before = server.sonarr.digest();
    const answer = await server.mcp.callTool('sonarr_delete_series', {
      items: ['Velma'],
      deleteFiles: true,
      addImportListExclusion: true,
    });
    expect(questions).toEqual([
      'Takes Velma (2023) out of Sonarr and deletes 10 episodes (10.3 GB) from disk. Import lists will never add it again. Do it?',
    ]);
    expect(answer.json).toEqual({ outcome: 'declined', target: 'tvdb:470154' });
    expect(server.sonarr.digest()).toBe(before);
  });

  it('of three of a name is not chosen, and nobody is asked', async () => {
    const { mcp, sonarr } = await openWriting({
      person: {
        onQuestion: () => {
          throw new Error('nobody is to be asked');
        },
      },
    });
    const { error } = await mcp.callTool('sonarr_delete_series', { items: ['Doctor Who'] });
    expect(error).toMatchObject({ code: 'ambiguous', changed: 'no' });
    expect(error['candidates']).toHaveLength(3);
    expect(changes(sonarr)).toEqual([]);
  });

  it('that is not there is not found, and nobody is asked about nothing', async () => {
    const { mcp, sonarr } = await openWriting();
    for (const items of [['The Bear'], ['tvdb:1', 'No Such Show']]) {
      const { error } = await mcp.callTool('sonarr_delete_series', { items });
      expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
    }
    expect(changes(sonarr)).toEqual([]);
    const empty = await openWriting({ household: emptyHousehold() });
    expect((await empty.mcp.callTool('sonarr_delete_series', { items: ['Velma'] })).error).toMatchObject({
      code: 'not_found',
    });
  });

  it('that goes while it is being deleted is gone already, and no error', async () => {
    const server = await agreed();
    const { id } = seriesNamed(server.sonarr, 'Velma');
    server.sonarr.faults.add({
      method: 'GET',
      path: `/api/v3/series/${id}`,
      fault: { kind: 'reply', status: 404, body: { title: 'Not Found', status: 404 } },
    });
    const answer = await server.mcp.callTool('sonarr_delete_series', { items: ['Velma'] });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', filesDeleted: false });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'already', title: 'Velma' }]);
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('trap 29: that Sonarr itself misses at the last moment, with its error 500, is gone already, too', async () => {
    const server = await agreed();
    const { id } = seriesNamed(server.sonarr, 'Velma');
    server.sonarr.faults.add({
      method: 'DELETE',
      path: `/api/v3/series/${id}`,
      fault: {
        kind: 'reply',
        status: 500,
        body: { message: 'Expected query to return 1 rows but returned 0', description: 'at BasicRepository.cs' },
      },
    });
    const answer = await server.mcp.callTool('sonarr_delete_series', { items: ['Velma'] });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'already' }]);
    expect(answer.text).not.toContain('BasicRepository');
  });
});

describe('several series', () => {
  it('are asked about once, with all titles, and each is told apart', async () => {
    const questions: string[] = [];
    const server = await openWriting({
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return yes;
        },
      },
    });
    const { id } = seriesNamed(server.sonarr, 'Velma');
    const answer = await server.mcp.callTool('sonarr_delete_series', {
      items: ['Velma', 'Doctor Who', 'Andor', 'The Bear', String(id)],
    });
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatch(/^Takes Velma \(2023\), Andor \(2022\) out of Sonarr and leaves 34 episodes/);
    expect(questions[0]).toContain('left alone: Doctor Who, The Bear.');
    expect(rowsOf(answer, 'items').map((row) => [row['item'], row['outcome']])).toEqual([
      ['Velma', 'done'],
      ['Doctor Who', 'ambiguous'],
      ['Andor', 'done'],
      ['The Bear', 'not_found'],
      [String(id), 'already'],
    ]);
    expect(titles(server)).toContain('Doctor Who');
    expect(changes(server.sonarr)).toHaveLength(2);
    expect(answer.json['target']).toBe('Velma, Andor');
    // They had different profiles: one call cannot bring both back as they were.
    expect(answer.json).not.toHaveProperty('undo');
  });

  it('of which Sonarr fails at one are otherwise deleted', async () => {
    const server = await agreed();
    const { id } = seriesNamed(server.sonarr, 'Velma');
    server.sonarr.faults.add({
      method: 'DELETE',
      path: `/api/v3/series/${id}`,
      fault: { kind: 'reply', status: 500, body: { message: 'database is locked', description: 'at /home/x' } },
    });
    const answer = await server.mcp.callTool('sonarr_delete_series', { items: ['Velma', 'Andor'] });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { item: 'Velma', outcome: 'failed', changed: 'unknown' },
      { item: 'Andor', outcome: 'done' },
    ]);
    expect(titles(server)).not.toContain('Andor');
  });

  it('read the library the same number of times however many they are', async () => {
    const server = await agreed();
    await server.mcp.callTool('sonarr_delete_series', { items: ['Velma'] });
    const libraryReads = () => asked(server.sonarr).filter((request) => request === 'GET /api/v3/series').length;
    const forOne = libraryReads();
    server.sonarr.requests.length = 0;
    await server.mcp.callTool('sonarr_delete_series', { items: ['Andor', 'Chernobyl', 'Dark', 'Lupin'] });
    expect(libraryReads()).toBe(forOne);
  });
});

describe('once Sonarr has accepted it', () => {
  it.each([
    ['an empty document', '{}'],
    ['a document of another type', '"gone"'],
    ['something that is no JSON', 'OK'],
  ])('it is done, also with %s as the answer', async (_what, body) => {
    const server = await agreed();
    server.sonarr.faults.add({
      method: 'DELETE',
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    const answer = await server.mcp.callTool('sonarr_delete_series', { items: ['Velma'] });
    expect(answer.isError).toBe(false);
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'Velma' });
    expect(titles(server)).not.toContain('Velma');
  });

  it('a connection that breaks on the way back says that nobody can tell, and nothing is sent twice', async () => {
    const server = await agreed();
    server.sonarr.faults.add({ method: 'DELETE', when: 'after', fault: { kind: 'close' } });
    const { error } = await server.mcp.callTool('sonarr_delete_series', { items: ['Velma'] });
    expect(error).toMatchObject({ code: 'network', changed: 'unknown', retryable: false });
    expect(changes(server.sonarr)).toHaveLength(1);
  });
});

it('is neither listed nor done in read-only mode, whatever the arguments', async () => {
  const { mcp, sonarr } = await openServer({ environment: { ALLOW_FILE_DELETION: 'true' } });
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_delete_series');
  for (const args of [{ items: ['Velma'], deleteFiles: true }, {}, { series_id: 22 }]) {
    const { error } = await mcp.callTool('sonarr_delete_series', args);
    expect(error['message']).toBe(
      "Operation 'sonarr_delete_series' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.",
    );
  }
  expect(sonarr.requests).toEqual([]);
});

it('is switched off by DESTRUCTIVE_ACTIONS=off, while adding is not', async () => {
  const { mcp, sonarr } = await openServer({ environment: { ...everythingAllowed, DESTRUCTIVE_ACTIONS: 'off' } });
  const { error } = await mcp.callTool('sonarr_delete_series', { items: ['Velma'] });
  expect(error).toMatchObject({ code: 'permission', changed: 'no' });
  const added = await mcp.callTool('sonarr_add_series', { items: ['The Bear'], profile: 'Any', rootFolder: '/tv' });
  expect(added.json['outcome']).toBe('done');
  expect(changes(sonarr)).toEqual(['POST /api/v3/series']);
});
