import { describe, expect, it } from 'vitest';
import { anyNumber, changes } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting } from '../../support/sonarr-server.js';

describe('an RSS sync', () => {
  it('begins, and says how to ask what came of it', async () => {
    const { mcp, sonarr } = await openWriting();
    const answer = await mcp.callTool('sonarr_rss_sync');
    expect(answer.json).toMatchObject({ outcome: 'running', commandId: anyNumber });
    expect(changes(sonarr)).toEqual(['POST /api/v3/command']);
    expect(sonarr.requests.at(-1)?.body).toBe('{"name":"RssSync"}');
  });

  it('trap 32: that is waited for tells what it found, in Sonarr’s words', async () => {
    const { mcp } = await openWriting({ sonarr: { commandDelayMs: 1 } });
    const answer = await mcp.callTool('sonarr_rss_sync', { waitSeconds: 20 });
    expect(answer.json).toMatchObject({
      outcome: 'done',
      says: 'RSS Sync Completed. Reports found: 118, Reports grabbed: 0',
    });
  });

  it('trap 33: is the one that waits already where one does', async () => {
    const { mcp } = await openWriting({ sonarr: { commandDelayMs: 60_000 } });
    const first = await mcp.callTool('sonarr_rss_sync');
    expect((await mcp.callTool('sonarr_rss_sync')).json['commandId']).toBe(first.json['commandId']);
  });

  it.each([
    ['an empty body', ''],
    ['an empty document', '{}'],
    ['a document of another type', '[1]'],
    ['wrong types in it', '{"id":"5","name":7,"status":[]}'],
  ])('is begun, also with %s as the answer', async (_what, body) => {
    const { mcp, sonarr } = await openWriting();
    sonarr.faults.add({
      method: 'POST',
      when: 'after',
      fault: { kind: 'reply', status: 201, body, headers: { 'content-type': 'application/json' } },
    });
    const answer = await mcp.callTool('sonarr_rss_sync', { waitSeconds: 1 });
    expect(answer.json).toMatchObject({ outcome: 'running', target: 'RSS feeds of all indexers' });
    expect(sonarr.state.commands).toHaveLength(1);
  });
});

it('works in an empty library, and not in read-only mode', async () => {
  const empty = await openWriting({ household: emptyHousehold() });
  expect((await empty.mcp.callTool('sonarr_rss_sync')).isError).toBe(false);
  const { mcp, sonarr } = await openServer();
  expect((await mcp.callTool('sonarr_rss_sync')).error).toMatchObject({ code: 'read_only' });
  expect(sonarr.requests).toEqual([]);
});
