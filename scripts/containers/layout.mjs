/** What the container of a server holds: the files of its npm package, and a folder for what it keeps. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestOf, packageFolder } from '../build/paths.mjs';

/** What npm packs whatever a manifest says. */
const always = ['package.json', 'README.md', 'LICENSE'];

/**
 * The files of a server's npm package.
 * @param {string} server folder name under packages/
 * @returns {string[]} relative to the package, with slashes, sorted
 * @throws {Error} when the server has not been built
 */
export function packageFiles(server) {
  const folder = packageFolder(server);
  if (!existsSync(path.join(folder, 'dist', 'cli.js'))) throw new Error(`${server} is not built yet: npm run build`);
  /** @type {ReturnType<typeof manifestOf> & { files?: string[] }} */
  const { files = [] } = manifestOf(folder);
  const left = new Set(files.filter((entry) => entry.startsWith('!')).map((entry) => entry.slice(1)));
  const found = files
    .filter((entry) => !entry.startsWith('!'))
    .flatMap((entry) =>
      readdirSync(path.join(folder, entry), { recursive: true, withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => path.relative(folder, path.join(file.parentPath, file.name)).split(path.sep).join('/')),
    );
  return [...always, ...found].filter((file) => !left.has(file)).sort();
}

/**
 * Writes `app`, which nobody needs to write to, and `config`, which anybody may: a new volume takes over its rights, so
 * that the server can run as any user.
 * @param {string} server folder name under packages/
 * @param {string} folder absolute; made when it is not there
 * @throws {Error} when the server has not been built
 */
export function layOut(server, folder) {
  const app = path.join(folder, 'app');
  const made = new Set([app]);
  for (const file of packageFiles(server)) {
    const target = path.join(app, file);
    mkdirSync(path.dirname(target), { recursive: true });
    made.add(path.dirname(target));
    if (file === 'package.json') writeFileSync(target, runtimeManifest(server));
    else copyFileSync(path.join(packageFolder(server), file), target);
    chmodSync(target, 0o644);
  }
  for (const each of made) chmodSync(each, 0o755);
  const config = path.join(folder, 'config');
  mkdirSync(config, { recursive: true });
  chmodSync(config, 0o1777);
}

/**
 * The manifest without what only this repository can install: who lists the contents of an image would take it for its own.
 * @param {string} server
 */
function runtimeManifest(server) {
  const { devDependencies: _, ...manifest } = manifestOf(packageFolder(server));
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}
