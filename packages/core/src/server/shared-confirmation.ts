import { hkdfSync } from 'node:crypto';
import { ConfigurationError } from '../errors.js';
import type { StateStore } from '../state/state-store.js';
import { secretProblem } from './auth/bearer-tokens.js';
import { lifetimeMs, type UsedCodes } from './confirmation.js';

/** Shorter secrets could be guessed from one code. */
const shortest = 32;

const kind = 'used-confirmations';

/**
 * Refuses a secret that anybody could sign with.
 * @throws ConfigurationError for one that is short or a placeholder
 */
export function checkStateSecret(secret: string): void {
  const problem = secretProblem(secret, shortest);
  if (problem === undefined) return;
  throw new ConfigurationError(`MCP_STATE_SECRET ${problem}.`, {
    target: 'MCP_STATE_SECRET',
    hint: 'Make one with: openssl rand -hex 32',
  });
}

/**
 * The key that all processes of a server make from its secret.
 * @param instance `sonarr-mcp-4k`: other servers that were given the same secret get other keys
 */
export function confirmationKey(secret: string, instance: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `confirmations of ${instance}`, 32));
}

/** Remembers used codes where all processes of a server see it. */
export function usedInStore(store: StateStore): UsedCodes {
  return {
    async use(nonce, expiresAt) {
      try {
        // Looking through them is what removes the old ones.
        await store.list(kind);
        return await store.change(kind, nonce, (current) =>
          current === undefined
            ? // Kept for longer than the code is good: the clocks of two machines differ.
              { entry: { value: true, expiresAt: expiresAt + lifetimeMs }, result: true }
            : { entry: current, result: false },
        );
      } catch (error) {
        if (error instanceof ConfigurationError) throw error;
        throw new ConfigurationError('It could not be noted that this consent is used, so nothing was changed.', {
          target: 'MCP_STATE_DIR',
          hint: 'The folder with the state of this server must be writable, and its disk must not be full.',
          cause: error,
        });
      }
    },
  };
}
