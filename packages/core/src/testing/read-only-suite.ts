import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../server/app.js';
import type { SettingDefinitions } from '../server/settings.js';
import { listOf } from '../server/tool-list.js';
import { connect, type Connection } from './connect.js';
import { readOnlySentence } from './contract/subject.js';
import type { StandInForServer } from './stand-in.js';

/** What {@link readOnlySuite} works with. */
export interface ReadOnlyOptions<Client, D extends SettingDefinitions> {
  readonly app: App<Client, D>;
  /** Absolute path of the built `cli.js`. */
  readonly program: string;
  /** Starts the service that is watched. */
  readonly start: () => Promise<StandInForServer>;
}

/**
 * Calls every tool of a server, older names included, with the arguments of its examples, and holds what the service remembers
 * against what it remembered before: in read-only mode nothing may change, and no request that could change anything may come.
 * Where writes are on, the same holds for every tool that says it reads. Declares its tests; await it.
 */
export async function readOnlySuite<Client, D extends SettingDefinitions>({
  app,
  program,
  start,
}: ReadOnlyOptions<Client, D>): Promise<void> {
  const definitions = await app.definitions();
  const { tools } = listOf(definitions);
  const examplesOf = (name: string) =>
    definitions.tools.find((tool) => tool.name === name)?.examples.map((example) => example.arguments) ?? [];

  describe.each([
    ['read-only', {}],
    ['with writes on', { READ_ONLY_MODE: 'false', ALLOW_FILE_DELETION: 'true' }],
  ] as const)(`${app.name}, %s,`, (mode, settings) => {
    let served: StandInForServer;
    let client: Connection;
    beforeAll(async () => {
      served = await start();
      const environment = { ...served.environment, ...settings };
      client = await connect({
        kind: 'v2-modern',
        transport: 'stdio',
        program,
        args: ['--toolsets', 'all'],
        environment,
      });
    });
    afterAll(async () => {
      await client.close();
      await served.standIn.close();
    });

    const called = mode === 'read-only' ? tools : tools.filter((tool) => tool.effect === 'read');
    it.each(called.map((tool) => [tool.name, tool] as const))(
      'changes nothing when %s is called',
      async (name, tool) => {
        const { standIn } = served;
        const before = standIn.digest();
        const seen = standIn.requests.length;
        for (const args of [...examplesOf(tool.aliasOf ?? name), {}]) {
          const { error } = await client.callTool(name, { ...args });
          if (tool.effect === 'write' || tool.effect === 'destructive') {
            expect(error).toMatchObject({ code: 'read_only', message: readOnlySentence(name) });
          }
        }
        expect(standIn.requests.slice(seen).filter((request) => request.changesState !== false)).toEqual([]);
        expect(standIn.digest()).toBe(before);
        if (tool.effect === 'read') expect(standIn.requests.length).toBeGreaterThan(seen);
      },
    );
  });
}
