import { createLogger } from '../logging/create-logger.js';
import type { App } from '../server/app.js';
import type { Clock } from '../server/clock.js';
import { memoryJournal, type Journal } from '../server/journal.js';
import { createRuntime } from '../server/runtime.js';
import { serverSettings } from '../server/server-settings.js';
import { parseSettings, type SettingDefinitions, type SettingValues } from '../server/settings.js';
import { connectInProcess } from './in-process.js';
import type { ClientBehaviour, ClientKind, McpTestClient } from './mcp-client.js';

/** How a test wants a server of its own. */
export interface OpenAppOptions<D extends SettingDefinitions> {
  /** The app's own settings, as if they had been read. */
  readonly values: SettingValues<D>;
  /** The settings that every server has, as in the environment; read-only unless it says otherwise. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly clock: Clock;
  /** Where the person is; Vienna unless told. */
  readonly timeZone?: string | undefined;
  /** Answers questions. Without it, nobody can be asked. */
  readonly person?: ClientBehaviour | undefined;
  readonly kind?: ClientKind | undefined;
  /** Removes secrets from errors, as the shell's redactor does. */
  readonly redact?: ((text: string) => string) | undefined;
}

/** An app in this process with a real MCP client in front. */
export interface OpenApp {
  readonly mcp: McpTestClient;
  readonly journal: Journal;
  /** Everything that was logged. */
  readonly log: () => string;
}

/** Puts an app together as its binary would, and connects a client to it over the same serving code as stdio. */
export async function openApp<Client, D extends SettingDefinitions>(
  app: App<Client, D>,
  options: OpenAppOptions<D>,
): Promise<OpenApp> {
  const { values: settings } = parseSettings(serverSettings(app.service, app.defaultPort), {
    flags: {},
    environment: options.environment ?? {},
  });
  const redact = options.redact ?? ((text: string) => text);
  const lines: string[] = [];
  const journal = memoryJournal();
  const runtime = await createRuntime({
    app,
    settings,
    values: () => Promise.resolve(options.values),
    demo: false,
    logger: createLogger({
      level: 'DEBUG',
      format: 'text',
      name: app.service,
      redact,
      write: (line) => void lines.push(line),
    }),
    journal,
    clock: options.clock,
    timeZone: options.timeZone ?? 'Europe/Vienna',
  });
  const access = settings.readOnly ? 'read' : 'write';
  const connection = { access, caller: 'local', redact } as const;
  const mcp = await connectInProcess({ runtime, connection }, options.kind ?? 'v2-modern', options.person);
  return { mcp, journal, log: () => lines.join('\n') };
}
