import { expect, it } from 'vitest';
import { anyNumber, asked, column, containing, rowsOf } from '../../support/answers.js';
import { emptyHousehold, openServer } from '../../support/sonarr-server.js';

it('lists every tag with how much carries it, in one request', async () => {
  const { mcp, sonarr } = await openServer();
  const answer = await mcp.callTool('sonarr_get_tags');
  expect(answer.json['total']).toBe(5);
  expect(column(answer, 'tags', 'tag')).toEqual(['anime', 'classics', 'german', 'kids', 'unused']);
  const [anime, , german] = rowsOf(answer, 'tags');
  expect(anime).toEqual({ id: 1, tag: 'anime', series: anyNumber, alsoOn: ['1 indexer'] });
  expect(german?.['series']).toBe([...sonarr.state.series.values()].filter(({ tags }) => tags.includes(3)).length);
  expect(rowsOf(answer, 'tags').at(-1)).toEqual({ id: 5, tag: 'unused', unused: true });
  expect(asked(sonarr)).toEqual(['GET /api/v3/tag/detail']);
});

it('names the series of one tag, by its name in any spelling or by its id', async () => {
  const { mcp, sonarr } = await openServer();
  const titles = [...sonarr.state.series.values()]
    .filter(({ tags }) => tags.includes(1))
    .map(({ show }) => show.tvdbTitle);
  for (const tag of ['anime', 'Anime', '1']) {
    const answer = await mcp.callTool('sonarr_get_tags', { tag });
    expect(column(answer, 'tags', 'tag')).toEqual(['anime']);
    expect(column(answer, 'series', 'title').sort()).toEqual(titles.sort());
    expect(String(rowsOf(answer, 'series')[0]?.['ref'])).toMatch(/^tvdb:\d+$/);
  }
  expect((await mcp.callTool('sonarr_get_tags', { tag: 'unused' })).json).toEqual({
    total: 1,
    tags: [{ id: 5, tag: 'unused', unused: true }],
  });
});

it('says which tags there are when there is none of that name', async () => {
  const { mcp } = await openServer();
  const { error } = await mcp.callTool('sonarr_get_tags', { tag: 'deutsch' });
  expect(error).toMatchObject({ code: 'not_found', hint: containing('german') });
});

it('tells a Sonarr without series, and one without tags', async () => {
  const { mcp, sonarr } = await openServer({ household: emptyHousehold() });
  expect(rowsOf(await mcp.callTool('sonarr_get_tags'), 'tags').every((row) => row['series'] === undefined)).toBe(true);
  sonarr.state.tags.clear();
  expect((await mcp.callTool('sonarr_get_tags')).structured).toEqual({ total: 0 });
});

it('says in read-only mode how tags can be changed', async () => {
  const { mcp } = await openServer();
  const tool = (await mcp.listTools()).find(({ name }) => name === 'sonarr_get_tags');
  expect(tool?.description).toContain('READ_ONLY_MODE=false');
});
