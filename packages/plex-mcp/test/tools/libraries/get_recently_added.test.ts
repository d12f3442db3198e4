import { describe, expect, it } from 'vitest';
import { column, nothing, openServer, rowsOf } from '../../server.js';

describe('plex_get_recently_added', () => {
  it('lists what came this week in all libraries, newest first', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_recently_added');
    expect(answer.json).toMatchObject({ since: '2026-11-14', timeZone: 'Europe/Vienna' });
    const times = column(answer, 'addedAt').map((time) => Date.parse(String(time)));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.parse('2026-11-14T00:00:00+01:00'));
    expect(column(answer, 'title')).toEqual(expect.arrayContaining(['Dune: Part Two', 'Perfect Days']));
    expect(new Set(column(answer, 'library'))).toEqual(new Set(['Films', 'Shows', 'Films for Kids']));
  });

  it('counts the new episodes of a season in one row', async () => {
    const { mcp, plex } = await openServer();
    const answer = await mcp.callTool('plex_get_recently_added', { since: '-60d', type: 'episode', limit: 200 });
    const rows = rowsOf(answer);
    const since = Date.parse('2026-09-22T00:00:00+02:00');
    const counts = new Map<string, number>();
    for (const { show, episodes } of plex.household.plex.libraries.flatMap(({ shows }) => shows)) {
      for (const { episode, addedAt } of episodes) {
        if (addedAt.getTime() < since) continue;
        const key = `${show.tvdbTitle} ${episode.season}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    expect(rows).toHaveLength(counts.size);
    for (const row of rows) {
      const season = Number(/^S(\d+)/.exec(String(row['episode']))?.[1]);
      expect(Number(row['newEpisodes'] ?? 1)).toBe(counts.get(`${String(row['show'])} ${season}`));
      expect(row['type']).toBe(row['newEpisodes'] === undefined ? 'episode' : 'season');
      expect(row['ref']).toMatch(/^tvdb:\d+$/);
    }
  });

  it("begins the day where the person's day begins", async () => {
    const { mcp } = await openServer({ timeZone: 'Pacific/Auckland' });
    const answer = await mcp.callTool('plex_get_recently_added', { since: 'today' });
    // Noon in Vienna is already the 22nd in Auckland, and barely begun.
    expect(answer.json).toMatchObject({ since: '2026-11-22', timeZone: 'Pacific/Auckland', total: 0 });
  });

  it('looks into one library, and at one type', async () => {
    const { mcp } = await openServer();
    const kids = await mcp.callTool('plex_get_recently_added', { library: 'Films for Kids', since: '-7d' });
    expect(new Set(column(kids, 'library'))).toEqual(new Set(['Films for Kids']));
    const films = await mcp.callTool('plex_get_recently_added', { type: 'movie' });
    expect(new Set(column(films, 'type'))).toEqual(new Set(['movie']));
  });

  it('asks once for each library, and once for the refs of shows', async () => {
    const { mcp, plex } = await openServer();
    await mcp.callTool('plex_get_recently_added');
    expect(plex.requests.map(({ path }) => path).toSorted()).toEqual(
      [
        '/library/sections',
        '/library/sections/1/all',
        '/library/sections/2/all',
        '/library/sections/3/all',
        '/library/sections/4/all',
        plex.requests.map(({ path }) => path).find((path) => path.startsWith('/library/metadata/')),
      ].toSorted(),
    );
  });

  it('says so when more was added than anybody reads', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_recently_added', { since: '2000-01-01', library: 'Shows', limit: 1 });
    expect(answer.json['more']).toBe(true);
  });

  it('answers an empty household with an empty list', async () => {
    const { mcp } = await openServer({ plex: nothing });
    expect((await mcp.callTool('plex_get_recently_added')).json).toMatchObject({ total: 0, returned: 0, items: [] });
  });

  it.each([[{ since: 'last Tuesday' }], [{ library: 'Cartoons' }]])('refuses %j', async (args) => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('plex_get_recently_added', args)).isError).toBe(true);
  });
});
