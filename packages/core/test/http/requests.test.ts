import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConfigurationError, InvalidInputError, ReadOnlyError } from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const anything = z.unknown();

describe('where a request goes', () => {
  it.each(['', '/', '/sonarr', '/sonarr/', '/a/b//'])('reaches the service below the base path "%s"', async (base) => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const client = clientOf(upstream.url + base);
    await client.read({ method: 'GET', path: '/api/v3/tag' }, anything);
    await client.read({ method: 'GET', path: 'api/v3/tag' }, anything);
    const expected = `${base.replace(/\/+$/, '')}/api/v3/tag`;
    expect(upstream.arrived.map(({ url }) => url)).toEqual([expected, expected]);
  });

  it('writes query values so that every server reads them alike, repeats lists and leaves out what is undefined', async () => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const query = { term: 'Tom & Jerry + ünï', ids: [1, 2], all: false, none: undefined };
    await clientOf(upstream.url).read({ method: 'GET', path: 'find', query }, anything);
    expect(upstream.arrived[0]?.url).toBe('/find?term=Tom%20%26%20Jerry%20%2B%20%C3%BCn%C3%AF&ids=1&ids=2&all=false');
  });

  it.each(['../../admin', 'a/../../b', 'a\\..\\..\\b', '%2e%2e/b', 'a#b'])(
    'refuses the path %s, which leaves the base path',
    async (path) => {
      upstream = await startUpstream((_, response) => json(response, {}));
      const client = clientOf(`${upstream.url}/sonarr`);
      expect(await rejection(client.read({ method: 'GET', path }, anything))).toBeInstanceOf(InvalidInputError);
      expect(upstream.arrived).toEqual([]);
    },
  );
});

describe('what a request carries', () => {
  it('names the program, asks for JSON and sends the fixed headers', async () => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const client = clientOf(upstream.url, { headers: { 'X-Api-Key': 'abc', 'CF-Access-Client-Id': 'me' } });
    await client.read({ method: 'GET', path: 'x' }, anything);
    expect(upstream.arrived[0]?.headers).toMatchObject({
      'user-agent': 'sonarr-mcp/1.2.3',
      accept: 'application/json',
      'x-api-key': 'abc',
      'cf-access-client-id': 'me',
    });
  });

  it('lets an operation ask for another format', async () => {
    upstream = await startUpstream((_, response) => response.end('<x/>'));
    await clientOf(upstream.url).readText({ method: 'GET', path: 'x', headers: { Accept: 'application/xml' } });
    expect(upstream.arrived[0]?.headers.accept).toBe('application/xml');
  });

  it('turns user info in the address into a header, whatever characters it has', async () => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const url = upstream.url.replace('//', '//tv%40home:p%C3%A4ss%3Aw%2Frd@');
    await clientOf(url).read({ method: 'GET', path: 'x' }, anything);
    const header = upstream.arrived[0]?.headers.authorization ?? '';
    expect(Buffer.from(header.replace('Basic ', ''), 'base64').toString()).toBe('tv@home:päss:w/rd');
  });

  it('sends a body as JSON with its length', async () => {
    upstream = await startUpstream((_, response) => response.end());
    await clientOf(upstream.url).write({ method: 'PUT', path: 'x', body: { title: 'Die Brücke' } });
    expect(upstream.arrived[0]).toMatchObject({
      method: 'PUT',
      body: '{"title":"Die Brücke"}',
      headers: { 'content-type': 'application/json', 'content-length': '23' },
    });
  });

  it('refuses a header of an operation that cannot be sent, without quoting it', async () => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const operation = { method: 'GET', path: 'x', headers: { 'X-Plex-Token': 'line\nbreak' } } as const;
    const error = await rejection(clientOf(upstream.url).read(operation, anything));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(JSON.stringify(error)).not.toContain('break');
  });
});

describe('a wrong address', () => {
  it.each([
    ['', 'is empty'],
    ['  ', 'is empty'],
    ['localhost:8989', 'http://'],
    ['ftp://nas:21', 'http://'],
    ['http://', 'not an address'],
    ['http://canary@:8989', 'not an address'],
    ['http://nas:8989/?apikey=canary', 'after ? or #'],
    ['http://nas:8989/#canary', 'after ? or #'],
  ])('"%s" is a configuration error that names the setting and gives an example', async (url, why) => {
    upstream = await startUpstream((_, response) => response.end());
    const error = await rejection(Promise.resolve().then(() => clientOf(url)));
    expect(error).toBeInstanceOf(ConfigurationError);
    const text = JSON.stringify(error);
    expect(text).toContain(why);
    expect(text).toContain('SONARR_URL=http://');
    expect(text).not.toContain('canary');
  });

  it('a key with a line break is a configuration error that names where to look and not the key', async () => {
    upstream = await startUpstream((_, response) => response.end());
    const make = () => clientOf(upstream.url, { headers: { 'X-Api-Key': 'can\nary' } });
    const error = await rejection(Promise.resolve().then(make));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(JSON.stringify(error)).toContain('SONARR_API_KEY and SONARR_HEADERS');
    expect(JSON.stringify(error)).not.toContain('ary"');
  });
});

describe('the view that only reads', () => {
  it('refuses every write before anything is sent, and reads', async () => {
    upstream = await startUpstream((_, response) => json(response, [1]));
    const reader = clientOf(upstream.url).readOnly();
    const error = await rejection(reader.write({ method: 'POST', path: 'x', target: 'series 1' }));
    expect(error).toBeInstanceOf(ReadOnlyError);
    expect(error).toMatchObject({ changed: 'no', target: 'series 1' });
    expect(upstream.arrived).toEqual([]);
    expect(await reader.read({ method: 'POST', path: 'x' }, z.array(z.number()))).toEqual([1]);
    expect(reader.readOnly()).toBe(reader);
  });

  it('shares the limit of requests at once with the view that writes', async () => {
    let open = 0;
    let most = 0;
    upstream = await startUpstream((_, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        json(response, {});
      }, 5);
    });
    const client = clientOf(upstream.url, { maxConcurrent: 3 });
    const reader = client.readOnly();
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        index % 2 === 0
          ? reader.read({ method: 'GET', path: 'x' }, anything)
          : client.write({ method: 'POST', path: 'x' }),
      ),
    );
    expect(upstream.arrived).toHaveLength(12);
    expect(most).toBe(3);
  });
});

it('sends at most eight requests at once unless told', async () => {
  let open = 0;
  let most = 0;
  upstream = await startUpstream((_, response) => {
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      json(response, {});
    }, 5);
  });
  const client = clientOf(upstream.url);
  await Promise.all(Array.from({ length: 40 }, () => client.read({ method: 'GET', path: 'x' }, anything)));
  expect(most).toBe(8);
});
