import { createHash, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '../../errors.js';
import type { AccessLevel } from '../selection.js';
import type { Verifier } from './gate.js';

/** Shorter ones could be guessed, and are mostly placeholders. */
const shortest = 32;

/** What people leave in a copied example. */
const placeholder = /change.?me|your[-_ ]|placeholder|example|secret-here|^(.)\1+$/i;

/** The owner's fixed tokens, one per access level. */
export interface FixedTokens {
  readonly authToken: string | undefined;
  readonly readToken: string | undefined;
}

/**
 * Lets in who presents one of the owner's fixed tokens. Compared in constant time, whatever their length.
 * @returns undefined when none is set
 * @throws ConfigurationError for a token that is short, a placeholder, of characters that no header carries, or the same as the other
 */
export function fixedTokens({ authToken, readToken }: FixedTokens): Verifier | undefined {
  const tokens = [
    ...(authToken === undefined ? [] : [known('MCP_AUTH_TOKEN', authToken, 'write')]),
    ...(readToken === undefined ? [] : [known('MCP_READ_TOKEN', readToken, 'read')]),
  ];
  if (tokens.length === 0) return undefined;
  if (authToken !== undefined && authToken === readToken) {
    throw new ConfigurationError('MCP_AUTH_TOKEN and MCP_READ_TOKEN are the same.', {
      target: 'MCP_READ_TOKEN',
      hint: 'Give each level a token of its own.',
    });
  }
  return {
    verify(token) {
      const presented = digest(token);
      // All are compared, so that the time tells nothing of which one was close.
      const matches = tokens.filter(({ hash }) => timingSafeEqual(hash, presented));
      const [match] = matches;
      return Promise.resolve(match === undefined ? undefined : { identity: match.identity });
    },
  };
}

function known(setting: string, token: string, access: AccessLevel) {
  const problem = secretProblem(token, shortest);
  if (problem !== undefined) {
    throw new ConfigurationError(`${setting} ${problem}.`, {
      target: setting,
      hint: 'Make one with: openssl rand -hex 32',
    });
  }
  if (!/^[\w\-.~+/]+=*$/.test(token)) {
    throw new ConfigurationError(`${setting} has characters that a bearer token cannot have.`, {
      target: setting,
      hint: 'Use letters, digits and - . _ ~ + /. Make one with: openssl rand -hex 32',
    });
  }
  return { hash: digest(token), identity: { access, id: `token:${access}` } };
}

/**
 * What makes a secret unfit to protect anything: undefined for a fit one.
 * @param length how many characters it must have at least
 */
export function secretProblem(secret: string, length: number): string | undefined {
  if (placeholder.test(secret)) return 'is a placeholder';
  if (secret.length < length) return `has ${secret.length} characters, and needs at least ${length}`;
  return undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
