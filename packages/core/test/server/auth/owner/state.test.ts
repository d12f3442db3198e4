import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../../src/testing/http-probe.js';
import {
  allow,
  askForTokens,
  authorizeUrl,
  callback,
  codeOf,
  jsonOf,
  ownersPassword,
  pkce,
  refresh,
  register,
  registered,
  serveOwned,
  signIn,
  somePlace,
  type OwnedShelf,
} from '../../../fixtures/owned-shelf.js';

const statusFor = async (shelf: OwnedShelf, token: unknown) =>
  (await sendHttp(shelf.http.url, initializeRequest({ authorization: `Bearer ${String(token)}` }))).status;

/** Two servers behind one address, with one folder. */
async function twoOfOne(): Promise<[OwnedShelf, OwnedShelf]> {
  const [place, { port }] = [await somePlace(), await somePlace()];
  const first = await serveOwned({}, place);
  const second = await serveOwned({ PUBLIC_URL: first.publicUrl }, { port, stateDir: place.stateDir });
  return [first, second];
}

describe('a restart', () => {
  it.each([
    ['whose secret the owner set', { OAUTH_JWT_SECRET: 'f'.concat('0123456789abcdef0123456789abcdef') }],
    ['that made its own secret', {}],
  ])('of a server %s signs nobody out', async (_what, environment) => {
    const place = await somePlace();
    const before = await serveOwned(environment, place);
    const tokens = await signIn(before);
    await before.http.close();
    const after = await serveOwned(environment, place);
    expect(await statusFor(after, tokens.access)).toBe(200);
    const renewed = await refresh(after, tokens);
    expect(await statusFor(after, jsonOf(renewed)['access_token'])).toBe(200);
    expect((await refresh(after, tokens)).status).toBe(400);
  });

  it('with another secret makes every token worthless', async () => {
    const place = await somePlace();
    const before = await serveOwned({ OAUTH_JWT_SECRET: 'f'.concat('0123456789abcdef0123456789abcdef') }, place);
    const tokens = await signIn(before);
    await before.http.close();
    const after = await serveOwned({ OAUTH_JWT_SECRET: 'e'.concat('0123456789abcdef0123456789abcdef') }, place);
    expect(await statusFor(after, tokens.access)).toBe(401);
  });

  it('while the page is open harms nobody', async () => {
    const place = await somePlace();
    const before = await serveOwned({}, place);
    const url = authorizeUrl(before, { client_id: await registered(before), code_challenge: pkce().challenge });
    const browser = before.browser();
    const page = await browser.open(url);
    await before.http.close();
    await serveOwned({}, place);
    const { sentTo } = await browser.submit(page, { password: ownersPassword, decision: 'allow' });
    expect(sentTo?.searchParams.has('code')).toBe(true);
  });
});

describe('two servers behind one address', () => {
  it('know the same clients, codes and tokens', async () => {
    const [first, second] = await twoOfOne();
    const clientId = await registered(second);
    const { verifier, challenge } = pkce();
    const url = authorizeUrl(first, { client_id: clientId, code_challenge: challenge });
    const code = codeOf(await allow(first.browser(), url));
    const redeemed = jsonOf(
      await askForTokens(second, {
        grant_type: 'authorization_code',
        client_id: clientId,
        code,
        code_verifier: verifier,
        redirect_uri: callback,
      }),
    );
    expect(await statusFor(first, redeemed['access_token'])).toBe(200);
    const renewed = await refresh(first, { clientId, refresh: String(redeemed['refresh_token']) });
    expect(await statusFor(second, jsonOf(renewed)['access_token'])).toBe(200);
    expect((await refresh(second, { clientId, refresh: String(redeemed['refresh_token']) })).status).toBe(400);
    expect(await statusFor(first, jsonOf(renewed)['access_token'])).toBe(401);
  });

  it('give tokens for one code or refresh token once, whoever is asked at the same moment', async () => {
    const [first, second] = await twoOfOne();
    const tokens = await signIn(first);
    const answers = await Promise.all([first, second, first, second].map(async (shelf) => refresh(shelf, tokens)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const answer of given) expect(await statusFor(second, jsonOf(answer)['access_token'])).toBe(401);
  });

  it('count the same failures', async () => {
    const [first, second] = await twoOfOne();
    const url = authorizeUrl(first, { client_id: await registered(first), code_challenge: pkce().challenge });
    const browser = first.browser();
    const page = await browser.open(url);
    for (let each = 0; each < 5; each += 1) await browser.submit(page, { password: 'wrong', decision: 'allow' });
    const there = second.browser();
    const other = await there.open(url.href.replace(first.publicUrl, new URL(second.http.url).origin));
    const right = { password: ownersPassword, decision: 'allow' };
    expect((await there.submit(other, right, { origin: first.publicUrl })).status).toBe(429);
  });
});

describe('the folder', () => {
  it('holds no token, code, password or secret, and is the owner’s alone', async () => {
    const shelf = await serveOwned();
    const { client_secret: secret } = jsonOf(await register(shelf, { token_endpoint_auth_method: undefined }));
    const tokens = await signIn(shelf);
    const renewed = jsonOf(await refresh(shelf, tokens));
    const entries = await readdir(shelf.stateDir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(5);
    const texts = await Promise.all(files.map(async (file) => `${file} ${await readFile(file, 'utf8')}`));
    const everything = texts.join('\n');
    const secrets = [secret, tokens.access, tokens.refresh, tokens.code, tokens.verifier, ownersPassword];
    for (const each of [...secrets, renewed['access_token'], renewed['refresh_token']]) {
      expect(String(each).length).toBeGreaterThan(10);
      expect(everything).not.toContain(String(each));
    }
    for (const file of files) expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('loses what has expired', async () => {
    const shelf = await serveOwned();
    for (let each = 0; each < 3; each += 1) await signIn(shelf);
    const count = async (kind: string) => (await readdir(path.join(shelf.stateDir, kind))).length;
    expect([await count('oauth-grant'), await count('oauth-refreshtoken')]).toEqual([3, 3]);
    shelf.server.pass(100 * 24 * 60 * 60_000);
    await signIn(shelf);
    expect([await count('oauth-grant'), await count('oauth-refreshtoken')]).toEqual([1, 1]);
    expect([await count('oauth-authorizationcode'), await count('oauth-interaction')]).toEqual([1, 0]);
    expect(await count('oauth-grant-members')).toBe(1);
  });
});
