import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { ConfigurationError } from '../../errors.js';

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.string() });

/** An issuer that takes longer keeps everybody waiting. */
const timeoutMs = 5000;

/** Key sets are a few kilobytes. */
const maxDocumentBytes = 512 * 1024;

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Refuses an issuer whose keys anybody on the way could replace.
 * @throws ConfigurationError for plain http beyond this machine
 */
export function checkIssuer(issuer: string): void {
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'https:' || loopbackNames.includes(hostname)) return;
  throw new ConfigurationError('MCP_OAUTH_ISSUER is an http address, so its keys could be replaced on the way.', {
    target: 'MCP_OAUTH_ISSUER',
    hint: 'Use the https address of the issuer.',
  });
}

/**
 * Finds the keys of an issuer, at the first token: by its metadata (RFC 8414, or OpenID Connect Discovery), then from the address
 * named there. Keys are kept for ten minutes; an unknown one makes it ask again, at most twice a minute.
 */
export function issuerKeys(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const find = async (): Promise<JWTVerifyGetKey> => {
    const jwksUri = await keyAddress(issuer);
    return createRemoteJWKSet(new URL(jwksUri), {
      timeoutDuration: timeoutMs,
      cooldownDuration: 30_000,
      cacheMaxAge: 600_000,
      [customFetch]: (url, options) => fetch(url, { ...options, redirect: 'error' }),
    });
  };
  return async (header, token) => {
    found ??= find().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return (await found)(header, token);
  };
}

async function keyAddress(issuer: string): Promise<string> {
  const problems: string[] = [];
  for (const url of metadataAddresses(issuer)) {
    try {
      const response = await fetch(url, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { accept: 'application/json' },
      });
      if (!response.ok) throw new Error(`it answers ${response.status}`);
      const text = await response.text();
      if (text.length > maxDocumentBytes) throw new Error('its answer is too long');
      const metadata = metadataSchema.parse(JSON.parse(text));
      if (bare(metadata.issuer) !== bare(issuer)) throw new Error('it describes another issuer');
      return metadata.jwks_uri;
    } catch (error) {
      problems.push(`${new URL(url).pathname}: ${error instanceof Error ? error.message : 'no answer'}`);
    }
  }
  throw new Error(`the issuer's metadata could not be read (${problems.join('; ')})`);
}

/** RFC 8414 puts the path of the issuer behind the well-known one, OpenID Connect before it. */
function metadataAddresses(issuer: string): string[] {
  const { origin, pathname } = new URL(issuer);
  const path = bare(pathname);
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
    ...(path === '' ? [] : [`${origin}/.well-known/openid-configuration${path}`]),
  ];
}

function bare(text: string): string {
  return text.replace(/\/+$/, '');
}
