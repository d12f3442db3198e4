import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { AccessLevel } from '../selection.js';
import type { Admission, Verifier } from './gate.js';

/** The scopes of the two levels. */
export interface ScopeNames {
  readonly read: string;
  readonly write: string;
}

/** What an access token must be. */
export interface TokenRules {
  readonly issuer: string;
  /** One of these. */
  readonly audience: readonly string[];
  /** Finds the key that a token says it was signed with. */
  readonly keys: JWTVerifyGetKey;
  readonly scopes: ScopeNames;
  readonly now: () => Date;
  /** Told when the keys could not be had. */
  readonly onTrouble: (error: unknown) => void;
}

/** Signatures by key pairs only: a shared secret would let whoever checks tokens make them too. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** The clocks of two machines may differ by so much. */
const clockToleranceSeconds = 30;

/**
 * Checks access tokens that are JWTs (RFC 9068, and what common issuers send in its place): signature, issuer, audience, times
 * and scopes.
 */
export function jwtVerifier(rules: TokenRules): Verifier {
  return {
    async verify(token) {
      if (issuerOf(token) !== rules.issuer) return undefined;
      let claims: JWTPayload;
      try {
        const verified = await jwtVerify(token, rules.keys, {
          issuer: rules.issuer,
          audience: [...rules.audience],
          algorithms,
          clockTolerance: clockToleranceSeconds,
          currentDate: rules.now(),
          requiredClaims: ['exp'],
        });
        claims = verified.payload;
      } catch (error) {
        return { refusal: { status: 401, error: 'invalid_token', description: problemOf(error, rules) } };
      }
      return admission(claims, rules.scopes);
    },
  };
}

/** Undefined for what is no JWT. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function problemOf(error: unknown, { onTrouble }: TokenRules): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud'
      ? 'The token was made for another server.'
      : `The token's ${error.claim} is not accepted.`;
  }
  if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return 'The token is not valid.';
  onTrouble(error);
  return 'The keys of the issuer could not be had, so the token could not be checked.';
}

function admission(claims: JWTPayload, scopes: ScopeNames): Admission {
  const granted = scopesOf(claims);
  const access: AccessLevel | undefined = granted.has(scopes.write)
    ? 'write'
    : granted.has(scopes.read)
      ? 'read'
      : undefined;
  if (access === undefined) {
    return {
      refusal: {
        status: 403,
        error: 'insufficient_scope',
        description: `The token has neither the scope ${scopes.read} nor ${scopes.write}.`,
      },
    };
  }
  const client = claims['client_id'] ?? claims['azp'];
  const who = [claims.sub, client].filter((part): part is string => typeof part === 'string').join('@');
  return { identity: { access, id: `oauth:${who === '' ? 'unnamed' : who}:${access}` } };
}

/** `scope` is a text of words; some issuers send `scp`, as a text or a list. */
function scopesOf(claims: JWTPayload): Set<string> {
  const parts: unknown[] = [claims['scope'], claims['scp']].flatMap((value: unknown): unknown[] =>
    Array.isArray(value) ? value : [value],
  );
  return new Set(parts.filter((part) => typeof part === 'string').flatMap((part) => part.split(' ')));
}
