import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { assistant } from './fixtures/assistant.js';
import { serveDemo, type DemoServer } from './fixtures/demo-server.js';
import { decide } from './fixtures/owner.js';
import { serveSite } from './fixtures/site.js';
import { useChromium, type Tab } from './fixtures/tab.js';

/** For a person to look at: every page on a phone and on a desk, by day and by night. */
const looks = [
  { name: 'phone-light', width: 390, height: 844, scheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, scheme: 'dark' },
  { name: 'desktop-light', width: 1280, height: 800, scheme: 'light' },
  { name: 'desktop-dark', width: 1280, height: 800, scheme: 'dark' },
] as const;

const chromium = useChromium();
let server: DemoServer;
let reader: DemoServer;
let callback: string;
let folder: string;

beforeAll(async () => {
  callback = `${(await serveSite('<p>Back.</p>')).origin}/callback`;
  [server, reader] = await Promise.all([
    serveDemo('sonarr-mcp'),
    serveDemo('plex-mcp', () => ({ READ_ONLY_MODE: 'true' })),
  ]);
  folder = await mkdtemp(path.join(tmpdir(), 'watchstack-pages-'));
  process.stdout.write(`Pictures of the pages: ${folder}\n`);
});

const begin = (of: DemoServer) => assistant(of.resource, callback).begin();

const pages: Readonly<Record<string, (tab: Tab) => Promise<unknown>>> = {
  'sign-in': async (tab) => tab.open(await begin(server)),
  'sign-in-wrong-password': async (tab) => {
    await tab.open(await begin(server));
    await decide(tab, { password: 'not this one' });
  },
  'sign-in-read-only': async (tab) => tab.open(await begin(reader)),
  'not-open': (tab) => tab.open(`${server.publicUrl}/oauth/interaction/none`),
  home: (tab) => tab.open(server.publicUrl),
};

const boxes = z.object({ wide: z.boolean(), small: z.array(z.string()) });

/** Whether the page is wider than the window, and what is too small for a finger. */
const measure = `({
  wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  small: [...document.querySelectorAll('button, input:not([type=radio]), .choice')]
    .filter((each) => each.getBoundingClientRect().height < 44)
    .map((each) => each.textContent.trim() || each.id),
})`;

describe.each(looks)('on $name', ({ name, width, height, scheme }) => {
  it.each(Object.entries(pages))('%s fits the window and the finger', async (page, open) => {
    const tab = await chromium.openTab();
    await tab.page.setViewport({ width, height, deviceScaleFactor: width < 500 ? 2 : 1 });
    await tab.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await open(tab);
    await tab.page.screenshot({ path: path.join(folder, `${page}-${name}.png`), fullPage: true });
    expect(boxes.parse(await tab.page.evaluate(measure))).toEqual({ wide: false, small: [] });
  });
});

describe('on the narrowest phone', () => {
  it.each(Object.entries(pages))('%s needs no scrolling to the side', async (_page, open) => {
    const tab = await chromium.openTab();
    await tab.page.setViewport({ width: 320, height: 568 });
    await open(tab);
    expect(boxes.parse(await tab.page.evaluate(measure))).toMatchObject({ wide: false });
  });
});
