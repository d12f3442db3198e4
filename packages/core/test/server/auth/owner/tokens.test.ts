import { createHash, createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { initializeRequest, sendHttp } from '../../../../src/testing/http-probe.js';
import {
  allow,
  askForTokens,
  authorizeUrl,
  callback,
  codeOf,
  jsonOf,
  pkce,
  refresh,
  registered,
  serveOwned,
  signIn,
  type OwnedShelf,
} from '../../../fixtures/owned-shelf.js';

const statusFor = async (shelf: OwnedShelf, token: string) =>
  (await sendHttp(shelf.http.url, initializeRequest({ authorization: `Bearer ${token}` }))).status;

/** A code that nobody has redeemed yet. */
async function freshCode(shelf: OwnedShelf) {
  const clientId = await registered(shelf);
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(shelf, { client_id: clientId, code_challenge: challenge });
  const code = codeOf(await allow(shelf.browser(), url));
  const redeem = (changes: Record<string, string> = {}) =>
    askForTokens(shelf, {
      grant_type: 'authorization_code',
      client_id: clientId,
      code,
      code_verifier: verifier,
      redirect_uri: callback,
      ...changes,
    });
  return { clientId, code, redeem };
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a code', () => {
  it('that is redeemed again is refused, and revokes what it gave', async () => {
    const shelf = await serveOwned();
    const { clientId, redeem } = await freshCode(shelf);
    const tokens = jsonOf(await redeem());
    const [access, renewal] = [String(tokens['access_token']), String(tokens['refresh_token'])];
    expect(await statusFor(shelf, access)).toBe(200);
    const replayed = await redeem();
    expect(replayed.status).toBe(400);
    expect(jsonOf(replayed)['error']).toBe('invalid_grant');
    expect(await statusFor(shelf, access)).toBe(401);
    expect((await refresh(shelf, { clientId, refresh: renewal })).status).toBe(400);
  });

  it('that many redeem at once gives tokens to nobody that are still good', async () => {
    const shelf = await serveOwned();
    const { redeem } = await freshCode(shelf);
    const answers = await Promise.all(Array.from({ length: 6 }, () => redeem()));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const answer of given) expect(await statusFor(shelf, String(jsonOf(answer)['access_token']))).toBe(401);
  });

  it.each<[string, Record<string, string>]>([
    ['with the wrong verifier', { code_verifier: pkce().verifier }],
    ['without a verifier', { code_verifier: '' }],
    ['with another redirect address', { redirect_uri: 'https://client.example/other' }],
    ['that was made up', { code: 'x'.repeat(43) }],
  ])('%s is refused', async (_what, changes) => {
    const shelf = await serveOwned();
    const { redeem } = await freshCode(shelf);
    const refused = await redeem(changes);
    expect(refused.status).toBe(400);
    expect(refused.text).not.toContain('access_token');
  });

  it('of another client is refused', async () => {
    const shelf = await serveOwned();
    const { redeem } = await freshCode(shelf);
    expect((await redeem({ client_id: await registered(shelf) })).status).toBe(400);
  });

  it('is good for a minute', async () => {
    const shelf = await serveOwned();
    const { redeem } = await freshCode(shelf);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect((await redeem()).status).toBe(400);
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['without a challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a plain challenge', { code_challenge: 'p'.repeat(43), code_challenge_method: 'plain' }],
    ['with a challenge that does not say how it was made', { code_challenge_method: undefined }],
  ])('is not given %s', async (_what, params) => {
    const shelf = await serveOwned();
    const url = authorizeUrl(shelf, {
      client_id: await registered(shelf),
      code_challenge: pkce().challenge,
      ...params,
    });
    const { sentTo } = await shelf.browser().open(url);
    expect(sentTo?.searchParams.get('error')).toBe('invalid_request');
    expect(sentTo?.searchParams.get('state')).toBe('the-state');
    expect(sentTo?.searchParams.get('iss')).toBe(shelf.publicUrl);
    expect(sentTo?.searchParams.has('code')).toBe(false);
  });
});

describe('a refresh token', () => {
  it('is good once; whoever uses it again ends the sign-in', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    const renewed = jsonOf(await refresh(shelf, tokens));
    expect(await statusFor(shelf, String(renewed['access_token']))).toBe(200);
    const stolen = await refresh(shelf, tokens);
    expect(jsonOf(stolen)['error']).toBe('invalid_grant');
    expect(await statusFor(shelf, String(renewed['access_token']))).toBe(401);
    const next = await refresh(shelf, { ...tokens, refresh: String(renewed['refresh_token']) });
    expect(next.status).toBe(400);
  });

  it('that many use at once is good for one of them at most, and then for nobody', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(shelf, tokens)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const answer of given) expect(await statusFor(shelf, String(jsonOf(answer)['access_token']))).toBe(401);
  });

  it('is no good to another client', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    expect((await refresh(shelf, { ...tokens, clientId: await registered(shelf) })).status).toBe(400);
  });

  it('gives no more than was allowed', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf, { fields: { access: 'read' } });
    expect(tokens.scope).toBe('mcp:read');
    const grant = { grant_type: 'refresh_token', client_id: tokens.clientId, refresh_token: tokens.refresh };
    const more = await askForTokens(shelf, { ...grant, scope: 'mcp:read mcp:write' });
    expect(jsonOf(more)['error']).toBe('invalid_scope');
    expect(jsonOf(await askForTokens(shelf, grant))['scope']).toBe('mcp:read');
  });

  it('slides for a month at a time, and the sign-in ends after three', async () => {
    const shelf = await serveOwned();
    let tokens = await signIn(shelf);
    const start = Date.now();
    const days = (count: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: start + count * 24 * 60 * 60_000 });
    };
    for (const day of [25, 50, 75]) {
      days(day);
      const renewed = await refresh(shelf, tokens);
      expect(renewed.status).toBe(200);
      tokens = { ...tokens, refresh: String(jsonOf(renewed)['refresh_token']) };
    }
    days(91);
    expect((await refresh(shelf, tokens)).status).toBe(400);
  });

  it('that lay about for a month is no good', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31 * 24 * 60 * 60_000 });
    expect((await refresh(shelf, tokens)).status).toBe(400);
  });
});

