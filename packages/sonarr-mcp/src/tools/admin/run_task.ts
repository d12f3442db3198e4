import { writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { followCommand, waitSecondsInput } from '../follow-command.js';

/**
 * What may be run ahead of its time. Not among them: what is about the whole library (RefreshSeries), what deletes
 * (CleanUpRecycleBin), and ApplicationUpdateCheck, which installs what it finds when a person starts it.
 */
export const runnableTasks = [
  'CheckHealth',
  'RefreshMonitoredDownloads',
  'RssSync',
  'ImportListSync',
  'UpdateSceneMapping',
  'Housekeeping',
] as const;

/** `sonarr_run_task`: POST command. */
export const runTask = defineTool({
  name: 'sonarr_run_task',
  title: 'Run a task',
  toolset: 'admin',
  byDefault: false,
  effect: 'write',
  idempotent: true,
  openWorld: true,
  description: 'Runs a scheduled task of Sonarr now, other than backups.',
  input: z.strictObject({
    task: z.enum(runnableTasks).describe('Its name.'),
    waitSeconds: waitSecondsInput,
  }),
  output: writeAnswer({
    commandId: z.int().describe('For sonarr_get_commands.'),
    ended: z.string().describe('failed, aborted, …; absent when it ended well.'),
    says: z.string().describe("Sonarr's own words."),
  }),
  examples: [{ ask: 'Check the health now', arguments: { task: 'CheckHealth', waitSeconds: 20 } }],
  run: async ({ task, waitSeconds }, context) => {
    const begun = await context.client.commands.start({ name: task }, { signal: context.signal });
    const followed = await followCommand(begun, waitSeconds, context);
    return {
      target: task,
      ...followed,
      note: noteOn(task, followed.ended),
    };
  },
});

function noteOn(task: string, ended: string | undefined): string | undefined {
  if (ended !== undefined) return `Sonarr began it, and it ${ended}.`;
  return task === 'ImportListSync' ? 'Import lists that add by themselves may add series now.' : undefined;
}
