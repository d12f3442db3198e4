import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHttp, connectSse, startHttp, type HttpProgram } from '../connect.js';
import { initializeRequest, sendHttp } from '../http-probe.js';
import { clientKinds } from '../mcp-client.js';
import type { Subject } from './subject.js';

const writeToken = 'canary0write0123456789abcdef0123456789';
const readToken = 'canary0read00123456789abcdef0123456789';
const page = 'https://inspector.example.org';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** What a person relies on who reaches their program from elsewhere: it asks everybody who they are, and lets each do their own. */
export function reachingTests(subject: Subject): void {
  const { program } = subject;

  describe('reached from elsewhere, with a token for each level', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-token-'));
    let server: HttpProgram;
    beforeAll(async () => {
      const file = path.join(folder, 'token');
      writeFileSync(file, `${readToken}\n`);
      const environment = {
        MCP_AUTH_TOKEN: writeToken,
        MCP_READ_TOKEN_FILE: file,
        PUBLIC_URL: 'https://home.example.org/tv/',
        MCP_PATH: '/ai',
        MCP_ALLOWED_ORIGINS: page,
        LOG_LEVEL: 'DEBUG',
      };
      server = await startHttp({ program, args: ['--demo', '--read-write'], environment }, 'sse');
    });
    afterAll(async () => {
      await server.stop();
      rmSync(folder, { recursive: true });
    });

    const at = (where: string) => new URL(where, server.url).href;

    it.each(clientKinds)('a %s client is shown and may do what its token says', async (kind) => {
      const [reader, writer] = await Promise.all(
        [readToken, writeToken].map((token) => connectHttp(server.url, kind, { headers: bearer(token) })),
      );
      expect(await reader?.listTools()).toEqual(subject.readableBesideWriters);
      expect(await writer?.listTools()).toEqual(subject.writable);
      expect((await reader?.callTool(subject.read.tool, subject.read.arguments))?.error).toEqual({});
      const refused = await reader?.callTool(subject.write.tool, subject.write.arguments);
      expect(refused?.error).toMatchObject({ code: 'permission', changed: 'no' });
      expect((await writer?.callTool(subject.write.tool, subject.write.arguments))?.error).toEqual({});
      await Promise.all([reader?.close(), writer?.close()]);
    });

    it('a client that knows only HTTP+SSE gets the same', async () => {
      const client = await connectSse(server.url, { headers: bearer(readToken) });
      expect(await client.listTools()).toEqual(subject.readableBesideWriters);
      expect((await client.callTool(subject.read.tool, subject.read.arguments)).error).toEqual({});
      const { error } = await client.callTool(subject.write.tool, subject.write.arguments);
      expect(error).toMatchObject({ code: 'permission', changed: 'no' });
      await client.close();
      expect((await sendHttp(at('/sse'))).status).toBe(401);
    });

    it.each<[string, Record<string, string>, string]>([
      ['nobody', {}, ''],
      ['a stranger', bearer('canary0wrong0123456789abcdef0123456789'), ''],
      ['a token in the address', {}, `?access_token=${writeToken}`],
    ])('%s is not let in', async (_who, headers, query) => {
      const answer = await sendHttp(`${server.url}${query}`, initializeRequest(headers));
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain(`Bearer realm="${subject.name}"`);
      expect((await sendHttp(`${at('/info')}${query}`, { headers })).status).toBe(401);
      expect(JSON.stringify(answer)).not.toContain('canary');
    });

    it('/info tells a caller what they may do', async () => {
      const ask = async (token: string): Promise<unknown> =>
        JSON.parse((await sendHttp(at('/info'), { headers: bearer(token) })).text);
      const common = { name: subject.name, version: subject.version, readOnly: false };
      expect(await ask(readToken)).toMatchObject({
        ...common,
        access: 'read',
        tools: subject.readableBesideWriters.length,
      });
      expect(await ask(writeToken)).toMatchObject({ ...common, access: 'write', tools: subject.writable.length });
    });

    it('/ is a page for a person, with the public address and every tool', async () => {
      const { status, text, headers } = await sendHttp(at('/'), { headers: { host: 'home.example.org' } });
      expect(status).toBe(200);
      expect(text).toContain('https://home.example.org/tv/ai');
      for (const { name } of subject.writable) expect(text).toContain(name);
      expect(text).not.toMatch(/<script|canary/);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    });

    it('it answers to its public name, with the prefix of the proxy and without, and to no other', async () => {
      const ask = (host: string, where: string) =>
        sendHttp(at(where), initializeRequest({ ...bearer(readToken), host, 'x-forwarded-for': '203.0.113.7' }));
      expect((await ask('home.example.org', '/ai')).status).toBe(200);
      expect((await ask('home.example.org', '/tv/ai')).status).toBe(200);
      expect((await ask('home.example.org', '/mcp')).status).toBe(404);
      expect((await ask('evil.example', '/ai')).status).toBe(403);
      expect((await sendHttp(at('/tv/health'))).text).toBe('ok\n');
    });

    it('pages of the named origin may ask and read, others may not', async () => {
      const ask = (origin: string) => ({
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      const allowed = await sendHttp(server.url, ask(page));
      expect(allowed).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': page } });
      expect((await sendHttp(server.url, ask('https://evil.example'))).status).toBe(403);
      expect((await sendHttp(server.url, ask('null'))).status).toBe(403);
    });

    // The last one: it looks at what all the others left.
    it('its log has a line for each refusal and each change, and no token', () => {
      expect(server.stderr()).toMatch(/audit: refused .*invalid_token/);
      expect(server.stderr()).toMatch(/audit: write .*caller=token:write/);
      expect(server.stderr()).not.toContain('canary');
      expect(server.lines).toEqual([]);
    });
  });
}
