import { expect, it } from 'vitest';
import { asked, column, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer, type OpenServer } from '../../support/sonarr-server.js';

const tool = 'sonarr_get_blocklist';

/** Makes the blocklist longer. */
function multiply({ sonarr: { state } }: OpenServer, count: number): void {
  const [first] = state.blocklist;
  if (first === undefined) throw new Error('The blocklist is empty.');
  state.blocklist = Array.from({ length: count }, (_none, index) => ({
    ...first,
    id: index + 1,
    block: { ...first.block, date: new Date(first.block.date.getTime() - index * 60_000) },
  }));
}

it('lists what Sonarr never takes again, latest first, with why', async () => {
  const { mcp } = await openServer();
  const answer = await mcp.callTool(tool);
  expect(answer.json).toMatchObject({ total: 3, returned: 3 });
  expect(rowsOf(answer, 'releases')[0]).toEqual({
    id: 1,
    series: 'Babylon Berlin',
    ref: 'tvdb:470000',
    release: 'Babylon.Berlin.REPACK.1080p.WEB.h264-BAD',
    blockedOn: '2026-11-13',
    reason: 'Aborted, cannot be completed',
  });
});

it('lists those of one series, none for one without', async () => {
  const { mcp } = await openServer();
  expect(column(await mcp.callTool(tool, { series: 'Abbott Elementary' }), 'releases', 'series')).toEqual([
    'Abbott Elementary',
  ]);
  expect((await mcp.callTool(tool, { series: 'Severance' })).json).toMatchObject({ total: 0 });
  expect((await mcp.callTool(tool, { series: 'The Bear' })).error).toMatchObject({ code: 'not_found' });
  expect((await mcp.callTool(tool, { series: 'Doctor Who' })).error).toMatchObject({ code: 'ambiguous' });
});

it('goes on where it ended, also where no page of Sonarr begins there', async () => {
  const server = await openServer();
  multiply(server, 60);
  const first = await server.mcp.callTool(tool, { limit: 7 });
  expect(first.json).toMatchObject({ total: 60, returned: 7, nextOffset: 7 });
  const odd = await server.mcp.callTool(tool, { limit: 10, offset: 7 });
  expect(column(odd, 'releases', 'id')).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
  expect((await server.mcp.callTool(tool, { limit: 10, offset: 60 })).json).toMatchObject({ total: 60, returned: 0 });
});

it('trap 4: says by what and in which direction to sort', async () => {
  const { mcp, sonarr } = await openServer();
  await mcp.callTool(tool);
  expect(asked(sonarr)).toEqual(['GET /api/v3/blocklist']);
  expect(sonarr.requests[0]?.query).toMatchObject({ sortKey: 'date', sortDirection: 'descending' });
});

it('holds fifty releases in 2,500 tokens', async () => {
  const server = await openServer();
  multiply(server, 50);
  expect(tokens(await server.mcp.callTool(tool, { limit: 50 }))).toBeLessThan(2500);
});

it('is empty in an empty household', async () => {
  const { mcp } = await openServer({ household: emptyHousehold() });
  expect((await mcp.callTool(tool)).json).toMatchObject({ total: 0, returned: 0 });
});
