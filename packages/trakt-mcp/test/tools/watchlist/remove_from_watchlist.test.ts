import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyHousehold, listedTitles, openServer, type OpenServer } from '../../server.js';

let server: OpenServer;

beforeEach(async () => {
  server = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
});
afterEach(async () => {
  await server.close();
});

const remove = async (args: Record<string, unknown>) => server.mcp.callTool('trakt_remove_from_watchlist', args);

describe('trakt_remove_from_watchlist', () => {
  it('takes titles off by name, ref or id, in one write, and names the call that puts them back', async () => {
    const bear = server.showNamed('The Bear');
    const { json } = await remove({ items: [`tvdb:${bear.ids.tvdb}`, 'Heat', server.showNamed('Hacks').ids.trakt] });
    expect(json).toMatchObject({
      outcome: 'done',
      listed: 14,
      items: [
        { outcome: 'done', title: 'The Bear' },
        { outcome: 'done', title: 'Heat', type: 'movie' },
        { outcome: 'done', title: 'Hacks' },
      ],
      undo: { tool: 'trakt_add_to_watchlist' },
    });
    expect(listedTitles(server)).not.toEqual(expect.arrayContaining(['The Bear']));
    expect(server.trakt.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    const undo = json['undo'] as { tool: string; arguments: Record<string, unknown> };
    await server.mcp.callTool(undo.tool, undo.arguments);
    expect(listedTitles(server)).toEqual(expect.arrayContaining(['The Bear', 'Heat', 'Hacks']));
  });

  it('changes nothing for what is not on the list, and names what comes near', async () => {
    const before = server.trakt.digest();
    const { json } = await remove({ items: ['Silo', 'The Bears', 'tvdb:1'] });
    expect(json).toMatchObject({
      outcome: 'unchanged',
      items: [
        { outcome: 'not_found' },
        { outcome: 'not_found', candidates: [{ title: 'The Bear' }] },
        { outcome: 'not_found' },
      ],
    });
    expect(server.trakt.digest()).toBe(before);
  });

  it('does not guess between two of one name', async () => {
    const dark = server.trakt.state.watchlist.find(({ item }) => item.type === 'show' && item.show.title === 'Dark');
    const film = server.trakt.household.films[0];
    if (dark === undefined || film === undefined) throw new Error('The household has changed.');
    server.trakt.state.watchlist.push({ ...dark, id: 1, item: { type: 'movie', film: { ...film, title: 'Dark' } } });
    expect((await remove({ items: ['Dark'] })).json).toMatchObject({
      outcome: 'unchanged',
      items: [{ outcome: 'ambiguous', candidates: [{ type: 'show' }, { type: 'movie' }] }],
    });
    expect((await remove({ items: ['Dark'], type: 'movie' })).json).toMatchObject({ outcome: 'done' });
    expect(listedTitles(server)).toContain('Dark');
  });

  it.each([
    ['an empty body', ''],
    ['an empty object', {}],
    ['another type', 7],
  ])('is done once Trakt has said so, even with %s', async (_what, body) => {
    const text = typeof body === 'number' ? String(body) : body;
    server.trakt.faults.add({ method: 'POST', when: 'after', fault: { kind: 'reply', status: 200, body: text } });
    const { json, isError } = await remove({ items: ['The Bear'] });
    expect(isError).toBe(false);
    expect(json).toMatchObject({ outcome: 'done', items: [{ outcome: 'done', title: 'The Bear' }] });
    expect(listedTitles(server)).not.toContain('The Bear');
  });

  it('says that nobody can tell when the connection broke after the request', async () => {
    server.trakt.faults.add({ method: 'POST', when: 'after', fault: { kind: 'close' } });
    const { isError, error } = await remove({ items: ['The Bear'] });
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'network', changed: 'unknown', retryable: false });
    expect(server.trakt.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('finds nothing on an empty watchlist', async () => {
    const empty = await openServer({
      environment: { READ_ONLY_MODE: 'false' },
      trakt: { household: emptyHousehold() },
    });
    const { json } = await empty.mcp.callTool('trakt_remove_from_watchlist', { items: ['The Bear'] });
    expect(json).toMatchObject({ outcome: 'unchanged', items: [{ outcome: 'not_found' }] });
    await empty.close();
  });

  it('is neither listed nor done in read-only mode', async () => {
    const reader = await openServer();
    const before = reader.trakt.digest();
    expect((await reader.mcp.listTools()).map(({ name }) => name)).not.toContain('trakt_remove_from_watchlist');
    const { error } = await reader.mcp.callTool('trakt_remove_from_watchlist', { items: ['The Bear'] });
    expect(error).toMatchObject({ code: 'read_only', changed: 'no' });
    expect(reader.trakt.digest()).toBe(before);
    await reader.close();
  });
});
