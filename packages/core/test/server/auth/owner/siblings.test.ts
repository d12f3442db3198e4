import { describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../../../../src/testing/http-probe.js';
import { clientKinds } from '../../../../src/testing/mcp-client.js';
import { serveShelf } from '../../../fixtures/http-shelf.js';
import { oauthClient } from '../../../fixtures/oauth-client.js';
import {
  allow,
  askForTokens,
  authorizeUrl,
  callback,
  codeOf,
  jsonOf,
  pkce,
  registered,
  serveOwned,
  somePlace,
} from '../../../fixtures/owned-shelf.js';

/** One server with a sign-in, and one that trusts it. */
async function siblings() {
  const { port } = await somePlace();
  const address = `http://127.0.0.1:${port}`;
  const elder = await serveOwned({ OAUTH_RESOURCES: `${address}/mcp` });
  const younger = await serveShelf({
    MCP_PORT: String(port),
    PUBLIC_URL: address,
    MCP_OAUTH_ISSUER: elder.publicUrl,
    READ_ONLY_MODE: 'false',
  });
  const statusAt = async (url: string, token: string) =>
    (await sendHttp(url, initializeRequest({ authorization: `Bearer ${token}` }))).status;
  return { elder, younger, resource: `${address}/mcp`, statusAt };
}

describe.each(clientKinds)('a %s client of a sibling', (kind) => {
  it('signs in where the sibling says, for the sibling alone', async () => {
    const { elder, resource, statusAt } = await siblings();
    const client = oauthClient(kind, resource, { callback });
    const url = await client.begin();
    expect(url.origin).toBe(elder.publicUrl);
    const browser = elder.browser();
    expect((await browser.open(url)).text).toContain(`<code>${resource}</code>`);
    await client.finish((await allow(browser, url)).sentTo);
    expect((await client.connect()).server.name).toBe('shelf-mcp');
    const token = client.memory.tokens?.access_token ?? '';
    expect(await statusAt(resource, token)).toBe(200);
    expect(await statusAt(elder.resource, token)).toBe(401);
  });
});

describe('one sign-in', () => {
  it('serves both, each with a token of its own', async () => {
    const { elder, resource, statusAt } = await siblings();
    const clientId = await registered(elder);
    const { verifier, challenge } = pkce();
    const url = authorizeUrl(elder, { client_id: clientId, code_challenge: challenge, resource: elder.resource });
    url.searchParams.append('resource', resource);
    const code = codeOf(await allow(elder.browser(), url));
    const own = jsonOf(
      await askForTokens(elder, {
        grant_type: 'authorization_code',
        client_id: clientId,
        code,
        code_verifier: verifier,
        redirect_uri: callback,
      }),
    );
    const other = jsonOf(
      await askForTokens(elder, {
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: String(own['refresh_token']),
        resource,
      }),
    );
    const tokens = [String(own['access_token']), String(other['access_token'])];
    const statuses = await Promise.all(
      [elder.resource, resource].map((url) => Promise.all(tokens.map((token) => statusAt(url, token)))),
    );
    expect(statuses).toEqual([
      [200, 401],
      [401, 200],
    ]);
  });

  it('for reading changes nothing at a sibling that writes', async () => {
    const { elder, resource } = await siblings();
    const client = oauthClient('v2-modern', resource, { callback });
    await client.finish((await allow(elder.browser(), await client.begin(), { access: 'read' })).sentTo);
    const reader = await client.connect();
    expect((await reader.callTool('shelf_remove_book', { book: 'Velma' })).error).toMatchObject({ code: 'permission' });
  });
});
