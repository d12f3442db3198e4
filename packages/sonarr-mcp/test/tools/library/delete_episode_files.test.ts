import { describe, expect, it } from 'vitest';
import { anyNumber, changes, column, containing, seriesNamed } from '../../support/answers.js';
import {
  emptyHousehold,
  everythingAllowed,
  openAgreeing,
  openServer,
  openWriting,
  type OpenServer,
} from '../../support/sonarr-server.js';

const remove = 'sonarr_delete_episode_files';

function rows({ sonarr }: OpenServer, title: string) {
  return sonarr.state.episodesOf(seriesNamed(sonarr, title)).map(({ episode, fileId, monitored }) => ({
    code: `${episode.season}x${episode.number}`,
    season: episode.season,
    fileId,
    monitored,
  }));
}

describe('a season', () => {
  it('trap 49: is no longer monitored before its files go, so that nothing of it comes back', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const { id } = seriesNamed(server.sonarr, 'Severance');
    const answer = await server.mcp.callTool(remove, { series: 'Severance', episodes: ['S01'] });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'Severance (2022)',
      ref: 'tvdb:371980',
      filesDeleted: 9,
      sizeBytes: anyNumber,
      episodes: ['S01E01-E09'],
      unmonitored: 9,
      note: containing('recycle bin'),
    });
    expect(changes(server.sonarr)).toEqual([`PUT /api/v3/series/${id}`, 'DELETE /api/v3/episodefile/bulk']);
    const season = rows(server, 'Severance').filter((row) => row.season === 1);
    expect(season.every((row) => row.fileId === 0 && !row.monitored)).toBe(true);
    expect(server.sonarr.state.deletedFiles).toHaveLength(9);
    expect(rows(server, 'Severance').some((row) => row.season === 2 && row.monitored && row.fileId > 0)).toBe(true);
  });

  it('stays monitored when that is asked for, and the person is told what follows', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const answer = await server.mcp.callTool(remove, { series: 'Severance', episodes: ['S01'], keepMonitored: true });
    expect(answer.json).toMatchObject({ outcome: 'done', unmonitored: 0 });
    expect(server.questions[0]).toContain('will fetch them again');
    expect(changes(server.sonarr)).toEqual(['DELETE /api/v3/episodefile/bulk']);
  });

  it('is asked about with episodes, files and size, and nothing happens when the person declines', async () => {
    const questions: string[] = [];
    const server = await openServer({
      environment: everythingAllowed,
      person: {
        onQuestion: (message) => {
          questions.push(message);
          return { action: 'decline' };
        },
      },
    });
    const before = server.sonarr.digest();
    const answer = await server.mcp.callTool(remove, { series: 'Severance', episodes: ['S01'] });
    expect(answer.json).toEqual({ outcome: 'declined', target: 'tvdb:371980' });
    expect(questions[0]).toMatch(
      /^Deletes 9 files of Severance \(2022\) from disk: S01E01-E09 \(9 episodes, \d+\.\d GB\)\. Their episodes are no longer monitored/,
    );
    expect(server.sonarr.digest()).toBe(before);
  });
});

describe('a file that two episodes share', () => {
  it('trap 50: is one file, and the episode that was not named is told beforehand and afterwards', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const answer = await server.mcp.callTool(remove, { series: 'The Wire', episodes: ['S01E01'] });
    expect(server.questions[0]).toContain('Deletes 1 file of The Wire');
    expect(server.questions[0]).toContain('S01E02 goes along');
    expect(answer.json).toMatchObject({ filesDeleted: 1, episodes: ['S01E01-E02'], alsoInThoseFiles: ['S01E02'] });
    expect(rows(server, 'The Wire').filter(({ season, fileId }) => season === 1 && fileId === 0)).toMatchObject([
      { code: '1x1', monitored: false },
      { code: '1x2', monitored: false },
    ]);
  });

  it('trap 50: is counted once where both are named, and by its own id', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const [first] = rows(server, 'The Wire').filter(({ code }) => code === '1x1');
    const both = await server.mcp.callTool(remove, {
      series: 'The Wire',
      episodes: ['S01E01-E02'],
      files: [first?.fileId],
    });
    expect(both.json).toMatchObject({ filesDeleted: 1 });
    expect(both.json).not.toHaveProperty('alsoInThoseFiles');
  });
});

