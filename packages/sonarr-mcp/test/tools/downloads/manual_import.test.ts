import { describe, expect, it, vi } from 'vitest';
import { acceptWith, acceptedBodies } from '../../support/accepted.js';
import { asked, changes, column, containing, rowsOf, seriesNamed } from '../../support/answers.js';
import { emptyHousehold, openAgreeing, openServer, openWriting, type OpenServer } from '../../support/sonarr-server.js';
import { commandsSent, downloadOf, expanseFolder } from './importing.js';

const byHand = '/downloads/by-hand';
const finale = '4 Blocks - das Finale.mkv';

function fileOf({ sonarr }: OpenServer, title: string, season: number, number: number) {
  const series = seriesNamed(sonarr, title);
  const row = sonarr.state
    .episodesOf(series)
    .find(({ episode }) => episode.season === season && episode.number === number);
  return sonarr.state.filesOf(series).get(row?.fileId ?? 0);
}

describe('a stuck download', () => {
  it('is imported as it stands, and told to be once its episode has the file', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const { downloadId, title } = downloadOf(server.sonarr, 'importBlocked');
    const answer = await server.mcp.callTool('sonarr_manual_import', { from: downloadId });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      imported: 1,
      says: 'Manually imported 1 files',
      items: [
        { item: `${title}.mkv`, outcome: 'done', series: 'Babylon Berlin', ref: 'tvdb:470000', quality: 'WEBDL-1080p' },
      ],
    });
    expect(answer.json).not.toHaveProperty('undo');
    expect(server.questions).toEqual([
      expect.stringMatching(/^Imports 1 file \(2\.8 GB\): Babylon Berlin S05E0\d\. Do it\?$/),
    ]);
    expect(server.sonarr.state.downloads.map(({ download }) => download.kind)).not.toContain('importBlocked');
    expect(changes(server.sonarr)).toEqual(['POST /api/v3/command']);
  });

  it('is imported as well where it is named by its series', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const answer = await server.mcp.callTool('sonarr_manual_import', { from: 'Babylon Berlin' });
    expect(answer.json).toMatchObject({ outcome: 'done', imported: 1, items: [{ series: 'Babylon Berlin' }] });
    expect(server.sonarr.state.downloads.map(({ download }) => download.kind)).not.toContain('importBlocked');
  });

  it('is sent with everything that Sonarr read of it, known to us or not', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const { downloadId, title } = downloadOf(server.sonarr, 'importBlocked');
    await server.mcp.callTool('sonarr_manual_import', { from: downloadId, mode: 'copy' });
    expect(commandsSent(server.sonarr)).toMatchObject([
      {
        name: 'ManualImport',
        importMode: 'copy',
        files: [
          {
            path: `/downloads/tv/${title}/${title}.mkv`,
            folderName: title,
            downloadId,
            quality: { quality: { id: 3 }, revision: { version: 1, real: 0, isRepack: false } },
            languages: [{ id: 4, name: 'German' }],
            releaseGroup: 'WAYNE',
            indexerFlags: 0,
            releaseType: 'singleEpisode',
          },
        ],
      },
    ]);
  });

  it('without a usable file says why, and nobody is asked about nothing', async () => {
    const { mcp, sonarr, questions } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const sample = await mcp.callTool('sonarr_manual_import', { from: downloadOf(sonarr, 'sample').downloadId });
    expect(sample.error).toMatchObject({ code: 'invalid_input', changed: 'no', hint: containing('only a sample') });
    const empty = await mcp.callTool('sonarr_manual_import', { from: downloadOf(sonarr, 'noFiles').downloadId });
    expect(empty.error).toMatchObject({ code: 'not_found', changed: 'no' });
    expect(questions).toEqual([]);
    expect(changes(sonarr)).toEqual([]);
  });

  it('whose file Sonarr would leave is imported when a person names it, who is told so before', async () => {
    const { mcp, sonarr, questions } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const { downloadId, title } = downloadOf(sonarr, 'sample');
    const files = [`${title.toLowerCase()}-sample.mkv`];
    const answer = await mcp.callTool('sonarr_manual_import', { from: downloadId, files });
    expect(answer.json).toMatchObject({ outcome: 'done', imported: 1 });
    expect(questions[0]).toContain('It is only a sample.');
  });

  it('of a series that is not in the library says how it gets there', async () => {
    const { mcp, sonarr } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const { error } = await mcp.callTool('sonarr_manual_import', {
      from: downloadOf(sonarr, 'unknownSeries').downloadId,
    });
    expect(error).toMatchObject({
      code: 'invalid_input',
      hint: containing('sonarr_add_series with items ["Die Nacht der Kraniche"]'),
    });
  });
});

