import type { Runtime } from '../runtime.js';
import type { AccessLevel } from '../selection.js';
import type { Reach } from '../transports/reach.js';
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
  if (settings.oauthIssuer !== undefined) {
    const { openExternalSignIn } = await import('./external-sign-in.js');
    const signIn = openExternalSignIn(runtime, reach, settings.oauthIssuer);
    verifiers.push(signIn.verifier);
    routes.push(...signIn.routes);
    challenge = signIn.challenge;
  }
  return createGate({ realm: runtime.name, verifiers, openAccess, challenge, routes });
}
