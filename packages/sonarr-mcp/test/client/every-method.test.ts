import { createHousehold } from '@watchstack/demo/household';
import type { Fault } from '@watchstack/demo/sonarr';
import { startSonarr } from '@watchstack/demo/sonarr';
import { describe, expect, it } from 'vitest';
import {
  AuthenticationError,
  NetworkError,
  ReadOnlyError,
  SonarrClient,
  UnexpectedResponseError,
  UpstreamUnavailableError,
} from '../../src/index.js';
import { attempts, recordEverything, replay, runEverything, type RecordedCall } from './recorded-calls.js';
import { recordingLogger, visible } from './recording-logger.js';
import { failure, start } from './stand-in.js';

const now = new Date('2026-11-21T17:00:00Z');
const standing = { household: createHousehold({ now }), now: () => now };
const apiKey = 'canary0key0canary0key0canary0key';
const stack = '   at NzbDrone.Core.Tv.SeriesService.GetSeries() in /home/canary/Sonarr/SeriesService.cs:line 12';

/** Every call that the client can make, as it went against a Sonarr that works. */
const everything = await recorded();
const asking = everything.filter(({ asks }) => asks);
const reads = asking.filter(({ changes }) => !changes);
const changes = asking.filter((call) => call.changes);

async function recorded(): Promise<readonly RecordedCall[]> {
  const sonarr = await startSonarr(standing);
  try {
    return await recordEverything({ sonarr, client: new SonarrClient({ url: sonarr.url, apiKey: sonarr.apiKey }) });
  } finally {
    await sonarr.close();
  }
}

/** The names of calls, each once: what is shown when something is wrong with them. */
function names(calls: readonly RecordedCall[]): string[] {
  return [...new Set(calls.map(({ name }) => name))].sort();
}

/** Makes calls, each on a client of its own, against a Sonarr that always fails like this. */
async function failing(calls: readonly RecordedCall[], fault: Fault) {
  const { sonarr } = await start({ ...standing, apiKey });
  sonarr.faults.add({ fault });
  const failed = await Promise.all(
    calls.map(async (call) => {
      const client = new SonarrClient({ url: sonarr.url, apiKey, logger: recordingLogger() });
      return { call, error: await failure(replay(call, client)).catch(() => undefined) };
    }),
  );
  return { sonarr, failed };
}

/** The calls whose error is not of a kind. */
function otherwise(
  failed: readonly { readonly call: RecordedCall; readonly error: unknown }[],
  type: abstract new (...args: never[]) => Error,
): string[] {
  return names(failed.filter(({ error }) => !(error instanceof type)).map(({ call }) => call));
}

describe('the view that only reads', () => {
  it('refuses every method that changes something, before anything is sent', async () => {
    expect(changes.length).toBeGreaterThan(10);
    const { sonarr, client } = await start(standing);
    const before = sonarr.digest();
    const view = client.readOnly();
    for (const call of changes) {
      expect(await failure(replay(call, view)), call.name).toBeInstanceOf(ReadOnlyError);
      expect(sonarr.requests, call.name).toEqual([]);
    }
    expect(sonarr.digest()).toBe(before);
  });

  it('lets every method that changes nothing through, whatever its verb, and none of them changes anything', async () => {
    expect(reads.length).toBeGreaterThan(20);
    const { sonarr, client } = await start(standing);
    const before = sonarr.digest();
    const view = client.readOnly();
    for (const call of reads) {
      // Some ask for what another call would have made first: that it is not there is no refusal.
      const error = await failure(replay(call, view)).catch(() => undefined);
      expect(error, call.name).not.toBeInstanceOf(ReadOnlyError);
    }
    expect(attempts(sonarr)).toEqual([]);
    expect(sonarr.digest()).toBe(before);
  });
});

describe.each([
  ['nothing', { kind: 'reply', status: 200 }],
  ['an empty document', { kind: 'reply', body: {} }],
  ['a list', { kind: 'reply', body: [7] }],
  ['a web page', { kind: 'html' }],
] as const)('once Sonarr has accepted it and answered with %s', (_what, fault) => {
  it('trap 1: every change is a success', async () => {
    const pair = await start(standing);
    let position = 0;
    const done: string[] = [];
    await runEverything(pair, (name, _args, real) => {
      const known = everything[position];
      position += 1;
      expect(known?.name).toBe(name);
      if (known?.changes !== true) return real();
      const takeAway = ['POST', 'PUT', 'DELETE'].map((method) =>
        pair.sonarr.faults.add({ method, when: 'after', fault }),
      );
      const change = Promise.resolve(real()).finally(() => {
        for (const take of takeAway) take();
      });
      // What the answer did not tell, the next step takes from when it did.
      return change.then(() => {
        done.push(name);
        return known.result;
      });
    });
    expect([...new Set(done)].sort()).toEqual(names(changes));
  });
});

describe('every method', () => {
  it('trap 2: reads 401 with nothing in it as a key that was refused', async () => {
    const { failed } = await failing(asking, { kind: 'reply', status: 401 });
    expect(otherwise(failed, AuthenticationError)).toEqual([]);
  });

  it('trap 3: passes on nothing of a stack trace', async () => {
    const body = { message: `Broken ${stack}`, description: stack };
    const { failed } = await failing(asking, { kind: 'reply', status: 500, body });
    expect(otherwise(failed, UpstreamUnavailableError)).toEqual([]);
    for (const { call, error } of failed) expect(visible(error), call.name).not.toMatch(/canary|NzbDrone/);
  });

  it('trap 45: that reads takes no web page for data, and names the address to correct', async () => {
    const { failed } = await failing(reads, { kind: 'html' });
    expect(otherwise(failed, UnexpectedResponseError)).toEqual([]);
    for (const { call, error } of failed) {
      expect(error, call.name).toMatchObject({ hint: expect.stringContaining('SONARR_URL') as unknown });
      expect(visible(error), call.name).not.toMatch(/canary|Please sign in/);
    }
  });

  it('trap 46: is told apart while Sonarr starts, and no change is sent twice', async () => {
    const body = { errorMessage: 'Sonarr is starting up, please try again later' };
    const { sonarr, failed } = await failing(asking, { kind: 'reply', status: 503, body });
    expect(otherwise(failed, UpstreamUnavailableError)).toEqual([]);
    for (const { call, error } of failed) expect(error, call.name).toMatchObject({ message: 'Sonarr is starting.' });
    expect(attempts(sonarr).length).toBeLessThanOrEqual(changes.length);
  });

  it('trap 46: that changes something is sent once when the connection breaks, and says that nobody can tell', async () => {
    const { sonarr, failed } = await failing(changes, { kind: 'close' });
    expect(otherwise(failed, NetworkError)).toEqual([]);
    expect(attempts(sonarr).length).toBeLessThanOrEqual(changes.length);
    for (const { call, error } of failed) {
      // One that looks first has changed nothing yet when the look fails.
      expect(error, call.name).toMatchObject({ changed: expect.toBeOneOf(['unknown', 'no', undefined]) as unknown });
    }
  });

  it('trap 57: takes the login page of another host for a door, and knocks with no key there', async () => {
    const login = await startSonarr(standing);
    try {
      const to = `${login.url.replace('127.0.0.1', 'localhost')}/login?back=canary`;
      const { failed } = await failing(asking, { kind: 'redirect', to });
      expect(otherwise(failed, AuthenticationError)).toEqual([]);
      for (const { call, error } of failed) expect(visible(error), call.name).not.toContain('canary');
      expect(login.requests).toEqual([]);
    } finally {
      await login.close();
    }
  });
});
