/**
 * What the documentation says of a server, asked of its own sources: its tools, its settings, and the configuration it
 * prints for each MCP client.
 *
 * @typedef {import('../../packages/core/src/server/tool-list.js').ToolList} ToolList
 * @typedef {import('../../packages/core/src/server/app.js').Toolset} Toolset
 * @typedef {{ names: string[], flags: string[], description: string, where?: string, required: boolean, secret: boolean, values?: string, default?: string }} Setting
 * @typedef {{ name: string, service: string, title: string, toolsets: Toolset[], list: ToolList, settings: { own: Setting[], common: Setting[], http: Setting[], signIn: Setting[] }, configs: Record<string, string> }} Facts
 * @typedef {{ name: string, code: string, retryable: boolean }} ErrorFacts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { evaluate } from '../build/bundle.mjs';
import { packageFolder } from '../build/paths.mjs';

/** The MCP clients that `--print-config` is documented for. */
export const documentedClients = ['claude-desktop', 'claude-code', 'cursor', 'vscode', 'codex'];

/**
 * Runs a program over a server's sources, in a folder of its own, so that a build beside it is not disturbed.
 * @param {string} server
 * @param {readonly string[]} source
 */
async function ask(server, source) {
  const folder = mkdtempSync(path.join(packageFolder(server), 'dist-docs-'));
  try {
    return await evaluate(server, folder, source);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The facts of one server.
 * @param {string} server folder name under packages/
 * @returns {Promise<Facts>}
 */
export function factsOf(server) {
  return ask(server, [
    "import { environmentNames, toolList } from '@watchstack/core/server';",
    "import { clientConfig } from '../../core/src/server/client-config.js';",
    "import { httpSettings, signInSettings } from '../../core/src/server/http-settings.js';",
    "import { everydaySettings } from '../../core/src/server/server-settings.js';",
    "import { isSecret } from '../../core/src/server/settings.js';",
    "import { app } from '../src/app.js';",
    'const range = (s) => s.kind === "integer" ? `${s.min} to ${s.max}` : s.kind === "choice" ? s.choices.join(", ") : undefined;',
    'const setting = (s) => ({',
    '  names: [...environmentNames(s)],',
    '  flags: [...(s.flag === undefined ? [] : [s.flag]), ...Object.keys(s.switches ?? {})].map((flag) => `--${flag}`),',
    '  description: s.description,',
    '  where: s.where,',
    '  required: s.required === true,',
    '  secret: isSecret(s),',
    '  values: range(s),',
    '  default: s.default === undefined ? undefined : String(s.default),',
    '});',
    'const { name, service, title, toolsets, defaultPort } = app;',
    `const clients = ${JSON.stringify(documentedClients)};`,
    'console.log(JSON.stringify({',
    '  name, service, title, toolsets,',
    '  list: await toolList(app),',
    '  settings: {',
    '    own: Object.values(app.settings).map(setting),',
    '    common: Object.values(everydaySettings(service)).map(setting),',
    '    http: Object.values(httpSettings(service, defaultPort)).map(setting),',
    '    signIn: Object.values(signInSettings).map(setting),',
    '  },',
    '  configs: Object.fromEntries(clients.map((client) => [client, clientConfig(app, client, undefined, false)])),',
    '}));',
  ]);
}

/**
 * Every class of errors with its code, and whether the same call may work later. The class they all extend has neither.
 * @returns {Promise<ErrorFacts[]>}
 */
export function errorFacts() {
  return ask('sonarr-mcp', [
    "import * as errors from '@watchstack/core';",
    "const details = { candidates: [], preview: {}, confirm: '' };",
    'const root = errors.WatchstackError;',
    'const classes = Object.values(errors).filter((each) => each !== root && each.prototype instanceof root);',
    "const facts = classes.map((Each) => { const { name, code, retryable } = new Each('', details); return { name, code, retryable }; });",
    'console.log(JSON.stringify(facts));',
  ]);
}
