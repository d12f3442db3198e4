import { hash } from '../../household/random.js';
import type { Backup, LogLine, ScheduledTask, SonarrRelease } from '../../household/index.js';
import type { Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { instant, json, timeSpan } from '../json.js';
import { page } from '../paging.js';
import { missing } from '../problems.js';
import { text } from '../query.js';
import type { StoredLogLine } from '../state.js';

/** Worst first: asking for one brings the worse ones too. */
const LEVELS: readonly LogLine['level'][] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Versions in the order in which they came out. */
function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((version) => version.split('.').map(Number));
  const differing = a?.findIndex((part, index) => part !== b?.[index]) ?? -1;
  return differing < 0 ? 0 : (a?.[differing] ?? 0) - (b?.[differing] ?? 0);
}

/** The routes for Sonarr's own upkeep: its log, its tasks, its backups, its updates. */
export function upkeepRoutes(context: Context): Route[] {
  const { state, commands } = context;

  const logDocument = ({ id, line }: StoredLogLine): object => ({
    time: instant(line.time),
    exception: line.exception,
    exceptionType: line.exceptionType,
    level: line.level,
    logger: line.logger,
    message: line.message,
    id,
  });

  const taskDocument = (task: ScheduledTask): object => {
    const run = state.commands.findLast((command) => command.name === task.taskName && command.ended !== undefined);
    const started = run?.started ?? task.lastExecution;
    const ended = run?.ended ?? new Date(task.lastExecution.getTime() + task.lastDuration * 1000);
    return {
      name: task.name,
      taskName: task.taskName,
      interval: task.interval,
      lastExecution: instant(ended),
      lastStartTime: instant(started),
      nextExecution: instant(new Date(ended.getTime() + task.interval * 60_000)),
      lastDuration: timeSpan((ended.getTime() - started.getTime()) / 1000),
      id: task.id,
    };
  };

  const backupDocument = (backup: Backup): object => ({
    name: backup.name,
    path: `/backup/${backup.type}/${backup.name}`,
    type: backup.type,
    size: backup.size,
    time: instant(backup.time),
    id: hash(`backup-${backup.type}-${backup.name}`) & 0x7fffffff,
  });

  const updateDocument = (release: SonarrRelease, index: number): object => ({
    version: release.version,
    branch: 'main',
    releaseDate: instant(release.released),
    fileName: `Sonarr.main.${release.version}.linux-x64.tar.gz`,
    url: `https://github.com/Sonarr/Sonarr/releases/download/v${release.version}/Sonarr.main.${release.version}.linux-x64.tar.gz`,
    installed: release.version === context.version,
    installedOn: release.installed === undefined ? undefined : instant(release.installed),
    installable: index === 0 && compareVersions(release.version, context.version) > 0,
    latest: index === 0,
    changes: { new: release.added, fixed: release.fixed },
    hash: hash(release.version).toString(16),
  });

  commands.handle('Backup', () => {
    const time = context.now();
    const stamp = time.toISOString().slice(0, 19).replace(/[-:]/g, '.').replace('T', '_');
    const name = `sonarr_backup_v${context.version}_${stamp}.zip`;
    state.backups = [...state.backups, { name, type: 'manual', size: 41_100_000, time }];
    return 'Completed';
  });
  commands.handle('ClearLog', () => {
    state.log = [];
    return 'Completed';
  });

  return [
    {
      method: 'GET',
      path: '/api/v3/log',
      changesState: false,
      handle: (call) => {
        // A word that is no level filters nothing.
        const worst = LEVELS.findIndex((level) => level === text(call, 'level'));
        const rows = worst < 0 ? state.log : state.log.filter(({ line }) => LEVELS.indexOf(line.level) <= worst);
        return page(
          call,
          rows,
          {
            keys: { id: (row) => row.id, time: (row) => row.line.time.getTime() },
            defaultKey: 'id',
            defaultDirection: 'ascending',
          },
          logDocument,
        );
      },
    },
    {
      method: 'GET',
      path: '/api/v3/system/task',
      changesState: false,
      handle: () => json(state.household.sonarr.upkeep.tasks.map(taskDocument)),
    },
    {
      method: 'GET',
      path: '/api/v3/system/task/{id:int}',
      changesState: false,
      handle: (call) => {
        const found = state.household.sonarr.upkeep.tasks.find((task) => task.id === Number(call.params['id']));
        if (found === undefined) throw missing();
        return json(taskDocument(found));
      },
    },
    {
      method: 'GET',
      path: '/api/v3/system/backup',
      changesState: false,
      handle: () =>
        json([...state.backups].sort((left, right) => right.time.getTime() - left.time.getTime()).map(backupDocument)),
    },
    {
      method: 'GET',
      path: '/api/v3/update',
      changesState: false,
      handle: () => json(state.household.sonarr.upkeep.releases.map(updateDocument)),
    },
  ];
}
