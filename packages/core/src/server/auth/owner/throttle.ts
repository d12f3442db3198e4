import { isIPv6 } from 'node:net';
import * as z from 'zod';
import type { StateEntry, StateStore } from '../../../state/state-store.js';

/** Guards a password against guessing. */
export interface Throttle {
  /**
   * Takes note of an attempt before its password is looked at, so that many at once are no more than one after the other.
   */
  begin(address: string): Promise<Attempt>;
  /** The password was right: all is forgotten. */
  succeeded(address: string): Promise<void>;
}

/** What stands an attempt. */
export interface Attempt {
  /** Seconds until the next attempt is heard; 0 when this one is. */
  readonly waitSeconds: number;
  /** Seconds that nobody is heard if this attempt fails. */
  readonly lockSeconds: number;
}

/** Where failures are counted in the store. */
export const failuresKind = 'oauth-failures';

const firstLockMs = 60_000;
const longestLockMs = 60 * 60_000;
const forgottenMs = 24 * 60 * 60_000;

/** Failures until the first lock. All callers together have more, so that one stranger does not easily lock out the owner. */
const allowed = { address: 5, all: 25 };

const entrySchema = z.object({ failures: z.int().min(0), lockedUntil: z.number() });

/**
 * A throttle whose counts survive a restart: after the allowed failures a minute's lock, doubled by each further one, up to an hour.
 * @param now current time in milliseconds
 */
export function signInThrottle(store: StateStore, now: () => number = Date.now): Throttle {
  const take = (key: string, limit: number) =>
    store.change<Attempt>(failuresKind, key, (current) => {
      const { failures, lockedUntil } = read(current);
      const time = now();
      if (lockedUntil > time) {
        return {
          entry: current,
          result: { waitSeconds: Math.ceil((lockedUntil - time) / 1000), lockSeconds: 0 },
        };
      }
      const count = failures + 1;
      const lock = count < limit ? 0 : Math.min(firstLockMs * 2 ** (count - limit), longestLockMs);
      return {
        entry: { value: { failures: count, lockedUntil: time + lock }, expiresAt: time + lock + forgottenMs },
        result: { waitSeconds: 0, lockSeconds: lock / 1000 },
      };
    });
  const forget = (key: string) => store.change(failuresKind, key, () => ({ result: undefined }));
  return {
    async begin(address) {
      const own = await take(`address ${household(address)}`, allowed.address);
      if (own.waitSeconds > 0) return own;
      const all = await take('all', allowed.all);
      return { waitSeconds: all.waitSeconds, lockSeconds: Math.max(own.lockSeconds, all.lockSeconds) };
    },
    async succeeded(address) {
      await Promise.all([forget(`address ${household(address)}`), forget('all')]);
    },
  };
}

function read(entry: StateEntry | undefined) {
  const parsed = entrySchema.safeParse(entry?.value);
  return parsed.success ? parsed.data : { failures: 0, lockedUntil: 0 };
}

/** One connection to the internet has a whole network of IPv6 addresses: the first half tells whose it is. */
function household(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const all = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest];
  return all
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
