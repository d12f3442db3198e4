import { setTimeout as sleep } from 'node:timers/promises';
import type { SonarrCommand } from '../client/commands.js';
import type { SonarrContext } from './define.js';
import { followCommand, type FollowedCommand } from './follow-command.js';

const underWay: readonly string[] = ['queued', 'started'];
const pauseMs = 1_000;

/**
 * Waits for several pieces of work that Sonarr has begun: the list of all commands is read, so that many cost no more requests
 * than one. Like {@link followCommand} it never throws.
 * @returns how each ended, in the order in which they were given
 */
export async function followCommands(
  begun: readonly (SonarrCommand | undefined)[],
  waitSeconds: number,
  context: Pick<SonarrContext, 'client' | 'signal' | 'progress'>,
): Promise<readonly FollowedCommand[]> {
  const { client, signal, progress } = context;
  const [only] = begun;
  if (begun.length === 1) return [await followCommand(only, waitSeconds, context)];
  let latest = [...begun];
  const open = () => latest.filter((command) => command !== undefined && underWay.includes(command.status)).length;
  const until = Date.now() + waitSeconds * 1_000;
  try {
    while (open() > 0 && Date.now() < until) {
      await sleep(Math.max(1, Math.min(pauseMs, until - Date.now())), undefined, { signal });
      const known = new Map((await client.commands.list({ signal })).map((command) => [command.id, command]));
      latest = latest.map((command) => (command === undefined ? undefined : (known.get(command.id) ?? command)));
      progress({ progress: begun.length - open(), total: begun.length });
    }
  } catch {
    // It is begun whatever happens now; what is known last is told.
  }
  // None of them is waited for any more.
  return Promise.all(latest.map((command) => followCommand(command, 0, context)));
}
