import { describe, expect, it } from 'vitest';
import {
  allow,
  authorizeUrl,
  callback,
  ownersPassword,
  pkce,
  registered,
  serveOwned,
  type OwnedShelf,
} from '../../../fixtures/owned-shelf.js';

/** The page, opened for a fresh client. */
async function openPage(
  shelf: OwnedShelf,
  { metadata, params = {} }: { metadata?: Record<string, unknown>; params?: Record<string, string> } = {},
) {
  const url = authorizeUrl(shelf, {
    client_id: await registered(shelf, metadata),
    code_challenge: pkce().challenge,
    ...params,
  });
  const browser = shelf.browser();
  return { url, browser, page: await browser.open(url) };
}

const textOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the page', () => {
  it('says who asks, for what, and where the person goes afterwards', async () => {
    const shelf = await serveOwned();
    const { page } = await openPage(shelf, { metadata: { client_name: 'Assistant of Velma' } });
    const text = textOf(page.text);
    expect(page.status).toBe(200);
    expect(text).toContain('Let Assistant of Velma use Shelf?');
    expect(text).toContain('It registered itself: its name is unproven.');
    expect(text).toContain(shelf.resource);
    expect(text).toContain('client.example');
    expect(text).toContain('Only read');
    expect(text).toContain('Read and change');
  });

  it.each([
    ['http://127.0.0.1:3334/cb', '127.0.0.1:3334 a program on the device you are using'],
    ['cursor://anysphere.cursor-mcp/cb', 'cursor://anysphere.cursor-mcp an app on the device you are using'],
    ['https://xn--pple-43d.example/cb', 'xn--pple-43d.example What it may do'],
  ])('names the place behind %s plainly', async (uri, says) => {
    const shelf = await serveOwned();
    const { page } = await openPage(shelf, { metadata: { redirect_uris: [uri] }, params: { redirect_uri: uri } });
    expect(textOf(page.text)).toContain(says);
  });

  it('is read well aloud, and needs no script', async () => {
    const shelf = await serveOwned();
    const { page } = await openPage(shelf);
    const { text } = page;
    expect(text).not.toMatch(/<script|\son\w+=|javascript:/i);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('name="viewport"');
    expect(text.match(/<h1>/g)).toHaveLength(1);
    expect(text).toMatch(
      /<label for="password">[^<]+<\/label>\n<input id="password"[^>]*autocomplete="current-password"/,
    );
    expect(text).toMatch(/<fieldset>\n<legend>[^<]+<\/legend>/);
    // What is safe is chosen, and the keyboard reaches the choice, the password, then the buttons.
    expect([...text.matchAll(/<(?:input|button)[^>]*(?:value|id)="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'read',
      'write',
      'password',
      'allow',
      'deny',
    ]);
    expect(text).toMatch(/value="read" checked/);
    expect(text).not.toContain('role="alert"');
  });

  it('shows a stranger’s words as words, whatever is in them', async () => {
    const shelf = await serveOwned();
    const evil = `"><script>alert(1)</script><img src=x onerror=alert(2)>'\u202e`;
    const redirect = `https://client.example/"><script>alert(3)</script>`;
    const { page, browser } = await openPage(shelf, {
      metadata: { client_name: evil, redirect_uris: [redirect, callback] },
      params: { redirect_uri: redirect, state: evil, scope: 'mcp:read', prompt: 'login', resource: shelf.resource },
    });
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script|<img|\u202e/i);
    expect(page.text).toContain('&lt;script&gt;alert(1)');
    const wrong = await browser.submit(page, { password: evil, access: evil, decision: evil });
    expect(wrong.text).not.toMatch(/<script|<img/i);
    expect(wrong.text).not.toContain('alert(2)>');
  });

  it.each([
    ['client_id', 'the client'],
    ['redirect_uri', 'the address'],
    ['prompt', 'the prompt'],
    ['response_type', 'the response type'],
    ['resource', 'the resource'],
    ['code_challenge_method', 'the method'],
  ])('of an error shows no script that stands in %s', async (name) => {
    const shelf = await serveOwned();
    const { page } = await openPage(shelf, { params: { [name]: '"><script>alert(1)</script>' } });
    expect(page.text).not.toMatch(/<script/i);
    if (page.sentTo === undefined) {
      expect(page.status).toBe(400);
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  it('is framed by nobody, cached by nobody, and leads nowhere else', async () => {
    const shelf = await serveOwned();
    const error = await shelf.browser().open(authorizeUrl(shelf, { client_id: 'nobody' }));
    const loopback = 'http://127.0.0.1:3334/cb';
    const { page, browser, url } = await openPage(shelf, {
      metadata: { redirect_uris: [loopback] },
      params: { redirect_uri: loopback },
    });
    const redirect = await shelf.send(url.href);
    expect(redirect.status).toBe(303);
    for (const shown of [redirect, page, error, await shelf.browser().open(`${page.url.href}x`)]) {
      expect(shown.headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'same-origin',
      });
      const policy = String(shown.headers['content-security-policy']);
      for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]) {
        expect(policy).toContain(rule);
      }
    }
    // Chromium applies it to the redirects that follow the form, the last of which leads to the client.
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https: http://127.0.0.1:3334;");
    const { sentTo } = await allow(browser, url);
    expect(sentTo?.origin).toBe('http://127.0.0.1:3334');
  });

  it('belongs to the browser in which it was opened', async () => {
    const shelf = await serveOwned();
    const { page } = await openPage(shelf);
    const stranger = shelf.browser();
    expect((await stranger.open(page.url)).status).toBe(400);
    const posted = await stranger.submit(page, { password: ownersPassword, decision: 'allow' });
    expect(posted.status).toBe(400);
    expect(posted.sentTo).toBeUndefined();
  });

  it('is about what it was opened for, whichever cookie comes with it', async () => {
    const shelf = await serveOwned();
    const [one, other] = [await openPage(shelf), await openPage(shelf)];
    const cookie = one.browser.setCookies
      .filter((line) => line.includes(one.page.url.pathname))
      .map((line) => line.split(';', 1)[0])
      .join('; ');
    const open = async (page: typeof one.page) => (await shelf.send(page.url.pathname, { headers: { cookie } })).status;
    expect(await open(one.page)).toBe(200);
    expect(await open(other.page)).toBe(400);
  });

  it('hears no form that another site sends', async () => {
    const shelf = await serveOwned();
    const { page, browser } = await openPage(shelf);
    for (const origin of ['https://evil.example', 'null']) {
      const refused = await browser.submit(page, { password: ownersPassword, decision: 'allow' }, { origin });
      expect(refused.status).toBe(403);
    }
  });

  it('takes nothing but its own small form', async () => {
    const shelf = await serveOwned();
    const { page, browser } = await openPage(shelf);
    const json = await browser.submit(page, {}, { 'content-type': 'application/json' });
    expect(json.status).toBe(415);
    const long = await browser.submit(page, { password: 'x'.repeat(20_000), decision: 'allow' });
    expect(long.status).toBe(413);
  });

  it('is open for ten minutes, and answered once', async () => {
    const shelf = await serveOwned();
    const late = await openPage(shelf);
    shelf.server.pass(11 * 60_000);
    expect((await late.browser.open(late.page.url)).status).toBe(400);
    const done = await openPage(shelf);
    await done.browser.submit(done.page, { password: ownersPassword, decision: 'allow' });
    expect((await done.browser.open(done.page.url)).status).toBe(400);
  });
});

