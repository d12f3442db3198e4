import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { reachableFrom, sourcesOf } from '../../src/testing/built-files.js';
import { cleanEnvironment, parseLine, runProgram, startProgram } from '../../src/testing/program.js';

function file(name: string, text: string): string {
  const target = path.join(mkdtempSync(path.join(tmpdir(), 'program-test-')), name);
  writeFileSync(target, text);
  return target;
}

describe('a program under test', () => {
  it('is given what the test gives it and nothing of who runs the test', async () => {
    const program = file('env.mjs', 'process.stdout.write(JSON.stringify([process.argv.slice(2), process.env]));');
    const { code, stdout } = await runProgram({ program, args: ['--flag'], environment: { SETTING: 'value' } });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([['--flag'], { SETTING: 'value' }]);
    expect(stdout).not.toContain('NODE_OPTIONS');
    expect(cleanEnvironment()['HOME']).not.toBe(process.env['HOME']);
  });

  it('tells how it failed', async () => {
    const program = file('fail.mjs', "process.stderr.write('words'); process.exitCode = 3;");
    expect(await runProgram({ program })).toEqual({ code: 3, signal: null, stdout: '', stderr: 'words' });
  });

  it('answers requests line by line, and rejects what it never answered', async () => {
    const program = file(
      'echo.mjs',
      `process.stdin.setEncoding('utf8').on('data', (text) => {
         for (const line of text.trim().split('\\n')) {
           const { id, method } = JSON.parse(line);
           if (method === 'quit') process.exit(7);
           process.stdout.write('noise\\n' + JSON.stringify({ id, result: method }) + '\\n');
         }
       });`,
    );
    const running = startProgram({ program });
    expect(await running.request(1, 'first')).toEqual({ id: 1, result: 'first' });
    expect(running.lines).toContain('noise');
    await expect(running.request(2, 'quit')).rejects.toThrow('ended before it answered quit');
    expect(await running.exited).toEqual({ code: 7, signal: null });
    await running.stop();
  });

  it('that would run on is ended', async () => {
    const running = startProgram({
      program: file('stay.mjs', "setInterval(() => {}, 1000); process.stderr.write('up')"),
    });
    await running.said(/up/);
    await running.stop();
    expect((await running.exited).code).not.toBe(0);
  });

  it('has lines that are JSON objects, or nothing', () => {
    expect(parseLine('{"a":1}')).toEqual({ a: 1 });
    for (const line of ['', '[]', '7', '{broken']) expect(parseLine(line)).toBeUndefined();
  });
});

describe('built files', () => {
  it('are followed through imports of every kind', () => {
    const entry = file('a.mjs', "import './b.mjs'; const c = await import('./c.mjs');");
    const beside = (name: string, text: string) => {
      writeFileSync(path.join(path.dirname(entry), name), text);
    };
    beside('b.mjs', "export { d } from './d.cjs'; import 'node:fs'; import './missing.mjs';");
    beside('c.mjs', '');
    beside('d.cjs', "exports.d = require('./a.mjs');");
    expect([...reachableFrom(entry)].map((each) => path.basename(each)).sort()).toEqual([
      'a.mjs',
      'b.mjs',
      'c.mjs',
      'd.cjs',
    ]);
  });

  it('tell their sources by what the build wrote down, and are not believed to have none where it did not', () => {
    const built = file('x.js', '');
    expect(() => sourcesOf(built)).toThrow();
    writeFileSync(path.join(path.dirname(built), '.sources.json'), JSON.stringify({ 'x.js': ['src/x.ts'] }));
    expect(sourcesOf(built)).toEqual([path.resolve(path.dirname(built), '../src/x.ts')]);
    expect(() => sourcesOf(path.join(path.dirname(built), 'y.js'))).toThrow('y.js');
  });
});
