import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, titlesOf, type OpenServer } from '../../server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const ask = async (args: Record<string, unknown> = {}) =>
  (await server.mcp.callTool('trakt_get_trending_shows', args)).json;

describe('trakt_get_trending_shows', () => {
  it('lists what most people are watching, ten at a time', async () => {
    const answer = await ask();
    expect(answer).toMatchObject({ returned: 10, nextOffset: 10 });
    expect((await ask({ limit: 2 }))['shows']).toMatchObject([
      { title: 'Severance', year: 2022, watchers: 660, ref: `tvdb:${server.showNamed('Severance').ids.tvdb}` },
      { title: 'The Pitt' },
    ]);
  });

  it('leaves out what is on the watchlist or was watched, in one request', async () => {
    server.trakt.requests.length = 0;
    const titles = titlesOf((await ask({ skipWatchlisted: true, skipWatched: true, limit: 50 }))['shows']);
    expect(titles).toEqual(expect.arrayContaining(['House of the Dragon', 'The Studio']));
    for (const known of ['Severance', 'The Bear', 'Slow Horses', 'Andor']) expect(titles).not.toContain(known);
    expect(server.trakt.requests).toHaveLength(1);
  });

  it('narrows by genre and years', async () => {
    const comedies = titlesOf((await ask({ genres: ['comedy'], years: '2021-2022' }))['shows']);
    expect(comedies).toEqual(expect.arrayContaining(['The Bear', 'Abbott Elementary']));
    expect(comedies).not.toContain('Severance');
  });

  it('works without a token, except where it looks into the account', async () => {
    const open = await openServer({ withoutToken: true });
    expect((await open.mcp.callTool('trakt_get_trending_shows')).json).toMatchObject({ returned: 10 });
    const { error } = await open.mcp.callTool('trakt_get_trending_shows', { skipWatched: true });
    expect(error).toMatchObject({ code: 'configuration', target: 'TRAKT_ACCESS_TOKEN' });
    await open.close();
  });

  it('ends at the end of the list', async () => {
    const all = await ask({ limit: 200 });
    expect(all).not.toHaveProperty('nextOffset');
    expect(await ask({ offset: Number(all['total']) })).toMatchObject({ returned: 0, shows: [] });
  });

  it('says when Trakt is not there', async () => {
    server.trakt.faults.starting = true;
    const { isError, error } = await server.mcp.callTool('trakt_get_trending_shows');
    server.trakt.faults.clear();
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'upstream_unavailable', status: 503, retryable: true });
  });
});
