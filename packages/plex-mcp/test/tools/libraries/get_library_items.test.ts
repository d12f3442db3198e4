import { describe, expect, it } from 'vitest';
import { column, nothing, openServer, rowsOf } from '../../server.js';

describe('plex_get_library_items', () => {
  it('lists films by title with what the next call needs', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_library_items', { library: 'Films', limit: 3 });
    expect(answer.json).toMatchObject({ library: 'Films', type: 'movie', returned: 3, nextOffset: 3 });
    const [first] = rowsOf(answer);
    expect(first).toMatchObject({ title: '12 Angry Men', year: 1957, ref: 'tmdb:389', minutes: 96, resolution: '480' });
    expect(first?.['ratingKey']).toMatch(/^\d+$/);
    expect(first?.['added']).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('goes on where the last page ended, without a gap or a repetition', async () => {
    const { mcp } = await openServer();
    const keys: unknown[] = [];
    let offset: unknown = 0;
    let total: unknown;
    while (offset !== undefined) {
      const answer = await mcp.callTool('plex_get_library_items', { library: 'Films', limit: 40, offset });
      keys.push(...column(answer, 'ratingKey'));
      offset = answer.json['nextOffset'];
      total = answer.json['total'];
    }
    expect(keys).toHaveLength(Number(total));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('asks Plex for the page alone, however large the library', async () => {
    const { mcp, plex } = await openServer({ plex: { size: { shows: 1, films: 1300 } } });
    await mcp.callTool('plex_get_library_items', { library: 'Films', offset: 1000, limit: 10 });
    const [listing, ...others] = plex.requests.filter(({ path }) => path.endsWith('/all'));
    expect(others).toEqual([]);
    expect(listing?.headers).toMatchObject({ 'x-plex-container-start': '1000', 'x-plex-container-size': '10' });
  });

  it('narrows by genre, years, length and what is watched, all at once', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_library_items', {
      library: 'Films',
      having: ['drama'],
      years: '1990-2009',
      maxMinutes: 140,
      watch: 'unwatched',
      limit: 200,
    });
    const rows = rowsOf(answer);
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      expect(Number(row['year'])).toBeGreaterThanOrEqual(1990);
      expect(Number(row['year'])).toBeLessThanOrEqual(2009);
      expect(Number(row['minutes'])).toBeLessThanOrEqual(140);
      expect(row).not.toHaveProperty('watched');
    }
    expect(rows.map((row) => row['year'])).toContain(2009);
  });

  it('finds a director, an actor, a network and a resolution by name alone', async () => {
    const { mcp, plex } = await openServer();
    const film = plex.household.plex.libraries[0]?.films.find(({ film: { title } }) => title === 'The Matrix')?.film;
    const [director = '', actor = ''] = [film?.directors[0], film?.cast[0]];
    for (const having of [[director], [actor], [`director:${director}`], [director, actor.toUpperCase()]]) {
      const answer = await mcp.callTool('plex_get_library_items', { library: 'Films', having, limit: 200 });
      expect(column(answer, 'title')).toContain('The Matrix');
    }
    const uhd = await mcp.callTool('plex_get_library_items', { library: 'Films', having: ['4k'], limit: 200 });
    expect(new Set(column(uhd, 'resolution'))).toEqual(new Set(['4k']));
    const show = plex.household.plex.libraries[1]?.shows[0]?.show;
    const network = await mcp.callTool('plex_get_library_items', {
      library: 'Shows',
      having: [show?.network],
      limit: 200,
    });
    expect(column(network, 'title')).toContain(show?.tvdbTitle);
  });

  it('says what there is when nothing has that name', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_library_items', { library: 'Films', having: ['Comedie'] });
    expect(answer.error).toMatchObject({ code: 'invalid_input', target: 'having' });
    expect(answer.error['hint']).toContain('Comedy');
  });

  it('lists episodes with their show and its ref', async () => {
    const { mcp, plex } = await openServer();
    const answer = await mcp.callTool('plex_get_library_items', {
      library: 'Shows',
      type: 'episode',
      sort: 'added',
      limit: 50,
    });
    const refs = new Map(
      plex.household.plex.libraries.flatMap(({ shows }) =>
        shows.map(({ show }) => [show.tvdbTitle, `tvdb:${show.ids.tvdb}`] as const),
      ),
    );
    for (const row of rowsOf(answer)) {
      expect(row['episode']).toMatch(/^S\d{2,}E\d{2,}$/);
      expect(row['ref']).toBe(refs.get(String(row['show'])));
    }
    expect(plex.requests.filter(({ path }) => path.startsWith('/library/metadata/'))).toHaveLength(1);
  });

  it('tells watched shows from those with something left', async () => {
    const { mcp } = await openServer();
    const list = async (watch: string) =>
      rowsOf(await mcp.callTool('plex_get_library_items', { library: 'Shows', watch, limit: 200 }));
    const watched = await list('watched');
    const unwatched = await list('unwatched');
    expect(watched.map(({ title }) => title)).toContain('Chernobyl');
    for (const row of watched) expect(row['watchedEpisodes']).toBe(row['episodes']);
    for (const row of unwatched) expect(Number(row['watchedEpisodes'])).toBeLessThan(Number(row['episodes']));
    expect((await list('inProgress')).map(({ title }) => title)).toContain('Silo');
  });

  it.each([
    ['released', 'year', -1],
    ['oldest', 'year', 1],
    ['longest', 'minutes', -1],
    ['shortest', 'minutes', 1],
    ['rating', 'rating', -1],
  ] as const)('puts films in the order %s', async (sort, key, sign) => {
    const { mcp } = await openServer();
    const values = column(await mcp.callTool('plex_get_library_items', { library: 'Films', sort, limit: 30 }), key).map(
      Number,
    );
    expect(values).toEqual(values.toSorted((a, b) => (a - b) * sign));
  });

  it('keeps fifty films under 2,500 tokens', async () => {
    const { mcp } = await openServer();
    const answer = await mcp.callTool('plex_get_library_items', { library: 'Films', limit: 50 });
    expect(rowsOf(answer)).toHaveLength(50);
    expect(answer.text.length / 4).toBeLessThan(2500);
  });

  it('answers an empty library with an empty list', async () => {
    const { mcp } = await openServer({ plex: nothing });
    const answer = await mcp.callTool('plex_get_library_items', { library: 'Films' });
    expect(answer.json).toEqual({ library: 'Films', type: 'movie', total: 0, returned: 0, items: [] });
  });

  it.each([
    [{ library: '99' }, 'not_found'],
    [{ library: 'Films', type: 'episode' }, 'invalid_input'],
    [{ library: 'Shows', type: 'season', watch: 'watched' }, 'invalid_input'],
    [{ library: 'Films', years: 'the nineties' }, 'invalid_input'],
    [{ library: 'Films', genre: 'Comedy', nope: 1 }, 'invalid_input'],
    [{}, 'invalid_input'],
  ])('refuses %j', async (args, code) => {
    const { mcp } = await openServer();
    expect((await mcp.callTool('plex_get_library_items', args)).error).toMatchObject({ code });
  });
});
