import { toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import { timeSpanSeconds } from '../../client/time-span.js';
import { defineTool } from '../define.js';
import { runnableTasks } from './run_task.js';

/** Sonarr writes the year 1 for what never happened. */
const never = '0001-';

const taskRow = z.strictObject({
  task: z.string(),
  everyMinutes: z.int().optional().describe('Absent while it is switched off.'),
  lastRunAt: z.string().optional(),
  tookMinutes: z.int().optional().describe('Absent below one.'),
  nextRunAt: z.string().optional(),
  overdue: z.literal(true).optional().describe('It should have run twice since.'),
  runnable: z.literal(true).optional().describe('sonarr_run_task takes it.'),
});

/** `sonarr_get_tasks`: GET system/task. */
export const getTasks = defineTool({
  name: 'sonarr_get_tasks',
  title: 'Get tasks',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Shows what Sonarr does by the clock, when each task ran and when it runs next. What it works on right now: sonarr_get_commands.',
  input: z.strictObject({}),
  output: z.strictObject({
    tasks: z.array(taskRow),
  }),
  relatedWrite: 'sonarr_run_task',
  examples: [{ ask: 'When does Sonarr next look for new episodes by RSS?', arguments: {} }],
  run: async (_args, { client, signal, clock, timeZone }) => {
    const runnable: readonly string[] = runnableTasks;
    const zoned = (instant: string | undefined) =>
      instant === undefined || instant.startsWith(never) ? undefined : toZonedIso(instant, timeZone);
    const tasks = await client.tasks.list({ signal });
    return {
      tasks: tasks.map((task): z.output<typeof taskRow> => {
        const name = task.taskName ?? task.name;
        const interval = task.interval ?? 0;
        const minutes = Math.floor((timeSpanSeconds(task.lastDuration) ?? 0) / 60);
        const late = clock.now().getTime() - Date.parse(task.nextExecution ?? '') > interval * 60_000;
        return {
          task: name,
          everyMinutes: interval > 0 ? interval : undefined,
          lastRunAt: zoned(task.lastExecution),
          tookMinutes: minutes > 0 ? minutes : undefined,
          nextRunAt: interval > 0 ? zoned(task.nextExecution) : undefined,
          overdue: interval > 0 && late ? true : undefined,
          runnable: runnable.includes(name) ? true : undefined,
        };
      }),
    };
  },
});
