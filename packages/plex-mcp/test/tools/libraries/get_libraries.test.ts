import { describe, expect, it } from 'vitest';
import { nothing, openServer, rowsOf } from '../../server.js';

describe('plex_get_libraries', () => {
  it('lists every library with its counts and folders', async () => {
    const { mcp } = await openServer();
    const rows = rowsOf(await mcp.callTool('plex_get_libraries'), 'libraries');
    expect(rows.map(({ library, type }) => [library, type])).toEqual([
      ['Films', 'movie'],
      ['Shows', 'show'],
      ['Music', 'artist'],
      ['Films for Kids', 'movie'],
    ]);
    expect(rows[0]).toMatchObject({ key: '1', folders: ['/films'], scannedAt: '2026-11-21T09:36:00+01:00' });
    expect(rows[1]?.['counts']).toMatchObject({ show: 60 });
    expect(JSON.stringify(rows.map(({ counts }) => counts))).toMatch(
      /^\[\{"movie":\d+\},\{"show":60,"season":\d+,"episode":\d+\},\{"artist":5,"album":6,"track":52\},\{"movie":20\}\]$/,
    );
    expect(rows[0]).not.toHaveProperty('scanning');
  });

  it('counts without reading what it counts', async () => {
    const { mcp, plex } = await openServer();
    await mcp.callTool('plex_get_libraries');
    const listings = plex.requests.filter(({ path }) => path.endsWith('/all'));
    expect(listings).toHaveLength(8);
    expect(new Set(listings.map(({ headers }) => headers['x-plex-container-size']))).toEqual(new Set(['0']));
  });

  it('shows one library, by title, key or kind', async () => {
    const { mcp } = await openServer();
    for (const library of ['Shows', '2', 2, 'shows', 'TV']) {
      const rows = rowsOf(await mcp.callTool('plex_get_libraries', { library }), 'libraries');
      expect(rows.map((row) => row['library'])).toEqual(['Shows']);
    }
  });

  it('says that a scan is running', async () => {
    const { mcp, plex } = await openServer();
    plex.state.refreshing.set('2', Number.MAX_SAFE_INTEGER);
    const rows = rowsOf(await mcp.callTool('plex_get_libraries'), 'libraries');
    expect(rows.map((row) => row['scanning'])).toEqual([undefined, true, undefined, undefined]);
  });

  it('counts nothing in an empty household', async () => {
    const { mcp } = await openServer({ plex: nothing });
    const rows = rowsOf(await mcp.callTool('plex_get_libraries'), 'libraries');
    expect(rows[0]?.['counts']).toEqual({ movie: 0 });
  });

  it('answers a library that is not there with those that are', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_libraries', { library: 'Cartoons' });
    expect(answer.isError).toBe(true);
    expect(answer.error).toMatchObject({
      code: 'not_found',
      hint: 'Its libraries are: Films; Shows; Music; Films for Kids.',
    });
  });

  it('does not choose between two libraries of the same kind', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_libraries', { library: 'movies' });
    expect(answer.error).toMatchObject({ code: 'not_found' });
  });
});
