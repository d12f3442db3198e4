import { afterEach, describe, expect, it } from 'vitest';

import { serve } from '../../src/http/index.js';
import type { ServeOptions, StandIn } from '../../src/http/index.js';

let standIn: StandIn | undefined;
let value = 1;

async function start(options: Partial<ServeOptions> = {}): Promise<StandIn> {
  value = 1;
  standIn = await serve({
    name: 'example',
    digest: () => String(value),
    routes: [
      {
        method: 'GET',
        path: '/things/{id:int}',
        changesState: false,
        handle: (call) => ({ body: `thing ${call.params['id'] ?? ''}` }),
      },
      {
        method: 'GET',
        path: '/things/{name}/parts',
        changesState: false,
        handle: (call) => ({ body: call.params['name'] ?? '' }),
      },
      {
        method: 'POST',
        path: '/things',
        changesState: true,
        handle: () => {
          value += 1;
          return { status: 201, headers: { 'content-type': 'text/plain' }, body: 'made something of some length' };
        },
      },
    ],
    ...options,
  });
  return standIn;
}

afterEach(async () => {
  await standIn?.close();
  standIn = undefined;
});

describe('a stand-in', () => {
  it('routes by method and path and decodes what stands in the path', async () => {
    const { url } = await start();
    expect(await (await fetch(`${url}/things/42`)).text()).toBe('thing 42');
    expect(await (await fetch(`${url}/things/a%20b%2Fc/parts`)).text()).toBe('a b/c');
    expect((await fetch(`${url}/things/none`)).status).toBe(404);
    expect((await fetch(`${url}/things/42`, { method: 'DELETE' })).status).toBe(404);
  });

  it('records requests with what they change and without their secrets', async () => {
    const { url, requests } = await start();
    await fetch(`${url}/things?apikey=canary&page=2`, {
      method: 'POST',
      body: 'hello',
      headers: { 'X-Plex-Token': 'canary', authorization: 'Bearer canary' },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: '/things',
      query: { apikey: '[present]', page: '2' },
      body: 'hello',
      changesState: true,
      status: 201,
    });
    expect(JSON.stringify(requests)).not.toContain('canary');
  });

  it('ends open connections when it is closed', async () => {
    const running = await start();
    running.faults.add({ fault: { kind: 'hang' } });
    const pending = fetch(`${running.url}/things/1`);
    pending.catch(() => undefined);
    while (running.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await running.close();
    await expect(pending).rejects.toThrow();
    await running.close();
  });
});

describe('faults', () => {
  it('strike before the request has an effect, or after it', async () => {
    const { url, faults, digest } = await start();
    const before = digest();
    faults.add({ method: 'POST', times: 1, fault: { kind: 'reply', status: 500, body: { message: 'no' } } });
    expect((await fetch(`${url}/things`, { method: 'POST' })).status).toBe(500);
    expect(digest()).toBe(before);
    faults.add({ method: 'POST', times: 1, when: 'after', fault: { kind: 'reply', status: 200 } });
    const reply = await fetch(`${url}/things`, { method: 'POST' });
    expect([reply.status, await reply.text()]).toEqual([200, '']);
    expect(digest()).not.toBe(before);
  });

  it('strike only what they are meant for, as often as they are meant to', async () => {
    const { url, faults } = await start();
    faults.add({ path: '/things/1', times: 2, fault: { kind: 'html' } });
    expect(await (await fetch(`${url}/things/2`)).text()).toBe('thing 2');
    expect((await fetch(`${url}/things/1`)).headers.get('content-type')).toContain('text/html');
    expect((await fetch(`${url}/things/1`)).headers.get('content-type')).toContain('text/html');
    expect(await (await fetch(`${url}/things/1`)).text()).toBe('thing 1');
  });

  it('can be taken away again', async () => {
    const { url, faults } = await start();
    const remove = faults.add({
      path: /^\/things/,
      fault: { kind: 'redirect', to: 'http://elsewhere.example/', status: 307 },
    });
    const sent = await fetch(`${url}/things/1`, { redirect: 'manual' });
    expect([sent.status, sent.headers.get('location')]).toEqual([307, 'http://elsewhere.example/']);
    remove();
    expect((await fetch(`${url}/things/1`)).status).toBe(200);
    faults.starting = true;
    expect((await fetch(`${url}/things/1`)).status).toBe(503);
    faults.clear();
    expect((await fetch(`${url}/things/1`)).status).toBe(200);
  });

  it('can break the connection and cut an answer short', async () => {
    const { url, faults } = await start();
    faults.add({ times: 1, fault: { kind: 'close' } });
    await expect(fetch(`${url}/things/1`)).rejects.toThrow();
    faults.add({ times: 1, fault: { kind: 'truncate' } });
    expect(await (await fetch(`${url}/things`, { method: 'POST' })).text()).toBe('made something');
  });
});

describe('a base path', () => {
  it('is needed in every request and is not seen by the routes', async () => {
    const { url, requests } = await start({
      base: '/sub',
      outsideBase: (call) => ({ status: 307, headers: { location: `/sub${call.path}` } }),
    });
    expect(await (await fetch(`${url}/sub/things/7`)).text()).toBe('thing 7');
    expect((await fetch(`${url}/things/7`, { redirect: 'manual' })).headers.get('location')).toBe('/sub/things/7');
    expect(requests.map((request) => request.path)).toEqual(['/things/7']);
  });
});
