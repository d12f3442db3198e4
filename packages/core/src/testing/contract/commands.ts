import { describe, expect, it } from 'vitest';
import { environmentNames, isSecret } from '../../server/settings.js';
import { runProgram } from '../program.js';
import { requiredSettings, urlVariable, type Subject } from './subject.js';

/** What a person relies on at the command line. */
export function commandTests(subject: Subject): void {
  const { program } = subject;
  const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
    runProgram({ program, args, environment });

  describe('at the command line', () => {
    it('--version prints the version alone', async () => {
      expect(await run(['--version'])).toEqual({ code: 0, signal: null, stdout: `${subject.version}\n`, stderr: '' });
    });

    it('--help explains every setting, command and toolset', async () => {
      const { code, stdout } = await run(['--help']);
      expect(code).toBe(0);
      for (const setting of subject.settings) {
        expect(stdout).toContain(environmentNames(setting)[0]);
        expect(stdout).toContain(setting.description);
        if (setting.where !== undefined) expect(stdout).toContain(setting.where);
      }
      for (const word of [
        'READ_ONLY_MODE',
        'ALLOW_FILE_DELETION',
        'TOOL_TIMEOUT',
        '--demo',
        'check',
        'call',
        'journal',
      ]) {
        expect(stdout).toContain(word);
      }
      for (const { name } of subject.toolsets) expect(stdout).toContain(name);
      expect(stdout).toContain('_FILE');
    });

    it('--list-tools names every tool, what it does, and whether it is on', async () => {
      const { code, stdout } = await run(['--list-tools']);
      expect(code).toBe(0);
      const lines = stdout.trimEnd().split('\n');
      const tools = subject.list.tools.filter((tool) => tool.aliasOf === undefined);
      expect(lines).toHaveLength(tools.length);
      for (const tool of tools) {
        const line = lines.find((candidate) => candidate.startsWith(`${tool.name} `)) ?? '';
        expect(line).toContain(tool.effect);
        expect(line).toContain(subject.readable.some(({ name }) => name === tool.name) ? ' on ' : ' off: ');
      }
    });

    it.each(['claude-desktop', 'claude-code', 'cursor', 'vscode', 'codex'])(
      '--print-config %s prints what a person pastes, without a secret',
      async (client) => {
        const canary = 'canary-77aa10';
        const environment = subject.environmentFor('http://127.0.0.1:9', canary);
        const { code, stdout } = await run(['--print-config', client], environment);
        expect(code).toBe(0);
        expect(stdout).toContain(`@watchstack/${subject.name}`);
        for (const setting of requiredSettings(subject)) expect(stdout).toContain(environmentNames(setting)[0]);
        expect(stdout).not.toContain(canary);
        for (const setting of subject.settings.filter(isSecret)) {
          if (setting.example !== undefined) expect(stdout).not.toContain(setting.example);
        }
        if (!client.startsWith('c') || client === 'cursor') expect(() => void JSON.parse(stdout)).not.toThrow();
      },
    );

    it('check says how the service is, and that nothing can be changed', async () => {
      const { code, stdout } = await run(['check', '--demo']);
      expect(code).toBe(0);
      expect(stdout).toContain(subject.title);
      expect(stdout).toContain('Read-only');
    });

    it('check says what is wrong in plain words', async () => {
      const environment = subject.environmentFor('http://127.0.0.1:9', 'secret-for-tests');
      const { code, stdout, stderr } = await run(['check'], environment);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(urlVariable(subject));
      expect(stderr).not.toMatch(/\n\s+at |secret-for-tests/);
      const unset = await run(['check']);
      expect(unset.code).toBe(2);
      for (const setting of requiredSettings(subject)) expect(unset.stderr).toContain(environmentNames(setting)[0]);
    });

    it('call prints the answer of one tool', async () => {
      const { code, stdout } = await run(['call', subject.read.tool, JSON.stringify(subject.read.arguments), '--demo']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).not.toHaveProperty('error');
    });

    it('call fails for a tool or arguments that do not exist, and says so', async () => {
      const tool = await run(['call', 'no_such_tool', '--demo']);
      expect(tool.code).toBe(1);
      expect(tool.stderr).toContain('no_such_tool');
      const argument = await run(['call', subject.read.tool, '{"no_such":1}', '--demo']);
      expect(argument.code).toBe(1);
      expect(JSON.parse(argument.stdout)).toMatchObject({ error: { code: 'invalid_input' } });
      const json = await run(['call', subject.read.tool, '{broken', '--demo']);
      expect(json.code).toBe(1);
      expect(json.stderr).toContain('JSON');
    });

    it('journal says that nothing has been changed yet', async () => {
      const { code, stdout } = await run(['journal', '--name', 'untouched']);
      expect(code).toBe(0);
      expect(stdout).toContain('Nothing has been changed');
    });
  });
}
