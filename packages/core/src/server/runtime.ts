import { ConfigurationError } from '../errors.js';
import type { Logger } from '../logging/logger.js';
import type { StateStore } from '../state/state-store.js';
import type { App, Definitions } from './app.js';
import type { Clock } from './clock.js';
import type { Confirmations } from './confirmation.js';
import type { Journal } from './journal.js';
import { listFor, selectTools, type AccessLevel } from './selection.js';
import type { ServerSettings } from './server-settings.js';
import { environmentNames, type SettingDefinitions, type SettingValues } from './settings.js';
import { listOf, type ListedTool, type ToolEntry, type ToolList } from './tool-list.js';
import { instanceId, statePath } from './user-folders.js';

/** The two views of the one client. */
export interface ClientViews<Client> {
  /** Refuses everything that is not marked as a read. */
  readonly read: Client;
  /** Exists only where writes are enabled. */
  readonly write: Client | undefined;
}

/** A configured server, independent of how it is reached: what dispatch and the transports work with. */
export interface Runtime<Client> {
  readonly name: string;
  readonly service: string;
  readonly title: string;
  readonly version: string;
  readonly settings: ServerSettings;
  readonly demo: boolean;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly journal: Journal;
  /** What outlives a request, and is shared with other processes of this server. Nothing is touched before it is used. */
  readonly state: () => Promise<StateStore>;
  /** The one keeper of consents, made when first needed. */
  readonly confirmations: () => Promise<Confirmations>;
  /** The content of `tools.json`. */
  readonly list: ToolList;
  /** All entries by called name. */
  readonly entries: ReadonlyMap<string, ToolEntry>;
  /** Names of the tools that are switched on. */
  readonly selected: ReadonlySet<string>;
  /** What this access level is shown; the same array every time. */
  readonly toolsFor: (access: AccessLevel) => ListedTool[];
  readonly instructionsFor: (access: AccessLevel) => string;
  /** Loads the definitions once. */
  readonly definitions: () => Promise<Definitions<Client>>;
  /** Makes the client once; throws what is missing every time it is asked until it is there. */
  readonly clients: () => Promise<ClientViews<Client>>;
  /** Reaches the upstream and says how it is. */
  readonly check: (signal: AbortSignal) => Promise<string>;
}

/** What a runtime is made of. */
export interface RuntimeOptions<Client, D extends SettingDefinitions> {
  readonly app: App<Client, D>;
  readonly settings: ServerSettings;
  /** The app's own settings, asked for when the client is made. */
  readonly values: () => Promise<SettingValues<D>>;
  /** From `tools.json`; computed from the definitions when absent. */
  readonly list?: ToolList | undefined;
  readonly demo: boolean;
  /** The name this instance goes by, where the owner gave one. */
  readonly instance?: string | undefined;
  readonly logger: Logger;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly timeZone: string;
}

/**
 * Puts a server together without reaching anything.
 * @throws ConfigurationError for tools or toolsets that do not exist, or a secret that protects nothing
 */
export async function createRuntime<Client, D extends SettingDefinitions>(
  options: RuntimeOptions<Client, D>,
): Promise<Runtime<Client>> {
  const { app, settings, logger } = options;
  const definitions = once(() => app.definitions());
  const list = options.list ?? listOf(await definitions());
  const selected = selectTools(list.tools, app.toolsets, settings);
  const lists: Record<AccessLevel, ListedTool[]> = {
    read: listFor(selected, 'read', settings.readOnly),
    write: listFor(selected, 'write', settings.readOnly),
  };
  const texts: Record<AccessLevel, string> = {
    read: instructions(app, options, 'read', selected),
    write: instructions(app, options, 'write', selected),
  };
  const clients = once(async () => {
    const values = await options.values();
    requireSettings(app, values);
    const client = await app.makeClient(values, {
      logger: logger.child('client'),
      userAgent: `${app.name}/${app.version}`,
      headers: settings.headers ?? {},
    });
    return { read: app.readOnlyView(client), write: settings.readOnly ? undefined : client };
  });
  const now = () => options.clock.now().getTime();
  const id = instanceId(app.name, options.instance);
  const state = once(async () => {
    const { fileStateStore } = await import('../state/file-state-store.js');
    return fileStateStore(settings.stateDir ?? statePath(id), now);
  });
  const { stateSecret } = settings;
  if (stateSecret !== undefined) {
    const { checkStateSecret } = await import('./shared-confirmation.js');
    checkStateSecret(stateSecret);
  }
  const instance = options.instance === undefined ? '' : ` (${options.instance})`;
  return {
    name: app.name,
    service: app.service,
    title: `${app.title}${instance}${options.demo ? ' (demo household)' : ''}`,
    version: app.version,
    settings,
    demo: options.demo,
    get timeZone() {
      return options.timeZone;
    },
    clock: options.clock,
    logger,
    journal: options.journal,
    state,
    confirmations: once(async () => {
      const { createConfirmations } = await import('./confirmation.js');
      if (stateSecret === undefined) return createConfirmations({ now });
      const { confirmationKey, usedInStore } = await import('./shared-confirmation.js');
      return createConfirmations({ now, key: confirmationKey(stateSecret, id), used: usedInStore(await state()) });
    }),
    list,
    entries: new Map(list.tools.map((entry) => [entry.name, entry])),
    selected: new Set(selected.map((entry) => entry.name)),
    toolsFor: (access) => lists[access],
    instructionsFor: (access) => texts[access],
    definitions,
    clients,
    check: async (signal) => app.check((await clients()).read, signal),
  };
}

function instructions<Client, D extends SettingDefinitions>(
  app: App<Client, D>,
  { settings, demo }: RuntimeOptions<Client, D>,
  access: AccessLevel,
  selected: readonly ToolEntry[],
): string {
  const off = app.toolsets.filter((set) => !selected.some((entry) => entry.toolset === set.name));
  return [
    app.instructions.trim(),
    ...(demo ? ['This is a demo household: nothing here is real, and changes vanish when the server ends.'] : []),
    ...(settings.readOnly
      ? ['Read-only: changes are off. The owner can set READ_ONLY_MODE=false to enable write operations.']
      : access === 'read'
        ? ['Your access only reads.']
        : []),
    ...off.map((set) => `Not enabled: ${set.name} (${set.description}); --toolsets default,${set.name} enables it.`),
  ].join('\n');
}

function requireSettings<Client, D extends SettingDefinitions>(app: App<Client, D>, values: SettingValues<D>): void {
  const missing = Object.entries(app.settings).filter(
    ([key, definition]) => definition.required === true && values[key] === undefined,
  );
  if (missing.length === 0) return;
  const names = missing.map(([, definition]) => environmentNames(definition)[0]);
  throw new ConfigurationError(
    `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} not set, so ${app.title} cannot be asked.`,
    {
      target: names[0],
      hint: missing
        .map(([, definition]) => {
          const where = definition.where === undefined ? '' : ` (${definition.where})`;
          const example = definition.example === undefined ? '' : `, for example ${definition.example}`;
          return `Set ${environmentNames(definition)[0]}${where}${example}.`;
        })
        .concat(`Put it in the MCP client's configuration, then restart. ${app.name} --help lists every setting.`)
        .join(' '),
    },
  );
}

/** Runs an asynchronous making once; a failure is not kept. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
