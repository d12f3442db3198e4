import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CancelledError, NetworkError, RateLimitedError } from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const anything = z.unknown();
const operation = { method: 'GET', path: 'x', target: 'the queue' } as const;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('one deadline bounds the whole operation', () => {
  it('its retries: the time is not given anew to each', async () => {
    upstream = await startUpstream((_, response, index) => (index === 0 ? response.writeHead(503).end() : undefined));
    const error = await rejection(clientOf(upstream.url).read({ ...operation, timeoutMs: 700 }, anything));
    expect(error).toBeInstanceOf(NetworkError);
    expect(JSON.stringify(error)).toContain('within 0.7 s');
    expect(upstream.arrived).toHaveLength(2);
  });

  it('a pause between retries that goes beyond it', async () => {
    upstream = await startUpstream((_, response) => response.writeHead(429, { 'Retry-After': '2' }).end());
    const error = await rejection(clientOf(upstream.url).read({ ...operation, timeoutMs: 200 }, anything));
    expect(JSON.stringify(error)).toContain('within 0.2 s');
    expect(upstream.arrived).toHaveLength(1);
  });

  it('the wait for a turn', async () => {
    upstream = await startUpstream(() => undefined);
    const client = clientOf(upstream.url, { maxConcurrent: 1 });
    const blocking = rejection(client.read({ ...operation, timeoutMs: 600 }, anything));
    await until(() => upstream.arrived.length === 1);
    const error = await rejection(client.read({ ...operation, timeoutMs: 100 }, anything));
    expect(JSON.stringify(error)).toContain('within 0.1 s');
    expect(upstream.arrived).toHaveLength(1);
    await blocking;
  });

  it('and breaks the connection off', async () => {
    upstream = await startUpstream(() => undefined);
    await rejection(clientOf(upstream.url).read({ ...operation, timeoutMs: 100 }, anything));
    await upstream.closed(0);
  });

  it('a write whose time is over while it waits for its turn was not made', async () => {
    upstream = await startUpstream(() => undefined);
    const client = clientOf(upstream.url, { maxConcurrent: 1 });
    const blocking = rejection(client.read({ ...operation, timeoutMs: 600 }, anything));
    await until(() => upstream.arrived.length === 1);
    expect(await rejection(client.write({ method: 'POST', path: 'x', timeoutMs: 100 }))).toMatchObject({
      code: 'network',
      changed: 'no',
      retryable: true,
    });
    await blocking;
  });
});

describe('a caller cancels', () => {
  it('before the start: nothing is sent', async () => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const signal = AbortSignal.abort();
    expect(await rejection(clientOf(upstream.url).read({ ...operation, signal }, anything))).toBeInstanceOf(
      CancelledError,
    );
    expect(upstream.arrived).toEqual([]);
  });

  it('while the upstream thinks: the connection is broken off', async () => {
    upstream = await startUpstream(() => undefined);
    const controller = new AbortController();
    const failing = rejection(clientOf(upstream.url).read({ ...operation, signal: controller.signal }, anything));
    await until(() => upstream.arrived.length === 1);
    controller.abort();
    expect(await failing).toBeInstanceOf(CancelledError);
    await upstream.closed(0);
  });

  it('while a body arrives', async () => {
    upstream = await startUpstream((_, response) => void response.writeHead(200).write('{"a":'));
    const controller = new AbortController();
    const failing = rejection(clientOf(upstream.url).read({ ...operation, signal: controller.signal }, anything));
    await until(() => upstream.arrived.length === 1);
    controller.abort();
    expect(await failing).toBeInstanceOf(CancelledError);
    await upstream.closed(0);
  });

  it('during a pause between retries: there is no further request', async () => {
    upstream = await startUpstream((_, response) => response.writeHead(429, { 'Retry-After': '2' }).end());
    const controller = new AbortController();
    const failing = rejection(clientOf(upstream.url).read({ ...operation, signal: controller.signal }, anything));
    await until(() => upstream.arrived.length === 1);
    await upstream.closed(0);
    controller.abort();
    expect(await failing).toBeInstanceOf(CancelledError);
    expect(upstream.arrived).toHaveLength(1);
  });

  it('with one of our errors as reason: it is what the caller of the client sees', async () => {
    upstream = await startUpstream(() => undefined);
    const controller = new AbortController();
    const failing = rejection(clientOf(upstream.url).read({ ...operation, signal: controller.signal }, anything));
    const reason = new RateLimitedError('Enough for today.');
    controller.abort(reason);
    expect(await failing).toBe(reason);
  });

  it('and a signal that lives long gathers no listeners', async () => {
    upstream = await startUpstream((_, response) => json(response, {}));
    const controller = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = controller.signal;
    Object.assign(controller.signal, {
      addEventListener(...args: Parameters<typeof addEventListener>) {
        listeners += 1;
        addEventListener.apply(controller.signal, args);
      },
      removeEventListener(...args: Parameters<typeof removeEventListener>) {
        listeners -= 1;
        removeEventListener.apply(controller.signal, args);
      },
    });
    const client = clientOf(upstream.url);
    await client.read({ ...operation, signal: controller.signal }, anything);
    await client.write({ method: 'POST', path: 'x', signal: controller.signal });
    expect(listeners).toBe(0);
  });
});
