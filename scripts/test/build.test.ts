import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importsOf } from '../build/bundle.mjs';
import { notices } from '../build/notices.mjs';

describe('the public types of a package', () => {
  it('name every package they need, in each way a declaration can', () => {
    const code = [
      "import { A } from 'one';",
      "export * from 'two';",
      "declare const b: import('three').B;",
      "import 'four';",
      '/// <reference types="five" />',
    ].join('\n');
    expect(importsOf(code)).toEqual(['one', 'two', 'three', 'four', 'five']);
  });

  it('name none when they stand alone', () => {
    expect(importsOf("interface A { from: 'here' }\nexport { type A };")).toEqual([]);
  });
});

describe('the notices of bundled packages', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'watchstack-notices-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function bundled(name: string, license: string, text?: string): string {
    const home = path.join(folder, 'node_modules', name);
    mkdirSync(path.join(home, 'dist'), { recursive: true });
    writeFileSync(path.join(home, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
    if (text !== undefined) writeFileSync(path.join(home, 'LICENSE.md'), text);
    return path.join(home, 'dist', 'index.js');
  }

  it('hold the licence text of each package once, and nothing of our own files', () => {
    const inputs = [
      bundled('@scope/b', 'MIT', 'Copyright B'),
      bundled('a', 'ISC', 'Copyright A'),
      path.join(folder, 'node_modules', 'a', 'dist', 'more.js'),
      path.join(folder, 'src', 'cli.ts'),
    ];
    const text = notices(inputs);
    expect(text.match(/^a 1\.2\.3 \(ISC\)$/gm)).toHaveLength(1);
    expect(text).toContain('@scope/b 1.2.3 (MIT)');
    expect(text).toContain('Copyright A');
    expect(text).toContain('Copyright B');
    expect(text).not.toContain('cli.ts');
  });

  it('stop the build when a package has a licence nobody has allowed', () => {
    expect(() => notices([bundled('viral', 'GPL-3.0')])).toThrow(
      'viral 1.2.3 would be bundled under the licence GPL-3.0',
    );
  });
});
