import type { Runtime } from '../runtime.js';
import type { AccessLevel } from '../selection.js';
import type { Reach } from '../transports/reach.js';
import { createGate, type Gate } from './gate.js';

/**
 * Opens the gate that the settings describe; what a way to sign in needs is loaded only where it is configured.
 * @param openAccess what everybody may do where nobody is asked
 * @throws ConfigurationError for a secret that protects nothing
 */
export async function openGate<Client>(
  runtime: Runtime<Client>,
  _reach: Reach,
  openAccess: AccessLevel,
): Promise<Gate> {
  const { settings } = runtime;
  const verifiers = [];
  if (settings.authToken !== undefined || settings.readToken !== undefined) {
    const { fixedTokens } = await import('./bearer-tokens.js');
    const fixed = fixedTokens(settings);
    if (fixed !== undefined) verifiers.push(fixed);
  }
  return createGate({ realm: runtime.name, verifiers, openAccess });
}
