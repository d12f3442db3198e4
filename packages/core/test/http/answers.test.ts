import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import * as z from 'zod';
import { UnexpectedResponseError } from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const operation = { method: 'GET', path: 'x' } as const;

it('answers the checked document with the headers', async () => {
  upstream = await startUpstream((_, response) => {
    response.setHeader('X-Pagination-Page-Count', '3');
    json(response, { id: 1, extra: true });
  });
  const { data, headers } = await clientOf(upstream.url).readWithHeaders(operation, z.object({ id: z.number() }));
  expect(data).toEqual({ id: 1 });
  expect(headers.get('x-pagination-page-count')).toBe('3');
});

it('reads JSON under a missing or odd media type, with a byte order mark, and compressed', async () => {
  upstream = await startUpstream((_, response, index) => {
    if (index === 0) response.end('\uFEFF[1]');
    else if (index === 1) response.writeHead(200, { 'Content-Type': 'text/plain' }).end('[2]');
    else response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('[3]'));
  });
  const client = clientOf(upstream.url);
  const numbers = z.array(z.number());
  expect(await client.read(operation, numbers)).toEqual([1]);
  expect(await client.read(operation, numbers)).toEqual([2]);
  expect(await client.read(operation, numbers)).toEqual([3]);
});

it('names the place of a mismatch and none of its values', async () => {
  upstream = await startUpstream((_, response) => json(response, { seasons: [{ number: 1 }, { number: 'canary' }] }));
  const schema = z.object({ seasons: z.array(z.object({ number: z.number() })) });
  const error = await rejection(clientOf(upstream.url).read(operation, schema));
  expect(error).toBeInstanceOf(UnexpectedResponseError);
  expect(JSON.stringify(error)).toContain('seasons.1.number: expected number');
  expect(JSON.stringify(error)).not.toContain('canary');
});

it('names the media type of what is no JSON', async () => {
  upstream = await startUpstream((_, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end('PNG'));
  const error = await rejection(clientOf(upstream.url).read(operation, z.unknown()));
  expect(JSON.stringify(error)).toContain('image/png instead of JSON');
});

it.each([
  ['announced', { 'Content-Length': '200000' }],
  ['unannounced', {}],
  ['compressed', { 'Content-Encoding': 'gzip' }],
])('stops at an answer that is larger than allowed: %s', async (kind, headers) => {
  upstream = await startUpstream((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', ...headers });
    const text = `["${'x'.repeat(199_996)}"]`;
    response.end(kind === 'compressed' ? gzipSync(text) : text);
  });
  const error = await rejection(clientOf(upstream.url, { maxResponseBytes: 100_000 }).read(operation, z.unknown()));
  expect(error).toBeInstanceOf(UnexpectedResponseError);
  expect(JSON.stringify(error)).toContain('more than');
  expect(upstream.arrived).toHaveLength(1);
});

it('answers text with its media type, and refuses a web page also there', async () => {
  upstream = await startUpstream((_, response, index) => {
    if (index === 0) response.writeHead(200, { 'Content-Type': 'Text/XML;charset=utf-8' }).end('<MediaContainer/>');
    else response.writeHead(200, { 'Content-Type': 'text/xml' }).end('<!DOCTYPE html><html></html>');
  });
  const client = clientOf(upstream.url);
  expect(await client.readText(operation)).toMatchObject({
    status: 200,
    contentType: 'text/xml',
    text: '<MediaContainer/>',
  });
  expect(await rejection(client.readText(operation))).toBeInstanceOf(UnexpectedResponseError);
});
