import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHttp, type HttpProgram } from '../connect.js';
import { initializeRequest, sendHttp } from '../http-probe.js';
import { runProgram } from '../program.js';
import type { Subject } from './subject.js';

/** What a person relies on whose program listens on a port: only this machine's own programs get an answer. */
export function listeningTests(subject: Subject): void {
  const { program } = subject;

  describe('listening on a port', () => {
    let server: HttpProgram;
    beforeAll(async () => {
      server = await startHttp({ program });
    });
    afterAll(() => server.stop());

    const at = (path: string) => new URL(path, server.url).href;

    it('it says that it is well, and nothing else', async () => {
      expect(await sendHttp(at('/health'))).toMatchObject({ status: 200, text: 'ok\n' });
    });

    it.each<[string, Record<string, string>]>([
      ['a foreign Host', { host: 'evil.example' }],
      ['a foreign Origin', { origin: 'https://evil.example' }],
      ['an Origin of null', { origin: 'null' }],
      ['X-Forwarded-For', { 'x-forwarded-for': '203.0.113.7' }],
      ['Forwarded', { forwarded: 'for=203.0.113.7' }],
      ['Via', { via: '1.1 proxy' }],
    ])('it refuses a request with %s', async (_what, headers) => {
      expect((await sendHttp(server.url, initializeRequest(headers))).status).toBe(403);
      expect((await sendHttp(server.url, initializeRequest())).status).toBe(200);
    });

    it('it answers POST at /mcp, and nothing elsewhere', async () => {
      expect((await sendHttp(server.url)).status).toBe(405);
      expect((await sendHttp(at('/elsewhere'))).status).toBe(404);
      expect((await sendHttp(at('/elsewhere'), initializeRequest())).status).toBe(404);
    });

    it('it refuses a body that is too large, and goes on', async () => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { pad: 'x'.repeat(1_200_000) } });
      const answer = await sendHttp(server.url, { ...initializeRequest(), body }).catch(() => undefined);
      // The connection may break under what is still being sent; an answer must be 413.
      expect(answer?.status ?? 413).toBe(413);
      expect((await sendHttp(server.url, initializeRequest())).status).toBe(200);
    });

    it('it writes nothing to stdout', () => {
      expect(server.lines).toEqual([]);
    });

    it('a port that is taken ends the program with words', async () => {
      const { port } = new URL(server.url);
      const { code, stderr } = await runProgram({ program, args: ['--http', '--port', port] });
      expect(code).toBe(2);
      expect(stderr).toContain(`Port ${port} is taken`);
    });

    it.each(['0.0.0.0', '::', 'nas.local'])('an address beyond this machine (%s) is refused', async (host) => {
      const { code, stderr } = await runProgram({ program, args: ['--http', '--port', '0', '--host', host] });
      expect(code).toBe(2);
      expect(stderr).toContain(`MCP_HOST is ${host}, so others could reach this server`);
      expect(stderr).toContain('MCP_AUTH_TOKEN');
    });

    it.each<[string, Record<string, string>]>([
      ['a public address without sign-in', { PUBLIC_URL: 'https://home.example.org' }],
      ['a token that is short', { MCP_AUTH_TOKEN: 'canary-short' }],
      ['a token that is a placeholder', { MCP_READ_TOKEN: 'your-canary-token-your-canary-token-your' }],
      ['a secret for codes that is short', { MCP_STATE_SECRET: 'canary-short' }],
    ])('%s keeps it from starting', async (_what, environment) => {
      const { code, stdout, stderr } = await runProgram({ program, args: ['--http', '--port', '0'], environment });
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(Object.keys(environment)[0]);
      expect(stderr).not.toMatch(/canary|\n\s+at /);
    });
  });
}
