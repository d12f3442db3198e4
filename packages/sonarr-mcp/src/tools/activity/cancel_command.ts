import { ConflictError, NotFoundError } from '@watchstack/core';
import { writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';

const running: readonly string[] = ['queued', 'started'];

/** `sonarr_cancel_command`: GET command/{id}, then DELETE command/{id}. */
export const cancelCommand = defineTool({
  name: 'sonarr_cancel_command',
  title: 'Cancel command',
  toolset: 'activity',
  byDefault: false,
  effect: 'write',
  idempotent: true,
  openWorld: false,
  description:
    'Takes back work that still waits in Sonarr; what has begun runs to its end. Downloads: sonarr_delete_queue_item.',
  input: z.strictObject({ id: z.int().min(1).max(2_147_483_647).describe('From sonarr_get_commands.') }),
  output: writeAnswer({ status: z.string().describe('As it was found.') }),
  examples: [{ ask: 'Stop the search that is waiting', arguments: { id: 123 } }],
  run: async ({ id }, { client, signal }) => {
    const command = await client.commands.get(id, { signal }).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
      throw new NotFoundError(`Sonarr knows no command ${id}.`, {
        target: `command ${id}`,
        hint: 'It forgets what ended five minutes later. sonarr_get_commands lists what there is.',
        changed: 'no',
      });
    });
    const { name, status } = command;
    if (!running.includes(status)) {
      return { outcome: 'unchanged' as const, target: name, status, note: 'It has ended already.' };
    }
    if (status === 'started') throw hasBegun(name);
    try {
      await client.commands.cancel(id, { signal });
    } catch (error) {
      // It began, or ended, in between.
      if (error instanceof ConflictError) throw hasBegun(name);
      if (error instanceof NotFoundError)
        return { outcome: 'unchanged' as const, target: name, note: 'It is gone already.' };
      throw error;
    }
    return { outcome: 'done' as const, target: name, status };
  },
});

function hasBegun(name: string): ConflictError {
  return new ConflictError(`${name} has begun, and Sonarr cannot stop it.`, {
    target: name,
    hint: 'Only what still waits can be taken back. sonarr_get_commands shows when it ends.',
    changed: 'no',
  });
}
