/** Tells whether a dist is still what its sources would give, so that nothing is built twice. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { manifestOf, packageFolder, root } from './paths.mjs';

const stampFile = '.inputs';
const scope = '@watchstack/';

/**
 * The packages of this workspace that a server is made of, itself included.
 * @param {string} name folder name under packages/
 * @param {Set<string>} [found]
 * @returns {Set<string>}
 */
function packagesBehind(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const { dependencies, devDependencies } = manifestOf(packageFolder(name));
  for (const dependency of Object.keys({ ...dependencies, ...devDependencies })) {
    if (dependency.startsWith(scope)) packagesBehind(dependency.slice(scope.length), found);
  }
  return found;
}

/**
 * Every file in a folder and below, absolute, in a stable order.
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/**
 * One hash over everything that can change what the build of a server writes: the sources of its packages, their
 * manifests, the lockfile, the compiler settings and the build itself.
 * @param {string} name folder name under packages/
 * @returns {string} hexadecimal
 */
export function fingerprint(name) {
  const files = [
    ...['pnpm-lock.yaml', 'tsconfig.base.json', 'scripts/build.mjs'].map((file) => path.join(root, file)),
    ...filesIn(path.join(root, 'scripts', 'build')),
  ];
  for (const member of [...packagesBehind(name)].sort()) {
    files.push(path.join(packageFolder(member), 'package.json'), ...filesIn(path.join(packageFolder(member), 'src')));
  }
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(path.relative(root, file).split(path.sep).join('/'))
      .update('\0')
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Whether the dist of a server was built from these inputs, and with types if they are wanted.
 * @param {string} name
 * @param {string} print from {@link fingerprint}
 * @param {boolean} types
 */
export function isFresh(name, print, types) {
  try {
    const stamp = JSON.parse(readFileSync(path.join(packageFolder(name), 'dist', stampFile), 'utf8'));
    return stamp.fingerprint === print && (stamp.types === true || !types);
  } catch {
    return false;
  }
}

/**
 * Writes down what a folder was built from.
 * @param {string} folder the finished build, absolute
 * @param {string} print
 * @param {boolean} types
 */
export function stamp(folder, print, types) {
  writeFileSync(path.join(folder, stampFile), `${JSON.stringify({ fingerprint: print, types })}\n`);
}
