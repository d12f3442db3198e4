/**
 * Builds the three servers: `node scripts/build.mjs [--types] [--force] [server …]`.
 *
 * A server's dist holds its program (`cli.js` and chunks), its library (`index.js`, `index.cjs`, with `--types` also
 * `index.d.ts` and `index.d.cts`), the list of its tools (`tools.json`) and the notices of what is bundled. It is
 * written into a folder beside dist and takes its place when complete, so that a running program or test never sees
 * half of it; and it is left alone when its sources have not changed. Progress goes to stderr.
 */
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bundleModules, bundleTypes, takeInputs, writeCommonJs, writeToolList } from './build/bundle.mjs';
import { fingerprint, isFresh, stamp } from './build/inputs.mjs';
import { exclusively } from './build/lock.mjs';
import { notices } from './build/notices.mjs';
import { missingSources, packageFolder, servers } from './build/paths.mjs';

/** Prints one line for the person who waits. @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one step and tells how long it took.
 * @param {string} name
 * @param {string} what
 * @param {() => Promise<void>} work
 */
async function step(name, what, work) {
  const start = performance.now();
  await work();
  say(`  ${name}: ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}

/**
 * Puts a finished folder where dist is.
 * @param {string} finished
 * @param {string} dist
 */
function replace(finished, dist) {
  const old = `${dist}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(finished, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Builds one server, unless its dist is what it would write.
 * @param {string} name folder name under packages/
 * @param {{ types: boolean, force: boolean }} options
 */
async function buildServer(name, { types, force }) {
  const missing = missingSources(name);
  if (missing.length > 0) {
    say(`${name}: skipped, it has no ${missing.join(', no ')} yet`);
    return;
  }
  const print = fingerprint(name);
  if (!force && isFresh(name, print, types)) {
    say(`${name}: unchanged`);
    return;
  }
  say(`${name}: building`);
  const out = path.join(packageFolder(name), 'dist-new');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  try {
    await step(name, 'program and library', () => bundleModules(name, out));
    const bundled = takeInputs(name, out);
    writeCommonJs(out);
    writeFileSync(path.join(out, 'THIRD_PARTY_LICENSES.txt'), notices(bundled));
    await step(name, 'list of tools', () => writeToolList(name, out));
    if (types) await step(name, 'types', () => bundleTypes(name, out));
    chmodSync(path.join(out, 'cli.js'), 0o755);
    stamp(out, print, types);
    replace(out, path.join(packageFolder(name), 'dist'));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2);
const options = { types: args.includes('--types'), force: args.includes('--force') };
const named = args.filter((arg) => !arg.startsWith('--'));
const unknown = [
  ...args.filter((arg) => arg.startsWith('--') && arg !== '--types' && arg !== '--force'),
  ...named.filter((name) => !servers.includes(name)),
];
if (unknown.length > 0) {
  say(`Unknown: ${unknown.join(', ')}. Usage: node scripts/build.mjs [--types] [--force] [${servers.join('|')} …]`);
  process.exit(2);
}

/**
 * Builds one server and tells about a failure, so that the others are built all the same.
 * @param {string} name
 */
async function buildAndTell(name) {
  try {
    await buildServer(name, options);
  } catch (error) {
    say(`${name}: the build failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

await exclusively(
  async () => {
    for (const name of named.length > 0 ? named : servers) await buildAndTell(name);
  },
  () => {
    say('Another build is running; waiting for it.');
  },
);
