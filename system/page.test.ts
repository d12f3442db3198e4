import type { SerializedAXNode } from 'puppeteer-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { assistant } from './fixtures/assistant.js';
import { ownersPassword, serveDemo, type DemoServer } from './fixtures/demo-server.js';
import { decide } from './fixtures/owner.js';
import { serveSite } from './fixtures/site.js';
import { useChromium, type Tab } from './fixtures/tab.js';

const chromium = useChromium();
let server: DemoServer;
let callback: string;

beforeAll(async () => {
  callback = `${(await serveSite('<p>Back at the assistant.</p>')).origin}/callback`;
  server = await serveDemo('sonarr-mcp');
});

/** The sign-in page, opened for a new assistant. */
async function openPage(): Promise<Tab> {
  const tab = await chromium.openTab();
  await tab.open(await assistant(server.resource, callback).begin());
  return tab;
}

/** Everything that a screen reader is told of. */
async function heard({ page }: Tab): Promise<SerializedAXNode[]> {
  const flat = (node: SerializedAXNode): SerializedAXNode[] => [node, ...(node.children ?? []).flatMap(flat)];
  const root = await page.accessibility.snapshot({ interestingOnly: false });
  return root === null ? [] : flat(root);
}

const named = (nodes: readonly SerializedAXNode[], role: string) =>
  nodes.filter((node) => node.role === role).map(({ name }) => name);

const code = (tab: Tab) => tab.url().searchParams.get('code');

describe('a screen reader', () => {
  it('is told of one heading, a named choice, a labelled password and two buttons', async () => {
    const nodes = await heard(await openPage());
    expect(named(nodes, 'RootWebArea')).toEqual(['Sign in to Sonarr (demo household)']);
    expect(named(nodes, 'heading')).toEqual(['Let “A faithful assistant” use Sonarr (demo household)?']);
    expect(named(nodes, 'group')).toEqual(['What it may do']);
    expect(named(nodes, 'radio')).toEqual([
      'Only read It looks things up, and changes nothing.',
      'Read and change It can also add, change and delete things.',
    ]);
    expect(nodes.filter(({ role, checked }) => role === 'radio' && checked === true)).toMatchObject([
      { name: expect.stringMatching(/^Only read/) as string },
    ]);
    expect(nodes.filter(({ role }) => role === 'textbox')).toMatchObject([
      { name: "The owner's password", required: true },
    ]);
    expect(nodes.filter(({ invalid }) => invalid === 'true')).toEqual([]);
    expect(named(nodes, 'button')).toEqual(['Allow', 'Deny']);
    expect(named(nodes, 'main')).toHaveLength(1);
    expect(named(nodes, 'alert')).toEqual([]);
  });

  it('is told of a wrong password by the title, an alert, and the field that it is put into', async () => {
    const tab = await openPage();
    await decide(tab, { password: 'not this one' });
    await expect.poll(() => tab.focused()).toBe('password');
    const nodes = await heard(tab);
    expect(named(nodes, 'RootWebArea')).toEqual(['Wrong password – Sign in to Sonarr (demo household)']);
    expect(named(nodes, 'alert')).toHaveLength(1);
    expect(nodes.filter(({ focused, role }) => focused === true && role !== 'RootWebArea')).toMatchObject([
      { role: 'textbox', invalid: 'true', description: 'That is not the password. Nothing was allowed.' },
    ]);
    // What was chosen before is still chosen.
    expect(nodes.filter(({ role, checked }) => role === 'radio' && checked === true)).toMatchObject([
      { name: expect.stringMatching(/^Read and change/) as string },
    ]);
  });
});

