import { ConfigurationError } from '../../errors.js';
import type { Runtime } from '../runtime.js';
import type { AccessLevel } from '../selection.js';
import type { Reach } from '../transports/reach.js';
import type { SignIn } from './external-sign-in.js';
import { createGate, type Gate, type PublicRoute, type Verifier } from './gate.js';

/**
 * Opens the gate that the settings describe; what a way to sign in needs is loaded only where it is configured.
 * @param openAccess what everybody may do where nobody is asked
 * @throws ConfigurationError for a secret that protects nothing, or a sign-in without an address to bind tokens to
 */
export async function openGate<Client>(runtime: Runtime<Client>, reach: Reach, openAccess: AccessLevel): Promise<Gate> {
  const { settings } = runtime;
  const verifiers: Verifier[] = [];
  const routes: PublicRoute[] = [];
  let challenge: Readonly<Record<string, string>> = {};
  if (settings.authToken !== undefined || settings.readToken !== undefined) {
    const { fixedTokens } = await import('./bearer-tokens.js');
    const fixed = fixedTokens(settings);
    if (fixed !== undefined) verifiers.push(fixed);
  }
  const signIn = await openSignIn(runtime, reach);
  if (signIn !== undefined) {
    verifiers.push(signIn.verifier);
    routes.push(...signIn.routes);
    challenge = signIn.challenge;
  }
  return createGate({ realm: runtime.name, verifiers, openAccess, challenge, routes });
}

async function openSignIn<Client>(runtime: Runtime<Client>, reach: Reach): Promise<SignIn | undefined> {
  const { oauthIssuer, ownerPassword, ownerClientId, ownerClientSecret } = runtime.settings;
  if (ownerPassword === undefined) {
    if (ownerClientId !== undefined || ownerClientSecret !== undefined) {
      runtime.logger.warning('OAUTH_CLIENT_ID and OAUTH_CLIENT_SECRET do nothing without OAUTH_AUTH_PASSWORD');
    }
    if (oauthIssuer === undefined) return undefined;
    const { openExternalSignIn } = await import('./external-sign-in.js');
    return openExternalSignIn(runtime, reach, oauthIssuer);
  }
  if (oauthIssuer !== undefined) {
    throw new ConfigurationError(
      'MCP_OAUTH_ISSUER and OAUTH_AUTH_PASSWORD exclude each other: callers sign in at one place.',
      {
        target: 'MCP_OAUTH_ISSUER',
        hint: 'Leave out OAUTH_AUTH_PASSWORD to use your issuer, or MCP_OAUTH_ISSUER to use the sign-in of this server.',
      },
    );
  }
  const { openOwnerSignIn } = await import('./owner/owner-sign-in.js');
  return openOwnerSignIn(runtime, reach, ownerPassword);
}
