import { describe, expect, it } from 'vitest';
import {
  AuthenticationError,
  InvalidInputError,
  NotFoundError,
  PermissionError,
  PlexClient,
  ReadOnlyError,
  UpstreamUnavailableError,
  externalIds,
} from '../../src/index.js';
import { all, containing, failure, like, start, startHousehold } from './stand-in.js';

describe.each([
  ['JSON', false],
  ['XML', true],
])('a server that answers %s', (_format, xmlOnly) => {
  async function pair() {
    const both = await start();
    both.plex.answers.xmlOnly = xmlOnly;
    return both;
  }

  it('tells who it is', async () => {
    const { client } = await pair();
    expect(await client.server.identity()).toMatchObject({ claimed: true, version: '1.42.2.10156-f737b826c' });
    expect(await client.server.info()).toMatchObject({
      friendlyName: 'Attic',
      platform: 'Linux',
      myPlexSubscription: true,
    });
  });

  it('lists its libraries with their folders', async () => {
    const { client } = await pair();
    const libraries = await client.libraries.list();
    expect(libraries.map(({ key, title, type }) => ({ key, title, type }))).toEqual([
      { key: '1', title: 'Films', type: 'movie' },
      { key: '2', title: 'Shows', type: 'show' },
      { key: '3', title: 'Music', type: 'artist' },
      { key: '4', title: 'Films for Kids', type: 'movie' },
    ]);
    expect(libraries[0]).toMatchObject({ locations: ['/films'], refreshing: false, language: 'en-US' });
    expect(typeof libraries[0]?.scannedAt).toBe('number');
  });

  it('lists films without the collections, each with its library, files and ids', async () => {
    const { client } = await pair();
    const page = await client.libraries.items('1', { type: 'movie', start: 0, size: 5, includeGuids: true });
    expect(page.total).toBeGreaterThan(100);
    expect(page.items).toHaveLength(5);
    for (const item of page.items) {
      expect(item.type).toBe('movie');
      expect(item.librarySectionID).toBe('1');
      expect(item.media[0]?.parts[0]?.file).toMatch(/^\/films\//);
      expect(externalIds(item)).toMatchObject({ imdb: like(/^tt\d+$/) });
    }
  });

  it('counts without sending rows', async () => {
    const { client, plex } = await pair();
    expect(await client.libraries.count('2', 'show')).toBeGreaterThan(50);
    expect(plex.requests.at(-1)?.headers).toMatchObject({
      'x-plex-container-start': '0',
      'x-plex-container-size': '0',
    });
  });

  it('filters by what a choice is called, through its key', async () => {
    const { client } = await pair();
    const choices = await client.libraries.choices('1', 'genre', 'movie');
    const drama = choices.find(({ title }) => title === 'Drama');
    const page = await client.libraries.items('1', {
      type: 'movie',
      start: 0,
      size: 10,
      filters: [
        { field: 'genre', values: [drama?.key ?? ''] },
        { field: 'year', operator: '>>=', values: [1999] },
      ],
      sort: 'originallyAvailableAt:desc',
    });
    expect(page.items.length).toBeGreaterThan(0);
    expect(page.items.every(({ year }) => (year ?? 0) >= 2000)).toBe(true);
  });

  it('reads whole items, many at once, without those that are gone', async () => {
    const { client, plex } = await pair();
    const items = await client.metadata.getMany(['1001', '1002', '1001', '99999999']);
    expect(items.map(({ ratingKey }) => ratingKey)).toEqual(['1001', '1002']);
    expect(plex.requests).toHaveLength(1);
    expect(await client.metadata.getMany(['99999999'])).toEqual([]);
  });

  it('lists sessions with who, on what, and how', async () => {
    const { client } = await pair();
    const sessions = await client.sessions.list();
    expect(sessions.map(({ user, player }) => [user?.title, player?.state])).toEqual([
      ['Clara', 'playing'],
      ['Jonas', 'playing'],
      ['Mila', 'paused'],
    ]);
    expect(sessions[1]).toMatchObject({
      type: 'movie',
      location: 'wan',
      transcode: { videoDecision: 'transcode', sourceVideoCodec: 'hevc', height: 720, hardwareEncoding: true },
    });
    expect(sessions[0]?.transcode).toBeUndefined();
    expect(sessions[0]?.media[0]).toMatchObject({ selected: true, parts: [{ decision: 'directplay' }] });
  });

  it('lists the history with the people and devices in it', async () => {
    const { client } = await pair();
    const page = await client.history.list({ start: 0, size: 20 });
    expect(page.total).toBeGreaterThan(100);
    expect(page.items.map(({ viewedAt }) => viewedAt)).toEqual(
      page.items.map(({ viewedAt }) => viewedAt).toSorted((a, b) => b - a),
    );
    expect(await client.history.accounts()).toEqual([
      { id: '1', name: 'Clara' },
      { id: '40215877', name: 'Jonas' },
      { id: '71904332', name: 'Mila' },
    ]);
    const devices = await client.history.devices();
    expect(page.items.every(({ deviceID }) => devices.some(({ id }) => id === deviceID))).toBe(true);
  });

  it('searches, with people apart from items', async () => {
    const { client } = await pair();
    const hubs = await client.search.hubs('dra', 3);
    expect(hubs.find(({ type }) => type === 'genre')?.tags.map(({ tag }) => tag)).toContain('Drama');
    const shows = (await client.search.hubs('doctor who', 5)).find(({ type }) => type === 'show');
    expect(shows?.items.map(({ librarySectionID }) => librarySectionID)).toEqual(['2', '2', '2']);
  });

  it('puts on deck what the owner is in the middle of', async () => {
    const { client } = await pair();
    const deck = await client.metadata.onDeck(0, 50);
    expect(deck.items.map(({ title }) => title)).toContain('Dune: Part Two');
  });
});

describe('going through a library', () => {
  it('takes pages of 500 and every item once', async () => {
    const { client, plex } = await start({ size: { shows: 1, films: 1300 } });
    const films = await all(client.libraries.walk('1', { type: 'movie' }));
    expect(new Set(films.map(({ ratingKey }) => ratingKey)).size).toBe(films.length);
    const sizes = plex.requests.map(({ headers }) => [
      headers['x-plex-container-start'],
      headers['x-plex-container-size'],
    ]);
    expect(sizes).toEqual([
      ['0', '500'],
      ['500', '500'],
      ['1000', '500'],
    ]);
  });

  it('ends at a server that ignores where a page begins', async () => {
    const { client, plex } = await start({ size: { shows: 1, films: 1300 } });
    plex.answers.ignoresStart = true;
    expect(await all(client.libraries.walk('1', { type: 'movie' }))).toHaveLength(500);
    expect(plex.requests).toHaveLength(2);
  });

  it('ends at the first page in an empty library', async () => {
    const { client, plex } = await start({ size: { shows: 0, films: 0 } });
    expect(await all(client.libraries.walk('1', { type: 'movie' }))).toEqual([]);
    expect(plex.requests).toHaveLength(1);
  });

  it('asks for the next page only when somebody wants it', async () => {
    const { client, plex } = await start({ size: { shows: 1, films: 1300 } });
    for await (const film of client.libraries.walk('1', { type: 'movie' })) {
      if (film.type === 'movie') break;
    }
    expect(plex.requests).toHaveLength(1);
  });
});

describe('what is kept', () => {
  it('is asked for once a minute, and again after a change of ours', async () => {
    const { client, plex } = await start();
    await Promise.all([client.libraries.listKept(), client.libraries.listKept()]);
    expect(plex.requests).toHaveLength(1);
    await client.libraries.refresh('2');
    await client.libraries.listKept();
    expect(plex.requests.filter(({ path }) => path === '/library/sections')).toHaveLength(2);
  });

  it('does not stop others from waiting when one caller stops', async () => {
    const { client, plex } = await start();
    const controller = new AbortController();
    const first = failure(client.libraries.listKept({ signal: controller.signal }));
    const second = client.libraries.listKept();
    controller.abort();
    expect(await first).toMatchObject({ code: 'cancelled' });
    expect(await second).toHaveLength(4);
    expect(plex.requests).toHaveLength(1);
  });
});

describe('a scan', () => {
  it('is a change although it is a GET, and is sent once', async () => {
    const { client, plex } = await start();
    await client.libraries.refresh('2', { path: '/tv/Severance' });
    expect(plex.requests.map(({ method, path, query }) => ({ method, path, query }))).toEqual([
      { method: 'GET', path: '/library/sections/2/refresh', query: { path: '/tv/Severance' } },
    ]);
    expect(plex.state.scans).toEqual([{ library: '2', force: false, path: '/tv/Severance' }]);
  });

  it('never leaves a client that only reads', async () => {
    const { client, plex } = await start();
    const reading = client.readOnly();
    expect(await failure(reading.libraries.refresh('2'))).toBeInstanceOf(ReadOnlyError);
    expect(plex.requests).toHaveLength(0);
    expect(await reading.libraries.list()).toHaveLength(4);
  });

  it.each([
    ['an empty body', {}],
    ['an empty object', { body: {} }],
    ['a list where nothing was expected', { body: [1, 2] }],
    ['a web page', { body: '<html></html>', headers: { 'content-type': 'text/html' } }],
  ])('is done when the server accepts it with %s', async (_what, reply) => {
    const { client, plex } = await start();
    plex.faults.add({
      path: '/library/sections/2/refresh',
      when: 'after',
      fault: { kind: 'reply', status: 200, ...reply },
    });
    await client.libraries.refresh('2');
    expect(plex.state.scans).toHaveLength(1);
  });

  it('is not repeated when the server fails', async () => {
    const { client, plex } = await start();
    plex.faults.starting = true;
    const error = await failure(client.libraries.refresh('2'));
    expect(error).toBeInstanceOf(UpstreamUnavailableError);
    expect(error).toMatchObject({ changed: 'unknown', retryable: false });
    expect(plex.requests).toHaveLength(1);
  });
});

describe('what goes wrong', () => {
  it('is a refused token where the token is wrong, without showing it', async () => {
    const { plex } = await start();
    const client = new PlexClient({ url: plex.url, token: 'canary-token-4711' });
    const error = await failure(client.libraries.list());
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({
      message: containing('token'),
      hint: containing('PLEX_TOKEN'),
    });
    expect(JSON.stringify(error)).not.toContain('canary');
    expect(await client.server.identity()).toMatchObject({ claimed: true });
  });

  it.each([
    [403 as const, PermissionError],
    [401 as const, AuthenticationError],
  ])('says that sessions are for the owner when a guest is told %i', async (refusal, kind) => {
    const { plex } = await start({ refusal });
    const client = new PlexClient({ url: plex.url, token: plex.guestToken });
    const error = await failure(client.sessions.list());
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ code: kind === PermissionError ? 'permission' : 'authentication' });
    expect(String(Reflect.get(Object(error), 'message')) + String(Reflect.get(Object(error), 'hint'))).toMatch(/owner/);
  });

  it('is an item that is not there', async () => {
    const { client } = await start();
    const error = await failure(client.metadata.get('99999999'));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ target: 'item 99999999' });
  });

  it.each(['../status/sessions', '1/../2', 'tt0133093', '', '1,2', ' 1'])(
    'is a rating key that is none: %j',
    async (key) => {
      const { client, plex } = await start();
      expect(await failure(client.metadata.get(key))).toBeInstanceOf(InvalidInputError);
      expect(plex.requests).toHaveLength(0);
    },
  );

  it('says that the database is being migrated, from the XML of a starting server', async () => {
    const { client, plex } = await start();
    plex.faults.starting = true;
    const error = await failure(client.libraries.list());
    expect(error).toBeInstanceOf(UpstreamUnavailableError);
    expect(error).toMatchObject({ message: containing('database'), retryable: true, status: 503 });
    expect(plex.requests.length).toBeGreaterThan(1);
  });

  it('passes no text of an error page on', async () => {
    const { client, plex } = await start();
    plex.faults.add({
      fault: {
        kind: 'reply',
        status: 500,
        body: '<html>at Secret.Method() /home/me/canary</html>',
        headers: { 'content-type': 'text/html' },
      },
    });
    expect(JSON.stringify(await failure(client.libraries.list()))).not.toContain('canary');
  });

  it('is an answer cut off in the middle', async () => {
    const { client, plex } = await start();
    plex.faults.add({ fault: { kind: 'truncate' } });
    expect(await failure(client.libraries.list())).toMatchObject({ code: 'unexpected_response' });
    plex.answers.xmlOnly = true;
    expect(await failure(client.libraries.list())).toMatchObject({ code: 'unexpected_response' });
  });

  it('is a web page where a container should be', async () => {
    const { client, plex } = await start();
    plex.faults.add({ fault: { kind: 'html' } });
    expect(await failure(client.libraries.list())).toMatchObject({ code: 'unexpected_response' });
  });

  it('is a library that lacks what the next call needs', async () => {
    const { client, plex } = await start();
    plex.answers.edit = (document) => ({ ...document, Directory: [{ title: 'Films', type: 'movie' }] });
    const error = await failure(client.libraries.list());
    expect(error).toMatchObject({ code: 'unexpected_response', message: containing('Directory.0.key') });
  });
});

describe('what every request carries', () => {
  it('is the token in a header, never in the address, and the same identity at every start', async () => {
    const plex = await startHousehold();
    for (let start = 0; start < 2; start += 1) {
      const client = new PlexClient({ url: `${plex.url}/`, token: plex.token, userAgent: 'plex-mcp/1.2.3' });
      await client.libraries.list();
    }
    const [first, second] = plex.requests;
    expect(first?.headers['x-plex-token']).toBe('[present]');
    expect(first?.query).toEqual({});
    expect(first?.headers['x-plex-client-identifier']).toMatch(/^[0-9a-f]{24}$/);
    expect(second?.headers['x-plex-client-identifier']).toBe(first?.headers['x-plex-client-identifier']);
    expect(first?.headers).toMatchObject({
      accept: 'application/json',
      'user-agent': 'plex-mcp/1.2.3',
      'x-plex-product': 'plex-mcp',
      'x-plex-version': '1.2.3',
    });
  });
});
