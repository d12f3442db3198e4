import { beforeAll, describe, expect, it } from 'vitest';
import { initializeRequest, sendHttp } from '../packages/core/src/testing/http-probe.js';
import { assistant, type Assistant } from './fixtures/assistant.js';
import { serveDemo, type DemoServer } from './fixtures/demo-server.js';
import { decide, type Decision } from './fixtures/owner.js';
import { serveSite } from './fixtures/site.js';
import { useChromium } from './fixtures/tab.js';

const chromium = useChromium();
const clientSecret = 'c'.concat('0123456789abcdef0123456789abcdef');
let server: DemoServer;
/** Where clients wait for the person. */
let callback: string;

beforeAll(async () => {
  const site = await serveSite('<p>You can go back to your assistant.</p>');
  callback = `${site.origin}/callback`;
  server = await serveDemo('sonarr-mcp', () => ({
    OAUTH_CLIENT_ID: 'my-assistant',
    OAUTH_CLIENT_SECRET: clientSecret,
    OAUTH_REDIRECT_URIS: callback,
  }));
});

/** The person opens what the assistant gives them, decides, and is sent back. */
async function signIn(client: Assistant, decision: Decision = {}): Promise<URL> {
  const tab = await chromium.openTab();
  await tab.open(await client.begin());
  return decide(tab, decision);
}

const namesOf = async (client: Assistant) => {
  const connected = await client.connect();
  return { connected, names: (await connected.listTools()).map(({ name }) => name) };
};

describe('an assistant that knows only the address', () => {
  it('is let in to read, after a wrong password, renews its tokens, and is put out again', async () => {
    const client = assistant(server.resource, callback);
    const tab = await chromium.openTab();
    const address = await client.begin();
    expect(address.href.startsWith(`${server.publicUrl}/oauth/authorize?`)).toBe(true);
    await tab.open(address);
    expect(await tab.text()).toContain('A faithful assistant');

    const again = await decide(tab, { password: 'not this one', access: 'read' });
    expect(again.origin).toBe(server.publicUrl);
    expect(await tab.text()).toContain('That is not the password.');
    const sentTo = await decide(tab, { access: 'read' });
    expect(`${sentTo.origin}${sentTo.pathname}`).toBe(callback);
    expect(await tab.text()).toContain('You can go back to your assistant.');
    await client.finish(sentTo);

    const { connected, names } = await namesOf(client);
    expect(names).toContain('sonarr_list_series');
    expect(names).not.toContain('sonarr_add_series');
    const series = await connected.callTool('sonarr_list_series', { items: ['Severance'] });
    expect(series.text).toContain('Severance');
    const write = await connected.callTool('sonarr_add_series', { items: ['tvdb:371980'] });
    expect(write.error).toMatchObject({ code: 'permission', changed: 'no' });

    const first = client.memory.tokens;
    if (first === undefined) throw new Error('The client has no tokens.');
    client.memory.tokens = { ...first, access_token: 'not-a-token' };
    await (await client.connect()).callTool('sonarr_list_series');
    const renewed = client.memory.tokens;
    expect(renewed.access_token).not.toBe('not-a-token');
    expect(renewed.refresh_token).not.toBe(first.refresh_token);
    expect(renewed.scope).toBe('mcp:read');

    const revoked = await sendHttp(`${server.publicUrl}/oauth/revoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        token: String(renewed.refresh_token),
        client_id: String(client.memory.registration?.client_id),
      }).toString(),
    });
    expect(revoked.status).toBe(200);
    const authorization = `Bearer ${renewed.access_token}`;
    const refused = await sendHttp(server.resource, initializeRequest({ authorization }));
    expect(refused.status).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('error="invalid_token"');
    await expect(connected.callTool('sonarr_list_series')).rejects.toThrow();
  });

  it('is let in to change things', async () => {
    const client = assistant(server.resource, callback);
    await client.finish(await signIn(client, { access: 'write' }));
    const { connected, names } = await namesOf(client);
    expect(names).toEqual(expect.arrayContaining(['sonarr_list_series', 'sonarr_add_series']));
    const write = await connected.callTool('sonarr_set_monitoring', { series: 'Severance', monitor: 'future' });
    expect(write.isError).toBe(false);
  });

  it('hears that the owner said no', async () => {
    const client = assistant(server.resource, callback);
    const sentTo = await signIn(client, { decision: 'deny' });
    expect(`${sentTo.origin}${sentTo.pathname}`).toBe(callback);
    await expect(client.finish(sentTo)).rejects.toMatchObject({ code: 'access_denied' });
    expect(client.memory.tokens).toBeUndefined();
  });

  it('that is a stranger’s is not let in by whoever does not know the password', async () => {
    const client = assistant(server.resource, callback);
    const shown = await signIn(client, { password: 'a guess' });
    expect(shown.origin).toBe(server.publicUrl);
    expect(shown.searchParams.has('code')).toBe(false);
  });
});

describe('the client that the owner set up', () => {
  const registration = (secret: string) => ({
    client_id: 'my-assistant',
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_post',
    issuer: server.publicUrl,
  });

  it('is let in with its id and secret, which it sends as a form', async () => {
    const client = assistant(server.resource, callback, { registration: registration(clientSecret) });
    const tab = await chromium.openTab();
    await tab.open(await client.begin());
    expect(await tab.text()).toContain('You set it up yourself');
    await client.finish(await decide(tab));
    const { names } = await namesOf(client);
    expect(names).toContain('sonarr_add_series');
    expect(client.tokenRequests).toHaveLength(1);
    expect(client.tokenRequests[0]).toEqual(expect.arrayContaining(['client_id', 'client_secret', 'code_verifier']));
  });

  it('gets nothing with another secret', async () => {
    const client = assistant(server.resource, callback, { registration: registration('x'.repeat(33)) });
    await expect(client.finish(await signIn(client))).rejects.toThrow();
    expect(client.memory.tokens).toBeUndefined();
  });

  it('is sent nowhere else', async () => {
    const client = assistant(server.resource, `${callback}/elsewhere`, { registration: registration(clientSecret) });
    const tab = await chromium.openTab();
    await tab.open(await client.begin());
    expect(tab.url().origin).toBe(server.publicUrl);
    expect(await tab.text()).toContain('This sign-in cannot go on');
    expect(await tab.page.$('form')).toBeNull();
  });
});

describe('the log', () => {
  it('tells of every decision, and of no secret', () => {
    const log = server.program.stderr();
    for (const line of ['signed in', 'sign-in failed', 'sign-in denied', 'sign-in revoked', 'client registered']) {
      expect(log).toContain(line);
    }
    for (const secret of ['Velma', clientSecret, 'not this one']) expect(log).not.toContain(secret);
  });
});
