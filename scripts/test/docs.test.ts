import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageFolder, root, servers } from '../build/paths.mjs';
import { environmentNamesIn } from '../containers/env-example.mjs';
import { examplesIn, problemsOf } from '../docs/examples.mjs';
import { documentedClients } from '../docs/facts.mjs';
import { documentationPages } from '../docs/pages.mjs';
import { fillRegions } from '../docs/regions.mjs';
import { table } from '../docs/tables.mjs';

const pages = documentationPages().map((page) => ({ page, text: readFileSync(path.join(root, page), 'utf8') }));
const packagePages = servers.map((server) => ({
  server,
  text: readFileSync(path.join(packageFolder(server), 'README.md'), 'utf8'),
}));

/** Where a user's own settings would be. */
const nowhere = path.join(root, 'scripts', 'test', 'no-such-folder');

/** Runs a program of this repository as somebody would who has set nothing. */
async function run(file: string, args: readonly string[]): Promise<{ code: number | null; stdout: string }> {
  const others = Object.entries(process.env).filter(([name]) => !/^(SONARR|PLEX|TRAKT|MCP)_/.test(name));
  const env = { ...Object.fromEntries(others), HOME: nowhere, XDG_CONFIG_HOME: nowhere, APPDATA: nowhere };
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout }));
  });
}

function program(server: string): string {
  return path.join(packageFolder(server), 'dist', 'cli.js');
}

/** The fences of a language, without the marks around them. */
function fences(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(String.raw`^\`\`\`${language}\n([\s\S]*?)^\`\`\`$`, 'gm'))].map(([, code = '']) =>
    code.trim(),
  );
}

/** How GitHub names a heading in an address. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a link of a page leads to a file, and to a heading in it where it names one. */
function leadsSomewhere(page: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? path.join(root, page) : path.join(root, path.dirname(page), file);
  if (!existsSync(target)) return false;
  return anchor === undefined || anchors(readFileSync(target, 'utf8')).includes(anchor);
}

describe('the generated parts of a page', () => {
  it('are replaced between their marks, and everything else stays', () => {
    const page = 'Before\n\n<!-- generated: tools -->\n\nold\n\n<!-- end -->\n\nAfter\n';
    const filled = fillRegions(page, (name) => `new ${name}`);
    expect(filled).toBe('Before\n\n<!-- generated: tools -->\n\nnew tools\n\n<!-- end -->\n\nAfter\n');
  });

  it('stop whoever forgot the mark at the end, before anything is lost', () => {
    expect(() => fillRegions('<!-- generated: tools -->\n\nA whole page\n', () => '')).toThrow('no <!-- end -->');
  });

  it('keep a row of a table in one row, whatever its text holds', () => {
    expect(table(['A'], [['one | two\nthree']])).toBe('| A |\n| --- |\n| one \\| two three |');
  });
});

describe('the documentation', () => {
  it('says of tools, settings, exports and errors what the sources say (npm run docs brings it up to date)', async () => {
    const { code, stdout } = await run(path.join(root, 'scripts', 'docs.mjs'), ['--check']);
    expect(stdout).toBe('Every page is current.\n');
    expect(code).toBe(0);
  });

  it('has TypeScript examples that compile against the sources, and would notice one that does not', () => {
    const wrong = examplesIn(
      'docs/wrong.md',
      "Text\n\n```ts\nimport { SonarrClient } from '@watchstack/sonarr-mcp';\n\nnew SonarrClient({ url: 1 });\n```\n",
    );
    const problems = problemsOf([...pages.flatMap(({ page, text }) => examplesIn(page, text)), ...wrong]);
    expect(problems).toEqual([expect.stringMatching(/^docs\/wrong\.md:6: Type 'number'/)]);
  });

  it('leads to files and headings that are there', () => {
    const broken = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)]
        .filter(([, link = '']) => !leadsSomewhere(page, link))
        .map(([link]) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('names commands of npm that exist', () => {
    const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    const named = pages.flatMap(({ text }) => [...text.matchAll(/`npm run ([\w:-]+)/g)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(manifest).toHaveProperty(['scripts', name]);
  });

  it('names only tools and settings that exist', async () => {
    const compose = readFileSync(path.join(root, 'docker', '.env.example'), 'utf8');
    // Two of them are for those who test: where the browser is, and with which Node the servers run.
    const others = ['NODE_EXTRA_CA_CERTS', 'NAME', 'CHROMIUM_PATH', 'NODE_FOR_SERVER'];
    const known = new Set([...others, ...environmentNamesIn(compose)]);
    // The tool that CONTRIBUTING.md shows how to add.
    const tools = new Set(['sonarr_count_series']);
    for (const server of servers) {
      const { stdout } = await run(program(server), ['--help']);
      for (const [name] of stdout.matchAll(/\b[A-Z][A-Z_]+\b/g)) known.add(name).add(`${name}_FILE`);
      const list = readFileSync(path.join(packageFolder(server), 'dist', 'tools.json'), 'utf8');
      for (const [, name = ''] of list.matchAll(/"name":"(\w+)"/g)) tools.add(name);
    }
    const unknown = pages.flatMap(({ page, text }) => {
      const settings = [...text.matchAll(/`([A-Z][A-Z_]+)(?==|`)/g)].flatMap(([, name = '']) =>
        known.has(name) ? [] : [name],
      );
      const calls = [...text.matchAll(/(?<![\w/])(?:sonarr|plex|trakt)_[a-z_]+\b/g)].flatMap(([name]) =>
        tools.has(name) ? [] : [name],
      );
      return [...settings, ...calls].map((name) => `${page}: ${name}`);
    });
    expect(unknown).toEqual([]);
  });
});

describe.each(packagePages)('the page of $server', ({ server, text }) => {
  it('shows the configurations that the program prints', async () => {
    const shown = [...fences(text, 'json'), ...fences(text, 'sh')].map(comparable);
    for (const client of ['claude-desktop', 'claude-code', 'vscode']) {
      const { stdout } = await run(program(server), ['--print-config', client]);
      expect(shown).toContainEqual(comparable(stdout));
    }
  });

  it('can promise every documented MCP client a configuration', async () => {
    const { stdout } = await run(program(server), ['--help']);
    expect(/--print-config\n\s*.*: (.*)\./.exec(stdout)?.[1]?.split(', ').sort()).toEqual(
      [...documentedClients].sort(),
    );
  });

  it('gives a command to try at once, which answers without any setting', async () => {
    const command = fences(text, 'sh')
      .map((line) => new RegExp(String.raw`^npx -y @watchstack/${server} (call .*--demo)$`).exec(line)?.[1])
      .find((args) => args !== undefined);
    const { code, stdout } = await run(program(server), (command ?? '').split(' '));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('total');
  });

  it('has the order of all pages, from what to ask to the licence', () => {
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
      'You can ask',
      'Install',
      'Try it without anything',
      'What it can do',
      'Settings',
      'Safety',
      'Several of one kind',
      'When something is wrong',
      'Over HTTP',
      'As a library',
      'Licence',
    ]);
  });
});

/** JSON is the same however it is laid out. */
function comparable(text: string): unknown {
  const trimmed = text.trim();
  return trimmed.startsWith('{') ? JSON.parse(trimmed) : trimmed;
}
