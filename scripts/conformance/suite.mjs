/**
 * The public MCP conformance suite: installed into `conformance/` on demand, because it and the newer Node that it needs are
 * large, and nobody but whoever runs it should download them.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { root } from '../build/paths.mjs';
import { excusesIn } from './verdicts.mjs';

/** @typedef {import('./verdicts.mjs').Check} Check */

/** @typedef {object} Run one run of the suite against one server
 * @property {Map<string, Check[]>} scenarios what each scenario found
 * @property {import('./verdicts.mjs').Excuses} excuses what was expected to fail
 * @property {boolean} content whether the suite itself was content
 * @property {string} verdict what it printed in the end
 */

/** @typedef {object} AuthorizationServer
 * @property {string} issuer
 * @property {string} resource the address that its tokens are for
 * @property {string} clientId a client that it knows
 * @property {number} port to which that client is sent back
 */

const folder = path.join(root, 'conformance');
const windows = process.platform === 'win32';
const node = path.join(folder, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const program = path.join(folder, 'node_modules', '@modelcontextprotocol', 'conformance', 'dist', 'index.js');

/** The file of expected failures of that name, absolute. @param {string} name */
export function expectedFile(name) {
  return path.join(folder, 'expected', `${name}.yml`);
}

/**
 * Installs the suite when it is not there as the lock file says; what npm says goes to stderr.
 * @throws {Error} when npm fails
 */
export async function installSuite() {
  const lock = readFileSync(path.join(folder, 'package-lock.json'), 'utf8');
  const stamp = path.join(folder, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write('Installing the conformance suite. The first time this takes up to a minute.\n');
  // npm is a .cmd file on Windows, which only a shell starts.
  const code = await ended(spawn('npm', ['ci'], { cwd: folder, stdio: ['ignore', 2, 2], shell: windows }));
  if (code !== 0) throw new Error('The conformance suite could not be installed (see above).');
  writeFileSync(stamp, lock);
}

/**
 * Runs everything that a revision of the protocol requires of a server.
 * @param {string} url
 * @param {string} revision
 * @param {string | undefined} expected name of the file of expected failures
 * @returns {Promise<Run>}
 */
export function runRequirements(url, revision, expected) {
  return inFolder(async (out) => {
    const none = path.join(out, 'none.yml');
    writeFileSync(none, 'server: []\n');
    const file = expected === undefined ? none : expectedFile(expected);
    const options = ['--url', url, '--requirements', revision, '--expected-failures', file, '--output-dir', out];
    const ran = await runSuite(['server', ...options]);
    return { ...resultOf(ran, out, 'server'), excuses: excusesIn(readFileSync(file, 'utf8')) };
  });
}

/**
 * Runs what there is for authorization servers.
 * @param {AuthorizationServer} server
 * @param {string} revision
 * @param {(address: string) => Promise<void>} open does what a person would at the address that a client sends them to
 * @returns {Promise<Run>}
 */
export function runAuthorization({ issuer, resource, clientId, port }, revision, open) {
  return inFolder(async (out) => {
    const who = ['--url', issuer, '--resource', resource, '--client-id', clientId, '--port', String(port)];
    const args = ['authorization', ...who, '--spec-version', revision, '--output-dir', out];
    const ran = await runSuite(args, async (line) => {
      if (line.startsWith(`${issuer}/`)) await open(line.trim());
    });
    return { ...resultOf(ran, out, 'authorization-server'), excuses: new Map() };
  });
}

/**
 * Gives the suite a folder for its results.
 * @template T
 * @param {(out: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function inFolder(work) {
  const out = mkdtempSync(path.join(os.tmpdir(), 'conformance-'));
  return work(out).finally(() => rmSync(out, { recursive: true, force: true }));
}

/**
 * @param {{ code: number, output: string }} ran
 * @param {string} out
 * @param {string} kind begins the names of its result folders
 */
function resultOf({ code, output }, out, kind) {
  const verdict = output.slice(Math.max(0, output.indexOf('=== SUMMARY ===')));
  return { scenarios: checksIn(out, kind), content: code === 0, verdict };
}

/**
 * The scenarios that the suite runs for a revision without counting them, with the reason.
 * @param {string} revision
 * @returns {Promise<Map<string, string>>}
 */
export async function notScored(revision) {
  const { output } = await runSuite(['list', '--requirements', revision]);
  const found = new Map();
  let reason = '';
  for (const line of output.split('\n')) {
    reason = /^ {2}([\w-]+) \(\d+\):$/.exec(line)?.[1] ?? reason;
    const scenario = /^ {4}- (\S+) \[server\]$/.exec(line)?.[1];
    if (scenario !== undefined) found.set(scenario, reason);
  }
  return found;
}

/**
 * Runs the suite's program under its own Node.
 * @param {readonly string[]} args
 * @param {(line: string) => Promise<void>} [heard] is told of every line while it runs; the run ends when it fails
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runSuite(args, heard = () => Promise.resolve()) {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' };
  const child = spawn(node, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let rest = '';
  const giveUp = (/** @type {unknown} */ error) => {
    output += `\n${error instanceof Error ? error.message : String(error)}\n`;
    child.kill();
  };
  const hear = (/** @type {string} */ text) => {
    output += text;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) heard(line).catch(giveUp);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const code = await ended(child);
  // The suite paints whether it is asked to or not.
  return { code, output: stripVTControlCharacters(output) };
}

/**
 * The exit code of a process; 1 for one that could not be started or was ended.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * What each scenario found, from the files the suite leaves: `<kind>-<scenario>-<time>/checks.json`.
 * @param {string} out
 * @param {string} kind
 * @returns {Map<string, Check[]>}
 */
function checksIn(out, kind) {
  const found = new Map();
  for (const name of readdirSync(out).filter((each) => each.startsWith(`${kind}-`))) {
    const scenario = /^(.+)-\d{4}-\d{2}-\d{2}T[\d-]+Z$/.exec(name.slice(kind.length + 1))?.[1];
    const file = path.join(out, name, 'checks.json');
    if (scenario !== undefined && existsSync(file)) found.set(scenario, JSON.parse(readFileSync(file, 'utf8')));
  }
  return found;
}
