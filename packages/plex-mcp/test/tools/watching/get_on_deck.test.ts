import { describe, expect, it } from 'vitest';
import { column, nothing, openServer, rowsOf } from '../../server.js';

describe('plex_get_on_deck', () => {
  it('lists what was begun with how much is left, and next episodes, latest first', async () => {
    const { mcp } = await openServer();
    const rows = rowsOf(await mcp.callTool('plex_get_on_deck'));
    expect(rows[0]).toMatchObject({
      title: 'Dune: Part Two',
      type: 'movie',
      state: 'begun',
      progressPercent: 42,
      minutesLeft: 96,
      library: 'Films',
      ref: 'tmdb:693134',
      lastWatchedAt: '2026-11-20T12:00:00+01:00',
    });
    expect(rows.find(({ show }) => show === 'Silo')).toMatchObject({ episode: 'S02E03', state: 'begun' });
    expect(rows.find(({ show }) => show === 'Severance')).toMatchObject({ episode: 'S03E05', state: 'next' });
  });

  it('gives episodes the ref of their show, with one more request for all', async () => {
    const { mcp, plex } = await openServer();
    const rows = rowsOf(await mcp.callTool('plex_get_on_deck'));
    const severance = plex.household.shows.find(({ title }) => title === 'Severance');
    expect(rows.find(({ show }) => show === 'Severance')?.['ref']).toBe(`tvdb:${severance?.ids.tvdb ?? 0}`);
    expect(plex.requests).toHaveLength(2);
  });

  it('looks into one library', async () => {
    const { mcp } = await openServer();
    expect(column(await mcp.callTool('plex_get_on_deck', { library: 'Films' }), 'title')).toEqual(['Dune: Part Two']);
  });

  it("is the token's owner's: a guest sees a guest's", async () => {
    const { mcp } = await openServer({ token: 'plex-demo-token-of-a-guest' });
    const titles = column(await mcp.callTool('plex_get_on_deck'), 'title');
    expect(titles).toContain('Heat');
    expect(titles).not.toContain('Dune: Part Two');
  });

  it('pages', async () => {
    const { mcp } = await openServer();
    const whole = column(await mcp.callTool('plex_get_on_deck'), 'ratingKey');
    const first = await mcp.callTool('plex_get_on_deck', { limit: 3 });
    expect(first.json).toMatchObject({ total: whole.length, returned: 3, nextOffset: 3 });
    const rest = await mcp.callTool('plex_get_on_deck', { offset: 3 });
    expect([...column(first, 'ratingKey'), ...column(rest, 'ratingKey')]).toEqual(whole);
  });

  it('is empty in an empty household', async () => {
    const { mcp } = await openServer({ plex: nothing });
    expect((await mcp.callTool('plex_get_on_deck')).json).toEqual({ total: 0, returned: 0, items: [] });
  });

  it('refuses a library that is not there, and an argument that it has not', async () => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('plex_get_on_deck', { library: 'x' })).error).toMatchObject({ code: 'not_found' });
    expect((await mcp.callTool('plex_get_on_deck', { user: 'Jonas' })).error).toMatchObject({ code: 'invalid_input' });
  });
});
