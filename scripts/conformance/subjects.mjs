/** The servers that the suite is run against: ours as they are installed, and the one with the suite's own names. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { build } from 'tsup';
import { packageFolder } from '../build/paths.mjs';
import { freePort, registerClient } from './sign-in.mjs';

/** @typedef {object} Subject
 * @property {string} url where MCP is served
 * @property {() => Promise<void>} end ends it
 */

/** @typedef {Subject & import('./suite.mjs').AuthorizationServer & { password: string }} SignInSubject the password is the owner's */

/** How long a server may take to start. */
const startMs = 30_000;

/**
 * Starts the built program of a server on its demo household, over HTTP on a free port.
 * @param {string} name folder name under packages/
 * @param {Readonly<Record<string, string>>} [environment] settings beside these
 * @returns {Promise<Subject>}
 */
export async function startServer(name, environment = {}) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'conformance-home-'));
  const program = path.join(packageFolder(name), 'dist', 'cli.js');
  const own = {
    HOME: home,
    XDG_CONFIG_HOME: home,
    APPDATA: home,
    MCP_STATE_DIR: path.join(home, 'state'),
    MCP_PORT: '0',
  };
  const subject = await start([program, '--demo', '--http'], { ...own, ...environment }, /listening url=(\S+)/);
  return {
    ...subject,
    async end() {
      await subject.end();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/**
 * Starts a server with the sign-in of its owner, and with a client that has registered there.
 * @param {string} name folder name under packages/
 * @returns {Promise<SignInSubject>}
 */
export async function startWithSignIn(name) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const password = randomBytes(18).toString('base64url');
  const settings = { MCP_PORT: String(port), PUBLIC_URL: issuer, OAUTH_AUTH_PASSWORD: password };
  const subject = await startServer(name, settings);
  try {
    const back = await freePort();
    const clientId = await registerClient(issuer, `http://127.0.0.1:${back}/callback`);
    return { ...subject, issuer, resource: subject.url, clientId, port: back, password };
  } catch (error) {
    await subject.end();
    throw error;
  }
}

/**
 * Bundles the fixture server from its sources and starts it.
 * @returns {Promise<Subject>}
 */
export async function startFixture() {
  const core = packageFolder('core');
  // In the package's folder, because packages from npm are not bundled and are looked for from there.
  const out = path.join(core, `dist-conformance-${process.pid}`);
  const remove = () => rmSync(out, { recursive: true, force: true });
  const before = process.cwd();
  // tsup reads the package.json and tsconfig.json of the folder it is in, and esbuild remembers the first one.
  process.chdir(core);
  try {
    await build({
      config: false,
      silent: true,
      entry: { server: 'test/conformance/serve.ts' },
      outDir: out,
      format: ['esm'],
      target: 'node20',
      platform: 'node',
      // Loaded when needed, as in the servers.
      splitting: true,
      skipNodeModulesBundle: true,
      esbuildOptions(settings) {
        settings.absWorkingDir = core;
      },
    });
    const subject = await start([path.join(out, 'server.js')], {}, /^(http\S+)$/m);
    return {
      ...subject,
      async end() {
        await subject.end();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  } finally {
    process.chdir(before);
  }
}

/**
 * Runs a Node program that says where it listens, with nothing of our own environment that could be a setting.
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} environment
 * @param {RegExp} address finds the address in what it prints
 * @returns {Promise<Subject>}
 * @throws {Error} when it ends, or says nothing
 */
async function start(args, environment, address) {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'].map((name) => [name, process.env[name]]);
  const env = { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise((resolve) => child.once('close', resolve));
  const end = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => reject(new Error(`${args[0] ?? ''} ${why}:\n${output}`));
    const timer = setTimeout(() => fail('did not say where it listens'), startMs);
    const hear = (/** @type {string} */ text) => {
      output += text;
      const found = address.exec(output)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', (error) => fail(error.message));
    child.once('close', () => {
      clearTimeout(timer);
      fail('ended');
    });
  }).catch(async (/** @type {unknown} */ error) => {
    child.kill('SIGKILL');
    throw error;
  });
  return { url, end };
}
