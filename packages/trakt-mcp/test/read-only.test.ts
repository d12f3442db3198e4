import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../src/definitions.js';
import { openServer, type OpenServer } from './server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const asked = definitions.tools.flatMap(({ name, examples }) =>
  examples.map((example) => ({ name, ask: example.ask, args: example.arguments })),
);

describe('read-only mode', () => {
  it.each(asked)('leaves the household as it is when $name is asked: $ask', async ({ name, args }) => {
    const before = server.trakt.digest();
    await server.mcp.callTool(name, args);
    expect(server.trakt.digest()).toBe(before);
    expect(server.trakt.requests.filter(({ changesState }) => changesState !== false)).toEqual([]);
  });

  it('says beside the watchlist that adding is off, and who can switch it on', async () => {
    const tool = (await server.mcp.listTools()).find(({ name }) => name === 'trakt_get_watchlist');
    expect(tool?.description).toContain('trakt_add_to_watchlist is off');
  });
});

describe('every tool', () => {
  it('answers its own examples', async () => {
    const writer = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
    for (const { name, examples } of definitions.tools) {
      for (const example of examples) {
        const answer = await writer.mcp.callTool(name, example.arguments);
        expect({ name, ask: example.ask, error: answer.error }).toEqual({ name, ask: example.ask, error: {} });
      }
    }
    await writer.close();
  });
});
