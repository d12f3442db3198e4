import { describe, expect, it } from 'vitest';
import { column, nothing, openServer, rowsOf } from '../../server.js';

describe('plex_get_history', () => {
  it('names who watched what on which device, latest first', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_history', { limit: 50 });
    const times = column(answer, 'viewedAt', 'views').map((time) => Date.parse(String(time)));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(rowsOf(answer, 'views')[0]).toMatchObject({
      viewedAt: '2026-11-20T12:00:00+01:00',
      user: 'Mila',
      show: 'Bluey (2018)',
      episode: 'S02E09',
      device: 'Mila’s iPad',
    });
    expect(new Set(column(answer, 'user', 'views'))).toEqual(new Set(['Clara', 'Jonas', 'Mila']));
    expect(column(answer, 'ref', 'views').every((ref) => /^(tvdb|tmdb):\d+$/.test(String(ref)))).toBe(true);
  });

  it('takes four requests, however many rows there are', async () => {
    const { mcp, plex } = await openServer();
    await mcp.callTool('plex_get_history', { limit: 200 });
    expect(plex.requests.map(({ path }) => path.replace(/metadata\/.*/, 'metadata')).toSorted()).toEqual([
      '/accounts',
      '/devices',
      '/library/metadata',
      '/status/sessions/history/all',
    ]);
  });

  it('keeps to one person, by name in any case, or the owner', async () => {
    const { mcp } = await openServer();
    const jonas = await mcp.callTool('plex_get_history', { user: 'jonas' });
    expect(new Set(column(jonas, 'user', 'views'))).toEqual(new Set(['Jonas']));
    const owner = await mcp.callTool('plex_get_history', { user: 'owner' });
    expect(new Set(column(owner, 'user', 'views'))).toEqual(new Set(['Clara']));
  });

  it('keeps to a show with all its episodes, or to a film, by title, ref or key', async () => {
    const { mcp } = await openServer();
    const show = await mcp.callTool('plex_get_history', { item: 'Severance', limit: 200 });
    expect(new Set(column(show, 'show', 'views'))).toEqual(new Set(['Severance']));
    const [row] = rowsOf(show, 'views');
    const byRef = await mcp.callTool('plex_get_history', { item: String(row?.['ref']), limit: 200 });
    expect(byRef.json['total']).toBe(show.json['total']);
    const film = await mcp.callTool('plex_get_history', { item: 'Inception' });
    const key = String(rowsOf(film, 'views')[0]?.['ratingKey']);
    expect((await mcp.callTool('plex_get_history', { item: key })).json['total']).toBe(film.json['total']);
    expect(column(film, 'user', 'views').toSorted()).toEqual(['Clara', 'Jonas']);
  });

  it("keeps to whole days of the person's zone", async () => {
    const { mcp } = await openServer();
    const yesterday = await mcp.callTool('plex_get_history', { since: 'yesterday', until: 'yesterday' });
    for (const time of column(yesterday, 'viewedAt', 'views')) expect(String(time)).toMatch(/^2026-11-20T/);
    expect(yesterday.json['returned']).toBeGreaterThan(0);
    const auckland = await openServer({ timeZone: 'Pacific/Auckland' });
    const day = await auckland.mcp.callTool('plex_get_history', { since: '2026-11-21', until: '2026-11-21' });
    expect(column(day, 'viewedAt', 'views')).toContain('2026-11-21T00:00:00+13:00');
  });

  it('keeps both changes of the clocks in the right day', async () => {
    const { mcp, plex } = await openServer();
    for (const [day, hours] of [
      ['2026-03-29', 23],
      ['2026-10-25', 25],
    ] as const) {
      plex.requests.length = 0;
      await mcp.callTool('plex_get_history', { since: day, until: day });
      const query = plex.requests.find(({ path }) => path.endsWith('/history/all'))?.query;
      expect(Number(query?.['viewedAt<']) + 1 - Number(query?.['viewedAt>'])).toBe(hours * 3600);
    }
  });

  it('keeps rows of what was deleted since, without a key', async () => {
    const { mcp, plex } = await openServer();
    plex.answers.edit = (document, path) =>
      path.endsWith('/history/all')
        ? {
            size: 1,
            totalSize: 1,
            Metadata: [
              {
                type: 'episode',
                title: 'Gone',
                grandparentTitle: 'A Show',
                index: 2,
                parentIndex: 1,
                viewedAt: 1_790_000_000,
                accountID: 99,
                deviceID: 5,
              },
            ],
          }
        : document;
    const [row] = rowsOf(await mcp.callTool('plex_get_history'), 'views');
    expect(row).toMatchObject({ title: 'Gone', show: 'A Show', episode: 'S01E02', user: 'account 99' });
    expect(row).not.toHaveProperty('ratingKey');
    expect(row).not.toHaveProperty('device');
  });

  it('brings candidates where a title names several shows', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_history', { item: 'Doctor Who' });
    expect(answer.error).toMatchObject({ code: 'ambiguous' });
    expect(answer.error['candidates']).toHaveLength(3);
  });

  it.each([403, 401] as const)('shows a guest their own viewings, without names (%i)', async (refusal) => {
    const { mcp } = await openServer({ token: 'plex-demo-token-of-a-guest', plex: { refusal } });
    const answer = await mcp.callTool('plex_get_history');
    expect(new Set(column(answer, 'user', 'views'))).toEqual(new Set(['account 40215877']));
  });

  it('refuses a wrong token', async () => {
    const { mcp } = await openServer({ token: 'wrong' });
    expect((await mcp.callTool('plex_get_history')).error).toMatchObject({ code: 'authentication' });
  });

  it('is empty in an empty household', async () => {
    const { mcp } = await openServer({ plex: nothing });
    expect((await mcp.callTool('plex_get_history')).json).toEqual({
      timeZone: 'Europe/Vienna',
      total: 0,
      returned: 0,
      views: [],
    });
  });

  it.each([
    [{ user: 'Nobody' }, 'not_found'],
    [{ item: '99999999' }, 'not_found'],
    [{ item: 'The Bear' }, 'not_found'],
    [{ item: 'tvdb:99999999' }, 'not_found'],
    [{ library: 'Cartoons' }, 'not_found'],
    [{ since: 'some day' }, 'invalid_input'],
  ])('refuses %j', async (args, code) => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('plex_get_history', args)).error).toMatchObject({ code });
  });
});
