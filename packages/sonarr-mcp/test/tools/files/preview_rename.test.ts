import { describe, expect, it } from 'vitest';
import { asked, containing, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

describe('what would be renamed', () => {
  it('is shown file by file, from and to, a folder only where it changes', async () => {
    const { mcp, sonarr } = await openServer();
    const answer = await mcp.callTool('sonarr_preview_rename', { series: 'SPY x FAMILY', season: 1 });
    expect(answer.json).toMatchObject({ series: 'SPY x FAMILY (2022)', ref: 'tvdb:470392', total: 25, returned: 25 });
    const [first] = rowsOf(answer, 'files');
    expect(first).toMatchObject({
      episodes: 'S01E01',
      from: expect.stringMatching(/^Season 01\/SPY x FAMILY - S01E01 - [^-]+ WEBDL-1080p\.mkv$/) as unknown,
      to: expect.stringMatching(/^SPY x FAMILY - S01E01 - 001 - .+ WEBDL-1080p\.mkv$/) as unknown,
    });
    expect(tokens(answer) / 25).toBeLessThan(60);
    expect(asked(sonarr).filter((request) => request === 'GET /api/v3/rename')).toHaveLength(1);
  });

  it('goes on where the last answer ended', async () => {
    const { mcp } = await openServer();
    const first = await mcp.callTool('sonarr_preview_rename', { series: 'SPY x FAMILY' });
    expect(first.json['nextOffset']).toBe(25);
    const next = await mcp.callTool('sonarr_preview_rename', { series: 'SPY x FAMILY', offset: 25 });
    expect(rowsOf(next, 'files')[0]).not.toEqual(rowsOf(first, 'files')[0]);
  });

  it('trap 50: a file of two episodes is one row with both', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_preview_rename', { series: 'The Wire', season: 1 });
    const episodes = rowsOf(answer, 'files').map((row) => row['episodes']);
    expect(episodes).toContain('S01E01-E02');
    expect(episodes).not.toContain('S01E01');
  });

  it('trap 48: season 0 are the specials, and not every season', async () => {
    const { mcp } = await openServer();
    const all = await mcp.callTool('sonarr_preview_rename', { series: 'Attack on Titan' });
    const specials = await mcp.callTool('sonarr_preview_rename', { series: 'Attack on Titan', season: 0 });
    expect(Number(specials.json['total'])).toBeLessThan(Number(all.json['total']));
    expect(rowsOf(specials, 'files').every((row) => String(row['episodes']).startsWith('S00'))).toBe(true);
  });
});

describe('trap 47: an empty list', () => {
  it('says that nothing has to be done where Sonarr renames', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('sonarr_preview_rename', { series: 'Chernobyl' });
    expect(answer.json).toMatchObject({ total: 0, files: [], note: 'All files have the names they should have.' });
  });

  it('says that renaming is off where it is, and where it is switched on', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.state.intake.naming.renameEpisodes = false;
    const answer = await mcp.callTool('sonarr_preview_rename', { series: 'SPY x FAMILY' });
    expect(answer.json).toMatchObject({ total: 0, note: containing('switched off') });
    expect(answer.json).toMatchObject({ note: containing('Settings > Media Management') });
  });
});

it('a series that is not there is not found, and one of several is not chosen', async () => {
  const { mcp } = await openServer();
  expect((await mcp.callTool('sonarr_preview_rename', { series: 'The Bear' })).error).toMatchObject({
    code: 'not_found',
  });
  expect((await mcp.callTool('sonarr_preview_rename', { series: 'Doctor Who' })).error).toMatchObject({
    code: 'ambiguous',
  });
  const empty = await openServer({ household: emptyHousehold() });
  expect((await empty.mcp.callTool('sonarr_preview_rename', { series: 'Dark' })).error).toMatchObject({
    code: 'not_found',
  });
});
