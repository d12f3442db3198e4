import { describe, expect, it } from 'vitest';
import { asked, changes, column, rowsOf, seriesNamed } from '../../support/answers.js';
import { emptyHousehold, openServer, openWriting, type OpenServer } from '../../support/sonarr-server.js';

/** What Sonarr was told to do. */
function sent({ sonarr }: Pick<OpenServer, 'sonarr'>): unknown[] {
  return sonarr.requests.filter(({ method }) => method === 'POST').map(({ body }): unknown => JSON.parse(body));
}

describe('a refresh', () => {
  it('of one series is one command about it, and of a series by its ref reads nothing else', async () => {
    const server = await openWriting();
    const { id } = seriesNamed(server.sonarr, 'Andor');
    const answer = await server.mcp.callTool('sonarr_refresh_series', { items: ['tvdb:393189'] });
    expect(answer.json).toMatchObject({
      outcome: 'running',
      target: 'Andor',
      items: [{ item: 'tvdb:393189', outcome: 'done', ref: 'tvdb:393189', title: 'Andor' }],
    });
    expect(sent(server)).toEqual([{ name: 'RefreshSeries', seriesIds: [id] }]);
    expect(server.sonarr.requests.filter(({ path }) => path === '/api/v3/series').map(({ query }) => query)).toEqual([
      { tvdbId: '393189' },
    ]);
  });

  it('of several is one command, waited for where asked', async () => {
    const server = await openWriting({ sonarr: { commandDelayMs: 1 } });
    const ids = ['Andor', 'Dark'].map((title) => seriesNamed(server.sonarr, title).id);
    const answer = await server.mcp.callTool('sonarr_refresh_series', { items: ['Andor', 'Dark'], waitSeconds: 20 });
    expect(answer.json).toMatchObject({ outcome: 'done', target: 'Andor, Dark', says: 'Refresh completed' });
    expect(sent(server)).toEqual([{ name: 'RefreshSeries', seriesIds: ids }]);
    expect(asked(server.sonarr).filter((request) => request === 'GET /api/v3/series')).toHaveLength(1);
  });

  it('of the disk only is another command, one for each', async () => {
    const server = await openWriting({ sonarr: { commandDelayMs: 1 } });
    const ids = ['Andor', 'Dark'].map((title) => seriesNamed(server.sonarr, title).id);
    const answer = await server.mcp.callTool('sonarr_refresh_series', {
      items: ['Andor', 'Dark'],
      diskOnly: true,
      waitSeconds: 20,
    });
    expect(answer.json['outcome']).toBe('done');
    expect(answer.json['commandIds']).toHaveLength(2);
    expect(sent(server)).toEqual(ids.map((seriesId) => ({ name: 'RescanSeries', seriesId })));
  });

  it('of one that is named twice is one command all the same', async () => {
    for (const diskOnly of [false, true]) {
      const server = await openWriting();
      const { id } = seriesNamed(server.sonarr, 'Andor');
      const answer = await server.mcp.callTool('sonarr_refresh_series', { items: ['Andor', 'tvdb:393189'], diskOnly });
      expect(column(answer, 'items', 'outcome')).toEqual(['done', 'already']);
      expect(answer.json['target']).toBe('Andor');
      expect(sent(server)).toEqual([
        diskOnly ? { name: 'RescanSeries', seriesId: id } : { name: 'RefreshSeries', seriesIds: [id] },
      ]);
    }
  });

  it('of which some cannot be told does the others, and guesses nothing', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_refresh_series', { items: ['Doctor Who', 'Andor', 'The Bear'] });
    expect(column(answer, 'items', 'outcome')).toEqual(['ambiguous', 'done', 'not_found']);
    expect(rowsOf(answer, 'items')[0]?.['candidates']).toHaveLength(3);
    expect(sent(server)).toEqual([{ name: 'RefreshSeries', seriesIds: [seriesNamed(server.sonarr, 'Andor').id] }]);
  });

  it('of nothing that can be told changes nothing', async () => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_refresh_series', { items: ['Doctor Who'] });
    expect(answer.json).toMatchObject({ outcome: 'unchanged', target: 'Doctor Who' });
    const empty = await openWriting({ household: emptyHousehold() });
    const none = await empty.mcp.callTool('sonarr_refresh_series', { items: ['Andor'], diskOnly: true });
    expect(rowsOf(none, 'items')).toMatchObject([{ outcome: 'not_found' }]);
    expect([...changes(server.sonarr), ...changes(empty.sonarr)]).toEqual([]);
  });
});

describe('trap 31: the whole library', () => {
  it.each([
    {},
    { items: [] },
    { diskOnly: true },
    { wholeLibrary: false },
    { series_id: undefined },
    { items: ['Andor'], wholeLibrary: true },
  ])('is not meant by %j', async (args) => {
    const { mcp, sonarr } = await openWriting();
    const { error } = await mcp.callTool('sonarr_refresh_series', args);
    expect(error).toMatchObject({ code: 'invalid_input', changed: 'no' });
    expect(sonarr.requests).toEqual([]);
  });

  it.each([
    [{ wholeLibrary: true }, { name: 'RefreshSeries' }],
    [{ wholeLibrary: true, diskOnly: true }, { name: 'RescanSeries' }],
  ])('is meant by %j', async (args, body) => {
    const server = await openWriting();
    const answer = await server.mcp.callTool('sonarr_refresh_series', args);
    expect(answer.json).toMatchObject({ outcome: 'running', target: 'all series' });
    expect(sent(server)).toEqual([body]);
  });
});

it.each([
  ['an empty body', ''],
  ['an empty document', '{}'],
  ['a document of another type', '[1]'],
])('is begun, also with %s as the answer', async (_what, body) => {
  const { mcp, sonarr } = await openWriting();
  sonarr.faults.add({
    method: 'POST',
    when: 'after',
    fault: { kind: 'reply', status: 201, body, headers: { 'content-type': 'application/json' } },
  });
  const answer = await mcp.callTool('sonarr_refresh_series', { items: ['Andor'], waitSeconds: 1 });
  expect(answer.json).toMatchObject({ outcome: 'running', target: 'Andor' });
  expect(sonarr.state.commands).toHaveLength(1);
});

it('is neither listed nor done in read-only mode', async () => {
  const { mcp, sonarr } = await openServer();
  expect((await mcp.listTools()).map(({ name }) => name)).not.toContain('sonarr_refresh_series');
  for (const args of [{ items: ['Andor'] }, { wholeLibrary: true }, {}]) {
    expect((await mcp.callTool('sonarr_refresh_series', args)).error).toMatchObject({ code: 'read_only' });
  }
  expect(sonarr.requests).toEqual([]);
});
