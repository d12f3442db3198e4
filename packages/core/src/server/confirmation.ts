import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Preview } from './tool.js';

/** What a confirmation is for. Every part is checked again when it comes back. */
export interface ConfirmationSubject {
  readonly tool: string;
  /** The accepted arguments, without `confirm`. */
  readonly args: Readonly<Record<string, unknown>>;
  readonly preview: Preview;
  /** Who is asking: a stable name of the caller. */
  readonly caller: string;
}

/** How the consent travels: as protocol state beside a person's answer, or as a code that the model passes on. */
export type ConfirmationChannel = 'state' | 'code';

/** Issues and checks confirmations. One per process. */
export interface Confirmations {
  /** A code for this subject: valid once, for five minutes. Signed, not encrypted; it holds no argument and no target. */
  issue(channel: ConfirmationChannel, subject: ConfirmationSubject): string;
  /** Whether the code was issued for this very subject, is fresh and unused. A code that passes is used up. */
  redeem(channel: ConfirmationChannel, code: string, subject: ConfirmationSubject): Promise<boolean>;
}

/** Where it is remembered which codes were used. */
export interface UsedCodes {
  /**
   * Marks a code as used, while nobody else can do the same.
   * @param expiresAt milliseconds since 1970; what is used after that is refused for its age
   * @returns false when it was used before
   */
  use(nonce: string, expiresAt: number): Promise<boolean>;
}

/** What confirmations are made of. */
export interface ConfirmationOptions {
  /** Current time in milliseconds. */
  readonly now?: () => number;
  /** Signs codes; a new one, which lives as long as the process, unless told. */
  readonly key?: Buffer;
  /** Remembered in memory unless told. */
  readonly used?: UsedCodes;
}

/** A code is good for so long. */
export const lifetimeMs = 5 * 60_000;

/** Keeps confirmations. Processes with the same key accept each other's; sharing what was used, each still once. */
export function createConfirmations(options: ConfirmationOptions = {}): Confirmations {
  const { now = Date.now, key = randomBytes(32), used = usedInMemory(now) } = options;
  const sign = (channel: ConfirmationChannel, head: string, subject: ConfirmationSubject): string =>
    createHmac('sha256', key)
      .update(`${channel}\n${head}\n${digest(subject)}`)
      .digest('base64url');
  return {
    issue(channel, subject) {
      const head = `${(now() + lifetimeMs).toString(36)}.${randomBytes(9).toString('base64url')}`;
      return `${head}.${sign(channel, head, subject)}`;
    },
    async redeem(channel, code, subject) {
      const [expiry, nonce, signature, ...rest] = code.split('.');
      if (expiry === undefined || nonce === undefined || signature === undefined || rest.length > 0) return false;
      const head = `${expiry}.${nonce}`;
      // Compared as text: other texts can stand for the same bytes, and a code that was touched is worth nothing.
      const expected = Buffer.from(sign(channel, head, subject));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
      const expiresAt = Number.parseInt(expiry, 36);
      if (expiresAt < now()) return false;
      return used.use(nonce, expiresAt);
    },
  };
}

function usedInMemory(now: () => number): UsedCodes {
  const used = new Map<string, number>();
  return {
    use(nonce, expiresAt) {
      for (const [old, oldExpiry] of used) if (oldExpiry < now()) used.delete(old);
      if (used.has(nonce)) return Promise.resolve(false);
      used.set(nonce, expiresAt);
      return Promise.resolve(true);
    },
  };
}

function digest({ tool, args, preview, caller }: ConfirmationSubject): string {
  return createHash('sha256')
    .update(canonicalJson([tool, args, preview, caller]))
    .digest('base64url');
}

/** JSON with sorted keys, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
