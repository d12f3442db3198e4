import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../logging/create-logger.js';
import type { App } from '../server/app.js';
import { memoryJournal } from '../server/journal.js';
import { createRuntime } from '../server/runtime.js';
import { serverSettings } from '../server/server-settings.js';
import { parseSettings, type SettingDefinitions } from '../server/settings.js';
import { systemClock } from '../server/clock.js';
import { selectTools } from '../server/selection.js';
import { listOf } from '../server/tool-list.js';
import { mentionedTools, tokensOf, toolProblems } from './meta/tool-rules.js';

/** What {@link metaSuite} looks at. */
export interface MetaOptions<Client, D extends SettingDefinitions> {
  readonly app: App<Client, D>;
  /** Absolute path of the package's folder, with its `dist` and `test`. */
  readonly folder: string;
}

/**
 * What holds for every definition of a server, and for all of them together; and one file per tool that shows what callers see,
 * so that a change of it is a readable diff. Declares its tests; call it at the top of a test file and await it.
 */
export async function metaSuite<Client, D extends SettingDefinitions>({
  app,
  folder,
}: MetaOptions<Client, D>): Promise<void> {
  const definitions = await app.definitions();
  const list = listOf(definitions);
  const own = list.tools.filter((entry) => entry.aliasOf === undefined);
  const byName = new Map(own.map((entry) => [entry.name, entry]));
  const around = { service: app.service, toolsets: app.toolsets.map((set) => set.name), tools: byName };

  describe.each(definitions.tools.map((tool) => [tool.name, tool] as const))('%s', (name, tool) => {
    const entry = byName.get(name);

    it('keeps every rule of a definition', () => {
      expect(entry === undefined ? ['it is not listed'] : toolProblems(tool, entry, around)).toEqual([]);
    });

    it('has tests of its own', () => {
      const file = `${name.slice(app.service.length + 1)}.test.ts`;
      expect(
        existsSync(path.join(folder, 'test', 'tools', tool.toolset, file)),
        `test/tools/${tool.toolset}/${file}`,
      ).toBe(true);
    });

    it('shows callers what its file says', async () => {
      const shown = `${JSON.stringify(entry, undefined, 2)}\n`;
      await expect(shown).toMatchFileSnapshot(path.join(folder, 'test', '__tools__', `${name}.json`));
    });
  });

  describe(`all definitions of ${app.name}`, () => {
    it('have different names, prompts and resources among them', () => {
      const { prompts, resources } = list;
      for (const names of [list.tools, prompts, resources].map((each) => each.map(({ name }) => name))) {
        expect(new Set(names).size).toBe(names.length);
      }
    });

    it('leave no file behind of a tool that is gone', () => {
      const snapshots = path.join(folder, 'test', '__tools__');
      const files = existsSync(snapshots) ? readdirSync(snapshots) : [];
      expect(files.filter((file) => !byName.has(path.basename(file, '.json')))).toEqual([]);
    });

    it('cost a model little: by default, the essential ones, and all', () => {
      const chosen = (set: string) =>
        selectTools(list.tools, app.toolsets, { toolsets: [set], tools: undefined, excludeTools: undefined });
      const [byDefault, essential] = [chosen('default'), chosen('essential')];
      expect(byDefault.length).toBeGreaterThan(0);
      expect(byDefault.length).toBeLessThanOrEqual(25);
      expect(tokensOf(byDefault)).toBeLessThan(4500);
      expect(essential.length).toBeGreaterThan(0);
      expect(essential.length).toBeLessThanOrEqual(12);
      expect(tokensOf(essential)).toBeLessThan(1800);
      expect(tokensOf(chosen('all'))).toBeLessThan(190 * chosen('all').length);
    });

    it('are each in a toolset, and no toolset is empty', () => {
      expect(new Set(own.map((entry) => entry.toolset))).toEqual(new Set(around.toolsets));
    });

    it('have older names that lead to a tool and hide none', () => {
      for (const [name, alias] of Object.entries(definitions.aliases)) {
        expect(byName.has(alias.tool), `${name} leads to ${alias.tool}`).toBe(true);
        if (name !== alias.tool) expect(byName.has(name), `${name} hides a tool`).toBe(false);
      }
    });

    it('are spoken of in the instructions only as far as they exist, in under 2 KB whatever is switched on', async () => {
      expect(mentionedTools(app.instructions, app.service).filter((name) => !byName.has(name))).toEqual([]);
      for (const flags of [{}, { toolsets: 'all' }, { tools: own[0]?.name ?? '' }, { 'read-write': 'true' }]) {
        const runtime = await createRuntime({
          app,
          settings: parseSettings(serverSettings(app.service, app.defaultPort), { flags, environment: {} }).values,
          values: () => Promise.reject(new Error('no call is made')),
          demo: true,
          logger: silentLogger,
          journal: memoryJournal(),
          clock: systemClock,
          timeZone: 'America/Argentina/Buenos_Aires',
        });
        for (const access of ['read', 'write'] as const) {
          expect(Buffer.byteLength(runtime.instructionsFor(access))).toBeLessThan(2048);
        }
      }
    });

    it('make the same bytes every time, and those that the build wrote', async () => {
      const text = JSON.stringify(list);
      expect(JSON.stringify(listOf(await app.definitions()))).toBe(text);
      expect(readFileSync(path.join(folder, 'dist', 'tools.json'), 'utf8').trim()).toBe(text);
    });

    it('describe every prompt, argument and resource', () => {
      for (const each of [...list.prompts, ...list.resources]) {
        expect(each.title.length, each.name).toBeLessThan(40);
        expect(each.description, each.name).toMatch(/^[A-Z].*\.$/s);
      }
      for (const prompt of list.prompts) {
        for (const argument of prompt.arguments) expect(argument.description.length, prompt.name).toBeGreaterThan(9);
      }
      for (const resource of list.resources) expect(resource.uri.startsWith(`${app.service}://`)).toBe(true);
    });
  });
}
