import type { Runtime } from '../runtime.js';
import type { Reach } from '../transports/reach.js';
import { checkIssuer, issuerKeys } from './external-issuer.js';
import type { PublicRoute, Verifier } from './gate.js';
import { jwtVerifier } from './jwt-verifier.js';
import { protectedResource } from './protected-resource.js';

/** A way to sign in with tokens that an issuer made. */
export interface SignIn {
  readonly verifier: Verifier;
  readonly routes: readonly PublicRoute[];
  /** Further parts of the challenge. */
  readonly challenge: Readonly<Record<string, string>>;
}

/**
 * Lets in who brings a token of the owner's issuer.
 * @throws ConfigurationError for an issuer over plain http, or without PUBLIC_URL
 */
export function openExternalSignIn<Client>(runtime: Runtime<Client>, reach: Reach, issuer: string): SignIn {
  checkIssuer(issuer);
  const { settings } = runtime;
  const scopes = { read: settings.oauthReadScope, write: settings.oauthWriteScope };
  const { resource, route, challenge } = protectedResource(reach, issuer, scopes, runtime.title);
  const verifier = jwtVerifier({
    issuer,
    audience: [settings.oauthAudience ?? resource],
    keys: issuerKeys(issuer),
    scopes,
    now: () => runtime.clock.now(),
    onTrouble: (error) => {
      runtime.logger.error('the issuer of tokens cannot be asked', {
        message: error instanceof Error ? error.message : 'unknown',
      });
    },
  });
  return { verifier, routes: [route], challenge };
}
