import { describe, expect, it } from 'vitest';
import { fileStateStore } from '../../../../src/state/file-state-store.js';
import { initializeRequest, sendHttp } from '../../../../src/testing/http-probe.js';
import {
  allow,
  askForTokens,
  authorizeUrl,
  callback,
  codeOf,
  jsonOf,
  pkce,
  register,
  registered,
  serveOwned,
  type OwnedShelf,
} from '../../../fixtures/owned-shelf.js';

const secret = 'a-secret-of-the-owner-for-one-client-0123456789';
const owners = { OAUTH_CLIENT_ID: 'owners-client', OAUTH_CLIENT_SECRET: secret, OAUTH_REDIRECT_URIS: callback };

/** Signs a client in that has a secret. */
async function withSecret(shelf: OwnedShelf, clientId: string, redirect = callback) {
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(shelf, { client_id: clientId, code_challenge: challenge, redirect_uri: redirect });
  const code = codeOf(await allow(shelf.browser(), url));
  return { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirect };
}

const basic = (id: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`,
});

describe('the client that the owner set up', () => {
  it('signs in with its secret in the form or in the header', async () => {
    const shelf = await serveOwned(owners);
    const params = await withSecret(shelf, 'owners-client');
    const posted = await askForTokens(shelf, { ...params, client_id: 'owners-client', client_secret: secret });
    const token = String(jsonOf(posted)['access_token']);
    const answer = await sendHttp(shelf.http.url, initializeRequest({ authorization: `Bearer ${token}` }));
    expect(answer.status).toBe(200);
    const again = await withSecret(shelf, 'owners-client');
    expect((await askForTokens(shelf, again, basic('owners-client', secret))).status).toBe(200);
  });

  it('is refused without its secret, with a wrong one, and without PKCE', async () => {
    const shelf = await serveOwned(owners);
    const params = await withSecret(shelf, 'owners-client');
    const attempts = [
      await askForTokens(shelf, { ...params, client_id: 'owners-client' }),
      await askForTokens(shelf, { ...params, client_id: 'owners-client', client_secret: `${secret}x` }),
      await askForTokens(shelf, params, basic('owners-client', 'é'.repeat(40))),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([401, 401, 400]);
    const url = authorizeUrl(shelf, { client_id: 'owners-client', code_challenge_method: undefined });
    expect((await shelf.browser().open(url)).sentTo?.searchParams.get('error')).toBe('invalid_request');
  });

  it.each([
    'https://evil.example/callback',
    `${callback}/`,
    `${callback}?more=1`,
    'https://client.example:444/callback',
    'https://client.example/callback/../other',
    'https://client.example@evil.example/callback',
    'HTTPS://CLIENT.EXAMPLE/callback',
  ])('is sent to exactly the address that the owner named, not to %s', async (redirect) => {
    const shelf = await serveOwned(owners);
    const url = authorizeUrl(shelf, {
      client_id: 'owners-client',
      code_challenge: pkce().challenge,
      redirect_uri: redirect,
    });
    const shown = await shelf.browser().open(url);
    expect(shown.status).toBe(400);
    expect(shown.sentTo).toBeUndefined();
    expect(shown.text).not.toContain('<form');
  });

  it('on loopback is sent to exactly the port that the owner named', async () => {
    const shelf = await serveOwned({ ...owners, OAUTH_REDIRECT_URIS: 'http://localhost:3000/cb' });
    const open = (redirect: string) =>
      shelf.browser().open(
        authorizeUrl(shelf, {
          client_id: 'owners-client',
          code_challenge: pkce().challenge,
          redirect_uri: redirect,
        }),
      );
    expect((await open('http://localhost:3001/cb')).status).toBe(400);
    expect((await open('http://localhost:3000/cb')).status).toBe(200);
  });

  it('is off without a redirect address, and the log says which line to add', async () => {
    const shelf = await serveOwned({ ...owners, OAUTH_REDIRECT_URIS: '' });
    expect(shelf.server.log.join('\n')).toContain('OAUTH_REDIRECT_URIS=https://');
    const url = authorizeUrl(shelf, { client_id: 'owners-client', code_challenge: pkce().challenge });
    expect((await shelf.browser().open(url)).status).toBe(400);
  });
});

describe('a client that registers itself', () => {
  it('may have a secret, which is in no file', async () => {
    const shelf = await serveOwned();
    const client = jsonOf(await register(shelf, { token_endpoint_auth_method: undefined }));
    const [id, own] = [String(client['client_id']), String(client['client_secret'])];
    expect(own.length).toBeGreaterThan(40);
    const params = await withSecret(shelf, id);
    expect((await askForTokens(shelf, params, basic(id, `${own}x`))).status).toBe(401);
    expect((await askForTokens(shelf, params, basic(id, own))).status).toBe(200);
  });

  it('may say more of itself than anybody here needs', async () => {
    const shelf = await serveOwned();
    const answer = await register(shelf, {
      grant_types: ['authorization_code', 'refresh_token', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code', 'token'],
      scope: 'openid everything mcp:read',
      logo_uri: 'not an address',
      contacts: ['nobody'],
      sector_identifier_uri: 'https://169.254.169.254/latest',
      software_id: 'x',
    });
    expect(answer.status).toBe(201);
    const { grant_types: grants, response_types: types, sector_identifier_uri: fetched } = jsonOf(answer);
    expect({ grants, types, fetched }).toEqual({
      grants: ['authorization_code', 'refresh_token'],
      types: ['code'],
      fetched: undefined,
    });
  });

  it.each([
    'javascript:alert(1)',
    'javascript://client.example/%0aalert(1)',
    'JaVaScRiPt:/alert(1)',
    'data:text/html,hello',
    'data:/text/html,hello',
    'file:///etc/passwd',
    'vbscript:/x',
    'blob:https://client.example/1',
    'intent://scan/#Intent;end',
    'ms-msdt:/id',
    'mailto:anna@example.org',
    'ws://client.example/',
    'http://client.example/callback',
    'http://localhost.evil.example/callback',
    'http://192.168.1.10/callback',
    'https://client.example/callback#fragment',
    'https://client.example@evil.example/callback',
    'no address',
    '//client.example/callback',
  ])('may not have itself sent to %s', async (redirect) => {
    const shelf = await serveOwned();
    for (const uris of [[redirect], [callback, redirect]]) {
      const answer = await register(shelf, { redirect_uris: uris });
      expect(answer.status).toBe(400);
      expect(jsonOf(answer)['error']).toBe('invalid_redirect_uri');
    }
  });

  it.each([[undefined], ['https://client.example'], [[]], [[42]], [{}]])(
    'has to say where it is sent, in a list: %j',
    async (uris) => {
      const shelf = await serveOwned();
      expect((await register(shelf, { redirect_uris: uris })).status).toBe(400);
    },
  );

  it.each([
    ['http://127.0.0.1:3334/callback', 'http://127.0.0.1:50123/callback'],
    ['http://localhost/callback', 'http://localhost:50123/callback'],
    ['http://[::1]:1/callback', 'http://[::1]:50123/callback'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'cursor://anysphere.cursor-mcp/oauth/callback'],
    ['com.example.app:/oauth', 'com.example.app:/oauth'],
  ])('on the person’s device may be sent to %s, at any port', async (uri, redirect) => {
    const shelf = await serveOwned();
    const client = await registered(shelf, { redirect_uris: [uri] });
    const { challenge } = pkce();
    const url = authorizeUrl(shelf, { client_id: client, code_challenge: challenge, redirect_uri: redirect });
    const { sentTo } = await allow(shelf.browser(), url);
    expect(sentTo?.href.startsWith(redirect)).toBe(true);
    expect(sentTo?.searchParams.get('code')).not.toBeNull();
    const elsewhere = authorizeUrl(shelf, {
      client_id: client,
      code_challenge: challenge,
      redirect_uri: redirect.replace('callback', 'elsewhere').replace('oauth', 'elsewhere'),
    });
    expect((await shelf.browser().open(elsewhere)).status).toBe(400);
  });

  it('is forgotten after a day that brought it no token, and kept when it did', async () => {
    const shelf = await serveOwned();
    const [unused, used] = [await registered(shelf), await registered(shelf)];
    const params = await withSecret(shelf, used);
    expect((await askForTokens(shelf, { ...params, client_id: used })).status).toBe(200);
    shelf.server.pass(25 * 60 * 60_000);
    const open = (client: string) =>
      shelf.browser().open(authorizeUrl(shelf, { client_id: client, code_challenge: pkce().challenge }));
    expect((await open(unused)).status).toBe(400);
    expect((await open(used)).status).toBe(200);
  });

  it('is one of not too many from one place, nor of too many in all', async () => {
    const shelf = await serveOwned({ TRUST_PROXY: '127.0.0.1' });
    const from = (address: string) =>
      shelf.send('/oauth/register', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ redirect_uris: [callback], token_endpoint_auth_method: 'none' }),
      });
    for (let each = 0; each < 50; each += 1) expect((await from('192.0.2.1')).status).toBe(201);
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(201);
    const now = () => shelf.server.runtime.clock.now().getTime();
    const store = fileStateStore(shelf.stateDir, now);
    for (let each = 0; each < 148; each += 1) {
      const entry = { value: { metadata: { client_id: `some-${each}` }, from: `${each}` }, expiresAt: now() + 1000 };
      await store.change('oauth-client', `some-${each}`, () => ({ entry, result: undefined }));
    }
    expect((await from('192.0.2.3')).status).toBe(201);
    expect((await from('192.0.2.4')).status).toBe(429);
    shelf.server.pass(25 * 60 * 60_000);
    expect((await from('192.0.2.4')).status).toBe(201);
  });

  it('cannot where the owner switched that off', async () => {
    const shelf = await serveOwned({ OAUTH_DYNAMIC_REGISTRATION: 'false' });
    expect((await register(shelf)).status).toBe(404);
    const metadata = jsonOf(await shelf.send('/.well-known/oauth-authorization-server'));
    expect(metadata).not.toHaveProperty('registration_endpoint');
  });
});

describe('a request for access', () => {
  it.each([
    ['a client that nobody knows', { client_id: 'nobody' }],
    ['an address that the client did not register', { redirect_uri: 'https://evil.example/callback' }],
    ['a script as the address', { redirect_uri: 'javascript:alert(1)' }],
    [
      'an unknown way to answer, and an address that is not registered',
      { response_type: 'token', redirect_uri: 'https://evil.example/' },
    ],
    ['no address', { redirect_uri: undefined }],
  ])('with %s leads nowhere', async (_what, params) => {
    const shelf = await serveOwned();
    const client = await registered(shelf);
    const url = authorizeUrl(shelf, { client_id: client, code_challenge: pkce().challenge, ...params });
    const shown = await shelf.browser().open(url);
    expect(shown.status).toBe(400);
    expect(shown.headers.location).toBeUndefined();
    expect(shown.text).not.toMatch(/evil\.example|javascript/);
  });

  it.each<[string, Record<string, string>, string]>([
    ['for a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
    ['for an identity', { response_type: 'id_token' }, 'unsupported_response_type'],
    ['that asks nobody', { prompt: 'none' }, 'login_required'],
    ['in a request object', { request: 'e30.e30.' }, 'request_not_supported'],
    ['at an address', { request_uri: 'https://169.254.169.254/' }, 'request_uri_not_supported'],
  ])('%s is refused at the address of the client', async (_what, params, error) => {
    const shelf = await serveOwned();
    const url = authorizeUrl(shelf, {
      client_id: await registered(shelf),
      code_challenge: pkce().challenge,
      ...params,
    });
    const { sentTo } = await shelf.browser().open(url);
    // Who wants a token in the address is answered where it would have been, behind the #.
    const [address, answer] = sentTo?.href.split(/[?#]/) ?? [];
    expect(address).toBe(callback);
    expect(new URLSearchParams(answer).get('error')).toBe(error);
  });

  it('is answered in the address, however the client would like it', async () => {
    const shelf = await serveOwned();
    for (const mode of ['form_post', 'fragment', 'web_message']) {
      const url = authorizeUrl(shelf, {
        client_id: await registered(shelf),
        code_challenge: pkce().challenge,
        response_mode: mode,
      });
      expect(codeOf(await allow(shelf.browser(), url))).toMatch(/^[\w-]{43}$/);
    }
  });
});
