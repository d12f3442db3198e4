import { describe, expect, it } from 'vitest';
import { changes, containing, like, seriesNamed } from '../../support/answers.js';
import { emptyHousehold, openAgreeing, openServer, openWriting } from '../../support/sonarr-server.js';

const tool = 'sonarr_mark_download_failed';

it('blocks what was grabbed for an episode, and Sonarr looks for another, which is said first', async () => {
  const { mcp, sonarr, questions } = await openAgreeing();
  const answer = await mcp.callTool(tool, { item: 'Babylon Berlin S05E03' });
  expect(questions).toEqual([
    like(
      /^Marks Babylon\.Berlin\.S05E03\S+ \(Babylon Berlin S05E03\), grabbed at 2026-.* as failed: the release is blocklisted, and Sonarr looks for another\. A file that was imported stays\./,
    ),
  ]);
  expect(answer.json).toMatchObject({
    outcome: 'done',
    target: 'Babylon Berlin S05E03',
    blocklisted: true,
    searching: true,
    note: containing('Redownload Failed'),
  });
  expect(sonarr.state.blocklist.at(-1)?.block.sourceTitle).toMatch(/^Babylon\.Berlin\.S05E03/);
  expect(sonarr.state.commands.map(({ name }) => name)).toEqual(['EpisodeSearch']);
});

it('takes a downloadId as well', async () => {
  const { mcp, sonarr } = await openAgreeing();
  const { id } = seriesNamed(sonarr, 'Pawn Stars');
  const download = sonarr.state.downloads.find(({ seriesId }) => seriesId === id)?.download;
  const answer = await mcp.callTool(tool, { item: download?.downloadId });
  expect(answer.json).toMatchObject({ outcome: 'done', target: 'Pawn Stars S23E08', release: download?.title });
});

it('does nothing for what is marked already', async () => {
  const { mcp, sonarr } = await openAgreeing();
  await mcp.callTool(tool, { item: 'Babylon Berlin S05E03' });
  sonarr.requests.length = 0;
  const again = await mcp.callTool(tool, { item: 'Babylon Berlin S05E03' });
  expect(again.json).toMatchObject({ outcome: 'unchanged', searching: false });
  expect(changes(sonarr)).toEqual([]);
});

it('finds nothing where nothing was grabbed, and does not guess', async () => {
  const { mcp, sonarr } = await openAgreeing();
  expect((await mcp.callTool(tool, { item: 'Chernobyl S01E01' })).error).toMatchObject({ code: 'not_found' });
  expect((await mcp.callTool(tool, { item: '0123456789ABCDEF' })).error).toMatchObject({ code: 'not_found' });
  expect((await mcp.callTool(tool, { item: 'Babylon Berlin S05' })).error).toMatchObject({ code: 'invalid_input' });
  expect((await mcp.callTool(tool, { item: 'Babylon Berlin' })).error).toMatchObject({ code: 'invalid_input' });
  expect((await mcp.callTool(tool, { item: 'Doctor Who S01E01' })).error).toMatchObject({ code: 'ambiguous' });
  expect(changes(sonarr)).toEqual([]);
  const empty = await openWriting({ household: emptyHousehold() });
  expect((await empty.mcp.callTool(tool, { item: 'Andor S01E01' })).error).toMatchObject({ code: 'not_found' });
});

it('trap 14: shows nothing of the addresses in the history', async () => {
  const { mcp, log } = await openAgreeing();
  const answer = await mcp.callTool(tool, { item: 'Babylon Berlin S05E03' });
  expect(answer.text + log()).not.toContain('canary-indexer-key');
});

describe('once Sonarr has accepted it', () => {
  it.each(['', '{}', '"failed"'])('it is done, also with %o as the answer', async (body) => {
    const { mcp, sonarr } = await openAgreeing();
    sonarr.faults.add({
      method: 'POST',
      path: /\/history\/failed\//,
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    expect((await mcp.callTool(tool, { item: 'Babylon Berlin S05E03' })).json).toMatchObject({ outcome: 'done' });
  });
});

it('is locked in read-only mode', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool(tool, { item: 'Babylon Berlin S05E03' })).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
