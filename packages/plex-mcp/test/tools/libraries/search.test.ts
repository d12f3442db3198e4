import { describe, expect, it } from 'vitest';
import { column, nothing, openServer, rowsOf } from '../../server.js';

describe('plex_search', () => {
  it('finds a show by its title, with its ref and its library', async () => {
    const { mcp, plex } = await openServer();
    const [first] = rowsOf(await mcp.callTool('plex_search', { query: 'money heist' }));
    expect(first).toMatchObject({ title: 'Money Heist', year: 2017, type: 'show', library: 'Shows', match: 'exact' });
    expect(first?.['ref']).toMatch(/^tvdb:\d+$/);
    expect(plex.requests).toHaveLength(1);
  });

  it('puts everything that is called so first, and marks it', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_search', { query: 'Doctor Who' });
    const exact = rowsOf(answer).filter(({ match }) => match === 'exact');
    expect(exact.map(({ year }) => year).toSorted()).toEqual([1963, 2005, 2023]);
    expect(rowsOf(answer).slice(0, 3)).toEqual(exact);
  });

  it('tells namesakes apart by the year', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_search', { query: 'Doctor Who (2005)' });
    expect(
      rowsOf(answer)
        .filter(({ match }) => match === 'exact')
        .map(({ year }) => year),
    ).toEqual([2005]);
  });

  it('finds what is on the server by a ref of a sibling, film or show', async () => {
    const { mcp } = await openServer();
    expect(column(await mcp.callTool('plex_search', { query: 'tmdb:603' }), 'title')).toEqual(['The Matrix']);
    expect(column(await mcp.callTool('plex_search', { query: 'imdb:tt0133093' }), 'title')).toEqual(['The Matrix']);
    const [show] = rowsOf(await mcp.callTool('plex_search', { query: 'Severance', type: 'show' }));
    expect(column(await mcp.callTool('plex_search', { query: String(show?.['ref']) }), 'title')).toEqual(['Severance']);
  });

  it('says that there is nothing where there is nothing', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('plex_search', { query: 'The Bear' })).json).toMatchObject({ total: 0, items: [] });
    expect((await mcp.callTool('plex_search', { query: 'tvdb:99999999' })).json).toMatchObject({ total: 0, items: [] });
  });

  it('says which ids Plex does not keep', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('plex_search', { query: 'trakt:1390' })).error).toMatchObject({ code: 'invalid_input' });
  });

  it('narrows by library and type although Plex itself does not', async () => {
    const { mcp } = await openServer();
    const kids = await mcp.callTool('plex_search', { query: 'a', library: 'Films for Kids', limit: 200 });
    expect(new Set(column(kids, 'library'))).toEqual(new Set(['Films for Kids']));
    const films = await mcp.callTool('plex_search', { query: 'the', type: 'movie', limit: 200 });
    expect(new Set(column(films, 'type'))).toEqual(new Set(['movie']));
  });

  it('reads digits as a title, not as a key', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_search', { query: '1001' });
    expect(answer.isError).toBe(false);
    expect(column(answer, 'ratingKey')).not.toContain('1001');
  });

  it('names people for the filters of a list', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_search', { query: 'drama' });
    expect(rowsOf(answer, 'people')).toContainEqual({ name: 'Drama', role: 'genre', library: 'Films' });
  });

  it('finds nothing in an empty household', async () => {
    const { mcp } = await openServer({ plex: nothing });
    expect((await mcp.callTool('plex_search', { query: 'Severance' })).json).toEqual({
      query: 'Severance',
      total: 0,
      returned: 0,
      items: [],
    });
  });

  it.each([[{ query: '' }], [{ query: 'x', library: 'Cartoons' }], [{ query: 'x', type: 'film' }], [{ title: 'x' }]])(
    'refuses %j',
    async (args) => {
      const { mcp } = await openServer();
      expect((await mcp.callTool('plex_search', args)).isError).toBe(true);
    },
  );
});
