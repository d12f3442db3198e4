/** The pages of the documentation, and what their generated regions hold. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageFolder, root, servers } from '../build/paths.mjs';
import { errorFacts, factsOf } from './facts.mjs';
import { readLibraries } from './library.mjs';
import { fillRegions } from './regions.mjs';
import { aliasTable, code, configFence, httpSettingTable, settingTable, table, toolTable } from './tables.mjs';

/** Every Markdown page a reader is led to, relative to the root. */
export function documentationPages() {
  const markdown = (/** @type {string} */ folder) =>
    readdirSync(path.join(root, folder))
      .filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')
      .map((file) => path.join(folder, file));
  return [...markdown('.'), ...markdown('docs'), ...servers.map((name) => path.join('packages', name, 'README.md'))];
}

/**
 * The pages whose text differs from what their sources say now.
 * @returns {Promise<{ page: string, text: string }[]>} relative paths, and what should stand there
 * @throws {Error} for a region with an unknown name
 */
export async function stalePages() {
  /** @type {Map<string, import('./facts.mjs').Facts>} */
  const facts = new Map();
  // One after the other: the bundler works in the folder of the package.
  for (const server of servers) facts.set(server, await factsOf(server));
  const errors = await errorFacts();
  const libraries = readLibraries();
  const stale = [];
  for (const page of documentationPages()) {
    const before = readFileSync(path.join(root, page), 'utf8');
    if (!before.includes('<!-- generated: ')) continue;
    const own = servers.find((server) => path.join(root, page).startsWith(packageFolder(server) + path.sep));
    const filled = fillRegions(before, (name) => region(name, own, { facts, errors, libraries }));
    const settings = await resolveConfig(path.join(root, page));
    const text = await format(filled, { ...settings, parser: 'markdown' });
    if (text !== before) stale.push({ page, text });
  }
  return stale;
}

/**
 * What a region holds.
 * @param {string} name its words: a kind, and what it is about where the page does not say so
 * @param {string | undefined} own the server whose page it is
 * @param {{ facts: ReadonlyMap<string, import('./facts.mjs').Facts>, errors: readonly import('./facts.mjs').ErrorFacts[], libraries: ReturnType<typeof readLibraries> }} sources
 */
function region(name, own, { facts, errors, libraries }) {
  const [kind = '', about = ''] = name.split(' ');
  const ofServer = own === undefined ? undefined : facts.get(own);
  if (ofServer !== undefined) {
    if (kind === 'tools') return toolTable(ofServer);
    if (kind === 'settings') return settingTable(ofServer);
    if (kind === 'aliases') return aliasTable(ofServer);
    if (kind === 'config') return configFence(ofServer, about);
  }
  const aboutServer = facts.get(about);
  if (kind === 'http-settings' && aboutServer !== undefined) return httpSettingTable(aboutServer);
  if (kind === 'exports' && servers.includes(about)) return exportTable(libraries.exports(about));
  if (kind === 'exports' && about === 'shared') return exportTable(libraries.shared());
  if (kind === 'methods' && servers.includes(about)) {
    const variable = about.replace('-mcp', '');
    return table(
      ['Call', 'What it does'],
      libraries
        .areas(about)
        .flatMap(({ property, methods }) =>
          methods.map((method) => [code(`${variable}.${property}.${method.name}()`), method.text]),
        ),
    );
  }
  if (kind === 'errors') {
    const meanings = libraries.errors();
    return table(
      ['Code', 'Class', 'What happened', 'Try again?'],
      errors.map((error) => [
        code(error.code),
        code(error.name),
        meanings.get(error.name) ?? '',
        error.retryable ? 'may help' : 'does not help',
      ]),
    );
  }
  throw new Error(`Nothing is known to write into the region '${name}'.`);
}

/** @param {readonly import('./library.mjs').Export[]} entries */
function exportTable(entries) {
  return table(
    ['Export', 'Kind', 'What it is'],
    entries.map(({ name, kind, text }) => [code(name), kind, text]),
  );
}
