import { startSonarr, type SonarrOptions, type SonarrStandIn } from '@watchstack/demo/sonarr';
import { afterEach } from 'vitest';
import { SonarrClient, type SonarrClientOptions } from '../../src/index.js';

/** A Sonarr of the imaginary household and a client of it. */
export interface Pair {
  readonly sonarr: SonarrStandIn;
  readonly client: SonarrClient;
}

const running: SonarrStandIn[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sonarr) => sonarr.close()));
});

/** Starts both; the Sonarr ends with the test. */
export async function start(options: SonarrOptions = {}, settings: Partial<SonarrClientOptions> = {}): Promise<Pair> {
  const sonarr = await startSonarr(options);
  running.push(sonarr);
  return { sonarr, client: new SonarrClient({ url: sonarr.url, apiKey: sonarr.apiKey, ...settings }) };
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
