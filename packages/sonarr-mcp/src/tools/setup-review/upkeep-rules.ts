import { isNewer } from '../admin/get_updates.js';
import type { Rule } from './finding.js';

/** Sonarr makes one every week unless told otherwise. */
const oldBackupDays = 14;

const dayMs = 86_400_000;

const backupsAreMade: Rule = ({ backups, now }) => {
  if (backups === undefined) return [];
  const fix = 'Make one with sonarr_create_backup; how often Sonarr does is under Settings > General > Backups.';
  const why = 'When its database breaks, all that was set up is lost.';
  const [last] = backups;
  if (last === undefined) return [{ severity: 'warning', what: 'There is no backup.', why, fix }];
  const days = Math.floor((now.getTime() - Date.parse(last.time)) / dayMs);
  return days <= oldBackupDays ? [] : [{ severity: 'warning', what: `The last backup is ${days} days old.`, why, fix }];
};

const sonarrIsNew: Rule = ({ updates = [], status }) => {
  if (status === undefined) return [];
  const newer = updates.find(({ version }) => isNewer(version, status.version));
  return [
    ...(newer === undefined
      ? []
      : [
          {
            severity: 'advice',
            what: `Sonarr ${newer.version} is out; ${status.version} runs.`,
            why: 'Updates mend what breaks, holes among it.',
            fix: 'sonarr_get_updates says what is new and how it is installed.',
            covers: 'UpdateCheck',
          } as const,
        ]),
    ...(Number.parseInt(status.version, 10) < 4
      ? [
          {
            severity: 'warning',
            what: 'This is Sonarr 3.',
            why: 'It gets no updates any more.',
            fix: 'Update to Sonarr 4; it takes the library over.',
          } as const,
        ]
      : []),
  ];
};

const sonarrIsLocked: Rule = ({ status }) =>
  status?.authentication?.toLowerCase() !== 'none'
    ? []
    : [
        {
          severity: 'error',
          what: 'Nobody has to sign in to Sonarr.',
          why: 'Whoever reaches its address can change and delete everything, and read its API key.',
          fix: 'Choose a way to sign in under Settings > General > Security.',
        },
      ];

/** What keeps Sonarr itself well. */
export const upkeepRules: readonly Rule[] = [sonarrIsLocked, backupsAreMade, sonarrIsNew];