describe('files by their ids', () => {
  it('are those that sonarr_get_episodes tells', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const listed = await server.mcp.callTool('sonarr_get_episodes', {
      series: 'Andor',
      season: 1,
      withFiles: true,
      limit: 2,
    });
    const ids = column(listed, 'episodes', 'file').map((file) =>
      typeof file === 'object' && file !== null && 'id' in file ? file.id : 0,
    );
    const answer = await server.mcp.callTool(remove, { series: 'Andor', files: ids });
    expect(answer.json).toMatchObject({ filesDeleted: 2, episodes: ['S01E01-E02'] });
  });

  it('of another series are refused: Sonarr would look for them in the wrong folder', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const [andor] = rows(server, 'Andor').filter(({ fileId }) => fileId > 0);
    const { error } = await server.mcp.callTool(remove, { series: 'Severance', files: [andor?.fileId] });
    expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
    expect(changes(server.sonarr)).toEqual([]);
  });
});

describe('what cannot be deleted', () => {
  it.each(['missing', 'empty'] as const)(
    'below a root folder that is %s is explained, and that monitoring has changed',
    async (broken) => {
      const server = await openAgreeing({ environment: everythingAllowed });
      server.sonarr.state.brokenRootFolders.set('/tv', broken);
      const { error } = await server.mcp.callTool(remove, { series: 'Severance', episodes: ['S01'] });
      expect(error).toMatchObject({
        code: 'conflict',
        changed: 'yes',
        retryable: false,
        message: containing('no longer monitored all the same'),
        hint: containing('not mounted'),
      });
      expect(server.sonarr.state.deletedFiles).toEqual([]);
      const kept = await server.mcp.callTool(remove, { series: 'Andor', episodes: ['S01'], keepMonitored: true });
      expect(kept.error).toMatchObject({ code: 'conflict', changed: 'no' });
    },
  );

  it('because there is no file is unchanged, and monitoring is not touched', async () => {
    const server = await openAgreeing({ environment: everythingAllowed });
    const answer = await server.mcp.callTool(remove, { series: 'Pawn Stars', episodes: ['S05'] });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', filesDeleted: 0 });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it.each([
    ['what does not exist', { series: 'Severance', episodes: ['S77'] }, 'not_found'],
    ['a name of several', { series: 'Doctor Who', episodes: ['S01'] }, 'ambiguous'],
    ['a series that is not there', { series: 'tvdb:1', episodes: ['S01'] }, 'not_found'],
    ['nothing', { series: 'Severance' }, 'invalid_input'],
  ])('is %s, and nobody is asked', async (_what, args, code) => {
    const server = await openAgreeing({ environment: everythingAllowed });
    expect((await server.mcp.callTool(remove, args)).error).toMatchObject({ code });
    expect(server.questions).toEqual([]);
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('in an empty library is not found', async () => {
    const { mcp } = await openServer({ environment: everythingAllowed, household: emptyHousehold() });
    expect((await mcp.callTool(remove, { series: 'Dark', episodes: ['S01'] })).error).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('without leave', () => {
  it('to change anything, nothing is asked of Sonarr', async () => {
    const { mcp, sonarr } = await openServer();
    const { error } = await mcp.callTool(remove, { series: 'Severance', episodes: ['S01'] });
    expect(error).toMatchObject({ code: 'read_only' });
    expect(sonarr.requests).toEqual([]);
  });

  it('to delete files, nothing is asked of Sonarr either', async () => {
    const { mcp, sonarr } = await openWriting();
    const { error } = await mcp.callTool(remove, { series: 'Severance', episodes: ['S01'] });
    expect(error).toMatchObject({ code: 'permission', hint: containing('ALLOW_FILE_DELETION') });
    expect(sonarr.requests).toEqual([]);
  });
});

it.each([
  ['nothing', ''],
  ['an empty object', '{}'],
  ['something of the wrong type', '[7]'],
])('trap 1: is done when Sonarr answers with %s', async (_what, body) => {
  const server = await openAgreeing({ environment: everythingAllowed });
  const { id } = seriesNamed(server.sonarr, 'Severance');
  for (const [method, path] of [
    ['PUT', `/api/v3/series/${id}`],
    ['DELETE', '/api/v3/episodefile/bulk'],
  ] as const) {
    server.sonarr.faults.add({
      method,
      path,
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
  }
  const answer = await server.mcp.callTool(remove, { series: 'Severance', episodes: ['S01'] });
  expect(answer.json).toMatchObject({ outcome: 'done', filesDeleted: 9, unmonitored: 9 });
});
