import { toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrBackup } from '../../client/backups.js';
import { defineTool } from '../define.js';

const dayMs = 86_400_000;

/** Sonarr keeps some weeks of its own ones; those made by hand stay, and may become many. */
const mostShown = 25;

/** A backup as answers show it. */
export const backupOutput = z.strictObject({
  name: z.string(),
  kind: z.string().optional().describe('scheduled, manual, or update (made before one).'),
  madeAt: z.string(),
  sizeBytes: z.int().optional(),
});

/** Writes a backup as a {@link backupOutput}. */
export function toBackupRow({ name, type, time, size }: SonarrBackup, timeZone: string): z.output<typeof backupOutput> {
  return { name, kind: type, madeAt: toZonedIso(time, timeZone), sizeBytes: size };
}

/** `sonarr_get_backups`: GET system/backup. */
export const getBackups = defineTool({
  name: 'sonarr_get_backups',
  title: 'Get backups',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: "Tells how old the last backup of Sonarr's database and settings is, and which there are.",
  input: z.strictObject({}),
  output: z.strictObject({
    total: z.int(),
    lastBackupAt: z.string().optional().describe('Absent when there is none.'),
    ageDays: z.int().optional(),
    backups: z.array(backupOutput).optional().describe(`Newest first, at most ${mostShown}.`),
  }),
  relatedWrite: 'sonarr_create_backup',
  examples: [{ ask: 'When was the last backup?', arguments: {} }],
  run: async (_args, { client, signal, clock, timeZone }) => {
    const backups = await client.backups.list({ signal });
    const [last] = backups;
    return {
      total: backups.length,
      lastBackupAt: last === undefined ? undefined : toZonedIso(last.time, timeZone),
      ageDays:
        last === undefined
          ? undefined
          : Math.max(0, Math.floor((clock.now().getTime() - Date.parse(last.time)) / dayMs)),
      backups: backups.slice(0, mostShown).map((backup) => toBackupRow(backup, timeZone)),
    };
  },
});
