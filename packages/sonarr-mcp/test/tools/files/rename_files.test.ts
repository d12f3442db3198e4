import { describe, expect, it } from 'vitest';
import { asked, changes, containing, rowsOf, seriesNamed } from '../../support/answers.js';
import { acceptWith, acceptedBodies } from '../../support/accepted.js';
import { emptyHousehold, openAgreeing, openServer, openWriting, type OpenServer } from '../../support/sonarr-server.js';
import { commandsSent } from '../downloads/importing.js';

function names({ sonarr }: OpenServer, title: string): string[] {
  return [...sonarr.state.filesOf(seriesNamed(sonarr, title)).values()].map(({ relativePath }) => relativePath);
}

describe('the files of a series', () => {
  it('get the names they should have, a season alone where one is named', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const answer = await server.mcp.callTool('sonarr_rename_files', {
      items: ['SPY x FAMILY'],
      season: 1,
      waitSeconds: 20,
    });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      target: 'SPY x FAMILY (2022)',
      items: [{ outcome: 'done', ref: 'tvdb:470392', renamed: 25 }],
    });
    expect(answer.json).not.toHaveProperty('undo');
    expect(server.questions[0]).toMatch(
      /^Renames 25 files on disk: SPY x FAMILY \(2022\) \(25\)\. For example Season 01\/.* to Season 01\/.*001/,
    );
    const renamed = names(server, 'SPY x FAMILY').filter((name) => / - \d{3} - /.test(name));
    expect(renamed).toHaveLength(25);
    expect(changes(server.sonarr)).toEqual(['POST /api/v3/command']);
  });

  it('are named to Sonarr one by one, so that nothing is renamed that was not shown', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    await server.mcp.callTool('sonarr_rename_files', { items: ['The Wire'], season: 1, waitSeconds: 20 });
    const { id } = seriesNamed(server.sonarr, 'The Wire');
    const [command] = commandsSent(server.sonarr);
    expect(command).toMatchObject({ name: 'RenameFiles', seriesId: id });
    const files = command?.['files'];
    expect(Array.isArray(files) && new Set(files).size === files.length && files.length > 0).toBe(true);
  });

  it('that have their names already are left alone, and nobody is asked', async () => {
    const { mcp, sonarr, questions } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const { error } = await mcp.callTool('sonarr_rename_files', { items: ['Chernobyl'] });
    expect(error).toMatchObject({
      code: 'invalid_input',
      changed: 'no',
      message: containing('names they should have'),
    });
    expect(questions).toEqual([]);
    expect(changes(sonarr)).toEqual([]);
  });

  it('trap 47: are not renamed where renaming is off, which is said instead of nothing', async () => {
    const { mcp, sonarr } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    sonarr.state.intake.naming.renameEpisodes = false;
    const { error } = await mcp.callTool('sonarr_rename_files', { items: ['SPY x FAMILY'] });
    expect(error).toMatchObject({
      code: 'invalid_input',
      changed: 'no',
      message: containing('switched off'),
      hint: containing('Rename Episodes'),
    });
    expect(changes(sonarr)).toEqual([]);
  });
});

it('several series are asked about once and told one by one, those that cannot be told left alone', async () => {
  const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
  const answer = await server.mcp.callTool('sonarr_rename_files', {
    items: ['SPY x FAMILY', 'Chernobyl', 'Doctor Who', 'The Bear'],
    waitSeconds: 20,
  });
  expect(server.questions).toHaveLength(1);
  expect(server.questions[0]).toContain('left alone: Doctor Who, The Bear.');
  expect(rowsOf(answer, 'items').map((row) => [row['item'], row['outcome']])).toEqual([
    ['SPY x FAMILY', 'done'],
    ['Chernobyl', 'already'],
    ['Doctor Who', 'ambiguous'],
    ['The Bear', 'not_found'],
  ]);
  expect(asked(server.sonarr).filter((request) => request === 'POST /api/v3/command')).toHaveLength(1);
});

it('without waiting, the answer says that Sonarr is at it', async () => {
  const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
  const answer = await server.mcp.callTool('sonarr_rename_files', { items: ['SPY x FAMILY'] });
  expect(answer.json).toMatchObject({ outcome: 'running', note: containing('sonarr_preview_rename') });
});

it.each(acceptedBodies)('once Sonarr has accepted it, it is no error, with %s as the answer', async (_what, body) => {
  const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
  acceptWith(server.sonarr, 'POST', '/api/v3/command', body);
  const answer = await server.mcp.callTool('sonarr_rename_files', { items: ['SPY x FAMILY'], waitSeconds: 5 });
  expect(answer.isError).toBe(false);
  expect(answer.json['outcome']).toBe('running');
});

it('files that Sonarr did not rename are counted as left, whatever its command says', async () => {
  const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
  const before = names(server, 'SPY x FAMILY');
  server.sonarr.faults.add({
    method: 'POST',
    path: '/api/v3/command',
    fault: {
      kind: 'reply',
      status: 201,
      body: { id: 77, name: 'RenameFiles', status: 'completed', message: 'Selected episode files renamed' },
    },
  });
  const answer = await server.mcp.callTool('sonarr_rename_files', { items: ['SPY x FAMILY'] });
  expect(answer.json['outcome']).toBe('unchanged');
  expect(rowsOf(answer, 'items')).toMatchObject([{ renamed: 0, left: before.length }]);
});

it('an empty library, a wrong name, and one of several are refused before anybody is asked', async () => {
  const { mcp, questions } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
  expect((await mcp.callTool('sonarr_rename_files', { items: ['Doctor Who'] })).error).toMatchObject({
    code: 'ambiguous',
  });
  expect((await mcp.callTool('sonarr_rename_files', { items: ['The Bear', 'Doctor Who'] })).error).toMatchObject({
    code: 'not_found',
  });
  expect(questions).toEqual([]);
  const empty = await openWriting({ household: emptyHousehold() });
  expect((await empty.mcp.callTool('sonarr_rename_files', { items: ['Dark'] })).error).toMatchObject({
    code: 'not_found',
  });
});

it('is refused in read-only mode, and nothing is asked of Sonarr', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_rename_files', { items: ['Dark'] })).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
