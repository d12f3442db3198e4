import { describe, expect, it } from 'vitest';
import { openServer } from '../server.js';

const template = 'plex://library/{library}';

describe('the resource plex://library/{library}', () => {
  it('reads as the tool answers', async () => {
    const { mcp } = await openServer();
    expect((await mcp.listResourceTemplates()).map(({ uriTemplate }) => uriTemplate)).toEqual([template]);
    const answer = await mcp.callTool('plex_get_library_items', { library: 'Films for Kids', sort: 'added' });
    expect(await mcp.readResource('plex://library/Films%20for%20Kids')).toEqual(answer.json);
  });

  it('proposes libraries while a person types', async () => {
    const { mcp } = await openServer();
    expect(await mcp.complete({ template }, 'library', 'fi')).toEqual(['Films', 'Films for Kids']);
    expect(await mcp.complete({ template }, 'library', '')).toHaveLength(4);
    expect(await mcp.complete({ template }, 'library', 'x')).toEqual([]);
  });

  it('says that there is no such library', async () => {
    const { mcp } = await openServer();
    await expect(mcp.readResource('plex://library/Cartoons')).rejects.toThrow(/Cartoons|cartoons/);
  });
});
