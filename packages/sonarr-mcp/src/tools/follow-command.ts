import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { SonarrCommand } from '../client/commands.js';
import type { SonarrContext } from './define.js';

/** An argument of tools that start work in Sonarr. */
export const waitSecondsInput = z.int().min(0).max(45).default(0).describe('Wait so long for the end.');

/** How work in Sonarr ended, or that it has not. */
export interface FollowedCommand {
  readonly outcome: 'done' | 'running';
  /** With it, sonarr_get_commands tells how far it is. Absent when Sonarr did not say. */
  readonly commandId?: number | undefined;
  /** `failed`, `aborted`, `cancelled` or `orphaned` where it did not end well. */
  readonly ended?: string | undefined;
  /** Sonarr's own last words on it: `Completed search for 5 episodes. 2 reports downloaded.` */
  readonly says?: string | undefined;
}

const underWay: readonly string[] = ['queued', 'started'];
const firstPauseMs = 250;
const longestPauseMs = 2_000;

/**
 * Waits for work that Sonarr has begun, reporting its messages as progress. It is begun whatever happens now, so nothing of
 * this throws: when Sonarr stops answering, or the call ends first, the last that is known is told.
 * @param waitSeconds how long to wait; 0 looks once without waiting
 */
export async function followCommand(
  begun: SonarrCommand | undefined,
  waitSeconds: number,
  { client, signal, progress }: Pick<SonarrContext, 'client' | 'signal' | 'progress'>,
): Promise<FollowedCommand> {
  if (begun === undefined) return { outcome: 'running' };
  let latest = begun;
  let steps = 0;
  let pauseMs = firstPauseMs;
  const until = Date.now() + waitSeconds * 1_000;
  try {
    while (underWay.includes(latest.status) && Date.now() < until) {
      await sleep(Math.max(1, Math.min(pauseMs, until - Date.now())), undefined, { signal });
      pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
      latest = await client.commands.get(latest.id, { signal });
      steps += 1;
      if (latest.message !== undefined) progress({ progress: steps, message: latest.message });
    }
  } catch {
    return { outcome: 'running', commandId: latest.id, says: latest.message };
  }
  if (underWay.includes(latest.status)) return { outcome: 'running', commandId: latest.id, says: latest.message };
  return {
    outcome: 'done',
    commandId: latest.id,
    ended: latest.status === 'completed' ? undefined : latest.status,
    says: latest.message,
  };
}