describe('an access token', () => {
  it('lasts as long as the owner says', async () => {
    const shelf = await serveOwned({ OAUTH_ACCESS_TOKEN_EXPIRE_MINUTES: '5' });
    const { access } = await signIn(shelf);
    expect(await statusFor(shelf, access)).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 });
    expect(await statusFor(shelf, access)).toBe(401);
  });

  it('that nobody signed is refused', async () => {
    const shelf = await serveOwned();
    const [, claims = ''] = (await signIn(shelf)).access.split('.');
    expect(await statusFor(shelf, `${part({ alg: 'none', typ: 'at+jwt' })}.${claims}.`)).toBe(401);
  });

  it('that was signed with the public key as a password is refused', async () => {
    const shelf = await serveOwned();
    const [, claims = ''] = (await signIn(shelf)).access.split('.');
    const keys = (await shelf.send('/oauth/jwks')).text;
    const head = `${part({ alg: 'HS256' })}.${claims}`;
    const signature = createHmac('sha256', keys).update(head).digest('base64url');
    expect(await statusFor(shelf, `${head}.${signature}`)).toBe(401);
  });

  it('of another server with the same secret is refused', async () => {
    const secret = { OAUTH_JWT_SECRET: createHash('sha256').update('one for all').digest('hex') };
    const [shelf, other] = [await serveOwned(secret), await serveOwned(secret)];
    expect(await statusFor(shelf, (await signIn(other)).access)).toBe(401);
  });

  it('that is sent to be revoked is refused with the reason; the refresh token is what ends a sign-in', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    const revoke = (token: string, client = tokens.clientId) =>
      shelf.send('/oauth/revoke', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ token, client_id: client }).toString(),
      });
    expect(jsonOf(await revoke(tokens.access))['error']).toBe('unsupported_token_type');
    await revoke(tokens.refresh, await registered(shelf));
    expect(await statusFor(shelf, tokens.access)).toBe(200);
    expect((await revoke(tokens.refresh)).status).toBe(200);
    expect(await statusFor(shelf, tokens.access)).toBe(401);
    expect((await refresh(shelf, tokens)).status).toBe(400);
  });
});

describe('the address that tokens are for', () => {
  it('is this server where the client names none, with and without a slash', async () => {
    const shelf = await serveOwned();
    for (const params of [{}, { resource: `${shelf.resource}/` }]) {
      expect(await statusFor(shelf, (await signIn(shelf, { params })).access)).toBe(200);
    }
  });

  it.each(['https://somebody.example/mcp', 'not-an-address', 'http://127.0.0.1:1/mcp'])(
    'may not be somebody else: %s',
    async (resource) => {
      const shelf = await serveOwned();
      const url = authorizeUrl(shelf, {
        client_id: await registered(shelf),
        code_challenge: pkce().challenge,
        resource,
      });
      const { sentTo } = await shelf.browser().open(url);
      expect(sentTo?.searchParams.get('error')).toBe('invalid_target');
    },
  );

  it('may not change between the code and the token', async () => {
    const sibling = 'https://home.example.org/plex/mcp';
    const shelf = await serveOwned({ OAUTH_RESOURCES: sibling });
    const { redeem } = await freshCode(shelf);
    expect(jsonOf(await redeem({ resource: sibling }))['error']).toBe('invalid_target');
  });
});

describe('the scope', () => {
  it.each([
    ['nothing', undefined, 'mcp:read mcp:write'],
    ['reading', 'mcp:read', 'mcp:read'],
    ['writing', 'mcp:write', 'mcp:read mcp:write'],
    ['what OpenID clients ask for out of habit', 'openid profile offline_access', 'mcp:read mcp:write'],
    ['reading, and what nobody knows', 'openid mcp:read files:everything', 'mcp:read'],
  ])('that is given to who asks for %s is no more than that', async (_what, scope, given) => {
    const shelf = await serveOwned();
    const { scope: got } = await signIn(shelf, {
      params: { ...(scope === undefined ? {} : { scope }), nonce: 'n', max_age: '0', claims: '{' },
    });
    expect(got).toBe(given);
  });

  it('has the names that the owner chose', async () => {
    const shelf = await serveOwned({ MCP_OAUTH_READ_SCOPE: 'tv.view', MCP_OAUTH_WRITE_SCOPE: 'tv.change' });
    const tokens = await signIn(shelf);
    expect(tokens.scope).toBe('tv.view tv.change');
    expect(await statusFor(shelf, tokens.access)).toBe(200);
  });
});
