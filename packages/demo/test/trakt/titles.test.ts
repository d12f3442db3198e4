import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start, type Named } from './trakt.js';

let service: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  service = await start();
});
afterAll(async () => {
  await service.trakt.close();
});

interface Hit {
  readonly type: string;
  readonly score: number | null;
  readonly show?: Named;
  readonly movie?: Named;
}

const search = async (path: string): Promise<readonly Hit[]> => (await service.ask(path)).json;
const names = (hits: readonly Hit[]) =>
  hits.map(({ show, movie }) => `${(show ?? movie)?.title} ${(show ?? movie)?.year}`);

describe('search', () => {
  it('scores with fractions and puts the best first', async () => {
    const hits = await search('/search/show?query=doctor%20who');
    expect(names(hits.slice(0, 3)).sort()).toEqual(['Doctor Who 1963', 'Doctor Who 2005', 'Doctor Who 2023']);
    const scores = hits.map((hit) => hit.score ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.some((score) => !Number.isInteger(score))).toBe(true);
  });

  it('finds by another name, and without the accents', async () => {
    expect(names(await search('/search/show?query=haus%20des%20geldes'))).toContain('Money Heist 2017');
    expect(names(await search('/search/show?query=shogun'))).toEqual(
      expect.arrayContaining(['Shōgun 2024', 'Shogun 1980']),
    );
  });

  it('finds several kinds at once', async () => {
    expect(names(await search('/search/show,movie?query=fargo'))).toEqual(
      ['Fargo 2014', 'Fargo 1996'].sort().reverse(),
    );
  });

  it('narrows by years, and does not know a year', async () => {
    expect(names(await search('/search/show?query=doctor%20who&years=2005'))).toEqual(['Doctor Who 2005']);
    expect(names(await search('/search/show?query=doctor%20who&year=2005')).length).toBeGreaterThan(1);
  });

  it('reads unescaped signs as operators', async () => {
    expect(await search('/search/movie?query=Dune%3A%20Part%20Two')).toEqual([]);
    expect(names(await search('/search/movie?query=Dune%5C%3A%20Part%20Two'))).toEqual(['Dune: Part Two 2024']);
  });

  it('gives title, year and ids, and the rest only when full is asked for', async () => {
    const [short] = await search('/search/show?query=severance');
    expect(Object.keys(short?.show ?? {})).toEqual(['title', 'year', 'ids']);
    const [full] = await search('/search/show?query=severance&extended=full');
    expect(Object.keys(full?.show ?? {})).toEqual(expect.arrayContaining(['rating', 'aired_episodes', 'genres']));
  });
});

describe('look-up by id', () => {
  it('has no score', async () => {
    const tvdb = service.trakt.household.shows[0]?.ids.tvdb;
    expect(await search(`/search/tvdb/${tvdb}?type=show`)).toMatchObject([{ type: 'show', score: null }]);
  });

  it('knows no movies by TheTVDB', async () => {
    const tvdb = service.trakt.household.shows[0]?.ids.tvdb;
    expect(await search(`/search/tvdb/${tvdb}?type=movie`)).toEqual([]);
  });

  it('takes a number in a path for a Trakt id', async () => {
    const show = service.trakt.household.shows[0];
    expect((await service.ask(`/shows/${show?.ids.trakt}`)).json).toMatchObject({ title: show?.title });
    expect((await service.ask(`/shows/${show?.ids.slug}`)).json).toMatchObject({ title: show?.title });
    expect((await service.ask('/shows/no-such-show')).status).toBe(404);
  });
});

describe('aliases', () => {
  it('are what a title is called elsewhere', async () => {
    const show = service.trakt.household.shows.find(({ title }) => title === 'Money Heist');
    const rows: readonly { readonly title: string }[] = (await service.ask(`/shows/${show?.ids.slug}/aliases`)).json;
    expect(rows.map(({ title }) => title)).toEqual(expect.arrayContaining(['Haus des Geldes', 'La casa de papel']));
    expect((await service.ask('/movies/no-such-movie/aliases')).status).toBe(404);
  });
});

describe('trending', () => {
  const titles = async (query: string, headers = {}): Promise<readonly string[]> => {
    const rows: readonly { readonly show: Named }[] = (
      await service.ask(`/shows/trending?limit=100&${query}`, { headers })
    ).json;
    return rows.map(({ show }) => show.title);
  };

  it('puts the most watched first', async () => {
    const rows: readonly { readonly watchers: number; readonly show: Named }[] = (await service.ask('/shows/trending'))
      .json;
    expect(rows[0]?.show.title).toBe('Severance');
    expect(rows.map((row) => row.watchers)).toEqual(rows.map((row) => row.watchers).sort((a, b) => b - a));
  });

  it('leaves out what was watched or listed, for whoever shows a token', async () => {
    expect(await titles('')).toEqual(expect.arrayContaining(['Severance', 'The Bear', 'Andor']));
    const fresh = await titles('ignore_watched=true&ignore_watchlisted=true');
    expect(fresh).not.toContain('Severance');
    expect(fresh).not.toContain('The Bear');
    expect(fresh).toContain('The Studio');
    expect(await titles('ignore_watched=true', { authorization: null })).toContain('Severance');
  });

  it('pages, and makes too large a page smaller without a word', async () => {
    const answer = await service.ask('/shows/trending?limit=1000&page=1');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-pagination-limit')).toBe('250');
    const second = await service.ask('/shows/trending?limit=10&page=2');
    expect(second.json).toHaveLength(10);
    expect(second.headers.get('x-pagination-page')).toBe('2');
    expect(second.headers.get('x-pagination-page-count')).toBe('3');
  });

  it('serves movies in the same form', async () => {
    const [first]: readonly { readonly movie: Named }[] = (await service.ask('/movies/trending')).json;
    expect(first?.movie.title).toBe('Sinners');
  });
});
