import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listedTitles, openServer, type OpenServer } from '../../server.js';

let server: OpenServer;

beforeEach(async () => {
  server = await openServer({ environment: { READ_ONLY_MODE: 'false' } });
});
afterEach(async () => {
  await server.close();
});

const add = async (args: Record<string, unknown>) => server.mcp.callTool('trakt_add_to_watchlist', args);
const posts = () => server.trakt.requests.filter(({ method }) => method === 'POST');

/** Fits from the second request on. */
class SecondTime extends RegExp {
  #seen = 0;

  override test(path: string): boolean {
    if (!super.test(path)) return false;
    this.#seen += 1;
    return this.#seen > 1;
  }
}

describe('trakt_add_to_watchlist', () => {
  it('adds several at once, by title, ref and other names, in one write', async () => {
    const { json } = await add({ items: ['Silo', `tvdb:${server.showNamed('Fallout').ids.tvdb}`, 'Haus des Geldes'] });
    expect(json).toMatchObject({
      outcome: 'done',
      target: 'your Trakt watchlist',
      listed: 20,
      items: [
        { item: 'Silo', outcome: 'done', title: 'Silo', year: 2023, type: 'show' },
        { outcome: 'done', title: 'Fallout' },
        { item: 'Haus des Geldes', outcome: 'done', title: 'Money Heist' },
      ],
    });
    expect(listedTitles(server)).toEqual(expect.arrayContaining(['Silo', 'Fallout', 'Money Heist']));
    expect(posts()).toHaveLength(1);
  });

  it('is taken back by the call it names', async () => {
    const before = listedTitles(server);
    const { json } = await add({ items: ['Silo'] });
    const undo = json['undo'] as { tool: string; arguments: Record<string, unknown> };
    expect((await server.mcp.callTool(undo.tool, undo.arguments)).json).toMatchObject({ outcome: 'done' });
    expect(listedTitles(server)).toEqual(before);
  });

  it('leaves alone what is there, and then sends nothing', async () => {
    const { json } = await add({ items: ['The Bear', `tvdb:${server.showNamed('Dark').ids.tvdb}`] });
    expect(json).toMatchObject({ outcome: 'unchanged', items: [{ outcome: 'already' }, { outcome: 'already' }] });
    expect(json).not.toHaveProperty('undo');
    expect(posts()).toEqual([]);
  });

  it('does not guess between shows of one name, nor between a show and a movie', async () => {
    const before = server.trakt.digest();
    const { json } = await add({ items: ['Ghosts', 'Fargo'] });
    expect(json).toMatchObject({
      outcome: 'unchanged',
      items: [
        { outcome: 'ambiguous', candidates: [{ year: 2019 }, { year: 2021 }] },
        { outcome: 'ambiguous', candidates: [{ type: 'show' }, { type: 'movie' }] },
      ],
    });
    expect(server.trakt.digest()).toBe(before);
  });

  it('takes a year or a type for an answer to that', async () => {
    const { json } = await add({ items: ['Ghosts (2021)', 'Fargo'], type: 'show' });
    expect(json).toMatchObject({
      items: [
        { title: 'Ghosts', year: 2021 },
        { title: 'Fargo', type: 'show' },
      ],
    });
    expect((await add({ items: ['Fargo (1996)'] })).json).toMatchObject({ items: [{ type: 'movie', year: 1996 }] });
  });

  it('does the rest when one item is wrong', async () => {
    const { json } = await add({ items: ['tvdb:1', 'No Such Show At All', 'plex://show/5d9c', 'Silo'] });
    expect(json).toMatchObject({
      outcome: 'done',
      items: [{ outcome: 'not_found' }, { outcome: 'not_found' }, { outcome: 'failed' }, { outcome: 'done' }],
    });
  });

  it('takes an IMDb id for whichever it is', async () => {
    const film = server.trakt.household.films.find(({ title }) => title === 'Oppenheimer');
    const { json } = await add({ items: [film?.ids.imdb] });
    expect(json).toMatchObject({ items: [{ outcome: 'done', title: 'Oppenheimer', type: 'movie' }] });
  });

  it('takes a Trakt id, and digits that are a title for a title', async () => {
    const silo = server.showNamed('Silo');
    expect((await add({ items: [silo.ids.trakt] })).json).toMatchObject({
      items: [{ outcome: 'done', title: 'Silo' }],
    });
    expect((await add({ items: ['999999999'] })).json).toMatchObject({ items: [{ outcome: 'not_found' }] });
  });

  it.each([
    ['an empty body', ''],
    ['an empty object', {}],
    ['another type', [true]],
  ])('is done once Trakt has said so, even with %s', async (_what, body) => {
    server.trakt.faults.add({ method: 'POST', when: 'after', fault: { kind: 'reply', status: 200, body } });
    const { json, isError } = await add({ items: ['Silo'] });
    expect(isError).toBe(false);
    expect(json).toMatchObject({ outcome: 'done', items: [{ outcome: 'done', title: 'Silo' }] });
    expect(listedTitles(server)).toContain('Silo');
  });

  it('is done even when the look afterwards fails', async () => {
    const ref = `tvdb:${server.showNamed('Silo').ids.tvdb}`;
    server.trakt.faults.add({
      method: 'GET',
      path: new SecondTime('watchlist'),
      fault: { kind: 'reply', status: 400 },
    });
    const { json, isError } = await add({ items: [ref] });
    expect(isError).toBe(false);
    expect(json).toMatchObject({ outcome: 'done', listed: 18, items: [{ item: ref, outcome: 'done' }] });
    expect(server.trakt.requests.map(({ status }) => status)).toEqual([200, 201, 400]);
  });

  it('names the limit when the watchlist is full, and adds nothing', async () => {
    const full = await openServer({ environment: { READ_ONLY_MODE: 'false' }, trakt: { watchlistLimit: 17 } });
    const { isError, error } = await full.mcp.callTool('trakt_add_to_watchlist', { items: ['Silo'] });
    expect(isError).toBe(true);
    expect(error).toMatchObject({ code: 'permission', status: 420, changed: 'no', retryable: false });
    expect(listedTitles(full)).not.toContain('Silo');
    await full.close();
  });

  it('asks before it changes more than twenty', async () => {
    const refs = server.trakt.household.shows.slice(0, 30).map(({ ids }) => `tvdb:${ids.tvdb}`);
    const before = server.trakt.digest();
    const { error } = await add({ items: refs });
    expect(error).toMatchObject({ code: 'confirmation_needed', changed: 'no' });
    expect(server.trakt.digest()).toBe(before);
    expect((await add({ items: refs, confirm: error['confirm'] })).json).toMatchObject({ outcome: 'done' });
    expect(server.trakt.digest()).not.toBe(before);
    expect(posts()).toHaveLength(1);
  });

  it('is neither listed nor done in read-only mode', async () => {
    const reader = await openServer();
    const before = reader.trakt.digest();
    expect((await reader.mcp.listTools()).map(({ name }) => name)).not.toContain('trakt_add_to_watchlist');
    const { error } = await reader.mcp.callTool('trakt_add_to_watchlist', { anything: 1 });
    expect(error).toMatchObject({
      code: 'read_only',
      message:
        "Operation 'trakt_add_to_watchlist' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.",
    });
    expect(reader.trakt.requests).toEqual([]);
    expect(reader.trakt.digest()).toBe(before);
    await reader.close();
  });
});
