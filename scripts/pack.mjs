/** Packs a built server as npm would receive it, for the checks and for the tests of the package. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { packageFolder, root } from './build/paths.mjs';

const run = promisify(execFile);

/**
 * Packs `packages/<name>` with its present dist into a new temporary folder, which the caller may delete. pnpm does
 * the packing, as it does at a release: it puts real versions where the workspace writes `catalog:` and
 * `workspace:`, and adds the licence. No script of the package is run.
 * @param {string} name the server's folder name, such as `sonarr-mcp`
 * @returns {Promise<string>} the tarball, absolute
 * @throws {Error} when the server has not been built, or cannot be packed
 */
export async function packServer(name) {
  const folder = packageFolder(name);
  for (const file of ['cli.js', 'index.d.ts']) {
    if (!existsSync(path.join(folder, 'dist', file))) throw new Error(`${name} is not built yet: npm run build`);
  }
  const destination = await mkdtemp(path.join(os.tmpdir(), `${name}-`));
  const pnpm = path.join(root, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');
  const args = ['--config.ignore-scripts=true', 'pack', '--pack-destination', destination];
  await run(process.execPath, [pnpm, ...args], { cwd: folder });
  const [tarball] = (await readdir(destination)).filter((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`Packing ${name} left no tarball.`);
  return path.join(destination, tarball);
}
