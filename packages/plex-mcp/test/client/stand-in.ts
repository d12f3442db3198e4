import { createHousehold, type Household, type HouseholdSize } from '@watchstack/demo/household';
import { startPlex, type PlexStandIn, type StartPlexOptions } from '@watchstack/demo/plex';
import { afterEach, expect } from 'vitest';
import { PlexClient, type PlexClientOptions } from '../../src/index.js';

/** A Saturday at noon in Vienna. */
export const now = new Date('2026-11-21T11:00:00Z');

/** A Plex of the imaginary household and a client of it. */
export interface Pair {
  readonly plex: PlexStandIn;
  readonly client: PlexClient;
}

const running: PlexStandIn[] = [];
const households = new Map<string, Household>();

/** A household is never changed, so that tests share it. */
function householdOf(size: HouseholdSize | undefined): Household {
  const key = JSON.stringify(size ?? {});
  const known = households.get(key);
  if (known !== undefined) return known;
  const made = createHousehold({ now, ...(size === undefined ? {} : { size }) });
  households.set(key, made);
  return made;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((plex) => plex.close()));
});

/** Starts a Plex that ends with the test. */
export async function startHousehold(
  options: StartPlexOptions & { readonly size?: HouseholdSize } = {},
): Promise<PlexStandIn> {
  const { size, ...rest } = options;
  const household = householdOf(size);
  const plex = await startPlex({ household, now: () => now, ...rest });
  running.push(plex);
  return plex;
}

/** Starts both. */
export async function start(
  options: StartPlexOptions & { readonly size?: HouseholdSize } = {},
  settings: Partial<PlexClientOptions> = {},
): Promise<Pair> {
  const plex = await startHousehold(options);
  return { plex, client: new PlexClient({ url: plex.url, token: plex.token, ...settings }) };
}

/** Everything that an asynchronous list yields. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** The error that a promise rejects with; fails when it does not. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('the call was expected to fail');
}

/** Stands in an expectation for any text with this in it. */
export function containing(part: string): unknown {
  return expect.stringContaining(part);
}

/** Stands in an expectation for any text of this form. */
export function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
