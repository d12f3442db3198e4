import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHousehold, type Household, type WatchedShow } from '@watchstack/demo/household';
import { emptyHousehold, now, openServer, titlesOf, type OpenServer } from '../../server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const ask = async (args: Record<string, unknown> = {}) =>
  (await server.mcp.callTool('trakt_get_watched_shows', args)).json;

describe('trakt_get_watched_shows', () => {
  it('lists the newest first, with progress and the time in my zone', async () => {
    const answer = await ask();
    const facts = server.trakt.household.trakt.watchedShows;
    expect(answer).toMatchObject({ total: facts.length, returned: facts.length });
    expect(titlesOf(answer['shows'])).toEqual(facts.map(({ show }) => show.title));
    expect((await ask({ limit: 2 }))['shows']).toMatchObject([
      {
        title: "Grey's Anatomy",
        plays: 42,
        episodesWatched: 40,
        state: 'watching',
        lastWatchedAt: '2026-11-19T18:00:00+01:00',
      },
      { title: 'Severance' },
    ]);
  });

  it('answers what I have seen, by any name, and what I have not', async () => {
    const answer = await ask({ items: ['Haus des Geldes', 'Chernobyl', 'The Bear', 'tvdb:1', '24'] });
    expect(answer).toMatchObject({
      shows: [
        { title: 'Money Heist', asked: 'Haus des Geldes' },
        { title: 'Chernobyl', asked: 'Chernobyl', state: 'finished' },
      ],
      notWatched: ['The Bear', 'tvdb:1', '24'],
    });
  });

  it('knows what is finished and what is left', async () => {
    const finished = titlesOf((await ask({ state: 'finished' }))['shows']);
    expect(finished).toEqual(expect.arrayContaining(['Chernobyl', 'The Wire', 'Andor']));
    const left = titlesOf((await ask({ state: 'watching', sort: 'unseen' }))['shows']);
    expect(left[0]).toBe("Grey's Anatomy");
    expect(left).not.toContain('Chernobyl');
  });

  it('narrows to the days asked for, and names their zone', async () => {
    const answer = await ask({ since: '-7d' });
    expect(titlesOf(answer['shows'])).toEqual(["Grey's Anatomy", 'Severance', 'Money Heist']);
    expect(answer['timeZone']).toBe('Europe/Vienna');
  });

  it('counts no special, and during a rewatch only what was seen again', async () => {
    const episode = (number: number, time: string) => ({ number, plays: 1, last_watched_at: time });
    server.trakt.faults.add({
      times: 1,
      fault: {
        kind: 'reply',
        body: [
          {
            plays: 4,
            last_watched_at: '2026-11-20T20:00:00.000Z',
            reset_at: '2026-11-01T00:00:00.000Z',
            show: { title: 'Again', ids: { trakt: 1 }, status: 'ended', aired_episodes: 2 },
            seasons: [
              { number: 0, episodes: [episode(1, '2026-11-20T19:00:00.000Z')] },
              { number: 1, episodes: [episode(1, '2026-11-20T20:00:00.000Z'), episode(2, '2020-01-01T00:00:00.000Z')] },
            ],
          },
        ],
      },
    });
    expect((await ask())['shows']).toMatchObject([
      {
        title: 'Again',
        ref: 'trakt:1',
        episodesWatched: 1,
        episodesAired: 2,
        state: 'watching',
        rewatchSince: '2026-11-01T01:00:00+01:00',
      },
    ]);
  });

  it('reads a long history in pages of a hundred, and pages its own answer', async () => {
    const big = await openServer({ trakt: { household: manyWatched(230) } });
    const answer = (await big.mcp.callTool('trakt_get_watched_shows', { offset: 225, limit: 25 })).json;
    expect(answer).toMatchObject({ total: 230, returned: 5 });
    expect(big.trakt.requests.map(({ query }) => query['page'])).toEqual(['1', '2', '3']);
    await big.close();
  });

  it('stays small: fifty shows are under 2,500 tokens', async () => {
    const big = await openServer({ trakt: { household: manyWatched(50) } });
    const { text } = await big.mcp.callTool('trakt_get_watched_shows', { limit: 50 });
    expect(text.length / 4).toBeLessThan(2500);
    await big.close();
  });

  it('is empty for an empty account, and has then seen nothing', async () => {
    const empty = await openServer({ trakt: { household: emptyHousehold() } });
    const { json } = await empty.mcp.callTool('trakt_get_watched_shows', { items: ['Dark'] });
    expect(json).toMatchObject({ total: 0, shows: [], notWatched: ['Dark'] });
    await empty.close();
  });

  it('says what a day looks like when it gets another', async () => {
    const { error } = await server.mcp.callTool('trakt_get_watched_shows', { since: 'last tuesday' });
    expect(error).toMatchObject({ code: 'invalid_input' });
  });
});

/** A household that has watched this many shows. */
function manyWatched(count: number): Household {
  const household = createHousehold({ now });
  const [first] = household.trakt.watchedShows;
  if (first === undefined) throw new Error('Nothing was watched.');
  const watchedShows = Array.from({ length: count }, (_, index): WatchedShow => {
    const ids = { ...first.show.ids, trakt: 500_000 + index };
    // A show makes its seasons when they are looked at, so that copying its own members would lose them.
    const show = Object.create(first.show, {
      ids: { value: ids },
      title: { value: `Show ${index}` },
    }) as typeof first.show;
    return { ...first, show };
  });
  return { ...household, trakt: { ...household.trakt, watchedShows } };
}
