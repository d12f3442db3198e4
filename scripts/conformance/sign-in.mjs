/** What the suite's authorization scenarios leave to a person with a browser: the owner signs in and allows. */
import { createServer } from 'node:net';

/** A TCP port of this machine that is free now. @returns {Promise<number>} */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

/**
 * Registers a client without a secret, as MCP clients do.
 * @param {string} issuer
 * @param {string} redirect where it is sent back
 * @returns {Promise<string>} its id
 */
export async function registerClient(issuer, redirect) {
  const found = await fetch(new URL('/.well-known/oauth-authorization-server', issuer));
  const metadata = /** @type {{ registration_endpoint: string }} */ (await found.json());
  const answer = await fetch(metadata.registration_endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Conformance suite',
      redirect_uris: [redirect],
      token_endpoint_auth_method: 'none',
    }),
  });
  const { client_id: id } = /** @type {{ client_id?: string }} */ (await answer.json());
  if (id === undefined) throw new Error(`The server registers no clients (${answer.status}).`);
  return id;
}

/**
 * Opens the address at which a client asks for access, fills in the form of the page it leads to, and follows to where the client
 * waits.
 * @param {string} address
 * @param {string} password the owner's
 * @throws {Error} when there is no form, or it leads nowhere
 */
export async function signIn(address, password) {
  /** @type {Map<string, string>} */
  const cookies = new Map();

  /**
   * Goes on until something is shown.
   * @param {URL} url
   * @param {{ method?: string, body?: URLSearchParams }} [init]
   * @returns {Promise<{ url: URL, text: string, status: number }>}
   */
  const go = async (url, init = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) return go(new URL(location, url));
    return { url, text: await answer.text(), status: answer.status };
  };

  const page = await go(new URL(address));
  const action = /<form method="post" action="([^"]*)"/.exec(page.text)?.[1];
  if (action === undefined) throw new Error(`There is no form to sign in with (${page.status}).`);
  const body = new URLSearchParams({ password, access: 'read', decision: 'allow' });
  const done = await go(new URL(action, page.url), { method: 'POST', body });
  if (done.url.origin === page.url.origin)
    throw new Error(`The sign-in did not lead back to the client (${done.status}).`);
}
