/**
 * Everything about the repository that is not a test: `node scripts/check.mjs [part …]`.
 *
 * All parts run even when one fails, so that a person sees the whole list at once. The exit code is 1 when any failed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { manifestOf, missingSources, packageFolder, root, servers } from './build/paths.mjs';
import { containerProblems } from './check/containers.mjs';
import { strangersIn } from './check/strangers.mjs';
import { factsOf } from './docs/facts.mjs';
import { packServer } from './pack.mjs';

/** Prints one line. @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a tool of node_modules/.bin and prints what it said when it is not content.
 * @param {string} name
 * @param {readonly string[]} args
 * @returns {Promise<boolean>} whether it was content
 */
async function tool(name, args) {
  const windows = process.platform === 'win32';
  const command = path.join('node_modules', '.bin', windows ? `${name}.CMD` : name);
  // Windows starts a .CMD file only through a shell; the arguments are our own and hold no spaces.
  return content(spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: windows }));
}

/**
 * Waits for a process and prints what it said when it failed.
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @returns {Promise<boolean>} whether it ended with 0
 */
async function content(child) {
  let output = '';
  const keep = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const good = await ended(child);
  if (!good) say(output.trimEnd());
  return good;
}

/**
 * Whether a process ended with 0.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<boolean>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(error.message);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

/** Builds what is built and looks at each package as npm would receive it. */
async function checkPackages() {
  const build = spawn(process.execPath, ['scripts/build.mjs', '--types'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (!(await ended(build))) return false;
  let good = true;
  for (const name of servers.filter((each) => missingSources(each).length === 0)) {
    const tarball = await packServer(name);
    good = (await tool('publint', [tarball, '--strict'])) && good;
    good = (await tool('attw', [tarball, '--no-definitely-typed', '--format', 'ascii', '--no-emoji'])) && good;
    await rm(path.dirname(tarball), { recursive: true });
  }
  return good;
}

/** Compares the generated parts of the documentation with the sources, and says which pages are out of date. */
function checkDocs() {
  const args = ['scripts/docs.mjs', '--check'];
  return content(spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** Holds the container files to the settings and manifests of the servers. */
async function checkContainers() {
  const known = [];
  for (const name of servers) {
    const { service, settings } = await factsOf(name);
    const all = Object.values(settings).flat();
    const port = Number(all.find((setting) => setting.names.includes('MCP_PORT'))?.default);
    known.push({ ...manifestOf(packageFolder(name)), name, service, port, settings: all });
  }
  const found = containerProblems(known);
  for (const line of found) say(line);
  return found.length === 0;
}

/** Looks for what belongs to one machine and not to the project. */
async function checkStrangers() {
  if (!existsSync(path.join(root, '.git'))) return true;
  const found = await strangersIn(root);
  for (const line of found) say(line);
  return found.length === 0;
}

/** @type {Record<string, { what: string, run: () => Promise<boolean> }>} */
const parts = {
  types: { what: 'types (tsc)', run: () => tool('tsc', ['--noEmit']) },
  lint: { what: 'lint and walls (eslint)', run: () => tool('eslint', ['.']) },
  format: { what: 'formatting (prettier)', run: () => tool('prettier', ['--check', '--log-level', 'warn', '.']) },
  unused: { what: 'unused files, exports and dependencies (knip)', run: () => tool('knip', []) },
  packages: { what: 'packages as npm receives them (publint, attw)', run: checkPackages },
  docs: { what: 'generated documentation', run: checkDocs },
  containers: { what: 'Dockerfiles, Compose files and proxies', run: checkContainers },
  strangers: { what: 'paths of a machine and hosts of a registry', run: checkStrangers },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0) {
  say(`Unknown: ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

/** @type {string[]} */
const failed = [];
for (const [name, part] of Object.entries(parts)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const start = performance.now();
  const good = await part.run().catch((/** @type {unknown} */ error) => {
    say(error instanceof Error ? error.message : String(error));
    return false;
  });
  if (!good) failed.push(name);
  say(`${good ? 'ok    ' : 'FAILED'} ${part.what} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
}
say(
  failed.length === 0
    ? 'All checks passed.'
    : `Failed: ${failed.join(', ')}. One part alone: npm run check -- ${failed[0] ?? ''}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
