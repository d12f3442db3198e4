import { createServer, request as httpRequest } from 'node:http';
import type { request as httpsRequest } from 'node:https';
import type { lookup } from 'node:dns';
import { createServer as createPlainServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchPublicDocument, isPublic, maxDocumentBytes } from '../../../../src/server/auth/owner/public-fetch.js';
import { closing } from '../../../fixtures/http-shelf.js';
import { oauthClient } from '../../../fixtures/oauth-client.js';
import { allow, authorizeUrl, callback, jsonOf, pkce, serveOwned } from '../../../fixtures/owned-shelf.js';

const document = 'https://assistant.example/oauth/client.json';
const documents = new Map<string, () => Response>();

vi.mock(import('../../../../src/server/auth/owner/public-fetch.js'), async (original) => {
  const real = await original();
  return {
    ...real,
    fetchPublicDocument: (url, parts) => {
      const answer = documents.get(url.href);
      return answer === undefined ? real.fetchPublicDocument(url, parts) : Promise.resolve(answer());
    },
  };
});

afterEach(() => {
  documents.clear();
});

/** Puts a document on the imaginary internet. */
function publish(metadata: Record<string, unknown> = {}): void {
  const body = JSON.stringify({
    client_id: document,
    client_name: 'The Assistant',
    redirect_uris: [callback],
    token_endpoint_auth_method: 'none',
    ...metadata,
  });
  documents.set(document, () => new Response(body));
}

const open = async (environment: Record<string, string> = {}, clientId = document) => {
  const shelf = await serveOwned(environment);
  const url = authorizeUrl(shelf, { client_id: clientId, code_challenge: pkce().challenge });
  return { shelf, shown: await shelf.browser().open(url) };
};

/** `lookup` that finds these. */
const finds = (...addresses: string[]): typeof lookup =>
  ((_name: string, _options: object, callback: (error: null, found: object[]) => void) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as typeof lookup;

describe('a client with a document of its own', () => {
  it('signs in without registering, and the page says whose name it is', async () => {
    publish();
    const shelf = await serveOwned({ OAUTH_DYNAMIC_REGISTRATION: 'false' });
    const client = oauthClient('v2-modern', shelf.resource, { callback, documentUrl: document });
    const url = await client.begin();
    expect(url.searchParams.get('client_id')).toBe(document);
    const browser = shelf.browser();
    const { text } = await browser.open(url);
    expect(text).toContain('Let <q>The Assistant</q> use Shelf?');
    expect(text).toContain('It comes from assistant.example, which vouches for its name.');
    await client.finish((await allow(browser, url)).sentTo);
    expect((await (await client.connect()).callTool('shelf_count_pages')).isError).toBe(false);
  });

  it('is believed only what it could register, too', async () => {
    publish({ redirect_uris: ['javascript:alert(1)'] });
    expect((await open()).shown.status).toBe(400);
    publish({ client_id: 'https://assistant.example/other.json' });
    expect((await open()).shown.status).toBe(400);
    publish({ client_secret: 'shared' });
    expect((await open()).shown.status).toBe(400);
    publish({ redirect_uris: ['https://client.example/other'] });
    expect((await open()).shown.status).toBe(400);
  });

  it('is no client where the owner switched that off', async () => {
    publish();
    const { shelf, shown } = await open({ OAUTH_CLIENT_ID_METADATA_DOCUMENTS: 'false' });
    expect(shown.status).toBe(400);
    const metadata = jsonOf(await shelf.send('/.well-known/oauth-authorization-server'));
    expect(metadata).not.toHaveProperty('client_id_metadata_document_supported');
  });

  it('makes this server ask only so many addresses in a minute', async () => {
    const shelf = await serveOwned();
    const asked: string[] = [];
    for (let each = 0; each < 25; each += 1) {
      const id = `https://assistant.example/${each}`;
      documents.set(id, () => {
        asked.push(id);
        return new Response('{}');
      });
      await shelf.browser().open(authorizeUrl(shelf, { client_id: id, code_challenge: pkce().challenge }));
    }
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThan(25);
  });

  it('on this machine or beside it is not even asked', async () => {
    let connections = 0;
    const neighbour = createPlainServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => neighbour.listen(0, '127.0.0.1', resolve));
    closing({ close: () => new Promise((resolve) => neighbour.close(() => resolve())) });
    const { port } = neighbour.address() as AddressInfo;
    for (const host of ['localhost', '127.0.0.1', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1']) {
      const { shown } = await open({}, `https://${host}:${port}/client.json`);
      expect(shown.status).toBe(400);
    }
    expect(connections).toBe(0);
  });
});

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::1',
    'no address',
  ])('%s is not on the public internet', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it.each(['1.1.1.1', '172.32.0.1', '192.167.255.255', '2606:4700::1111'])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });
});

describe('a document', () => {
  /** A server that stands for the internet. */
  async function serve(answer: Parameters<typeof createServer>[1]) {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing({
      close: () =>
        new Promise<void>((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    });
    const { port } = server.address() as AddressInfo;
    const request = ((url: URL, options: object, done: Parameters<typeof httpRequest>[2]) =>
      httpRequest(url, { ...options, protocol: 'http:' }, done)) as typeof httpsRequest;
    return fetchPublicDocument(new URL(`https://assistant.example:${port}/client.json`), {
      resolve: finds('127.0.0.1'),
      mayReach: () => true,
      request,
    });
  }

  it('comes with how long it may be kept, and nothing else', async () => {
    const got = await serve((_request, response) => {
      response.setHeader('cache-control', 'max-age=60').setHeader('set-cookie', 'a=b').end('{"a":1}');
    });
    expect(await got.json()).toEqual({ a: 1 });
    expect([...got.headers.keys()]).toEqual(['cache-control']);
  });

  it('may not be elsewhere, too long, or missing', async () => {
    await expect(
      serve((_request, response) => void response.writeHead(302, { location: 'https://127.0.0.1/' }).end()),
    ).rejects.toThrow('it answers 302');
    await expect(serve((_request, response) => void response.writeHead(404).end())).rejects.toThrow('404');
    await expect(serve((_request, response) => void response.end('x'.repeat(maxDocumentBytes + 1)))).rejects.toThrow(
      'too long',
    );
  });

  it('is not fetched over http, nor from a name that leads into the house, if only with one of its addresses', async () => {
    await expect(fetchPublicDocument(new URL('http://assistant.example/'))).rejects.toThrow('only https');
    const url = new URL(document);
    for (const addresses of [['10.0.0.1'], ['1.1.1.1', '127.0.0.1'], ['2606:4700::1111', '::1']]) {
      await expect(fetchPublicDocument(url, { resolve: finds(...addresses) })).rejects.toThrow('public internet');
    }
    await expect(fetchPublicDocument(url, { resolve: finds() })).rejects.toThrow('no address');
  });
});
