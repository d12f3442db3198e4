import { createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import * as z from 'zod';
import { ConfigurationError } from '../../../errors.js';
import type { StateStore } from '../../../state/state-store.js';
import { secretProblem } from '../bearer-tokens.js';

/** What the sign-in signs with. */
export interface OwnerKeys {
  readonly signing: JWK;
  /** The public half, as it is published. */
  readonly verifying: JWK;
  /** Signs cookies. */
  readonly cookies: string;
}

/** ES256, not Ed25519: whatever checks tokens of ours, a sibling or a proxy, knows it for sure. */
export const signingAlgorithm = 'ES256';

/** Order of the curve P-256. */
const curveOrder = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const shortest = 32;

/**
 * The owner's secret; where there is none, one that is made once and kept with the state, so that a restart signs nobody out.
 * @throws ConfigurationError for one that is short or a placeholder
 */
export async function ownerSecret(set: string | undefined, store: StateStore): Promise<string> {
  if (set !== undefined) {
    const problem = secretProblem(set, shortest);
    if (problem === undefined) return set;
    throw new ConfigurationError(`OAUTH_JWT_SECRET ${problem}.`, {
      target: 'OAUTH_JWT_SECRET',
      hint: 'Make one with: openssl rand -hex 32. Or leave it out, and the server makes and keeps one.',
    });
  }
  return store.change('oauth-secret', 'secret', (current) => {
    const kept = z.string().min(shortest).safeParse(current?.value);
    const secret = kept.success ? kept.data : randomBytes(32).toString('base64url');
    return { entry: { value: secret }, result: secret };
  });
}

/**
 * Makes all keys from the one secret. The issuer is part of them, so that servers with the same secret still have keys of their
 * own.
 */
export async function ownerKeys(secret: string, issuer: string): Promise<OwnerKeys> {
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, 'watchstack', `${purpose} ${issuer}`, bytes));
  // 16 bytes more than the order has, so that no scalar is likelier than another (FIPS 186-5, A.2.1).
  const scalar = (BigInt(`0x${derive('token signing', 48).toString('hex')}`) % (curveOrder - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d);
  const point = pair.getPublicKey();
  const bare = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const verifying = { ...bare, alg: signingAlgorithm, use: 'sig', kid: await calculateJwkThumbprint(bare) };
  return {
    verifying,
    signing: { ...verifying, d: d.toString('base64url') },
    cookies: derive('cookie signing', 32).toString('base64url'),
  };
}
