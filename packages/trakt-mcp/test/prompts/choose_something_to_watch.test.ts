import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type OpenServer } from '../server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const name = 'choose_something_to_watch';

describe('the prompt for choosing something to watch', () => {
  it('takes time and mood along, and names only tools that are there', async () => {
    const text = await server.mcp.getPrompt(name, { minutes: '45', mood: 'funny' });
    expect(text).toContain('45 minutes');
    expect(text).toContain('funny');
    const tools = (await server.mcp.listTools()).map((tool) => tool.name);
    for (const [mentioned] of text.matchAll(/trakt_\w+/g)) expect(tools).toContain(mentioned);
  });

  it('leaves shows alone when a movie is wanted', async () => {
    const text = await server.mcp.getPrompt(name, { type: 'movies' });
    expect(text).toContain('type movies');
    expect(text).not.toContain('trakt_get_watched_shows');
  });

  it('proposes what can be typed', async () => {
    expect(await server.mcp.complete({ prompt: name }, 'type', 'm')).toEqual(['movies']);
  });
});
