import { writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrBackup } from '../../client/backups.js';
import { defineTool, type SonarrContext } from '../define.js';
import { followCommand, waitSecondsInput } from '../follow-command.js';
import { backupOutput, toBackupRow } from './get_backups.js';

/** `sonarr_create_backup`: POST command, then GET system/backup. */
export const createBackup = defineTool({
  name: 'sonarr_create_backup',
  title: 'Create a backup',
  toolset: 'admin',
  byDefault: false,
  effect: 'write',
  idempotent: false,
  openWorld: false,
  description: "Makes a backup of Sonarr's database and settings now, without media files.",
  input: z.strictObject({ waitSeconds: waitSecondsInput }),
  output: writeAnswer({
    backup: backupOutput,
    commandId: z.int().describe('For sonarr_get_commands.'),
    ended: z.string().describe('failed, aborted, …; absent when it ended well.'),
    says: z.string().describe("Sonarr's own words."),
  }),
  examples: [{ ask: 'Make a backup', arguments: { waitSeconds: 30 } }],
  run: async ({ waitSeconds }, context) => {
    const begun = await context.client.commands.start({ name: 'Backup' }, { signal: context.signal });
    const followed = await followCommand(begun, waitSeconds, context);
    const made =
      followed.outcome === 'done' && followed.ended === undefined ? await madeSince(begun?.queued, context) : undefined;
    return {
      target: 'backup of Sonarr',
      ...followed,
      backup: made === undefined ? undefined : toBackupRow(made, context.timeZone),
      note: noteOn(followed),
    };
  },
});

/** The backup that was asked for. It is made, whatever becomes of this look at it. */
async function madeSince(queued: string | undefined, { client, signal }: SonarrContext) {
  // The time of a file may lack the parts of a second.
  const earliest = Date.parse(queued ?? '') - 1_000;
  const isOurs = ({ type, time }: SonarrBackup) => type === 'manual' && !(Date.parse(time) < earliest);
  const backups = await client.backups.list({ signal }).catch(() => []);
  return backups.find(isOurs);
}

function noteOn({ outcome, ended }: { readonly outcome: string; readonly ended?: string | undefined }) {
  if (ended !== undefined) return `Sonarr began it, and it ${ended}: there is no new backup.`;
  return outcome === 'running' ? 'sonarr_get_backups shows it once it is made.' : undefined;
}
