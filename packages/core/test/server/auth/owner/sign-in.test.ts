import { describe, expect, it } from 'vitest';
import { clientKinds } from '../../../../src/testing/mcp-client.js';
import { allow, callback, refresh, serveOwned, signIn } from '../../../fixtures/owned-shelf.js';
import { oauthClient } from '../../../fixtures/oauth-client.js';

const names = (tools: readonly { name: string }[]) => tools.map(({ name }) => name);

describe.each(clientKinds)('a %s client that nobody prepared', (kind) => {
  it('finds its way from the 401 to a call, renews its tokens, and is revoked', async () => {
    const shelf = await serveOwned();
    const client = oauthClient(kind, shelf.resource, { callback });
    const url = await client.begin();
    expect(url.searchParams.get('resource')).toBe(shelf.resource);
    const browser = shelf.browser();
    await client.finish((await allow(browser, url)).sentTo);

    const connected = await client.connect();
    expect(names(await connected.listTools())).toContain('shelf_remove_book');
    expect((await connected.callTool('shelf_count_pages')).isError).toBe(false);

    const first = client.memory.tokens;
    if (first === undefined) throw new Error('The client has no tokens.');
    client.memory.tokens = { ...first, access_token: 'not-a-token' };
    await (await client.connect()).listTools();
    expect(client.memory.tokens.access_token).not.toBe('not-a-token');
    expect(client.memory.tokens.refresh_token).not.toBe(first.refresh_token);

    const revoked = await shelf.send('/oauth/revoke', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        token: String(client.memory.tokens.refresh_token),
        client_id: String(client.memory.registration?.client_id),
      }).toString(),
    });
    expect(revoked.status).toBe(200);
    await expect(connected.callTool('shelf_count_pages')).rejects.toThrow();
  });

  it('that the owner lets only read sees and calls reads only, on a server that writes', async () => {
    const shelf = await serveOwned();
    const client = oauthClient(kind, shelf.resource, { callback });
    await client.finish((await allow(shelf.browser(), await client.begin(), { access: 'read' })).sentTo);
    const reader = await client.connect();
    expect(client.memory.tokens?.scope).toBe('mcp:read');
    expect(names(await reader.listTools())).not.toContain('shelf_remove_book');
    const refused = await reader.callTool('shelf_remove_book', { book: 'Velma' });
    expect(refused.error).toMatchObject({ code: 'permission', changed: 'no' });
    expect(shelf.server.shelf.changes).toEqual([]);
  });
});

describe('behind a proxy', () => {
  it.each([
    ['that takes the prefix away', ''],
    ['that leaves the prefix', '/shelf'],
  ])('%s, every address is the one outside', async (_what, left) => {
    const shelf = await serveOwned({ PUBLIC_URL: 'https://home.example.org/shelf' });
    const metadata = await shelf.send(`${left}/.well-known/oauth-authorization-server`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
    });
    const addresses = metadata.text.match(/https?:[^"]*/g) ?? [];
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.filter((each) => !each.startsWith('https://home.example.org/shelf'))).toEqual([]);
    const client = await shelf.send(`${left}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [callback], token_endpoint_auth_method: 'none' }),
    });
    const { client_id: id } = JSON.parse(client.text) as { client_id: string };
    const begun = await shelf.send(
      `${left}/oauth/authorize?response_type=code&client_id=${id}&code_challenge=${'x'.repeat(43)}&code_challenge_method=S256&redirect_uri=${encodeURIComponent(callback)}`,
      { headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' } },
    );
    expect(begun.status).toBe(303);
    expect(begun.headers.location).toMatch(/^\/shelf\/oauth\/interaction\/[\w-]+$/);
    const cookies = [begun.headers['set-cookie'] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/; path=\/shelf\/oauth\//);
      expect(cookie).toMatch(/; samesite=lax/i);
      expect(cookie).toMatch(/; secure/i);
      expect(cookie).toMatch(/; httponly/i);
    }
  });
});

describe('the log', () => {
  it('has one line for each sign-in and refusal, and no secret', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    await refresh(shelf, tokens);
    expect((await refresh(shelf, tokens)).status).toBe(400);
    const lines = shelf.server.log.join('\n');
    expect(lines).toContain('info signed in {');
    expect(lines).toContain('"access":"write"');
    expect(lines).toContain('info tokens refused {');
    expect(lines).toContain('refresh token already used');
    expect(lines).toContain('info sign-in revoked {');
    for (const secret of [tokens.access, tokens.refresh, tokens.code, tokens.verifier, 'Velma']) {
      expect(lines).not.toContain(secret);
    }
  });
});
