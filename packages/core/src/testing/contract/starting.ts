import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentNames, isSecret } from '../../server/settings.js';
import { connect } from '../connect.js';
import { recordingUpstream } from '../recording-upstream.js';
import { runProgram, startProgram } from '../program.js';
import { readOnlySentence, requiredSettings, urlVariable, type Subject } from './subject.js';

/** What a person relies on who starts the program: with no setting, a wrong one, or the demo. */
export function startingTests(subject: Subject): void {
  const { program } = subject;

  describe('without any setting', () => {
    it('starts, lists its tools, and answers a call with what is missing, where to get it, and an example', async () => {
      const client = await connect({ kind: 'v2-modern', transport: 'stdio', program });
      expect(await client.listTools()).toEqual(subject.readable);
      const answer = await client.callTool(subject.read.tool, subject.read.arguments);
      const required = requiredSettings(subject);
      expect(required.length).toBeGreaterThan(0);
      expect(answer.error['code']).toBe('configuration');
      for (const setting of required) {
        expect(answer.text).toContain(environmentNames(setting)[0]);
        expect(setting.where).toBeDefined();
        expect(answer.error['hint']).toContain(setting.where);
        expect(answer.error['hint']).toContain(setting.example);
      }
      await client.close();
    });
  });

  describe('READ_ONLY_MODE', () => {
    it.each(['flase', 'disabled', '2'])(
      'that reads %s keeps the program from starting, and it says why',
      async (value) => {
        const { code, stdout, stderr } = await runProgram({ program, environment: { READ_ONLY_MODE: value } });
        expect(code).toBe(2);
        expect(stdout).toBe('');
        expect(stderr).toContain(`READ_ONLY_MODE is '${value}'`);
        expect(stderr).toContain('true, false');
      },
    );

    it.each(['', '${READ_ONLY_MODE}'])('that reads %j stays on, with a warning', async (value) => {
      const client = await connect({
        kind: 'v1',
        transport: 'stdio',
        program,
        args: ['--demo'],
        environment: { READ_ONLY_MODE: value },
      });
      const { error } = await client.callTool(subject.write.tool, subject.write.arguments);
      expect(error['message']).toBe(readOnlySentence(subject.write.tool));
      expect(client.stderr()).toMatch(/\[WARNING\].*READ_ONLY_MODE/);
      await client.close();
    });

    it('stays on when one source says so, with a warning', async () => {
      const client = await connect({
        kind: 'v2-legacy',
        transport: 'stdio',
        program,
        args: ['--demo', '--read-write'],
        environment: { READ_ONLY_MODE: 'true' },
      });
      expect(await client.listTools()).toEqual(subject.readable);
      expect(client.stderr()).toMatch(/\[WARNING\].*stricter/);
      await client.close();
    });
  });

  describe('--demo', () => {
    it('ignores every credential of the environment', async () => {
      const real = await recordingUpstream();
      const canary = 'canary-0d5e1c';
      const { [urlVariable(subject)]: _url, ...credentials } = subject.environmentFor(real.url, canary);
      expect(Object.values(credentials)).toContain(canary);
      const client = await connect({
        kind: 'v2-modern',
        transport: 'stdio',
        program,
        args: ['--demo'],
        environment: { ...credentials, [urlVariable(subject)]: '', LOG_LEVEL: 'DEBUG' },
      });
      const answer = await client.callTool(subject.read.tool, subject.read.arguments);
      expect(answer.error).toEqual({});
      expect(answer.text + client.stderr()).not.toContain(canary);
      expect(real.requests).toEqual([]);
      await client.close();
      await real.close();
    });

    it('refuses to start beside a real address', async () => {
      const environment = { [urlVariable(subject)]: 'http://127.0.0.1:9' };
      const { code, stderr } = await runProgram({ program, args: ['--demo'], environment });
      expect(code).toBe(2);
      expect(stderr).toContain(urlVariable(subject));
      expect(stderr).toContain('exclude each other');
    });
  });

  describe('a wrong word', () => {
    it.each([
      ['flag', ['--no-such-flag'], '--help'],
      ['command', ['no-such-command'], 'check, call, journal'],
      ['toolset', ['--toolsets', 'no-such-set'], 'essential'],
      ['tool', ['--exclude-tools', 'no_such_tool'], subject.read.tool],
      ['level', ['--log-level', 'LOUD'], 'WARNING'],
    ])('for a %s ends the program with the valid ones', async (_what, args, valid) => {
      const { code, stdout, stderr } = await runProgram({ program, args });
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(valid);
      expect(stderr).not.toMatch(/\n\s+at /);
    });
  });

  describe('a secret in a file', () => {
    it('that cannot be read is named without its path', async () => {
      const secret = subject.settings.find((setting) => isSecret(setting));
      const name = `${environmentNames(secret ?? subject.settings[0] ?? { kind: 'text', env: '', description: '' })[0]}_FILE`;
      const { code, stderr } = await runProgram({ program, environment: { [name]: '/no/such/canary-file' } });
      expect(code).toBe(2);
      expect(stderr).toContain(name);
      expect(stderr).not.toContain('canary-file');
    });
  });

  describe('a file of settings', () => {
    it('is read when it is named, and never just because it lies there', async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-settings-'));
      const variables = subject.environmentFor('http://127.0.0.1:9', 'secret-for-tests');
      const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
      writeFileSync(path.join(folder, '.env'), `${lines.join('\n')}\nREAD_ONLY_MODE=false\n`);
      const call = ['call', subject.read.tool, JSON.stringify(subject.read.arguments)];
      const found = await runProgram({ program, args: call, folder });
      expect(JSON.parse(found.stdout)).toMatchObject({ error: { code: 'configuration' } });
      const named = await runProgram({ program, args: [...call, '--env-file', '.env'], folder });
      expect(JSON.parse(named.stdout)).toMatchObject({ error: { code: 'network' } });
      expect(named.stdout + named.stderr).not.toContain('secret-for-tests');
      const missing = await runProgram({ program, args: [...call, '--env-file', 'elsewhere.env'], folder });
      // Some versions of Node take this flag for their own wherever it stands, and refuse in its place.
      expect([2, 9]).toContain(missing.code);
      expect(missing.stderr).toContain('elsewhere.env');
      rmSync(folder, { recursive: true });
    });
  });

  describe('--name', () => {
    it('tells several servers of one kind apart', async () => {
      const client = await connect({ kind: 'v1', transport: 'stdio', program, args: ['--name', '4k'] });
      expect(client.server.title).toBe(`${subject.title} (4k)`);
      await client.close();
      const { code, stderr } = await runProgram({ program, args: ['--name', '../4k'] });
      expect(code).toBe(2);
      expect(stderr).toContain('--name');
    });
  });

  describe('stdout', () => {
    it.each(['stdio', 'stdio with DEBUG'])('carries the protocol and nothing else: %s', async (mode) => {
      const environment: Record<string, string> = mode.includes('DEBUG') ? { LOG_LEVEL: 'DEBUG' } : {};
      const running = startProgram({ program, args: ['--demo', '--read-write'], environment });
      await running.initialize();
      running.send('this is no protocol');
      running.send('{"jsonrpc":"2.0"}');
      await running.request(1, 'tools/list');
      await running.request(2, 'tools/call', { name: subject.read.tool, arguments: subject.read.arguments });
      await running.request(3, 'tools/call', { name: subject.write.tool, arguments: subject.write.arguments });
      await running.request(4, 'tools/call', { name: 'no_such_tool', arguments: {} });
      await running.request(5, 'no/such/method');
      running.endInput();
      await running.exited;
      expect(running.lines.length).toBeGreaterThanOrEqual(6);
      for (const line of running.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
      if (mode.includes('DEBUG')) expect(running.stderr()).toMatch(/\[DEBUG\]/);
    });
  });
}
