import { describe, expect, it } from 'vitest';
import { changes, containing } from '../../support/answers.js';
import { openServer, openWriting, type OpenServer } from '../../support/sonarr-server.js';

/** A server whose Sonarr has one piece of work that waits, and its id. */
async function waiting(): Promise<OpenServer & { readonly id: number }> {
  const server = await openWriting({ sonarr: { commandDelayMs: 60_000 } });
  const started = await server.mcp.callTool('sonarr_rss_sync');
  server.sonarr.requests.length = 0;
  return { ...server, id: Number(started.json['commandId']) };
}

describe('work that waits', () => {
  it('is taken back', async () => {
    const { mcp, sonarr, id } = await waiting();
    const answer = await mcp.callTool('sonarr_cancel_command', { id });
    expect(answer.structured).toEqual({ outcome: 'done', target: 'RssSync', status: 'queued' });
    expect(sonarr.state.commands).toEqual([]);
  });

  it.each([
    ['an empty body', ''],
    ['an empty document', '{}'],
    ['a document of another type', '"gone"'],
  ])('is taken back, also with %s as the answer', async (_what, body) => {
    const { mcp, sonarr, id } = await waiting();
    sonarr.faults.add({
      method: 'DELETE',
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    expect((await mcp.callTool('sonarr_cancel_command', { id })).json).toMatchObject({ outcome: 'done' });
    expect(sonarr.state.commands).toEqual([]);
  });

  it('trap 33: that begins at the last moment is not taken back, and nothing is pretended', async () => {
    const { mcp, sonarr, id } = await waiting();
    sonarr.faults.add({
      method: 'DELETE',
      fault: { kind: 'reply', status: 409, body: { message: 'Unable to cancel task', description: 'at x.cs' } },
    });
    const { error } = await mcp.callTool('sonarr_cancel_command', { id });
    expect(error).toMatchObject({
      code: 'conflict',
      changed: 'no',
      message: 'RssSync has begun, and Sonarr cannot stop it.',
    });
    expect(sonarr.state.commands).toHaveLength(1);
  });
});

it('trap 33: work that has begun is left alone, before anything is sent', async () => {
  const { mcp, sonarr, id } = await waiting();
  const [command] = sonarr.state.commands;
  if (command === undefined) throw new Error('nothing waits');
  command.status = 'started';
  const { error } = await mcp.callTool('sonarr_cancel_command', { id });
  expect(error).toMatchObject({ code: 'conflict', changed: 'no' });
  expect(changes(sonarr)).toEqual([]);
});

it('work that ended is unchanged, and what nobody knows is not found', async () => {
  const { mcp, sonarr, id } = await waiting();
  sonarr.settle();
  expect((await mcp.callTool('sonarr_cancel_command', { id })).json).toMatchObject({
    outcome: 'unchanged',
    status: 'completed',
  });
  const { error } = await mcp.callTool('sonarr_cancel_command', { id: 4711 });
  expect(error).toMatchObject({ code: 'not_found', changed: 'no', hint: containing('five minutes') });
  expect(changes(sonarr)).toEqual([]);
});

it('is neither listed nor done in read-only mode', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_cancel_command');
  expect((await mcp.callTool('sonarr_cancel_command', { id: 1 })).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
