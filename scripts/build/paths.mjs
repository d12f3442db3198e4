/** Where things are in this repository, and which packages are servers. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, absolute. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The folders under packages/ that are published, in the order in which they are built. */
export const servers = ['sonarr-mcp', 'plex-mcp', 'trakt-mcp'];

/**
 * The folder of a package, absolute.
 * @param {string} name the folder's name under packages/
 */
export function packageFolder(name) {
  return path.join(root, 'packages', name);
}

/**
 * The parsed package.json of a folder.
 * @param {string} folder absolute
 * @returns {{ name: string, version: string, license?: string, homepage?: string, repository?: string | { url?: string }, dependencies?: Record<string, string>, devDependencies?: Record<string, string> }}
 */
export function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/**
 * Which of the files a build needs are not there yet; empty when the server can be built.
 * @param {string} name the server's folder name
 */
export function missingSources(name) {
  return ['src/cli.ts', 'src/app.ts', 'src/index.ts'].filter(
    (file) => !existsSync(path.join(packageFolder(name), file)),
  );
}
