import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyHousehold, openServer, titlesOf, type OpenServer } from '../server.js';

let server: OpenServer;

beforeAll(async () => {
  server = await openServer();
});
afterAll(async () => {
  await server.close();
});

const template = 'trakt://watchlist/{type}';

describe('the watchlist as a resource', () => {
  it('is a template that proposes its values', async () => {
    expect(await server.mcp.listResourceTemplates()).toMatchObject([{ uriTemplate: template }]);
    expect(await server.mcp.complete({ template }, 'type', '')).toEqual(['shows', 'movies']);
  });

  it('holds the same titles as the tool', async () => {
    const { json } = await server.mcp.callTool('trakt_get_watchlist', { type: 'movies' });
    const read = await server.mcp.readResource('trakt://watchlist/movies');
    expect(read).toHaveProperty('items');
    expect(titlesOf(Reflect.get(Object(read), 'items'))).toEqual(titlesOf(json['items']));
  });

  it('is not there for anything else', async () => {
    await expect(server.mcp.readResource('trakt://watchlist/games')).rejects.toThrow();
  });

  it('is empty for an empty account', async () => {
    const empty = await openServer({ trakt: { household: emptyHousehold() } });
    await expect(empty.mcp.readResource('trakt://watchlist/shows')).resolves.toBeDefined();
    await empty.close();
  });
});
