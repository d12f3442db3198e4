import { expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { openServer } from '../support/sonarr-server.js';

const definitions = await app.definitions();

it('in read-only mode no tool, under no name and with no arguments, changes the household or sends what could', async () => {
  const server = await openServer({ environment: { ALLOW_FILE_DELETION: 'true' } });
  const before = server.sonarr.digest();
  for (const tool of definitions.tools) {
    for (const args of [{}, ...tool.examples.map((example) => example.arguments)]) {
      const answer = await server.mcp.callTool(tool.name, { ...args });
      if (tool.effect === 'read') continue;
      expect(answer.error['message']).toBe(
        `Operation '${tool.name}' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.`,
      );
    }
  }
  for (const name of Object.keys(definitions.aliases)) {
    await server.mcp.callTool(name, { series_id: 1, tvdb_id: 252019, term: 'Ghosts' });
  }
  server.sonarr.settle();
  expect(server.sonarr.digest()).toBe(before);
  expect(server.sonarr.requests.length).toBeGreaterThan(10);
  expect(
    server.sonarr.requests.filter(({ method, changesState }) => method !== 'GET' || changesState !== false),
  ).toEqual([]);
});

it('every example answers without an error, and shows no key', async () => {
  const server = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
  for (const tool of definitions.tools.filter(({ effect }) => effect === 'read')) {
    for (const { ask, arguments: args } of tool.examples) {
      const answer = await server.mcp.callTool(tool.name, { ...args });
      // One of them is there to show what happens when a name is not enough.
      if (answer.isError) expect(answer.error, ask).toMatchObject({ code: 'ambiguous' });
      expect(answer.text).not.toContain(server.sonarr.apiKey);
    }
  }
  expect(server.log()).not.toContain(server.sonarr.apiKey);
});
