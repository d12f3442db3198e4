import { describe, expect, it } from 'vitest';
import { changes, containing, like, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting, yes, type OpenServer } from '../../support/sonarr-server.js';

/** The release of Wednesday S02E03, or of another, whose name has that part. */
async function offered(server: OpenServer, part: string, of = { series: 'Wednesday', episode: 'S02E03' }) {
  const answer = await server.mcp.callTool('sonarr_search_releases', of);
  const found = rowsOf(answer, 'releases').find(({ title }) => String(title).includes(part));
  if (found === undefined) throw new Error(`Nothing like ${part} is offered.`);
  server.sonarr.requests.length = 0;
  return { handle: String(found['handle']), title: String(found['title']) };
}

function queued({ sonarr }: OpenServer): string[] {
  return sonarr.state.downloads.map(({ download }) => download.title);
}

describe('a release that Sonarr would take', () => {
  it('is grabbed by its handle, and the answer says what it is', async () => {
    const server = await openWriting();
    const { handle, title } = await offered(server, '1080p.WEB.x264-NTb');
    const answer = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(answer.structured).toEqual({
      outcome: 'done',
      target: 'Wednesday S02E03',
      release: title,
      quality: 'WEBDL-1080p',
      sizeBytes: expect.any(Number) as number,
      indexer: 'Nordlicht',
      undo: { tool: 'sonarr_delete_queue_item', arguments: { items: [title] } },
      note: containing('sonarr_get_queue'),
    });
    expect(queued(server)).toContain(title);
    expect(changes(server.sonarr)).toEqual(['POST /api/v3/release']);
    expect(await server.journal.last(1)).toMatchObject([{ tool: 'sonarr_grab_release', target: 'Wednesday S02E03' }]);
  });

  it('leaves the queue again by the call that the answer brings', async () => {
    const server = await openWriting({ person: { onQuestion: () => yes } });
    const { handle, title } = await offered(server, '1080p.WEB.x264-NTb');
    const { undo } = (await server.mcp.callTool('sonarr_grab_release', { handle })).json;
    if (typeof undo !== 'object' || undo === null || !('arguments' in undo)) throw new Error('no undo');
    await server.mcp.callTool('sonarr_delete_queue_item', Object.fromEntries(Object.entries(undo.arguments ?? {})));
    expect(queued(server)).not.toContain(title);
  });

  it('of a whole season is named as such', async () => {
    const server = await openWriting();
    const { handle } = await offered(server, 'S02.1080p', { series: 'Wednesday', episode: 'S02' });
    const answer = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'Wednesday S02' });
  });
});

describe('a release that Sonarr would not take', () => {
  it('is refused with its reasons, and taken when the person wants it all the same', async () => {
    const server = await openWriting();
    const { handle, title } = await offered(server, '.HC.');
    const { error } = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(error).toMatchObject({
      code: 'conflict',
      changed: 'no',
      message: like(/^Sonarr would not take that release: its custom formats \(Hardcoded Subs\) score/),
      hint: containing('force: true'),
    });
    expect(server.sonarr.requests).toEqual([]);
    const forced = await server.mcp.callTool('sonarr_grab_release', { handle, force: true });
    expect(forced.json).toMatchObject({ outcome: 'done', rejections: [containing('Hardcoded Subs')] });
    expect(queued(server)).toContain(title);
  });
});

describe('a handle', () => {
  it.each(['r000000000', 'nonsense', '7'])(
    'that no search has shown (%s) is an error that says to search',
    async (handle) => {
      const { mcp, sonarr } = await openWriting();
      const { error } = await mcp.callTool('sonarr_grab_release', { handle });
      expect(error).toMatchObject({ code: 'not_found', changed: 'no', hint: containing('sonarr_search_releases') });
      expect(sonarr.requests).toEqual([]);
    },
  );

  it('of another run of the server is not known here', async () => {
    const first = await openWriting();
    const { handle } = await offered(first, '1080p.WEB.x264-NTb');
    const second = await openWriting({ household: emptyHousehold() });
    const { error } = await second.mcp.callTool('sonarr_grab_release', { handle });
    expect(error).toMatchObject({ code: 'not_found', changed: 'no' });
  });

  it('trap 19: of a search that Sonarr has forgotten is an error that says to search again', async () => {
    const server = await openWriting();
    const { handle } = await offered(server, '1080p.WEB.x264-NTb');
    server.pass(31 * 60_000);
    const { error } = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(error).toMatchObject({
      code: 'not_found',
      changed: 'no',
      retryable: false,
      hint: containing('search again'),
    });
  });
});

it('says so when the indexer does not hand it out', async () => {
  const server = await openWriting();
  const { handle } = await offered(server, '1080p.WEB.x264-NTb');
  server.sonarr.state.silentIndexers.add(1);
  const { error } = await server.mcp.callTool('sonarr_grab_release', { handle });
  expect(error).toMatchObject({ code: 'conflict', changed: 'no', message: containing('did not hand out') });
});

describe('once Sonarr has accepted it', () => {
  it.each([
    ['an empty body', ''],
    ['an empty document', '{}'],
    ['a document of another type', '["grabbed"]'],
    ['wrong types in it', '{"guid":7,"rejections":"none"}'],
  ])('it is done, also with %s as the answer', async (_what, body) => {
    const server = await openWriting();
    const { handle } = await offered(server, '1080p.WEB.x264-NTb');
    server.sonarr.faults.add({
      method: 'POST',
      when: 'after',
      fault: { kind: 'reply', status: 200, body, headers: { 'content-type': 'application/json' } },
    });
    const answer = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'Wednesday S02E03' });
  });

  it('a connection that breaks on the way back says that nobody can tell, and nothing is sent twice', async () => {
    const server = await openWriting();
    const { handle } = await offered(server, '1080p.WEB.x264-NTb');
    server.sonarr.faults.add({ method: 'POST', when: 'after', fault: { kind: 'close' } });
    const { error } = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(error).toMatchObject({ code: 'network', changed: 'unknown', retryable: false });
    expect(changes(server.sonarr)).toHaveLength(1);
  });

  it('the series need not be readable', async () => {
    const server = await openWriting();
    const { handle, title } = await offered(server, '1080p.WEB.x264-NTb');
    server.sonarr.faults.add({ method: 'GET', fault: { kind: 'reply', status: 500, body: { message: 'locked' } } });
    const answer = await server.mcp.callTool('sonarr_grab_release', { handle });
    expect(answer.json).toMatchObject({ outcome: 'done', target: title });
  });
});

it('is neither listed nor done in read-only mode, whatever the arguments', async () => {
  const server = await openServer();
  const { handle } = await offered(server, '1080p.WEB.x264-NTb');
  expect((await server.mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_grab_release');
  for (const args of [{ handle }, {}, { handle, force: true }]) {
    const { error } = await server.mcp.callTool('sonarr_grab_release', args);
    expect(error).toMatchObject({ code: 'read_only' });
  }
  expect(server.sonarr.requests).toEqual([]);
});