describe('somebody with a keyboard', () => {
  it('gets from the choice to the password to a button, and in', async () => {
    const tab = await openPage();
    const { keyboard } = tab.page;
    const stops: string[] = [];
    for (const key of ['Tab', 'ArrowDown', 'Tab'] as const) {
      await keyboard.press(key);
      stops.push(await tab.focused());
    }
    expect(stops).toEqual(['read', 'write', 'password']);
    await keyboard.type(ownersPassword);
    await keyboard.press('Tab');
    expect(await tab.focused()).toBe('allow');
    await tab.leave(() => keyboard.press('Enter'));
    expect(code(tab)).toBeTruthy();
    expect(server.program.stderr()).toMatch(/signed in .*access=write/);
  });

  it('who mistypes the password types it again where they are, and presses Enter', async () => {
    const tab = await openPage();
    await decide(tab, { password: 'not this one', access: 'read' });
    await expect.poll(() => tab.focused()).toBe('password');
    await tab.page.keyboard.type(ownersPassword);
    await tab.leave(() => tab.page.keyboard.press('Enter'));
    expect(code(tab)).toBeTruthy();
  });

  it('gets to No as well, and is not asked for a password there', async () => {
    const tab = await openPage();
    for (const key of ['Tab', 'Tab', 'Tab', 'Tab'] as const) await tab.page.keyboard.press(key);
    expect(await tab.focused()).toBe('deny');
    await tab.leave(() => tab.page.keyboard.press('Enter'));
    expect(tab.url().searchParams.get('error')).toBe('access_denied');
  });

  it('that has nothing in the password field is told so by the browser, and nothing is sent', async () => {
    const tab = await openPage();
    const before = tab.requests.length;
    await tab.page.click('button[value=allow]');
    expect(await tab.focused()).toBe('password');
    expect(tab.requests).toHaveLength(before);
  });
});

describe('the browser', () => {
  it('loads nothing from elsewhere and has nothing to complain of, from the first page to the assistant', async () => {
    const tab = await openPage();
    await decide(tab, { password: 'not this one' });
    await decide(tab);
    expect(code(tab)).toBeTruthy();
    const origins = new Set(tab.requests.map((address) => new URL(address).origin));
    expect([...origins].sort()).toEqual([new URL(callback).origin, server.publicUrl].sort());
    expect(tab.requests.filter((address) => !new URL(address).pathname.startsWith('/oauth/'))).toHaveLength(1);
    expect(tab.complaints).toEqual([]);
  });

  it('sends the page’s form nowhere but to this server and on to that assistant', async () => {
    const elsewhere = await serveSite('<p>Caught.</p>');
    const tab = await openPage();
    const page = tab.url().href;
    // As if somebody had got their own markup onto the page.
    await tab.page.evaluate(`document.querySelector('form').action = ${JSON.stringify(elsewhere.origin)}`);
    await tab.page.type('#password', ownersPassword);
    await tab.page.click('button[value=allow]');
    await expect.poll(() => tab.complaints.join('\n')).toContain('form-action');
    expect(tab.url().href).toBe(page);
    expect(tab.requests.filter((address) => address.startsWith(elsewhere.origin))).toEqual([]);
  });

  it.each([
    ['another site', '127.0.0.1'],
    ['the same site, from another port', 'localhost'],
  ])('shows the page in no frame of %s', async (_whose, host) => {
    const address = (await assistant(server.resource, callback).begin()).href.replaceAll('&', '&amp;');
    const sources = [address, `${server.publicUrl}/`, callback];
    const site = await serveSite(sources.map((source) => `<iframe src="${source}"></iframe>`).join(''));
    const tab = await chromium.openTab();
    await tab.open(site.origin.replace('127.0.0.1', host));
    const frames = tab.page.frames().slice(1);
    const shown = await Promise.all(
      frames.map(async (frame) => String(await frame.evaluate('document.body.innerText'))),
    );
    expect(shown).toHaveLength(3);
    // The frame in which something may be shown shows it.
    expect(shown.filter((text) => text.includes('Back at the assistant.'))).toHaveLength(1);
    expect(shown.filter((text) => /Sonarr|password/i.test(text))).toEqual([]);
    const forms = await Promise.all(frames.map((frame) => frame.$('form, main')));
    expect(forms.filter((found) => found !== null)).toEqual([]);
  });

  it('comes from an assistant’s own site by a link, and goes back there', async () => {
    const address = (await assistant(server.resource, callback).begin()).href.replaceAll('&', '&amp;');
    const site = await serveSite(`<a id="connect" href="${address}">Connect</a>`);
    const tab = await chromium.openTab();
    await tab.open(site.origin);
    await tab.leave(() => tab.page.click('#connect'));
    expect(await tab.text()).toContain('A faithful assistant');
    await decide(tab);
    expect(code(tab)).toBeTruthy();
    expect(tab.complaints).toEqual([]);
  });

  it('that another site sends to the form with a password of its own gets nowhere', async () => {
    const victim = await openPage();
    const site = await serveSite(
      `<form method="post" action="${victim.url().href}"><input name="password" value="guess"><button id="go">Win</button></form>`,
    );
    await victim.open(site.origin);
    await victim.leave(() => victim.page.click('#go'));
    expect(await victim.text()).not.toContain('That is not the password');
    expect(code(victim)).toBeNull();
  });
});
