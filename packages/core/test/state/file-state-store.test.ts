import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterEach, expect, it } from 'vitest';
import { fileStateStore } from '../../src/state/file-state-store.js';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-state-'));
  folders.push(folder);
  return path.join(folder, 'state');
}

const put = (value: unknown, expiresAt?: number) => () => ({ entry: { value, expiresAt }, result: undefined });

it('remembers, changes and forgets', async () => {
  const store = fileStateStore(temporary());
  expect(await store.read('code', 'a')).toBeUndefined();
  await store.change('code', 'a', put({ used: false }));
  expect(await store.read('code', 'a')).toEqual({ value: { used: false } });
  const was = await store.change('code', 'a', (current) => ({ result: current?.value }));
  expect(was).toEqual({ used: false });
  expect(await store.read('code', 'a')).toBeUndefined();
});

it('keeps kinds apart, and lists one', async () => {
  const store = fileStateStore(temporary());
  await store.change('code', 'a', put(1));
  await store.change('code', 'b', put(2));
  await store.change('grant', 'a', put(3));
  expect((await store.list('code')).map(({ value }) => value).sort()).toEqual([1, 2]);
  expect(await store.list('nothing')).toEqual([]);
});

it('forgets what has expired, and removes its file', async () => {
  let now = 1_000;
  const folder = temporary();
  const store = fileStateStore(folder, () => now);
  await store.change('code', 'a', put('soon gone', 2_000));
  expect(await store.read('code', 'a')).toMatchObject({ value: 'soon gone' });
  now = 2_000;
  expect(await store.read('code', 'a')).toBeUndefined();
  expect(await store.change('code', 'a', (current) => ({ entry: undefined, result: current }))).toBeUndefined();
  await store.change('code', 'b', put('gone', 1_500));
  expect(await store.list('code')).toEqual([]);
  expect(readdirSync(path.join(folder, 'code'))).toEqual([]);
});

it('keeps keys out of file names, and files from other people', async () => {
  const folder = temporary();
  const store = fileStateStore(folder);
  await store.change('token', 'canary-token-value', put('x'));
  const [file = ''] = readdirSync(path.join(folder, 'token'));
  expect(file).not.toContain('canary');
  expect(statSync(path.join(folder, 'token', file)).mode & 0o077).toBe(0);
  expect(statSync(path.join(folder, 'token')).mode & 0o077).toBe(0);
});

it('takes a broken file for none', async () => {
  const folder = temporary();
  const store = fileStateStore(folder);
  await store.change('code', 'a', put('x'));
  const [file = ''] = readdirSync(path.join(folder, 'code'));
  writeFileSync(path.join(folder, 'code', file), '{"value":');
  expect(await store.read('code', 'a')).toBeUndefined();
});

it('gets past the lock of a process that died', async () => {
  const folder = temporary();
  const store = fileStateStore(folder);
  await store.change('code', 'a', put(1));
  const [file = ''] = readdirSync(path.join(folder, 'code'));
  const lock = path.join(folder, 'code', `${file}.lock`);
  writeFileSync(lock, '');
  const old = new Date(Date.now() - 60_000);
  utimesSync(lock, old, old);
  await store.change('code', 'a', put(2));
  expect((await store.read('code', 'a'))?.value).toBe(2);
});

it('gives the lock back when a change fails', async () => {
  const store = fileStateStore(temporary());
  await expect(
    store.change('code', 'a', () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await store.change('code', 'a', put(1));
  expect((await store.read('code', 'a'))?.value).toBe(1);
});

it('says which setting to change when its folder cannot be written', async () => {
  const folder = temporary();
  mkdirSync(path.dirname(folder), { recursive: true });
  writeFileSync(folder, 'a file, not a folder');
  await expect(fileStateStore(folder).change('code', 'a', put(1))).rejects.toMatchObject({ target: 'MCP_STATE_DIR' });
});

it('lets a code be used once, however many ask at the same time', async () => {
  const store = fileStateStore(temporary());
  await store.change('code', 'a', put('code'));
  const takes = Array.from({ length: 20 }, () =>
    store.change('code', 'a', (current) => ({ result: current !== undefined })),
  );
  expect((await Promise.all(takes)).filter(Boolean)).toHaveLength(1);
});

it('counts right when several processes count at once', async () => {
  const folder = temporary();
  // Node 20 runs no TypeScript: the child runs the store's own code with its types taken out.
  const source = readFileSync(new URL('../../src/state/file-state-store.ts', import.meta.url), 'utf8').replace(
    /import \{ ConfigurationError \}.*\n/,
    'class ConfigurationError extends Error {}\n',
  );
  const { outputText: code } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const script = path.join(path.dirname(folder), 'count.mjs');
  const zod = import.meta.resolve('zod');
  writeFileSync(
    script,
    `${code.replace(/from 'zod'/, `from ${JSON.stringify(zod)}`)}
const store = fileStateStore(${JSON.stringify(folder)});
for (let i = 0; i < 25; i += 1) {
  await store.change('count', 'a', (current) => ({ entry: { value: (current?.value ?? 0) + 1 }, result: undefined }));
}`,
  );
  const run = () =>
    new Promise<number | null>((resolve) => {
      spawn(process.execPath, [script], { stdio: 'inherit' }).on('exit', resolve);
    });
  expect(await Promise.all([run(), run(), run()])).toEqual([0, 0, 0]);
  expect((await fileStateStore(folder).read('count', 'a'))?.value).toBe(75);
});
