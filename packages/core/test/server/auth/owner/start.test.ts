import { describe, expect, it, vi } from 'vitest';
import { takeLibraryNotices } from '../../../../src/server/auth/owner/library-notices.js';
import { ensureUrlParse } from '../../../../src/server/auth/owner/url-parse.js';
import type { Logger } from '../../../../src/logging/logger.js';
import { sendHttp } from '../../../../src/testing/http-probe.js';
import { serveShelf } from '../../../fixtures/http-shelf.js';
import { jsonOf, ownersPassword, refresh, register, serveOwned, signIn } from '../../../fixtures/owned-shelf.js';

const written = vi.hoisted(() => {
  const lines: string[] = [];
  // Before the library is loaded, and before anybody takes its lines: what is written then is written.
  for (const method of ['info', 'warn', 'log', 'error'] as const) {
    globalThis.console[method] = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  }
  return lines;
});

describe('a server that starts', () => {
  it.each<[string, Record<string, string>, string]>([
    ['a short password', { OAUTH_AUTH_PASSWORD: 'short' }, 'OAUTH_AUTH_PASSWORD'],
    ['a placeholder as its password', { OAUTH_AUTH_PASSWORD: 'an-example-of-a-password' }, 'OAUTH_AUTH_PASSWORD'],
    ['one letter as its password', { OAUTH_AUTH_PASSWORD: 'a'.repeat(20) }, 'OAUTH_AUTH_PASSWORD'],
    ['a short secret', { OAUTH_JWT_SECRET: 'f'.concat('0123456789abcdef') }, 'OAUTH_JWT_SECRET'],
    ['a placeholder as its secret', { OAUTH_JWT_SECRET: 'some-example-'.repeat(4) }, 'OAUTH_JWT_SECRET'],
    ['a client without a secret', { OAUTH_CLIENT_ID: 'me' }, 'OAUTH_CLIENT_SECRET'],
    ['a secret without a client', { OAUTH_CLIENT_SECRET: 'f'.concat('0123456789abcdef'.repeat(2)) }, 'OAUTH_CLIENT_ID'],
    ['a client with a short secret', { OAUTH_CLIENT_ID: 'me', OAUTH_CLIENT_SECRET: 'abc' }, 'OAUTH_CLIENT_SECRET'],
    [
      'a client that is sent over plain http',
      {
        OAUTH_CLIENT_ID: 'me',
        OAUTH_CLIENT_SECRET: 'f'.concat('0123456789abcdef'.repeat(2)),
        OAUTH_REDIRECT_URIS: 'http://client.example/callback',
      },
      'OAUTH_REDIRECT_URIS',
    ],
    ['a sibling that is no address', { OAUTH_RESOURCES: 'plex' }, 'OAUTH_RESOURCES'],
    ['an issuer besides', { MCP_OAUTH_ISSUER: 'https://id.example.org' }, 'MCP_OAUTH_ISSUER'],
    ['an address that others can listen in on', { PUBLIC_URL: 'http://home.example.org' }, 'PUBLIC_URL'],
    ['no address', { PUBLIC_URL: '' }, 'PUBLIC_URL'],
  ])('refuses with %s', async (_what, environment, target) => {
    await expect(serveOwned(environment)).rejects.toMatchObject({ code: 'configuration', target });
  });

  it('says that a client without a password does nothing', async () => {
    const { server } = await serveShelf({ OAUTH_CLIENT_ID: 'me', OAUTH_CLIENT_SECRET: 'secret' });
    expect(server.log.join('\n')).toContain('do nothing without OAUTH_AUTH_PASSWORD');
  });

  it('writes nothing to the console, and leaves no default of the library in place', async () => {
    const shelf = await serveOwned();
    const tokens = await signIn(shelf);
    await refresh(shelf, tokens);
    await refresh(shelf, tokens);
    await register(shelf, { redirect_uris: ['javascript:alert(1)'] });
    await shelf.browser().open(`${shelf.publicUrl}/oauth/authorize?client_id=nobody`);
    await shelf.send('/oauth/revoke', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' });
    await shelf.send('/oauth/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'x'.repeat(100_000),
    });
    expect(written).toEqual([]);
    expect(shelf.server.log.filter((line) => line.includes('oidc-provider'))).toEqual([]);
    expect(shelf.server.log.join('\n')).not.toContain(ownersPassword);
  });

  it('recommends the newer Node once where it runs on an older one', async () => {
    const { server } = await serveOwned();
    const recommended = server.log.filter((line) => line.includes('Node 22'));
    expect(recommended).toHaveLength(Number(process.versions.node.split('.', 1)[0]) < 22 ? 1 : 0);
  });
});

