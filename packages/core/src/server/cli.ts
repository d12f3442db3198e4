import { existsSync, readFileSync } from 'node:fs';
import { ConfigurationError, WatchstackError } from '../errors.js';
import { createLogger } from '../logging/create-logger.js';
import { createRedactor } from '../logging/redactor.js';
import type { App } from './app.js';
import { isTimeZone, systemClock, systemTimeZone } from './clock.js';
import type { Session } from './commands.js';
import { parseCommandLine, type CommandLine } from './command-line.js';
import { describe, localCaller } from './dispatch.js';
import { fileJournal, memoryJournal } from './journal.js';
import { createRuntime } from './runtime.js';
import { serverSettings, type ServerSettings } from './server-settings.js';
import { environmentNames, parseBoth, parseSettings, type SettingDefinitions, type SettingValues } from './settings.js';
import type { ToolList } from './tool-list.js';
import { instanceId, journalPath, readSettingsFile } from './user-folders.js';

/**
 * The shell around a server's binary: reads the command line and settings, then serves or runs a command. Ends the process with 1
 * when something failed and with 2 when a setting or flag is wrong.
 * @param app the server
 * @param listUrl where the build put `tools.json`
 */
export async function runCli<Client, D extends SettingDefinitions>(app: App<Client, D>, listUrl: URL): Promise<void> {
  const definitions = { ...serverSettings(app.service, app.defaultPort), ...app.settings };
  try {
    const line = parseCommandLine(process.argv.slice(2), definitions);
    if (line.flags['version'] !== undefined) return print(app.version);
    if (line.flags['help'] !== undefined) {
      const { helpPage } = await import('./help.js');
      return print(helpPage(app));
    }
    if (line.flags['print-config'] !== undefined) {
      const { clientConfig } = await import('./client-config.js');
      return print(clientConfig(app, line.flags['print-config'], line.flags['name'], line.flags['demo'] !== undefined));
    }
    const session = await openSession(app, line, listUrl);
    await run(session, line);
  } catch (error) {
    if (!(error instanceof WatchstackError)) throw error;
    process.stderr.write(`${app.name}: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    process.exitCode = error instanceof ConfigurationError ? 2 : 1;
  }
}

async function run<Client>(session: Session<Client>, line: CommandLine): Promise<void> {
  if (line.flags['list-tools'] !== undefined) {
    const { toolTable } = await import('./help.js');
    return print(toolTable(session.runtime));
  }
  if (line.command !== 'serve') {
    const { runCommand } = await import('./commands.js');
    const code = await runCommand(session, line).finally(() => session.close());
    // Connections that are kept alive for a next request must not keep a finished command.
    process.stdout.write('', () => process.exit(code));
    return;
  }
  const { runtime, connection, close } = session;
  if (runtime.settings.transport !== 'stdio') {
    const { serveOverHttp } = await import('./transports/http.js');
    const http = await serveOverHttp(runtime, connection);
    const end = () => {
      void Promise.allSettled([http.close(), close()]).then(() => process.exit(0));
    };
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    // Whoever waits for this line may end the program right after it.
    runtime.logger.info('listening', { url: http.url });
    return;
  }
  const { serveOverStdio } = await import('./transports/stdio.js');
  serveOverStdio(runtime, connection, close);
}

async function openSession<Client, D extends SettingDefinitions>(
  app: App<Client, D>,
  line: CommandLine,
  listUrl: URL,
): Promise<Session<Client>> {
  const demo = line.flags['demo'] !== undefined;
  const instance = line.flags['name'];
  if (instance !== undefined && !/^[\w-]{1,40}$/.test(instance)) {
    throw new ConfigurationError('--name takes up to 40 letters, digits, - and _.', { hint: 'For example: --name 4k' });
  }
  const id = instanceId(app.name, instance);
  const sources = {
    flags: line.flags,
    environment: process.env,
    file: readSettingsFile(line.flags['env-file'], id),
  };
  const [server, own] = parseBoth(serverSettings(app.service, app.defaultPort), app.settings, sources);
  if (demo) refuseUrlBesideDemo(app, own.sources);
  const settings: ServerSettings = demo ? { ...server.values, headers: undefined } : server.values;

  const redact = createRedactor([...server.secrets, ...own.secrets]);
  const logger = createLogger({ level: settings.logLevel, format: settings.logFormat, name: app.service, redact });
  for (const warning of [...server.warnings, ...(demo ? [] : own.warnings)]) logger.warning(warning);
  dieLoudly((error) => {
    logger.critical('unexpected failure', { error: describe(error) });
  });
  if (!settings.verifyTls) {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    logger.warning('certificates are not verified: anybody on the way can read and change what is sent');
  }

  const closers: (() => Promise<void>)[] = [];
  const values = async (): Promise<SettingValues<D>> => {
    if (!demo) return own.values;
    const upstream = await app.demo();
    closers.push(() => upstream.close());
    const blank = parseSettings(app.settings, { flags: {}, environment: {} }).values;
    return { ...blank, ...upstream.values };
  };
  const zone = lazily(() =>
    timeZoneOf(settings, (sentence) => {
      logger.warning(sentence);
    }),
  );
  // One that was named is looked at now, so that a wrong name is heard of before the first call.
  if (settings.timeZone !== undefined) zone();
  const runtime = await createRuntime({
    app,
    settings,
    values,
    list: readList(listUrl),
    demo,
    instance,
    logger,
    journal: demo
      ? memoryJournal()
      : fileJournal(journalPath(id), (error) => {
          logger.warning('the journal could not be written', { error: error instanceof Error ? error.message : '' });
        }),
    clock: systemClock,
    // Finding the machine's own zone takes a while, and nothing needs it before the first call.
    get timeZone() {
      return zone();
    },
  });
  return {
    runtime,
    connection: { access: settings.readOnly ? 'read' : 'write', caller: localCaller, redact },
    close: async () => {
      await Promise.allSettled(closers.map((close) => close()));
    },
  };
}

function refuseUrlBesideDemo(
  app: { readonly settings: SettingDefinitions },
  sources: Readonly<Record<string, string | undefined>>,
): void {
  for (const [key, definition] of Object.entries(app.settings)) {
    const source = sources[key];
    if (definition.kind !== 'url' || source === undefined) continue;
    throw new ConfigurationError(`--demo and ${source} exclude each other: the demo reaches nothing real.`, {
      target: environmentNames(definition)[0],
      hint: `Leave out --demo to use your own, or leave out ${source} to see the demo.`,
    });
  }
}

function readList(url: URL): ToolList | undefined {
  if (!existsSync(url)) return undefined;
  // Written by the build from the same definitions; a test holds the two equal.
  return JSON.parse(readFileSync(url, 'utf8')) as ToolList;
}

function timeZoneOf(settings: ServerSettings, warn: (sentence: string) => void): string {
  const { timeZone } = settings;
  if (timeZone === undefined) return systemTimeZone();
  if (isTimeZone(timeZone)) return timeZone;
  const system = systemTimeZone();
  warn(`The time zone '${timeZone.slice(0, 60)}' is not known; ${system} is used. Names look like Europe/Vienna.`);
  return system;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function dieLoudly(log: (error: unknown) => void): void {
  let dying = false;
  const die = (error: unknown) => {
    if (dying) return;
    dying = true;
    const broken = error instanceof Error && 'code' in error && error.code === 'EPIPE';
    if (!broken) log(error);
    process.exit(broken ? 0 : 1);
  };
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
