import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reachableFrom, sourcesOf } from './built-files.js';
import { connect, transportKinds } from './connect.js';
import type { SampleCall } from './contract/subject.js';
import { member, record } from './json.js';
import { clientKinds } from './mcp-client.js';
import { runProgram } from './program.js';

const execute = promisify(execFile);
const mebibyte = 1024 * 1024;

/** What {@link packageSuite} works with. */
export interface PackageOptions {
  /** The name on npm: `@watchstack/sonarr-mcp`. */
  readonly name: string;
  /** Packs the built package and gives the tarball's path; its folder is deleted afterwards. */
  readonly pack: () => Promise<string>;
  /** Absolute path of the repository's root, whose TypeScript checks the types. */
  readonly root: string;
  readonly read: SampleCall;
  /** The class of the library. */
  readonly clientClass: string;
  /** TypeScript that makes a client of that class and uses it, as a user would; it is only compiled. */
  readonly usage: string;
}

/**
 * The package as a person gets it: packed, installed alone and without a network into an empty folder, its binary run, its
 * library imported from both module systems and by a strict TypeScript program. Declares its tests.
 */
export function packageSuite(options: PackageOptions): void {
  const { name, read, clientClass } = options;

  describe(`${name}, packed and installed alone,`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-install-'));
    const installed = path.join(folder, 'node_modules', ...name.split('/'));
    const program = path.join(installed, 'dist', 'cli.js');

    beforeAll(async () => {
      const tarball = await options.pack();
      write('package.json', JSON.stringify({ name: 'somebody', private: true }));
      await execute('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', tarball], {
        cwd: folder,
        // npm is a .cmd file on Windows, which only a shell starts; the arguments hold no spaces.
        shell: process.platform === 'win32',
      });
      rmSync(path.dirname(tarball), { recursive: true });
    }, 120_000);
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    function write(file: string, text: string): string {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
      return target;
    }

    it('is one package of less than 3 MB', () => {
      const lock: unknown = JSON.parse(readFileSync(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8'));
      expect(Object.keys(record(member(lock, 'packages')))).toEqual([`node_modules/${name}`]);
      const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      const bytes = files.map((entry) => statSync(path.join(entry.parentPath, entry.name)).size);
      expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(3 * mebibyte);
    });

    it('brings its licences, and nothing of its sources, tests or build', () => {
      for (const file of ['LICENSE', 'README.md', 'dist/THIRD_PARTY_LICENSES.txt', 'dist/tools.json']) {
        expect(existsSync(path.join(installed, file)), file).toBe(true);
      }
      expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
      expect(readdirSync(path.join(installed, 'dist')).filter((file) => file.startsWith('.'))).toEqual([]);
    });

    it.each(transportKinds.flatMap((transport) => clientKinds.map((kind) => [kind, transport] as const)))(
      'answers a %s client over %s with --demo',
      async (kind, transport) => {
        const client = await connect({ kind, transport, program, args: ['--demo'] });
        expect((await client.listTools()).length).toBeGreaterThan(0);
        expect((await client.callTool(read.tool, read.arguments)).error).toEqual({});
        await client.close();
      },
    );

    it('has a binary that npm links', async () => {
      const command = path.basename(name);
      const link = path.join(folder, 'node_modules', '.bin', process.platform === 'win32' ? `${command}.cmd` : command);
      const { stdout } = await execute(link, ['--version'], { shell: process.platform === 'win32' });
      const manifest: unknown = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
      expect(stdout.trim()).toBe(member(manifest, 'version'));
    });

    it.each([
      ['library.mjs', `import * as library from '${name}';`],
      ['library.cjs', `const library = require('${name}');`],
    ])('is a library for %s, which starts nothing and lets the program end', async (file, line) => {
      const source = `${line}
        process.stdout.write(JSON.stringify([typeof library.${clientClass}, typeof library.WatchstackError]));
      `;
      const result = await runProgram({ program: write(file, source) });
      expect(result).toEqual({ code: 0, signal: null, stdout: '["function","function"]', stderr: '' });
    });

    it('is the same library in both module systems, and so are its errors', async () => {
      const source = `
        import { createRequire } from 'node:module';
        import * as a from '${name}';
        const b = createRequire(import.meta.url)('${name}');
        const error = new b.NotFoundError('gone');
        process.stdout.write(JSON.stringify([
          error instanceof a.NotFoundError, error instanceof a.WatchstackError, error instanceof a.ConflictError,
          Object.keys(a).sort().join() === Object.keys(b).filter((key) => key !== '__esModule').sort().join(),
        ]));
      `;
      const { stdout, stderr } = await runProgram({ program: write('both.mjs', source) });
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toEqual([true, true, false, true]);
    });

    it('holds nothing of MCP in its library', () => {
      const manifest: unknown = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
      const entries = ['main', 'module'].map((key) => String(member(manifest, key)));
      expect(entries).toHaveLength(2);
      for (const entry of entries) {
        // The build's own notes of what each file is made of are not part of the package.
        for (const file of reachableFrom(path.join(options.root, 'packages', path.basename(name), entry))) {
          expect(sourcesOf(file).filter((source) => source.includes('@modelcontextprotocol'))).toEqual([]);
          expect(readFileSync(file, 'utf8')).not.toMatch(/notifications\/cancelled|modelcontextprotocol\.io/);
        }
      }
    });

    it.each(['consumer.mts', 'consumer.cts'])('has types that a strict program compiles with: %s', async (file) => {
      write(file, options.usage);
      const types = path.join(folder, 'node_modules', '@types', 'node');
      if (!existsSync(types)) {
        mkdirSync(path.dirname(types), { recursive: true });
        symlinkSync(path.join(options.root, 'node_modules', '@types', 'node'), types, 'junction');
      }
      const project = write(
        `tsconfig.${file}.json`,
        JSON.stringify({
          compilerOptions: {
            module: 'nodenext',
            target: 'es2023',
            lib: ['es2023'],
            types: ['node'],
            strict: true,
            exactOptionalPropertyTypes: true,
            noUncheckedIndexedAccess: true,
            verbatimModuleSyntax: false,
            skipLibCheck: false,
            noEmit: true,
          },
          files: [file],
        }),
      );
      const compiler = path.join(options.root, 'node_modules', 'typescript', 'bin', 'tsc');
      const { stdout } = await execute(process.execPath, [compiler, '-p', project], { cwd: folder }).catch(
        (error: unknown) => ({ stdout: String(member(error, 'stdout')) }),
      );
      expect(stdout).toBe('');
    });
  });
}
