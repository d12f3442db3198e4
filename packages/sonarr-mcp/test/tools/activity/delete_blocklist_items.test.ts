import { describe, expect, it } from 'vitest';
import { changes, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openAgreeing, openServer, openWriting } from '../../support/sonarr-server.js';

const tool = 'sonarr_delete_blocklist_items';

it('takes releases off the list, by id or by name, in one request', async () => {
  const { mcp, sonarr, questions } = await openAgreeing();
  const answer = await mcp.callTool(tool, { items: ['1', 'abbott.elementary.REPACK.1080p.WEB.h264-BAD', '99'] });
  expect(questions[0]).toContain('Takes Babylon.Berlin.REPACK.1080p.WEB.h264-BAD, Abbott');
  expect(questions[0]).toContain('Not on it: 99.');
  expect(answer.json).toMatchObject({ outcome: 'done', removed: 2 });
  expect(rowsOf(answer, 'items').map(({ outcome }) => outcome)).toEqual(['done', 'done', 'not_found']);
  expect(sonarr.state.blocklist.map(({ id }) => id)).toEqual([3]);
  expect(changes(sonarr)).toEqual(['DELETE /api/v3/blocklist/bulk']);
});

it('empties the whole list only when that is said', async () => {
  const { mcp, sonarr, questions } = await openAgreeing();
  expect((await mcp.callTool(tool, {})).error).toMatchObject({ code: 'invalid_input', changed: 'no' });
  expect((await mcp.callTool(tool, { items: ['1'], all: true })).error).toMatchObject({ code: 'invalid_input' });
  expect(sonarr.state.blocklist).toHaveLength(3);
  const answer = await mcp.callTool(tool, { all: true });
  expect(questions).toEqual([containing('Empties the blocklist: 3 releases')]);
  expect(answer.json).toMatchObject({ outcome: 'done', removed: 3 });
  expect(sonarr.state.blocklist).toEqual([]);
  expect((await mcp.callTool(tool, { all: true })).json).toMatchObject({ outcome: 'unchanged' });
});

it('finds nothing that is not on it, and nobody is asked about nothing', async () => {
  const { mcp, sonarr, questions } = await openAgreeing();
  expect((await mcp.callTool(tool, { items: ['99'] })).error).toMatchObject({ code: 'not_found', changed: 'no' });
  expect(questions).toEqual([]);
  expect(changes(sonarr)).toEqual([]);
  const empty = await openWriting({ household: emptyHousehold() });
  expect((await empty.mcp.callTool(tool, { items: ['1'] })).error).toMatchObject({ code: 'not_found' });
});

describe('once Sonarr has accepted it', () => {
  it.each(['', '{}', '"gone"'])('it is done, also with %o as the answer', async (body) => {
    const { mcp, sonarr } = await openAgreeing();
    sonarr.faults.add({
      method: 'DELETE',
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    expect((await mcp.callTool(tool, { items: ['1'] })).json).toMatchObject({ outcome: 'done', removed: 1 });
  });

  it('the emptying is under way, also when Sonarr does not say so', async () => {
    const { mcp, sonarr } = await openAgreeing();
    sonarr.faults.add({
      method: 'POST',
      path: '/api/v3/command',
      when: 'after',
      fault: { kind: 'reply', status: 201, body: {} },
    });
    expect((await mcp.callTool(tool, { all: true })).json).toMatchObject({ outcome: 'running' });
  });
});

it('is locked in read-only mode', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool(tool, { all: true })).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
