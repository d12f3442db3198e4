import { expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { openServer } from '../support/sonarr-server.js';

const definitions = await app.definitions();

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
