import { describe, expect, it } from 'vitest';

import { object, open } from './stand-in.js';

const status = '/api/v3/system/status';

describe('the key', () => {
  it('is taken from the header, the query or as a bearer token', async () => {
    const { sonarr, send } = await open({ apiKey: 'right' });
    const without = { 'x-api-key': '' };
    expect((await send('GET', status)).status).toBe(200);
    expect((await fetch(`${sonarr.url}${status}?apikey=right`)).status).toBe(200);
    expect((await fetch(`${sonarr.url}${status}`, { headers: { authorization: 'Bearer right' } })).status).toBe(200);
    expect((await send('GET', status, undefined, without)).status).toBe(401);
  });

  it('is refused with an empty 401, and a wrong one in the query outweighs a right header', async () => {
    const { send } = await open();
    const wrong = await send('GET', status, undefined, { 'x-api-key': 'wrong' });
    expect([wrong.status, wrong.text]).toEqual([401, '']);
    expect((await send('GET', `${status}?apikey=wrong`)).status).toBe(401);
  });

  it('is not needed for ping', async () => {
    const { sonarr } = await open();
    const reply = await fetch(`${sonarr.url}/ping`);
    expect([reply.status, await reply.json()]).toEqual([200, { status: 'OK' }]);
  });
});

describe('every answer', () => {
  it('says which version it comes from, also when it refuses', async () => {
    const { send } = await open({ version: '4.0.99.1' });
    expect((await send('GET', status)).headers.get('x-application-version')).toBe('4.0.99.1');
    expect((await send('GET', status, undefined, { 'x-api-key': 'wrong' })).headers.get('x-application-version')).toBe(
      '4.0.99.1',
    );
    expect(object((await send('GET', status)).body)['version']).toBe('4.0.99.1');
  });

  it('is indented JSON without nulls', async () => {
    const { send } = await open();
    const { text } = await send('GET', '/api/v3/series');
    expect(text).toContain('\n  {\n    "title": ');
    expect(text).not.toContain('null');
  });

  it('names the versions of the API to whoever asks', async () => {
    const { get } = await open();
    expect(await get('/api')).toEqual({ current: 'v3', deprecated: [] });
  });
});

describe('requests that do not fit', () => {
  it('are refused without a JSON content type (415) or with an Accept that excludes JSON (406)', async () => {
    const { send } = await open();
    expect((await send('POST', '/api/v3/tag', { label: 'a' }, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('DELETE', '/api/v3/queue/bulk', { ids: [1] }, { 'content-type': 'text/plain' })).status).toBe(
      415,
    );
    expect((await send('GET', status, undefined, { accept: 'application/xml' })).status).toBe(406);
    expect((await send('GET', status, undefined, { accept: 'application/json, text/plain, */*' })).status).toBe(200);
  });

  it('are a problem document when JSON or numbers cannot be read', async () => {
    const { send } = await open();
    for (const [method, path, body] of [
      ['POST', '/api/v3/series', '{"title": '],
      ['POST', '/api/v3/series', { tvdbId: 'many' }],
      ['GET', '/api/v3/episode?seriesId=many', undefined],
      ['GET', '/api/v3/queue?includeSeries=perhaps', undefined],
    ] as const) {
      const answer = await send(method, path, body);
      expect(answer.status, path).toBe(400);
      expect(object(answer.body)).toMatchObject({ title: 'One or more validation errors occurred.', status: 400 });
    }
  });

  it('get an empty 404 under /api and a page for people elsewhere', async () => {
    const { send } = await open();
    const wrong = await send('GET', '/api/v3/nothing');
    expect([wrong.status, wrong.text]).toEqual([404, '']);
    const page = await send('GET', '/sonarr/api/v3/series');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });
});

describe('states of the service', () => {
  it('answers 503 with a message while it is starting', async () => {
    const { sonarr, send } = await open();
    sonarr.faults.starting = true;
    const answer = await send('GET', status);
    expect([answer.status, answer.body]).toEqual([
      503,
      { errorMessage: 'Sonarr is starting up, please try again later' },
    ]);
  });

  it('sends a request without its URL base there with 307', async () => {
    const { sonarr, get, send } = await open({ urlBase: '/sonarr' });
    expect(sonarr.url.endsWith('/sonarr')).toBe(true);
    expect((await get(status))['urlBase']).toBe('/sonarr');
    const outside = await fetch(`${sonarr.url.slice(0, -'/sonarr'.length)}${status}?a=1`, { redirect: 'manual' });
    expect([outside.status, outside.headers.get('location')]).toEqual([307, `/sonarr${status}?a=1`]);
    expect((await send('POST', '/api/v3/tag', { label: 'new' })).headers.get('location')).toMatch(
      /^\/sonarr\/api\/v3\/tag\/\d+$/,
    );
  });

  it('says of every route whether it changes something, and no read changes the digest', async () => {
    const { sonarr, send } = await open();
    const before = sonarr.digest();
    for (const { method, path, changesState } of sonarr.routes) {
      // A test of an indexer, and another look at files to import, are asked for by POST, and change nothing.
      const asks = method === 'POST' && /\/(test|testall|manualimport)$/.test(path);
      expect(changesState, `${method} ${path}`).toBe(method !== 'GET' && !asks);
      if (!changesState) await send(method, path.replace('{id:int}', '1'), asks ? {} : undefined);
    }
    expect(sonarr.digest()).toBe(before);
    expect(sonarr.requests.every((request) => request.changesState === false)).toBe(true);
  });
});
