import type { App } from './app.js';
import { generalFlags } from './command-line.js';
import type { Runtime } from './runtime.js';
import { httpSettings, signInSettings } from './http-settings.js';
import { everydaySettings } from './server-settings.js';
import { environmentNames, isSecret, type SettingDefinition, type SettingDefinitions } from './settings.js';

/** What `--help` prints: commands, flags, and every setting of the schema that parses them. */
export function helpPage<Client, D extends SettingDefinitions>(app: App<Client, D>): string {
  return [
    `${app.name} ${app.version} - ${app.description}`,
    '',
    `Usage: ${app.name} [flags]                    serve MCP (over stdio unless told)`,
    `       ${app.name} check [flags]              reach ${app.title} and say how it is`,
    `       ${app.name} call <tool> ['<json>']     call one tool and print its answer`,
    `       ${app.name} journal [count]            print the latest changes made through this server`,
    '',
    'Flags:',
    ...Object.entries({ ...generalFlags.plain, ...generalFlags.valued }).flatMap(([name, text]) =>
      entry(`--${name}`, text),
    ),
    '',
    `${app.title}:`,
    ...group(app.settings),
    '',
    'Settings (flags win over the environment, the environment over the settings file; for safety the stricter wins):',
    ...group(everydaySettings(app.service)),
    '',
    'Toolsets:',
    ...app.toolsets.flatMap((set) => entry(set.name, set.description)),
    '',
    'Every secret can also be read from a file: append _FILE to its name.',
    '',
    'Over HTTP (nothing of this is needed where an MCP client starts the server itself):',
    ...group(httpSettings(app.service, app.defaultPort)),
    '',
    'Who may come in over HTTP (beyond this machine it takes a token, an issuer of yours, or the sign-in of this server):',
    ...group(signInSettings),
  ].join('\n');
}

function group(settings: SettingDefinitions): string[] {
  return Object.values(settings).flatMap(settingEntry);
}

function settingEntry(definition: SettingDefinition): string[] {
  const flags = [
    ...(definition.flag === undefined ? [] : [`--${definition.flag}`]),
    ...Object.keys(definition.switches ?? {}).map((name) => `--${name}`),
  ];
  const names = [...environmentNames(definition), ...flags].join(', ');
  return entry(names, settingText(definition));
}

/** One setting in sentences: what it does, where its value is found, its default. */
export function settingText(definition: SettingDefinition): string {
  const value = 'default' in definition ? definition.default : undefined;
  return [
    definition.description,
    definition.where === undefined ? '' : `Found at: ${definition.where}.`,
    value === undefined ? '' : `Default: ${String(value)}.`,
    value === undefined && definition.example !== undefined ? `Example: ${definition.example}` : '',
    isSecret(definition) ? 'Secret.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function entry(head: string, text: string): string[] {
  return [`  ${head}`, `      ${text}`];
}

/** What `--list-tools` prints: one line a tool, with what it does to the world and whether it is on. */
export function toolTable<Client>(runtime: Runtime<Client>): string {
  const visible = new Set(runtime.toolsFor(runtime.settings.readOnly ? 'read' : 'write').map((tool) => tool.name));
  const rows = runtime.list.tools
    .filter((tool) => tool.aliasOf === undefined)
    .map((tool) => {
      const state = visible.has(tool.name)
        ? 'on'
        : runtime.selected.has(tool.name)
          ? 'off: read-only'
          : `off: ${tool.toolset}`;
      return [tool.name, tool.effect, state, firstSentence(tool.description)] as const;
    });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The first sentence of a description. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
