import type { ProgressStep } from '@watchstack/core/server';
import { describe, expect, it } from 'vitest';
import { followCommand } from '../../src/tools/follow-command.js';
import { start, type Pair } from '../client/stand-in.js';

/** Begins work in a Sonarr that takes as long as the test lets it. */
async function begun(pair: Pair) {
  const command = await pair.client.commands.start({ name: 'RefreshMonitoredDownloads' });
  if (command === undefined) throw new Error('The stand-in has not said what it began.');
  return command;
}

/** What a tool would hand over, and the progress it was told. */
function following({ client }: Pair, signal = new AbortController().signal) {
  const steps: ProgressStep[] = [];
  return { steps, context: { client, signal, progress: (step: ProgressStep) => void steps.push(step) } };
}

/** Longer than any test runs: whatever is to end ends because the test says so. */
const never = { commandDelayMs: 3_600_000 };

describe('following work that Sonarr has begun', () => {
  it('without waiting tells that it is under way, and asks nothing more', async () => {
    const pair = await start(never);
    const command = await begun(pair);
    const before = pair.sonarr.requests.length;
    const { context, steps } = following(pair);
    expect(await followCommand(command, 0, context)).toMatchObject({ outcome: 'running', commandId: command.id });
    expect(pair.sonarr.requests).toHaveLength(before);
    expect(steps).toEqual([]);
  });

  it('waits for the end and brings the last words of it', async () => {
    const pair = await start({ commandDelayMs: 1 });
    const { context, steps } = following(pair);
    const command = await pair.client.commands.start({ name: 'MissingEpisodeSearch', seriesId: 1 });
    const followed = await followCommand(command, 45, context);
    expect(followed.outcome).toBe('done');
    expect(followed.ended).toBeUndefined();
    expect(followed.says).toMatch(/^Completed search for \d+ episodes\. \d+ reports downloaded\.$/);
    expect(steps.at(-1)?.message).toBe(followed.says);
    expect(steps.map(({ progress }) => progress)).toEqual(steps.map((_, index) => index + 1));
  });

  it('says how it ended where it did not end well', async () => {
    const pair = await start(never);
    const command = await begun(pair);
    const { context } = following(pair);
    const failed = { ...command, status: 'failed', message: 'Failed' };
    expect(await followCommand(failed, 10, context)).toEqual({
      outcome: 'done',
      commandId: command.id,
      ended: 'failed',
      says: 'Failed',
    });
  });

  it('that answered without saying what it began is running, and nothing more is known', async () => {
    const pair = await start();
    expect(await followCommand(undefined, 45, following(pair).context)).toEqual({ outcome: 'running' });
    expect(pair.sonarr.requests).toEqual([]);
  });
});

describe('trap 33: work that can no longer be followed has been begun all the same', () => {
  it('trap 33: what Sonarr has forgotten meanwhile is no failure', async () => {
    const pair = await start(never);
    const command = await begun(pair);
    pair.sonarr.state.commands.length = 0;
    expect(await followCommand(command, 45, following(pair).context)).toMatchObject({
      outcome: 'running',
      commandId: command.id,
    });
  });

  it.each([
    ['breaks the connection off', { kind: 'close' }],
    ['fails', { kind: 'reply', status: 500, body: { message: 'database is locked' } }],
    ['answers with a web page', { kind: 'html' }],
  ] as const)('nor is it one when Sonarr %s', async (_what, fault) => {
    const pair = await start(never);
    const command = await begun(pair);
    pair.sonarr.faults.add({ path: /\/command\//, fault });
    expect(await followCommand(command, 45, following(pair).context)).toMatchObject({ outcome: 'running' });
  });

  it('nor when the call is taken back while it waits', async () => {
    const pair = await start(never);
    const command = await begun(pair);
    const controller = new AbortController();
    const { context } = following(pair, controller.signal);
    const followed = followCommand(command, 45, context);
    controller.abort();
    expect(await followed).toMatchObject({ outcome: 'running', commandId: command.id });
  });

  it('trap 33: the same request twice is one piece of work, and both callers follow it', async () => {
    const pair = await start(never);
    const first = await begun(pair);
    const second = await begun(pair);
    expect(second.id).toBe(first.id);
  });
});
