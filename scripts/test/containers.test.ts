import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSonarr } from '../../packages/demo/src/sonarr/index.js';
import { packageFolder, servers } from '../build/paths.mjs';
import { packageFiles } from '../containers/layout.mjs';
import { freePort, makeImage, type Image } from './container-process.js';

const execute = promisify(execFile);
const token = 'a-token-that-only-this-test-knows-0123456789';

describe.each(servers)('the container of %s', (server) => {
  let image: Image;
  beforeAll(() => {
    image = makeImage(server);
  });
  afterAll(() => {
    image.remove();
  });

  it('holds what npm would install, and nothing else', async () => {
    const { stdout } = await execute('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: packageFolder(server),
      // npm is a .cmd file on Windows, which only a shell starts; the arguments hold no spaces.
      shell: process.platform === 'win32',
      maxBuffer: 16 * 1024 * 1024,
    });
    const [packed] = JSON.parse(stdout) as [{ files: { path: string }[] }];
    const expected = packed.files.map((file) => file.path).sort();
    expect(packageFiles(server)).toEqual(expected);
    const laid = image.listing('app').map((line) => line.split(' ')[0] ?? '');
    expect(laid.filter((file) => file !== 'dist')).toEqual(expected);
    expect(readFileSync(path.join(image.folder, 'app', 'package.json'), 'utf8')).not.toContain('workspace:');
  });

  it('does not start where everybody could reach it and nobody has to sign in', async () => {
    const { code, stderr } = await image.start({ environment: { MCP_PORT: '0' } }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('MCP_HOST is 0.0.0.0');
    expect(stderr).toContain('MCP_AUTH_TOKEN');
  });

  it('takes flags and commands behind its name', async () => {
    expect(await image.start({ args: ['--version'] }).ended).toEqual({ code: 0, stderr: '' });
    const { code, stderr } = await image.start({ args: ['--toolsets', 'no-such-set'] }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('no-such-set');
  });

  it.runIf(process.platform !== 'win32')(
    'serves as an unprivileged user from files nobody can write, is found healthy, and ends with 0 when it is stopped',
    async () => {
      const before = image.listing('app');
      const port = await freePort();
      const running = image.start({ args: ['--demo'], environment: { MCP_PORT: String(port), MCP_AUTH_TOKEN: token } });
      await running.said('listening');
      expect(await running.health()).toBe(0);
      const client = await connect(port, token);
      expect((await client.listTools()).tools.length).toBeGreaterThan(0);
      await client.close();
      await expect(connect(port, 'another-token-that-nobody-gave-out-012345')).rejects.toThrow();
      running.kill('SIGTERM');
      const { code, stderr } = await running.ended;
      expect(code).toBe(0);
      expect(stderr).not.toContain(token);
      expect(image.listing('app')).toEqual(before);
      expect(image.listing('tmp')).toEqual([]);
    },
  );

  it('is found unhealthy when it does not answer', async () => {
    const port = await freePort();
    const other = image.start({ args: ['--version'], environment: { MCP_PORT: String(port) } });
    await other.ended;
    expect(await other.health()).toBe(1);
  });
});

describe('a container that may write', () => {
  it.runIf(process.platform !== 'win32')(
    'reads its secrets from files, and keeps its journal in its volume and nothing elsewhere',
    async () => {
      const image = makeImage('sonarr-mcp');
      const sonarr = await startSonarr();
      try {
        const file = (name: string, text: string) => {
          const target = path.join(image.folder, name);
          writeFileSync(target, `${text}\n`, { mode: 0o644 });
          return target;
        };
        const before = image.listing('app');
        const port = await freePort();
        const running = image.start({
          args: ['--read-write', '--toolsets', 'all'],
          environment: {
            MCP_PORT: String(port),
            MCP_AUTH_TOKEN_FILE: file('mcp_auth_token', token),
            SONARR_API_KEY_FILE: file('sonarr_api_key', sonarr.apiKey),
            SONARR_URL: sonarr.url,
          },
        });
        await running.said('listening');
        const client = await connect(port, token);
        const result = await client.callTool({ name: 'sonarr_rss_sync', arguments: {} });
        expect(result.structuredContent, JSON.stringify(result)).toMatchObject({ outcome: 'running' });
        await client.close();
        running.kill('SIGTERM');
        const { code, stderr } = await running.ended;
        expect(code).toBe(0);
        expect(stderr).not.toContain(sonarr.apiKey);
        const kept = image.listing('config').map((line) => line.split(' ')[0]);
        expect(kept).toContain('watchstack/sonarr-mcp.journal.jsonl');
        expect(image.listing('app')).toEqual(before);
        expect(image.listing('tmp')).toEqual([]);
      } finally {
        await sonarr.close();
        image.remove();
      }
    },
  );
});

/** Connects as an MCP client does that is given an address and a token. */
async function connect(port: number, bearer: string): Promise<Client> {
  const client = new Client({ name: 'container-test', version: '1.0.0' });
  const headers = { Authorization: `Bearer ${bearer}` };
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`http://127.0.0.1:${port}/mcp`), { requestInit: { headers } }),
  );
  return client;
}
