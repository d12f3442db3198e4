import { describe, expect, it } from 'vitest';
import { openServer } from '../server.js';

describe('the prompt movie_night', () => {
  it('opens with the mood and the length that were given', async () => {
    const { mcp } = await openServer();
    expect((await mcp.listPrompts()).map(({ name }) => name)).toEqual(['movie_night']);
    const text = await mcp.getPrompt('movie_night', { mood: 'something funny', minutes: '100' });
    expect(text).toContain('for this evening: something funny.');
    expect(text).toContain('maxMinutes 100');
  });

  it('does without either, and takes no length that is none', async () => {
    const { mcp } = await openServer();
    expect(await mcp.getPrompt('movie_night')).toContain('for this evening.');
    expect(await mcp.getPrompt('movie_night', { minutes: 'a while' })).not.toContain('maxMinutes');
  });

  it('speaks of tools that exist', async () => {
    const { mcp } = await openServer();
    const tools = (await mcp.listTools()).map(({ name }) => name);
    const mentioned = (await mcp.getPrompt('movie_night')).match(/plex_[a-z_]+/g) ?? [];
    expect(mentioned.length).toBeGreaterThan(2);
    for (const name of mentioned) expect(tools).toContain(name);
  });
});
