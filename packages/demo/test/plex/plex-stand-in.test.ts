import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHousehold } from '../../src/household/index.js';
import { startPlex, type PlexStandIn } from '../../src/plex/index.js';

const now = new Date('2026-11-21T12:00:00Z');
let plex: PlexStandIn;

beforeAll(async () => {
  plex = await startPlex({ household: createHousehold({ now }), now: () => now });
});
afterAll(() => plex.close());
beforeEach(() => {
  plex.faults.clear();
  plex.answers.xmlOnly = false;
});

type Document = Readonly<Record<string, unknown>>;

async function ask(path: string, headers: Readonly<Record<string, string>> = {}) {
  return fetch(plex.url + path, { headers: { 'X-Plex-Token': plex.token, Accept: 'application/json', ...headers } });
}

async function container(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Document> {
  const response = await ask(path, headers);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  const body: unknown = await response.json();
  const document = recordOf(body)['MediaContainer'];
  return recordOf(document);
}

function recordOf(value: unknown): Document {
  if (typeof value !== 'object' || value === null) throw new Error('not an object');
  return Object.fromEntries(Object.entries(value));
}

function rows(document: Document, name = 'Metadata'): readonly Document[] {
  const list = document[name];
  return Array.isArray(list) ? list.map(recordOf) : [];
}

const page = (start: number, size: number) => ({
  'X-Plex-Container-Start': String(start),
  'X-Plex-Container-Size': String(size),
});

describe('who may ask', () => {
  it('tells who it is to anybody', async () => {
    const response = await fetch(`${plex.url}/identity`);
    expect(response.status).toBe(200);
  });

  it('refuses a wrong token with a page for people, even where JSON is asked for', async () => {
    const response = await ask('/library/sections', { 'X-Plex-Token': 'wrong' });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('<h1>401 Unauthorized</h1>');
  });

  it('takes the token as a parameter, too', async () => {
    const response = await fetch(`${plex.url}/library/sections?X-Plex-Token=${plex.token}`);
    expect(response.status).toBe(200);
  });

  it('shows sessions to the owner only', async () => {
    expect((await ask('/status/sessions', { 'X-Plex-Token': plex.guestToken })).status).toBe(403);
    expect((await ask('/status/sessions')).status).toBe(200);
  });

  it('shows a guest only what that guest has watched', async () => {
    const document = await container('/status/sessions/history/all', { 'X-Plex-Token': plex.guestToken });
    const accounts = new Set(rows(document).map((row) => row['accountID']));
    expect([...accounts]).toEqual([40_215_877]);
  });
});

describe('both formats', () => {
  it('answers XML unless JSON is asked for', async () => {
    const response = await ask('/library/sections', { Accept: '*/*' });
    expect(response.headers.get('content-type')).toBe('text/xml;charset=utf-8');
    expect(await response.text()).toMatch(/^<\?xml [^>]*>\n<MediaContainer size="4"[^]*<Directory [^]*<Location /);
  });

  it('writes films as Video, shows as Directory and songs as Track in XML, and all as Metadata in JSON', async () => {
    const xml = async (path: string) => (await ask(path, { Accept: 'text/xml', ...page(0, 1) })).text();
    expect(await xml('/library/sections/1/all?type=1')).toContain('<Video ');
    expect(await xml('/library/sections/2/all?type=2')).toContain('<Directory ');
    expect(await xml('/library/sections/3/all?type=10')).toContain('<Track ');
    expect(rows(await container('/library/sections/3/all?type=10', page(0, 1)))).toHaveLength(1);
  });

  it('writes rating keys as text, and library numbers as text only in sessions and the history', async () => {
    const [film] = rows(await container('/library/metadata/1001'));
    expect(film?.['ratingKey']).toBe('1001');
    expect(film?.['librarySectionID']).toBe(1);
    expect(rows(await container('/status/sessions')).map((row) => typeof row['librarySectionID'])).toEqual([
      'string',
      'string',
      'string',
    ]);
    expect(typeof rows(await container('/status/sessions/history/all', page(0, 1)))[0]?.['librarySectionID']).toBe(
      'string',
    );
  });

  it('leaves the key of an empty list out', async () => {
    const document = await container('/library/sections/1/all?type=1&title=nothing+is+called+this');
    expect(document['size']).toBe(0);
    expect('Metadata' in document).toBe(false);
  });
});

describe('libraries', () => {
  it('mixes collections among the films unless told otherwise', async () => {
    const mixed = rows(await container('/library/sections/1/all'));
    const films = rows(await container('/library/sections/1/all?type=1&includeCollections=0'));
    expect(mixed.some((row) => row['type'] === 'collection')).toBe(true);
    expect(films.every((row) => row['type'] === 'movie')).toBe(true);
    expect(mixed.length).toBeGreaterThan(films.length);
  });

  it('gives rows of a listing only two genres, three actors and no ids of databases', async () => {
    const [row] = rows(await container('/library/sections/2/all?type=2&title=Severance'));
    expect(rows(row ?? {}, 'Role').length).toBeLessThanOrEqual(3);
    expect(row?.['Guid']).toBeUndefined();
    const [withIds] = rows(await container('/library/sections/2/all?type=2&title=Severance&includeGuids=1'));
    expect(rows(withIds ?? {}, 'Guid').map((guid) => String(guid['id']).split(':')[0])).toEqual([
      'imdb',
      'tmdb',
      'tvdb',
    ]);
  });

  it('pages only where start and size are both given', async () => {
    const whole = await container('/library/sections/1/all?type=1', { 'X-Plex-Container-Size': '10' });
    expect(rows(whole).length).toBeGreaterThan(100);
    expect('totalSize' in whole).toBe(false);
    const paged = await container('/library/sections/1/all?type=1&includeCollections=0', page(100, 10));
    expect(paged['totalSize']).toBeGreaterThan(100);
    expect(paged['offset']).toBe(100);
    expect(rows(paged).length).toBeLessThanOrEqual(10);
  });

  it('filters tags by number and finds nothing by name', async () => {
    const drama = rows(await container('/library/sections/1/genre?type=1'), 'Directory').find(
      (row) => row['title'] === 'Drama',
    );
    const byNumber = await container(`/library/sections/1/all?type=1&genre=${String(drama?.['key'])}`, page(0, 0));
    const byName = await container('/library/sections/1/all?type=1&genre=Drama', page(0, 0));
    expect(byNumber['totalSize']).toBeGreaterThan(0);
    expect(byName['totalSize']).toBe(0);
  });

  it('compares numbers, days and texts by the operator in the name of the parameter', async () => {
    const years = rows(await container('/library/sections/1/all?type=1&year%3E%3E=1999&includeCollections=0')).map(
      (row) => Number(row['year']),
    );
    expect(Math.min(...years)).toBeGreaterThanOrEqual(2000);
    const exact = rows(await container('/library/sections/1/all?type=1&title%3D=Alien&includeCollections=0'));
    const contains = rows(await container('/library/sections/1/all?type=1&title=Alien&includeCollections=0'));
    expect(exact.map((row) => row['title'])).toEqual(['Alien']);
    expect(contains.map((row) => row['title'])).toContain('Aliens');
    const week = rows(await container('/library/sections/1/all?type=1&addedAt%3E%3E=-7d&includeCollections=0'));
    expect(week.length).toBeGreaterThan(0);
    for (const row of week) expect(Number(row['addedAt'])).toBeGreaterThan(now.getTime() / 1000 - 7 * 86_400);
  });

  it('begins the list of seasons with a row that is no season', async () => {
    const [show] = rows(await container('/library/sections/2/all?type=2&title=Severance'));
    const key = String(show?.['ratingKey']);
    expect(rows(await container(`/library/metadata/${key}/children`))[0]).not.toHaveProperty('ratingKey');
    expect(rows(await container(`/library/metadata/${key}/children?excludeAllLeaves=1`))[0]?.['type']).toBe('season');
  });

  it('answers several keys at once and leaves out those that are gone', async () => {
    const document = await container('/library/metadata/1001,1002,99999999');
    expect(rows(document).map((row) => row['ratingKey'])).toEqual(['1001', '1002']);
    expect((await ask('/library/metadata/99999999')).status).toBe(404);
  });

  it('finds each of a show, a season and an episode by its own key', async () => {
    const episodes = rows(await container('/library/sections/2/all?type=4', page(100, 3)));
    for (const episode of episodes) {
      for (const name of ['ratingKey', 'parentRatingKey', 'grandparentRatingKey']) {
        const [found] = rows(await container(`/library/metadata/${String(episode[name])}`));
        expect(found?.['ratingKey']).toBe(episode[name]);
      }
    }
  });
});

describe('search', () => {
  it('gives three hits of a kind unless told, and says that there are more', async () => {
    const hubs = rows(await container('/hubs/search?query=the'), 'Hub');
    const movies = hubs.find((hub) => hub['type'] === 'movie');
    expect(rows(movies ?? {})).toHaveLength(3);
    expect(movies?.['more']).toBe(true);
  });

  it('keeps people and genres apart from items', async () => {
    const hubs = rows(await container('/hubs/search?query=dra&limit=5'), 'Hub');
    const genres = hubs.find((hub) => hub['type'] === 'genre');
    expect(rows(genres ?? {}, 'Directory').map((hit) => hit['tag'])).toContain('Drama');
    expect(rows(genres ?? {})).toEqual([]);
  });

  it('wants something to search for', async () => {
    expect((await ask('/hubs/search?query=')).status).toBe(400);
  });
});

describe('watching', () => {
  it('tells sessions apart by three different ids and converts only one of them', async () => {
    const sessions = rows(await container('/status/sessions'));
    expect(sessions.map((row) => 'TranscodeSession' in row)).toEqual([false, true, false]);
    expect(sessions.map((row) => recordOf(row['Player'])['state'])).toEqual(['playing', 'playing', 'paused']);
    expect(sessions.map((row) => typeof recordOf(row['Session'])['id'])).toEqual(['string', 'string', 'string']);
  });

  it('keeps a history without names, lengths or progress', async () => {
    const document = await container('/status/sessions/history/all?sort=viewedAt:desc', page(0, 50));
    const times = rows(document).map((row) => Number(row['viewedAt']));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    for (const row of rows(document)) {
      expect(row).not.toHaveProperty('User');
      expect(row).not.toHaveProperty('duration');
      expect(row).not.toHaveProperty('viewOffset');
    }
    expect(rows(await container('/accounts'), 'Account').map((row) => row['id'])).toEqual([
      0, 1, 40_215_877, 71_904_332,
    ]);
  });

  it('finds the history of a whole show by the key of the show', async () => {
    const [show] = rows(await container('/library/sections/2/all?type=2&title=Severance'));
    const document = await container(`/status/sessions/history/all?metadataItemID=${String(show?.['ratingKey'])}`);
    expect(new Set(rows(document).map((row) => row['grandparentTitle']))).toEqual(new Set(['Severance']));
    expect(new Set(rows(document).map((row) => row['accountID']))).toEqual(new Set([1, 40_215_877]));
  });

  it('puts begun things and next episodes of the asking person on deck', async () => {
    const mine = rows(await container('/library/onDeck'));
    expect(mine.map((row) => row['title'])).toContain('Dune: Part Two');
    const theirs = rows(await container('/library/onDeck', { 'X-Plex-Token': plex.guestToken }));
    expect(theirs.map((row) => row['title'])).toContain('Heat');
    expect(theirs.map((row) => row['title'])).not.toContain('Dune: Part Two');
  });
});

describe('what changes something', () => {
  it('starts a scan by a GET with an empty answer, and shows it in the digest', async () => {
    const before = plex.digest();
    const response = await ask('/library/sections/2/refresh');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(plex.digest()).not.toBe(before);
    expect(plex.state.scans.at(-1)).toEqual({ library: '2', force: false });
    const libraries = rows(await container('/library/sections'), 'Directory');
    expect(libraries.find((row) => row['key'] === '2')?.['refreshing']).toBe(true);
  });

  it('changes nothing by any route that says so', async () => {
    const before = plex.digest();
    for (const route of plex.routes.filter((each) => !each.changesState)) {
      await ask(route.path.replace('{ids}', '1001').replace('{id}', '1'));
    }
    expect(plex.digest()).toBe(before);
  });

  it('lets nobody but the owner scan', async () => {
    const before = plex.digest();
    expect((await ask('/library/sections/2/refresh', { 'X-Plex-Token': plex.guestToken })).status).toBe(403);
    expect(plex.digest()).toBe(before);
  });
});

describe('trouble', () => {
  it('answers XML while its database is migrated', async () => {
    plex.faults.starting = true;
    const response = await ask('/library/sections');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('<Response code="503" title="Maintenance"');
  });
});

describe('size', () => {
  it('serves an empty household with libraries that hold nothing', async () => {
    const empty = await startPlex({ household: createHousehold({ now, size: { shows: 0, films: 0 } }) });
    try {
      const response = await fetch(`${empty.url}/library/sections/1/all?type=1`, {
        headers: { 'X-Plex-Token': empty.token, Accept: 'application/json', ...page(0, 10) },
      });
      expect(await response.json()).toMatchObject({ MediaContainer: { size: 0, totalSize: 0 } });
    } finally {
      await empty.close();
    }
  });

  it('serves a page out of 50,000 films', async () => {
    const large = await startPlex({ household: createHousehold({ now, size: { shows: 3, films: 50_000 } }) });
    try {
      const response = await fetch(`${large.url}/library/sections/1/all?type=1&includeCollections=0`, {
        headers: { 'X-Plex-Token': large.token, Accept: 'application/json', ...page(49_000, 500) },
      });
      const document = recordOf(recordOf(await response.json())['MediaContainer']);
      expect(document['totalSize']).toBeGreaterThan(49_500);
      expect(rows(document)).toHaveLength(500);
    } finally {
      await large.close();
    }
  });
});
