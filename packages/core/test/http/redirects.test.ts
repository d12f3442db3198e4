import { afterEach, expect, it } from 'vitest';
import * as z from 'zod';
import { AuthenticationError, UnexpectedResponseError } from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
const others: UpstreamServer[] = [];
afterEach(async () => {
  await Promise.all([upstream, ...others.splice(0)].map((server) => server.close()));
});

const anything = z.unknown();

it.each([301, 302, 303, 307, 308])('a read follows %i on the same origin with all its headers', async (status) => {
  upstream = await startUpstream(({ url }, response) => {
    if (url === '/base/x') json(response, { ok: true });
    else response.writeHead(status, { Location: '/base/x' }).end();
  });
  const client = clientOf(upstream.url, { headers: { 'X-Api-Key': 'key1' } });
  expect(await client.read({ method: 'GET', path: 'x' }, anything)).toEqual({ ok: true });
  expect(upstream.arrived.map(({ headers }) => headers['x-api-key'])).toEqual(['key1', 'key1']);
});

it('a POST that reads keeps its method and body where the status says so', async () => {
  upstream = await startUpstream(({ url }, response) => {
    if (url === '/base/x') json(response, { ok: true });
    else response.writeHead(307, { Location: '/base/x' }).end();
  });
  await clientOf(upstream.url).read({ method: 'POST', path: 'x', body: [1] }, anything);
  expect(upstream.arrived.map(({ method, body }) => [method, body])).toEqual([
    ['POST', '[1]'],
    ['POST', '[1]'],
  ]);
});

it('trap 57: nothing is sent to another host, port or scheme, by reads or writes', async () => {
  const other = await startUpstream((_, response) => json(response, {}));
  others.push(other);
  upstream = await startUpstream((_, response) => response.writeHead(307, { Location: `${other.url}/x` }).end());
  const client = clientOf(upstream.url, { headers: { 'X-Api-Key': 'key1' } });
  expect(await rejection(client.read({ method: 'GET', path: 'x' }, anything))).toBeInstanceOf(UnexpectedResponseError);
  const error = await rejection(client.write({ method: 'POST', path: 'x', body: {} }));
  expect(error).toMatchObject({ code: 'unexpected_response', changed: 'no' });
  expect(JSON.stringify(error)).toContain(`set SONARR_URL to ${other.url}`);
  expect(other.arrived).toEqual([]);
});

it('an address that puts user info in front is not followed', async () => {
  upstream = await startUpstream(({ headers }, response) =>
    response.writeHead(302, { Location: `http://a:b@${headers.host ?? ''}/y` }).end(),
  );
  await rejection(clientOf(upstream.url).read({ method: 'GET', path: 'x' }, anything));
  expect(upstream.arrived).toHaveLength(1);
});

it('circles end', async () => {
  upstream = await startUpstream((_, response) => response.writeHead(302, { Location: '/x' }).end());
  const error = await rejection(clientOf(upstream.url).read({ method: 'GET', path: 'x' }, anything));
  expect(error).toBeInstanceOf(UnexpectedResponseError);
  expect(upstream.arrived).toHaveLength(4);
});

it('a write that misses the URL base is not sent again, and the error names the address to set', async () => {
  upstream = await startUpstream(({ url }, response) => response.writeHead(307, { Location: `/sonarr${url}` }).end());
  const error = await rejection(clientOf(upstream.url).write({ method: 'PUT', path: 'api/v3/series/1', body: {} }));
  expect(error).toMatchObject({ code: 'unexpected_response', changed: 'no', status: 307 });
  expect(JSON.stringify(error)).toContain(`set SONARR_URL to ${upstream.url}/sonarr`);
  expect(upstream.arrived).toHaveLength(1);
});

it('a write that is answered with "see over there" may have been made', async () => {
  upstream = await startUpstream((_, response) => response.writeHead(303, { Location: '/made' }).end());
  expect(await rejection(clientOf(upstream.url).write({ method: 'POST', path: 'x' }))).toMatchObject({
    changed: 'unknown',
    retryable: false,
  });
});

it('trap 57: a write that a login proxy sends away was not made', async () => {
  upstream = await startUpstream((_, response) =>
    response.writeHead(302, { Location: 'https://login.example.org/' }).end(),
  );
  const error = await rejection(clientOf(upstream.url).write({ method: 'POST', path: 'x' }));
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error).toMatchObject({ changed: 'no' });
});
