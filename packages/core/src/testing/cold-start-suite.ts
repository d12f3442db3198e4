import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourcesOf } from './built-files.js';
import type { SampleCall } from './contract/subject.js';
import { startProgram } from './program.js';

/** What {@link coldStartSuite} works with. */
export interface ColdStartOptions {
  readonly name: string;
  /** Absolute path of the built `cli.js`. */
  readonly program: string;
  readonly read: SampleCall;
}

/** What a program that only lists its tools has no use for. */
const unneeded: readonly (readonly [string, RegExp])[] = [
  ['HTTP towards the service', /node_modules\/ky\/|\/packages\/core\/src\/http\/(?!operation)/],
  ['a typed client', /\/packages\/[a-z]+-mcp\/src\/client\//],
  [
    'HTTP towards MCP clients',
    /node_modules\/(@hono|hono|koa)\/|@modelcontextprotocol\/(node|server-legacy)\/|\/core\/src\/server\/transports\/(?!stdio)/,
  ],
  ['sign-in', /oidc-provider|node_modules\/jose\/|\/core\/src\/server\/auth\//],
  ['what outlives a request', /\/core\/src\/state\//],
  ['XML', /fast-xml-parser|strnum/],
  ['streamed JSON', /@streamparser\//],
  ['time zones', /node_modules\/luxon\//],
  ['calendar files', /node_modules\/ical-generator\//],
  ['tools, prompts and resources', /\/packages\/[a-z]+-mcp\/src\/(tools|prompts|resources|definitions)\b/],
  ['the demo', /\/packages\/demo\//],
  ['commands and help', /\/core\/src\/server\/(commands|help|client-config)\.ts$/],
  ['a compiler of JSON Schemas', /node_modules\/(ajv|@cfworker)/],
];

const noteLoads = `
import { appendFileSync } from 'node:fs';
let file = '';
export function initialize(path) { file = path; }
export async function load(url, context, next) { appendFileSync(file, url + '\\n'); return next(url, context); }
`;

/**
 * Shows which files the built program loads until it has answered `tools/list`: nothing of what only calls need. Declares its tests.
 */
export function coldStartSuite({ name, program, read }: ColdStartOptions): void {
  describe(`${name}, until it has listed its tools,`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-loads-'));
    let atList: string[] = [];
    let atCall: string[] = [];

    beforeAll(async () => {
      const [hooks, register, log] = ['hooks.mjs', 'register.mjs', 'loaded.txt'].map((file) => path.join(folder, file));
      if (hooks === undefined || register === undefined || log === undefined) throw new Error('unreachable');
      writeFileSync(hooks, noteLoads);
      writeFileSync(log, '');
      const call = `register(${JSON.stringify(pathToFileURL(hooks).href)}, { data: ${JSON.stringify(log)} });`;
      writeFileSync(register, `import { register } from 'node:module';\n${call}\n`);
      const loaded = () => readFileSync(log, 'utf8').trim().split('\n');
      const running = startProgram({
        program,
        args: ['--demo'],
        environment: { NODE_OPTIONS: `--import=${pathToFileURL(register).href}` },
      });
      await running.initialize();
      await running.request(1, 'tools/list');
      atList = loaded();
      await running.request(2, 'tools/call', { name: read.tool, arguments: read.arguments });
      atCall = loaded();
      running.endInput();
      await running.exited;
    });
    afterAll(() => {
      rmSync(folder, { recursive: true });
    });

    const sourcesAmong = (urls: readonly string[]) =>
      urls.filter((url) => url.startsWith('file:')).flatMap((url) => sourcesOf(fileURLToPath(url)));

    it('has loaded its own code', () => {
      expect(atList).toContain(pathToFileURL(program).href);
      const sources = sourcesAmong(atList);
      expect(sources.filter((source) => source.endsWith('/core/src/server/transports/stdio.ts'))).toHaveLength(1);
    });

    it.each(unneeded)('has not loaded %s', (_what, pattern) => {
      expect(sourcesAmong(atList).filter((source) => pattern.test(source))).toEqual([]);
    });

    it('has not loaded the network modules of Node', () => {
      expect(atList.filter((url) => /^node:(http|https|http2|net|tls|dns)$/.test(url))).toEqual([]);
    });

    it('loads its tools, client and demo with the first call', () => {
      const sources = sourcesAmong(atCall);
      for (const part of [/-mcp\/src\/tools\//, /-mcp\/src\/client\//, /\/packages\/demo\//]) {
        expect(sources.some((source) => part.test(source))).toBe(true);
      }
    });
  });
}
