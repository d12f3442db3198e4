/**
 * Makes sure that the dependencies are installed, with nothing but Node and npm on the machine.
 *
 * Every npm script runs this first. When `node_modules` already matches `pnpm-lock.yaml` it costs a few
 * milliseconds and needs no network. It prints on stderr only, because some scripts go on to start a server whose
 * stdout belongs to the protocol.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const networkTrouble =
  /\b(ECONNRESET|ECONNREFUSED|ETIMEDOUT|ESOCKETTIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_(?:META_)?FETCH\w*|ERR_PNPM_TARBALL\w*|ERR_PNPM_BAD_TARBALL\w*|UND_ERR_\w+)\b|socket hang up|network/i;

/** Prints one line for the person who waits. @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * The JSON object in a file of the repository.
 * @param {string} file path relative to the root
 * @returns {Record<string, any>}
 */
function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/** The text of a file, or undefined when there is none. @param {string} file */
function textOf(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

/** The root and every package of the workspace, as folders relative to the root. */
function workspaceFolders() {
  const packages = readdirSync(path.join(root, 'packages'))
    .map((name) => path.posix.join('packages', name))
    .filter((folder) => existsSync(path.join(root, folder, 'package.json')));
  return ['.', ...packages];
}

/**
 * Why an install is needed, in words for a person, or undefined when everything is in place. Looks at each package
 * too, because an interrupted install can leave a lockfile that matches and a package without its dependencies.
 */
function whatIsMissing() {
  const installed = textOf('node_modules/.pnpm/lock.yaml');
  if (installed === undefined) return 'the dependencies are not installed yet';
  if (installed !== textOf('pnpm-lock.yaml')) return 'the installed dependencies are not those of pnpm-lock.yaml';
  for (const folder of workspaceFolders()) {
    const manifest = readJson(path.join(folder, 'package.json'));
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      const entry = path.join(root, folder, 'node_modules', name, 'package.json');
      if (!existsSync(entry)) return `${manifest.name} is installed without ${name}`;
    }
  }
  return undefined;
}

/**
 * Runs the pinned pnpm once, its output on our stderr.
 * @param {string} packageManager for example `pnpm@10.34.9`
 * @returns {Promise<{ code: number, network: boolean }>} the exit code, and whether the output tells of the network
 */
function install(packageManager) {
  const args = ['--yes', packageManager, 'install', '--frozen-lockfile', '--config.confirmModulesPurge=false'];
  // npx is a .cmd file on Windows, which only a shell starts; the arguments are constants of this repository.
  const child = spawn('npx', args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let tail = '';
  const pass = (/** @type {Buffer} */ chunk) => {
    process.stderr.write(chunk);
    tail = (tail + chunk.toString('utf8')).slice(-8000);
  };
  child.stdout.on('data', pass);
  child.stderr.on('data', pass);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`npx could not be started: ${error.message}`);
      resolve({ code: 1, network: false });
    });
    child.on('close', (code) => {
      resolve({ code: code ?? 1, network: networkTrouble.test(tail) });
    });
  });
}

/** Installs when something is missing; the exit code for the process. */
async function main() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Watchstack needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
    return 1;
  }
  const reason = whatIsMissing();
  if (reason === undefined) return 0;

  const packageManager = String(readJson('package.json').packageManager).split('+')[0] ?? 'pnpm';
  say(`Installing: ${reason}. The first time this takes up to a minute.`);
  let result = await install(packageManager);
  if (result.code !== 0 && result.network) {
    say('The network failed during the install; trying once more.');
    result = await install(packageManager);
  }
  if (result.code !== 0) {
    say(`The install failed (see above). Try it alone with: npx ${packageManager} install --frozen-lockfile`);
    return result.code;
  }
  const stillMissing = whatIsMissing();
  if (stillMissing !== undefined) {
    say(`The install ended, but ${stillMissing}. Delete node_modules and try again.`);
    return 1;
  }
  say('Installed.');
  return 0;
}

process.exitCode = await main();
