import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/** An upstream that answers one small document at once: what is measured is the server in front of it. */
export async function startStatus() {
  const status = JSON.stringify({ appName: 'Sonarr', version: '4.0.17.2953', branch: 'main', osName: 'debian' });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(status);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    env: { SONARR_URL: `http://127.0.0.1:${port}`, SONARR_API_KEY: 'bench0000bench0000bench0000bench0' },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * A stand-in of a service on a household of the given size, in a process of its own.
 * @param {'sonarr' | 'plex' | 'trakt'} service
 * @param {{ shows?: number, films?: number }} [size]
 * @returns {Promise<{ env: Record<string, string>, requests: () => Promise<number>, close: () => void }>}
 */
export async function startHousehold(service, size = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-bench-'));
  const program = path.join(folder, `${service}.mjs`);
  await build({
    config: false,
    silent: true,
    clean: false,
    entry: { [service]: fileURLToPath(new URL(`household-${service}.ts`, import.meta.url)) },
    outDir: folder,
    outExtension: () => ({ js: '.mjs' }),
    format: ['esm'],
    platform: 'node',
    target: 'node20',
  });
  const child = spawn(process.execPath, [program, JSON.stringify(size)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  const read = async () => JSON.parse((await lines.next()).value);
  return {
    env: await read(),
    async requests() {
      child.stdin.write('\n');
      return read();
    },
    close() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
