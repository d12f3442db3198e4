import { describe, expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { openServer, writing } from '../server.js';

const { tools } = await app.definitions();

describe('the examples of the documentation', () => {
  it.each(
    tools.flatMap((tool) => tool.examples.map((example) => [example.ask, tool.name, example.arguments] as const)),
  )('"%s" is answered by %s %j', async (_ask, name, args) => {
    const server = await openServer({ environment: writing });
    const answer = await server.mcp.callTool(name, { ...args });
    expect(answer.error).toEqual({});
    expect(answer.text + server.log()).not.toContain(server.plex.token);
  });
});
