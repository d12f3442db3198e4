import { describe, expect, it } from 'vitest';
import { assistant } from './fixtures/assistant.js';
import { serveDemo, serverNames } from './fixtures/demo-server.js';
import { decide } from './fixtures/owner.js';
import { serveSite } from './fixtures/site.js';
import { useChromium } from './fixtures/tab.js';
import { serveTlsProxy } from './fixtures/tls-proxy.js';

const chromium = useChromium();

const firstCall = {
  'sonarr-mcp': { service: 'Sonarr', tool: 'sonarr_list_series' },
  'plex-mcp': { service: 'Plex', tool: 'plex_search' },
  'trakt-mcp': { service: 'Trakt', tool: 'trakt_get_watchlist' },
} as const;

describe.each(serverNames)('%s', (name) => {
  const { service, tool } = firstCall[name];

  it('lets an assistant in whose owner says yes', async () => {
    const callback = `${(await serveSite('<p>Back.</p>')).origin}/callback`;
    const server = await serveDemo(name);
    const client = assistant(server.resource, callback);
    const tab = await chromium.openTab();
    await tab.open(await client.begin());
    expect(await tab.text()).toContain(`Let A faithful assistant use ${service} (demo household)?`);
    await client.finish(await decide(tab));
    const connected = await client.connect();
    const tools = await connected.listTools();
    expect(tools.map((each) => each.name)).toContain(tool);
    expect(tools.filter(({ annotations }) => annotations?.['readOnlyHint'] === false).length).toBeGreaterThan(0);
  });

  it('that only reads offers nothing else, and gives nothing else', async () => {
    const callback = `${(await serveSite('<p>Back.</p>')).origin}/callback`;
    const server = await serveDemo(name, () => ({ READ_ONLY_MODE: 'true' }));
    const client = assistant(server.resource, callback);
    const tab = await chromium.openTab();
    await tab.open(await client.begin());
    expect(await tab.text()).toContain('This server is read-only');
    await client.finish(await decide(tab));
    const tools = await (await client.connect()).listTools();
    expect(tools.filter(({ annotations }) => annotations?.['readOnlyHint'] === false)).toEqual([]);
    expect(client.memory.tokens?.scope).toBe('mcp:read');
  });

  it('shows a person who opens its address what it is', async () => {
    const server = await serveDemo(name);
    const tab = await chromium.openTab();
    await tab.open(server.publicUrl);
    const text = await tab.text();
    expect(text).toContain(`${service} (demo household) for AI assistants`);
    expect(text).toContain(server.resource);
    expect(tab.complaints).toEqual([]);
    expect(tab.requests).toEqual([`${server.publicUrl}/`]);
  });
});

describe('behind a proxy with TLS that knows one path and takes it away', () => {
  it('an assistant finds its way, and the browser keeps its cookies there', async () => {
    const callback = `${(await serveSite('<p>Back.</p>')).origin}/callback`;
    const proxy = await serveTlsProxy('/sonarr');
    const server = await serveDemo('sonarr-mcp', () => ({ PUBLIC_URL: proxy.publicUrl }));
    proxy.forwardTo(server.port);
    const client = assistant(server.resource, callback, { fetch: proxy.fetch });
    const tab = await chromium.openTab();
    await tab.open(await client.begin());
    expect(tab.url().href.startsWith(`${proxy.publicUrl}/oauth/interaction/`)).toBe(true);
    const cookies = await tab.page.browserContext().cookies();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatchObject({ secure: true, httpOnly: true });
      expect(cookie.path.startsWith('/sonarr/oauth')).toBe(true);
    }
    await decide(tab, { password: 'not this one' });
    expect(await tab.text()).toContain('That is not the password.');
    await client.finish(await decide(tab));
    const connected = await client.connect();
    const series = await connected.callTool('sonarr_list_series', { items: ['Severance'] });
    expect(series.text).toContain('Severance');
    expect(tab.complaints).toEqual([]);
  });
});