describe('a folder', () => {
  it('is imported as far as its files are ready, the better one in place of what was there', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const old = fileOf(server, 'Breaking Bad', 1, 1);
    const answer = await server.mcp.callTool('sonarr_manual_import', { from: byHand });
    expect(answer.json).toMatchObject({ outcome: 'done', imported: 2 });
    expect(column(answer, 'items', 'series').sort()).toEqual(['Breaking Bad', 'The Last of Us']);
    expect(server.questions[0]).toContain('Replaces the files of Breaking Bad S01E01.');
    expect(server.questions[0]).toContain('Leaves 3 files where they are.');
    expect(fileOf(server, 'Breaking Bad', 1, 1)?.file.quality.name).toBe('Bluray-1080p');
    expect(server.sonarr.state.deletedFiles).toEqual([`/tv/Breaking Bad/${old?.relativePath ?? ''}`]);
    expect(server.sonarr.state.intake.loose.some(({ path }) => path.includes('Breaking.Bad'))).toBe(false);
  });

  it('of which one file is named, with what it really is, loses that one only', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const answer = await server.mcp.callTool('sonarr_manual_import', {
      from: byHand,
      files: [finale],
      as: ['4 Blocks S01E06'],
      quality: 'webdl-720p',
      languages: 'German, English',
      mode: 'copy',
    });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { item: finale, outcome: 'done', series: '4 Blocks', episodes: 'S01E06', quality: 'WEBDL-720p' },
    ]);
    const [command] = commandsSent(server.sonarr);
    expect(command?.['files']).toMatchObject([
      {
        quality: { quality: { name: 'WEBDL-720p' }, revision: { version: 1 } },
        languages: [
          { id: 4, name: 'German' },
          { id: 1, name: 'English' },
        ],
      },
    ]);
    expect(server.questions[0]).toContain('Replaces the files of 4 Blocks S01E06.');
    expect(server.sonarr.state.intake.loose.some(({ path }) => path.endsWith(finale))).toBe(true);
  });

  it('of a show that was added afterwards is imported in one call, each file asked about at once', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    await server.mcp.callTool('sonarr_add_series', { items: ['The Expanse'], search: false, rootFolder: '/tv' });
    server.sonarr.settle();
    server.sonarr.requests.length = 0;
    const answer = await server.mcp.callTool('sonarr_manual_import', { from: expanseFolder });
    expect(answer.json).toMatchObject({ outcome: 'done', imported: 3 });
    expect(column(answer, 'items', 'episodes')).toEqual(['S01E01', 'S01E02', 'S01E03']);
    expect(asked(server.sonarr).filter((request) => request === 'GET /api/v3/episode')).toHaveLength(1);
  });

  it('leaves two files for one episode alone until one is chosen', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const { error } = await server.mcp.callTool('sonarr_manual_import', {
      from: expanseFolder,
      files: ['The Expanse S01E01 720p WEB-DL.mkv', 'The Expanse S01E02 720p WEB-DL.mkv'],
      as: ['Severance S01E01'],
    });
    expect(error).toMatchObject({ code: 'invalid_input', hint: containing('same episode of Severance') });
    expect(changes(server.sonarr)).toEqual([]);
  });

  it('imports what it can where one of the named files is none, and says so of that one', async () => {
    const { mcp } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const answer = await mcp.callTool('sonarr_manual_import', {
      from: expanseFolder,
      files: ['Season 1/The Expanse S01E01 720p WEB-DL.mkv', 'nothing.mkv', 'The Expanse S01E02 720p WEB-DL.mkv'],
      as: ['Severance S01E01', 'Severance S01E02', 'Doctor Who S01E02'],
    });
    expect(rowsOf(answer, 'items')).toMatchObject([
      { outcome: 'done', series: 'Severance', episodes: 'S01E01' },
      { item: 'nothing.mkv', outcome: 'not_found' },
      { item: 'The Expanse S01E02 720p WEB-DL.mkv', outcome: 'ambiguous', candidates: [{}, {}, {}] },
    ]);
  });

  it('never guesses: a title of several, an episode or quality that there is not, a count that does not fit', async () => {
    const { mcp, sonarr } = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const call = (args: Record<string, unknown>) =>
      mcp.callTool('sonarr_manual_import', { from: byHand, files: [finale], ...args });
    expect((await call({ as: ['Doctor Who S01E01'] })).error).toMatchObject({ code: 'ambiguous' });
    expect((await call({ as: ['No Such Show S01E01'] })).error).toMatchObject({ code: 'not_found' });
    expect((await call({ as: ['4 Blocks S99E01'] })).error).toMatchObject({ code: 'not_found' });
    expect((await call({ as: ['S01E06'], quality: '8K' })).error).toMatchObject({ hint: containing('WEBDL-1080p') });
    expect((await call({ as: ['S01E06'], languages: 'Klingon' })).error).toMatchObject({ code: 'not_found' });
    expect((await call({ as: ['S01E05', 'S01E06'] })).error).toMatchObject({ code: 'invalid_input', target: 'as' });
    expect((await call({})).error).toMatchObject({ code: 'invalid_input', hint: containing('S01E02') });
    expect(changes(sonarr)).toEqual([]);
  });

  it('with several episodes in one file gives all of them that file', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    const answer = await server.mcp.callTool('sonarr_manual_import', {
      from: byHand,
      files: [finale],
      as: ['tvdb:' + String(seriesNamed(server.sonarr, '4 Blocks').show.ids.tvdb) + ' S01E05-E06'],
    });
    expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'done', episodes: 'S01E05, S01E06' }]);
    expect(fileOf(server, '4 Blocks', 1, 5)).toBe(fileOf(server, '4 Blocks', 1, 6));
  });
});

