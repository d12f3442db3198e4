import { ConfigurationError } from '../../errors.js';
import type { Reach } from '../transports/reach.js';
import { json } from '../transports/replies.js';
import type { PublicRoute } from './gate.js';
import type { ScopeNames } from './jwt-verifier.js';

/** This server as something that tokens are made for. */
export interface ProtectedResource {
  /** `https://home.example.org/sonarr/mcp` */
  readonly resource: string;
  /** Further parts of the challenge: where the metadata is, and what to ask for. */
  readonly challenge: Readonly<Record<string, string>>;
  /** Serves the metadata, at the root and with the path behind it. */
  readonly route: PublicRoute;
}

const wellKnown = '/.well-known/oauth-protected-resource';

/**
 * Describes this server as RFC 9728 has it, so that a client finds where to sign in.
 * @param issuer where callers sign in
 * @param title for people
 * @throws ConfigurationError without PUBLIC_URL, or with one that sends tokens in the clear
 */
export function protectedResource(reach: Reach, issuer: string, scopes: ScopeNames, title: string): ProtectedResource {
  const base = publicAddress(reach);
  const resource = `${base}${reach.path}`;
  const document = {
    resource,
    authorization_servers: [issuer],
    scopes_supported: [scopes.read, scopes.write],
    bearer_methods_supported: ['header'],
    resource_name: title,
  };
  const places = new Set([wellKnown, `${wellKnown}${reach.path}`, `${wellKnown}${reach.prefix}${reach.path}`]);
  return {
    resource,
    // Behind a proxy that passes on one path only, this is the place that surely reaches us.
    challenge: {
      resource_metadata: `${base}${wellKnown}${reach.path}`,
      scope: `${scopes.read} ${scopes.write}`,
    },
    route: (request, response, path) => {
      if (!places.has(path) || (request.method !== 'GET' && request.method !== 'HEAD')) return Promise.resolve(false);
      // Metadata is for everybody, pages of other origins included: it says nothing that the challenge does not.
      json(response, 200, document, { 'access-control-allow-origin': '*' });
      return Promise.resolve(true);
    },
  };
}

/**
 * The public address, which tokens are bound to.
 * @throws ConfigurationError without one, or with plain http beyond this machine
 */
export function publicAddress({ publicUrl }: Reach): string {
  if (publicUrl === undefined) {
    throw new ConfigurationError('Sign-in needs PUBLIC_URL: tokens are made for that address and no other.', {
      target: 'PUBLIC_URL',
      hint: 'Set it to the address under which MCP clients reach this server, for example https://home.example.org/sonarr, or http://localhost:8080 to try it out.',
    });
  }
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    throw new ConfigurationError('PUBLIC_URL is an http address, so tokens could be read on the way.', {
      target: 'PUBLIC_URL',
      hint: 'Let a proxy such as Caddy or Traefik serve it over https.',
    });
  }
  return publicUrl;
}
