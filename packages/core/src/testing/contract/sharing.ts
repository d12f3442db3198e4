import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHttp, startHttp, type HttpProgram } from '../connect.js';
import type { McpTestClient } from '../mcp-client.js';
import type { Subject } from './subject.js';

/** What a person relies on who runs a program twice behind one address. */
export function sharingTests(subject: Subject): void {
  const { program, destructive } = subject;
  if (destructive === undefined) return;

  describe('two processes with one secret and one folder', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-shared-'));
    const servers: HttpProgram[] = [];
    const clients: McpTestClient[] = [];
    beforeAll(async () => {
      const environment = { MCP_STATE_SECRET: '0123456789abcdef0123456789abcdef', MCP_STATE_DIR: folder };
      const args = ['--demo', '--read-write', '--allow-file-deletion'];
      servers.push(...(await Promise.all([1, 2].map(() => startHttp({ program, args, environment })))));
      clients.push(...(await Promise.all(servers.map(({ url }) => connectHttp(url, 'v2-modern')))));
    });
    afterAll(async () => {
      await Promise.all(clients.map((client) => client.close()));
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(folder, { recursive: true });
    });

    it('accept the code that a person was shown by the other, once', async () => {
      const [first, second] = clients;
      const asked = await first?.callTool(destructive.tool, destructive.arguments);
      const confirmed = { ...destructive.arguments, confirm: asked?.error['confirm'] };
      expect((await second?.callTool(destructive.tool, confirmed))?.json['outcome']).toBe('done');
      const again = await first?.callTool(destructive.tool, confirmed);
      expect(again?.error).toMatchObject({ code: 'confirmation_needed', changed: 'no' });
    });
  });
}
