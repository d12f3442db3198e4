import { ConfigurationError } from '../errors.js';
import type { App } from './app.js';
import { environmentNames, isSecret, type SettingDefinitions } from './settings.js';

const printers: Readonly<Record<string, (name: string, entry: ClientEntry) => string>> = {
  'claude-desktop': (name, entry) => json({ mcpServers: { [name]: entry } }),
  'claude-code': (name, { command, args, env }) =>
    ['claude', 'mcp', 'add', name, ...environmentFlags('-e', env), '--', command, ...args].map(quote).join(' '),
  cursor: (name, entry) => json({ mcpServers: { [name]: entry } }),
  vscode: (name, entry) => json({ servers: { [name]: { type: 'stdio', ...entry } } }),
  codex: (name, { command, args, env }) =>
    ['codex', 'mcp', 'add', name, ...environmentFlags('--env', env), '--', command, ...args].map(quote).join(' '),
};

interface ClientEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What a person pastes to add this server to an MCP client.
 * @param client `claude-desktop`, `claude-code`, `cursor`, `vscode` or `codex`
 * @param instance the name given with `--name`
 * @throws ConfigurationError for a client that is not known
 */
export function clientConfig<Client, D extends SettingDefinitions>(
  app: App<Client, D>,
  client: string,
  instance: string | undefined,
  demo: boolean,
): string {
  const printer = Object.hasOwn(printers, client) ? printers[client] : undefined;
  if (printer === undefined) {
    throw new ConfigurationError(`No configuration is known for '${client.slice(0, 40)}'.`, {
      hint: `Known MCP clients: ${Object.keys(printers).join(', ')}.`,
    });
  }
  const args = ['-y', `@watchstack/${app.name}`];
  if (instance !== undefined) args.push('--name', instance);
  if (demo) args.push('--demo');
  const wanted = Object.values(app.settings).filter((definition) => definition.required === true);
  const env = demo
    ? {}
    : Object.fromEntries(
        wanted.map((definition) => {
          const name = environmentNames(definition)[0];
          const placeholder = isSecret(definition) ? `<your ${name}>` : (definition.example ?? `<your ${name}>`);
          return [name, placeholder];
        }),
      );
  return printer(instance === undefined ? app.service : `${app.service}-${instance}`, { command: 'npx', args, env });
}

/** What a person pastes to add a server that is reached by its address, per MCP client. */
export interface RemoteConfig {
  /** The client's name for people. */
  readonly client: string;
  readonly text: string;
}

/**
 * How each common MCP client is told of a server behind an address. Where a token is needed, its place is marked; clients that
 * sign in by themselves need none.
 * @param name what the server is to be called there
 */
export function remoteConfigs(name: string, url: string, needsToken: boolean): readonly RemoteConfig[] {
  const headers = needsToken ? { headers: { Authorization: 'Bearer <your token>' } } : {};
  const flags = needsToken ? " --header 'Authorization: Bearer <your token>'" : '';
  return [
    { client: 'Claude Code', text: `claude mcp add --transport http ${name} ${url}${flags}` },
    { client: 'Claude, on the web and the desktop', text: `Settings, Connectors, Add custom connector: ${url}` },
    { client: 'Cursor', text: json({ mcpServers: { [name]: { url, ...headers } } }) },
    { client: 'VS Code', text: json({ servers: { [name]: { type: 'http', url, ...headers } } }) },
    {
      client: 'Codex',
      text: `codex mcp add ${name} --url ${url}${needsToken ? ' --bearer-token-env-var WATCHSTACK_TOKEN' : ''}`,
    },
  ];
}

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function environmentFlags(flag: string, env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

function quote(word: string): string {
  return /^[\w@/=:.,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