describe('the metadata', () => {
  it('is found wherever clients look, and says only what is true', async () => {
    const shelf = await serveOwned({ PUBLIC_URL: 'https://home.example.org/shelf' });
    for (const name of ['oauth-authorization-server', 'openid-configuration']) {
      for (const suffix of ['', '/shelf', '/mcp', '/shelf/mcp']) {
        for (const prefix of ['', '/shelf']) {
          const answer = await shelf.send(`${prefix}/.well-known/${name}${suffix}`);
          expect(jsonOf(answer)).toMatchObject({
            issuer: 'https://home.example.org/shelf',
            authorization_endpoint: 'https://home.example.org/shelf/oauth/authorize',
            token_endpoint: 'https://home.example.org/shelf/oauth/token',
            registration_endpoint: 'https://home.example.org/shelf/oauth/register',
            revocation_endpoint: 'https://home.example.org/shelf/oauth/revoke',
            jwks_uri: 'https://home.example.org/shelf/oauth/jwks',
            scopes_supported: ['mcp:read', 'mcp:write'],
            response_types_supported: ['code'],
            response_modes_supported: ['query'],
            grant_types_supported: ['authorization_code', 'refresh_token'],
            code_challenge_methods_supported: ['S256'],
            authorization_response_iss_parameter_supported: true,
            client_id_metadata_document_supported: true,
          });
        }
      }
    }
  });

  it('publishes the public half of the key', async () => {
    const shelf = await serveOwned();
    const { keys } = jsonOf(await shelf.send('/oauth/jwks'));
    expect(keys).toEqual([expect.objectContaining({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' })]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
  });

  it('and the sign-in are answered before anybody is asked, and nothing else of it is', async () => {
    const shelf = await serveOwned();
    for (const path of ['/oauth', '/oauth/other', '/session/end', '/oauth/interaction', '/oauth/authorize/a/b']) {
      expect((await sendHttp(`${shelf.publicUrl}${path}`)).status).toBe(401);
    }
  });
});

describe('the lines of the library', () => {
  it('go to the log, and those of others where they went', () => {
    const taken: string[] = [];
    const note = (level: string) => (message: string) => void taken.push(`${level} ${message}`);
    const logger: Logger = {
      debug: note('debug'),
      info: note('info'),
      warning: note('warning'),
      error: note('error'),
      critical: note('critical'),
      child: () => logger,
    };
    takeLibraryNotices(logger);
    globalThis.console.info('\u001b[33;1moidc-provider NOTICE: hello\u001b[0m');
    globalThis.console.warn('oidc-provider WARNING: careful');
    globalThis.console.warn('something else', 1);
    expect(taken).toEqual(['info oidc-provider: hello', 'warning oidc-provider: careful']);
    expect(written.splice(0)).toEqual(['something else 1']);
  });
});

describe('URL.parse', () => {
  it('does what the standard says', () => {
    ensureUrlParse();
    expect(URL.parse('https://a.example/b')?.pathname).toBe('/b');
    expect(URL.parse('c', 'https://a.example/b/')?.href).toBe('https://a.example/b/c');
    expect(URL.parse('c')).toBeNull();
    expect(URL.parse('c', 'd')).toBeNull();
  });
});
