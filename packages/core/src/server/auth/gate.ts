import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessLevel } from '../selection.js';

/** Who a request comes from, and what they may do. */
export interface Identity {
  readonly access: AccessLevel;
  /** A stable name for confirmations and the log; never the credential itself. */
  readonly id: string;
}

/** Why a request is not let in. */
export interface Refusal {
  readonly status: 401 | 403;
  /** The code of RFC 6750: `invalid_token` or `insufficient_scope`; absent when nothing was presented. */
  readonly error?: 'invalid_token' | 'insufficient_scope';
  /** What is wrong, for people. */
  readonly description: string;
}

/** What came of looking at a request's credential. */
export type Admission = { readonly identity: Identity } | { readonly refusal: Refusal };

/** One way to sign in. */
export interface Verifier {
  /**
   * Looks at a bearer token.
   * @returns undefined when it is nothing this verifier could have issued or checked, so that another may look
   */
  verify(token: string): Promise<Admission | undefined>;
}

/** Answers a request that needs no credential, such as the pages of a sign-in; false when the path is not its own. */
export type PublicRoute = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<boolean>;

/** Who may come in over HTTP. */
export interface Gate {
  /** Whether anybody is asked who they are. */
  readonly asks: boolean;
  /** Whether clients can sign in by themselves, so that a person need not hand them a token. */
  readonly signsIn: boolean;
  /** Decides on one request by its Authorization header. */
  admit(request: IncomingMessage): Promise<Admission>;
  /** The `WWW-Authenticate` header that a client needs to begin. */
  challenge(refusal: Refusal): string;
  /** What is answered before anybody is asked: metadata and sign-in pages. */
  readonly routes: readonly PublicRoute[];
}

/** What a gate is made of. */
export interface GateOptions {
  readonly realm: string;
  /** Asked one after the other. Without any, everybody is let in. */
  readonly verifiers: readonly Verifier[];
  /** What everybody may do where nobody is asked. */
  readonly openAccess: AccessLevel;
  /** Further parts of every challenge: `resource_metadata`, `scope`. */
  readonly challenge?: Readonly<Record<string, string>>;
  readonly routes?: readonly PublicRoute[];
}

/** Puts the ways to sign in together. */
export function createGate({ realm, verifiers, openAccess, challenge = {}, routes = [] }: GateOptions): Gate {
  return {
    asks: verifiers.length > 0,
    signsIn: 'resource_metadata' in challenge,
    routes,
    async admit(request) {
      if (verifiers.length === 0) return { identity: { access: openAccess, id: 'anybody' } };
      const token = /^Bearer +([\w\-.~+/]+=*)$/i.exec(request.headers.authorization?.trim() ?? '')?.[1];
      if (token === undefined) {
        return {
          refusal: { status: 401, description: 'Sign in, or send a bearer token in the Authorization header.' },
        };
      }
      for (const verifier of verifiers) {
        const admission = await verifier.verify(token);
        if (admission !== undefined) return admission;
      }
      return {
        refusal: {
          status: 401,
          error: 'invalid_token',
          description: 'The bearer token is not one that is let in here.',
        },
      };
    },
    challenge(refusal) {
      const parts = {
        realm,
        ...challenge,
        ...(refusal.error === undefined ? {} : { error: refusal.error, error_description: refusal.description }),
      };
      return `Bearer ${Object.entries(parts)
        .map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '')}"`)
        .join(', ')}`;
    },
  };
}
