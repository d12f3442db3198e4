import type { Route } from '../../http/index.js';
import { commandDocument } from '../commands.js';
import type { Context } from '../context.js';
import { instant, json, nothing } from '../json.js';
import { failure, missing, noSuchModel, Refusal } from '../problems.js';
import { bodyDocument, textField } from '../query.js';

function statusDocument(context: Context): object {
  return {
    appName: 'Sonarr',
    instanceName: 'Sonarr',
    version: context.version,
    buildTime: '2025-11-05T17:33:51Z',
    isDebug: false,
    isProduction: true,
    isAdmin: false,
    isUserInteractive: false,
    startupPath: '/app/sonarr/bin',
    appData: '/config',
    osName: 'debian',
    osVersion: '12',
    isNetCore: true,
    isLinux: true,
    isOsx: false,
    isWindows: false,
    isDocker: true,
    mode: 'console',
    branch: 'main',
    authentication: 'forms',
    sqliteVersion: '3.45.1',
    migrationVersion: 217,
    urlBase: context.urlBase,
    runtimeVersion: '6.0.36',
    runtimeName: '.NET',
    startTime: instant(context.startedAt),
    packageUpdateMechanism: 'docker',
    databaseVersion: '3.45.1',
    databaseType: 'sqLite',
  };
}

/** The routes that ask how Sonarr itself is. `/ping` needs no key. */
export function systemRoutes(context: Context): Route[] {
  const { state } = context;
  const read = (path: string, answer: () => unknown): Route => ({
    method: 'GET',
    path,
    changesState: false,
    handle: () => json(answer()),
  });
  return [
    read('/ping', () => ({ status: 'OK' })),
    read('/api', () => ({ current: 'v3', deprecated: [] })),
    read('/api/v3/system/status', () => statusDocument(context)),
    read('/api/v3/health', () => state.household.sonarr.health),
    read('/api/v3/diskspace', () => state.household.sonarr.disks),
    read('/api/v3/importlistexclusion', () => state.exclusions),
  ];
}

/** The routes under `/command`. */
export function commandRoutes(context: Context): Route[] {
  const { state, commands } = context;
  const path = '/api/v3/command';
  return [
    {
      method: 'GET',
      path,
      changesState: false,
      handle: () => json(commands.remembered().map(commandDocument)),
    },
    {
      method: 'POST',
      path,
      changesState: true,
      handle: (call) => {
        const asked = bodyDocument(call);
        const name = textField(asked, 'name') ?? '';
        const body = Object.fromEntries(Object.entries(asked).filter(([key]) => key.toLowerCase() !== 'name'));
        const command = commands.send(name, body);
        return json(commandDocument(command), 201, { location: `${context.urlBase}${path}/${command.id}` });
      },
    },
    {
      method: 'GET',
      path: `${path}/{id:int}`,
      changesState: false,
      handle: (call) => {
        const found = commands.remembered().find((one) => one.id === Number(call.params['id']));
        if (found === undefined) throw missing();
        return json(commandDocument(found));
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id:int}`,
      changesState: true,
      handle: (call) => {
        const id = Number(call.params['id']);
        const found = commands.remembered().find((one) => one.id === id);
        if (found === undefined) throw noSuchModel('Command', id);
        if (found.status !== 'queued') throw new Refusal(failure(409, 'Unable to cancel task'));
        state.commands.splice(state.commands.indexOf(found), 1);
        return nothing;
      },
    },
  ];
}