describe('what came of it', () => {
  it('trap 32: Sonarr calls its work completed also where it imported nothing, and that is told', async () => {
    const { mcp, sonarr } = await openAgreeing({ sonarr: { commandDelayMs: 200 } });
    const calling = mcp.callTool('sonarr_manual_import', { from: downloadOf(sonarr, 'importBlocked').downloadId });
    // The file goes away between the look and the import.
    await vi.waitFor(() => {
      expect(sonarr.state.commands.map(({ name }) => name)).toContain('ManualImport');
    });
    sonarr.state.intake.loose = [];
    const answer = await calling;
    expect(answer.json).toMatchObject({
      outcome: 'unchanged',
      imported: 0,
      note: 'Sonarr is done and imported nothing.',
      items: [{ outcome: 'failed', message: containing('did not take it') }],
    });
  });

  it.each(acceptedBodies)('is not an error once Sonarr has accepted it, with %s as the answer', async (_what, body) => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    acceptWith(server.sonarr, 'POST', '/api/v3/command', body);
    const { downloadId } = downloadOf(server.sonarr, 'importBlocked');
    const answer = await server.mcp.callTool('sonarr_manual_import', { from: downloadId });
    expect(answer.isError).toBe(false);
    expect(answer.json).toMatchObject({ outcome: 'running', note: containing('sonarr_get_manual_import') });
  });

  it('is told as far as it is known where Sonarr cannot be asked afterwards', async () => {
    const server = await openAgreeing({ sonarr: { commandDelayMs: 5 } });
    server.sonarr.faults.add({ method: 'GET', path: '/api/v3/episode', fault: { kind: 'reply', status: 500 } });
    const { downloadId } = downloadOf(server.sonarr, 'importBlocked');
    const answer = await server.mcp.callTool('sonarr_manual_import', { from: downloadId });
    expect(answer.isError).toBe(false);
    expect(answer.json).toMatchObject({ outcome: 'done', note: containing('could not be asked') });
  });
});

it('an empty library has nothing to import', async () => {
  const { mcp, sonarr } = await openWriting({ household: emptyHousehold() });
  expect((await mcp.callTool('sonarr_manual_import', { from: byHand })).error).toMatchObject({ code: 'not_found' });
  expect(changes(sonarr)).toEqual([]);
});

it('asks first, without a path in what the answer is for', async () => {
  const server = await openWriting();
  const { downloadId } = downloadOf(server.sonarr, 'importBlocked');
  const { error } = await server.mcp.callTool('sonarr_manual_import', { from: downloadId });
  expect(error).toMatchObject({ code: 'confirmation_needed', preview: { bytes: 2_800_000_000 } });
  expect(error['target']).toMatch(/^tvdb:470000 S05E0\d$/);
  expect(changes(server.sonarr)).toEqual([]);
});

it('is refused in read-only mode before anything is asked', async () => {
  const { mcp, sonarr } = await openServer();
  const { error } = await mcp.callTool('sonarr_manual_import', { from: byHand });
  expect(error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
