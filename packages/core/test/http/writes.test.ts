import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CancelledError, ConflictError, createLogger, NetworkError } from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] as const;

const failures: readonly [string, (response: ServerResponse) => void, string, 'no' | 'unknown'][] = [
  ['503', (response) => response.writeHead(503).end(), 'upstream_unavailable', 'unknown'],
  ['502', (response) => response.writeHead(502).end(), 'upstream_unavailable', 'unknown'],
  ['500', (response) => response.writeHead(500).end(), 'upstream_unavailable', 'unknown'],
  ['408', (response) => response.writeHead(408).end(), 'upstream_unavailable', 'unknown'],
  ['429', (response) => response.writeHead(429, { 'Retry-After': '0' }).end(), 'rate_limited', 'no'],
  ['409', (response) => response.writeHead(409).end(), 'conflict', 'no'],
  ['a reset', (response) => response.destroy(), 'network', 'unknown'],
  ['a timeout', () => undefined, 'network', 'unknown'],
];

describe.each(failures)('under %s', (name, answer, code, changed) => {
  it.each(methods)('a %s that changes something is sent exactly once and says what became of it', async (method) => {
    upstream = await startUpstream((_, response) => answer(response));
    const client = clientOf(upstream.url, { timeoutMs: name === 'a timeout' ? 300 : 10_000 });
    const error = await rejection(
      client.write({ method, path: 'series/1', ...(method === 'GET' ? {} : { body: {} }) }),
    );
    expect(error).toMatchObject({ code, changed });
    if (changed === 'unknown') expect(error).toMatchObject({ retryable: false });
    expect(upstream.arrived).toHaveLength(1);
  });
});

describe('a write that never left says so', () => {
  it('when nothing listens', async () => {
    upstream = await startUpstream(() => undefined);
    await upstream.close();
    const error = await rejection(clientOf(upstream.url).write({ method: 'POST', path: 'x' }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ changed: 'no', retryable: true });
  });

  it('when it was cancelled while it waited for its turn', async () => {
    upstream = await startUpstream(() => undefined);
    const client = clientOf(upstream.url, { maxConcurrent: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const blocking = rejection(client.write({ method: 'POST', path: 'first', signal: first.signal }));
    const waiting = rejection(client.write({ method: 'POST', path: 'second', signal: second.signal }));
    while (upstream.arrived.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    second.abort();
    const error = await waiting;
    expect(error).toBeInstanceOf(CancelledError);
    expect(error).toMatchObject({ changed: 'no' });
    first.abort();
    expect(await blocking).toMatchObject({ code: 'cancelled', changed: 'unknown' });
    expect(upstream.arrived.map(({ url }) => url)).toEqual(['/first']);
  });
});

describe('after the upstream has accepted a change nothing is an error', () => {
  const schema = z.object({ id: z.number() });
  const operation = { method: 'POST', path: 'x', body: {} } as const;
  const bodies: readonly [string, (response: ServerResponse) => void][] = [
    ['an empty body', (response) => response.end()],
    ['204', (response) => response.writeHead(204).end()],
    ['{}', (response) => json(response, {})],
    ['a wrong type', (response) => json(response, 'done')],
    ['no JSON', (response) => response.end('OK')],
    ['a web page', (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>')],
    ['too much', (response) => response.end('x'.repeat(5000))],
    [
      'a body that breaks off',
      (response) => {
        response.writeHead(201, { 'Content-Length': '100' });
        response.write('{"id"', () => response.destroy());
      },
    ],
    ['a body that hangs', (response) => response.writeHead(202).write('{"id"')],
  ];
  it.each(bodies)('%s leaves the data undefined', async (_, answer) => {
    upstream = await startUpstream((_request, response) => answer(response));
    const client = clientOf(upstream.url, { maxResponseBytes: 1000, timeoutMs: 400 });
    const { data, status } = await client.write(operation, schema);
    expect(data).toBeUndefined();
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(300);
    expect(upstream.arrived).toHaveLength(1);
  });

  it('the document is answered when it fits', async () => {
    upstream = await startUpstream((_, response) => json(response, { id: 7, more: true }, 201));
    expect(await clientOf(upstream.url).write(operation, schema)).toMatchObject({ status: 201, data: { id: 7 } });
  });

  it('a schema whose own code fails does not turn a made change into an error', async () => {
    upstream = await startUpstream((_, response) => json(response, { id: 7 }));
    const failing = {
      safeParse: () => {
        throw new TypeError('slip');
      },
    };
    expect(await clientOf(upstream.url).write(operation, failing)).toMatchObject({ data: undefined });
  });

  it('what did not fit is logged by its place, without its values', async () => {
    upstream = await startUpstream((_, response) => json(response, { id: 'canary' }));
    const lines: string[] = [];
    const write = (line: string) => void lines.push(line);
    const logger = createLogger({ level: 'WARNING', format: 'text', name: 'sonarr.client', redact: (t) => t, write });
    await clientOf(upstream.url, { logger }).write(operation, schema);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('id: expected number');
    expect(lines[0]).not.toContain('canary');
  });
});

it('a refusal of the upstream is explained with the target', async () => {
  upstream = await startUpstream((_, response) => response.writeHead(409).end());
  const error = await rejection(clientOf(upstream.url).write({ method: 'PUT', path: 'x', target: 'the tag "4k"' }));
  expect(error).toBeInstanceOf(ConflictError);
  expect(error).toMatchObject({ target: 'the tag "4k"', changed: 'no' });
});