describe('the person', () => {
  it('says no without a password, and the client hears it', async () => {
    const shelf = await serveOwned();
    const { page, browser } = await openPage(shelf);
    const { sentTo } = await browser.submit(page, { password: '', decision: 'deny' });
    expect(sentTo?.href.startsWith(`${callback}?`)).toBe(true);
    expect(Object.fromEntries(sentTo?.searchParams ?? [])).toMatchObject({
      error: 'access_denied',
      state: 'the-state',
      iss: shelf.publicUrl,
    });
    expect(shelf.server.log.join('\n')).toContain('info sign-in denied');
  });

  it('who mistypes the password is told so, keeps the choice, and sends nothing twice by going back', async () => {
    const shelf = await serveOwned();
    const { page, browser } = await openPage(shelf);
    const wrong = await browser.submit(page, { password: 'not this one', access: 'write', decision: 'allow' });
    expect(wrong.status).toBe(200);
    expect(wrong.url.search).toBe('?problem=password&access=write');
    expect(wrong.text).toMatch(/<p role="alert" id="problem">/);
    expect(wrong.text).toMatch(/aria-describedby="problem"/);
    expect(wrong.text).toMatch(/value="write" checked/);
    const right = await browser.submit(wrong, { password: ownersPassword, access: 'write', decision: 'allow' });
    expect(right.sentTo?.searchParams.has('code')).toBe(true);
  });

  it('may type letters as this device composes them', async () => {
    const shelf = await serveOwned();
    const { page, browser } = await openPage(shelf);
    const { sentTo } = await browser.submit(page, { password: ownersPassword.normalize('NFD'), decision: 'allow' });
    expect(sentTo?.searchParams.has('code')).toBe(true);
  });

  it('is asked again for the next client, whoever used this browser before', async () => {
    const shelf = await serveOwned();
    const { url, browser } = await openPage(shelf);
    await allow(browser, url);
    expect((await browser.open(url)).text).toContain('name="password"');
  });

  it('is offered reading only by a server that only reads, whatever the form says', async () => {
    const shelf = await serveOwned({ READ_ONLY_MODE: 'true' });
    const { page, browser } = await openPage(shelf);
    expect(textOf(page.text)).toContain('This server is read-only');
    expect(page.text).not.toContain('value="write"');
    await browser.submit(page, { password: ownersPassword, access: 'write', decision: 'allow' });
    expect(shelf.server.log.join('\n')).toContain('"access":"read"');
  });

  it('is offered no more than the client asks for', async () => {
    const shelf = await serveOwned();
    const { page, browser } = await openPage(shelf, { params: { scope: 'mcp:read' } });
    expect(page.text).not.toContain('value="write"');
    await browser.submit(page, { password: ownersPassword, access: 'write', decision: 'allow' });
    expect(shelf.server.log.join('\n')).toContain('"access":"read"');
  });
});
