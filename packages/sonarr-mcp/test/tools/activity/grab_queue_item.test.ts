import { describe, expect, it } from 'vitest';
import { changes, containing, rowsOf, seriesNamed } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

const tool = 'sonarr_grab_queue_item';

it('sends a waiting release to the download client now, and says how to take it back', async () => {
  const { mcp, sonarr } = await openWriting();
  const { id } = seriesNamed(sonarr, 'The Simpsons');
  const answer = await mcp.callTool(tool, { items: ['The Simpsons'] });
  expect(answer.json).toMatchObject({
    outcome: 'done',
    target: 'The Simpsons S37E07',
    undo: { tool: 'sonarr_delete_queue_item', arguments: { items: ['The.Simpsons.S37E07.1080p.WEB.h264-WAYNE'] } },
  });
  const sent = sonarr.state.downloads.find(({ seriesId }) => seriesId === id);
  expect(sent?.download).toMatchObject({ status: 'queued', client: 'SABnzbd' });
});

it('has nothing to do for what downloads already', async () => {
  const { mcp, sonarr } = await openWriting();
  const answer = await mcp.callTool(tool, { items: ['Pawn Stars'] });
  expect(answer.json).toMatchObject({ outcome: 'unchanged' });
  expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'already', message: containing('does not wait') }]);
  expect(changes(sonarr)).toEqual([]);
});

it('takes several, of which some are not there', async () => {
  const { mcp } = await openWriting();
  const answer = await mcp.callTool(tool, { items: ['Severance', 'The Simpsons S37E07', 'Taskmaster'] });
  expect(rowsOf(answer, 'items').map(({ outcome }) => outcome)).toEqual(['not_found', 'done', 'already']);
});

it('finds nothing in an empty queue', async () => {
  const { mcp } = await openWriting({ household: emptyHousehold() });
  const answer = await mcp.callTool(tool, { items: ['The Simpsons'] });
  expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'not_found' }]);
});

it('does not choose between two releases that fit', async () => {
  const { mcp, sonarr } = await openWriting();
  const waiting = sonarr.state.downloads.find(({ download }) => download.downloadId === undefined);
  if (waiting === undefined) throw new Error('Nothing waits.');
  sonarr.state.downloads.push({ ...waiting, download: { ...waiting.download, title: 'Another.One' } });
  const answer = await mcp.callTool(tool, { items: ['The Simpsons'] });
  expect(rowsOf(answer, 'items')).toMatchObject([{ outcome: 'ambiguous', candidates: [{}, { ref: 'Another.One' }] }]);
  expect(changes(sonarr)).toEqual([]);
});

it('trap 11: reads the ids once more when they changed meanwhile', async () => {
  const { mcp, sonarr } = await openWriting();
  sonarr.faults.add({
    method: 'POST',
    path: /\/queue\/grab\//,
    times: 1,
    fault: { kind: 'reply', status: 404, body: { message: 'NotFound' } },
  });
  expect((await mcp.callTool(tool, { items: ['The Simpsons'] })).json).toMatchObject({ outcome: 'done' });
});

describe('once Sonarr has accepted it', () => {
  it.each(['', '{}', '"sent"'])('it is done, also with %o as the answer', async (body) => {
    const { mcp, sonarr } = await openWriting();
    sonarr.faults.add({
      method: 'POST',
      path: /\/queue\/grab\//,
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    expect((await mcp.callTool(tool, { items: ['The Simpsons'] })).json).toMatchObject({ outcome: 'done' });
  });
});

it('is locked in read-only mode', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool(tool, { items: ['The Simpsons'] })).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
