import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Answer = Readonly<Record<string, unknown>>;

/** The built servers on one household, each with a client of its own, as a person lists them in one configuration. */
const clients = new Map<string, Client>();
let calls = 0;

async function connect(server: string): Promise<void> {
  const program = fileURLToPath(new URL(`../../packages/${server}/dist/cli.js`, import.meta.url));
  const client = new Client({ name: 'across-servers', version: '1.0.0' });
  const args = [program, '--demo', '--read-write'];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' }));
  clients.set(server, client);
}

async function call(server: string, name: string, args: Answer): Promise<Answer> {
  calls += 1;
  const result = await clients.get(server)?.callTool({ name, arguments: args });
  if (result === undefined || result.isError === true) throw new Error(`${name} failed: ${JSON.stringify(result)}`);
  return Object.fromEntries(Object.entries(result.structuredContent ?? {}));
}

function rows(answer: Answer, list: string): Answer[] {
  const value = answer[list];
  if (!Array.isArray(value)) throw new Error(`no ${list} in ${JSON.stringify(answer)}`);
  return value.map((row: unknown) => Object.fromEntries(Object.entries(Object(row) as object)));
}

beforeAll(async () => {
  await Promise.all(['trakt-mcp', 'sonarr-mcp', 'plex-mcp'].map(connect));
});

afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.close()));
});

describe('the refs of one server in another', () => {
  it('Add the shows of my Trakt watchlist to Sonarr: two calls', async () => {
    calls = 0;
    const watchlist = rows(await call('trakt-mcp', 'trakt_get_watchlist', { type: 'shows' }), 'items');
    const refs = watchlist.map((row) => row['ref']);
    const added = rows(await call('sonarr-mcp', 'sonarr_add_series', { items: refs }), 'items');
    expect(calls).toBe(2);
    expect(refs.length).toBeGreaterThan(5);
    expect(added.map((row) => row['ref'])).toEqual(refs);
    for (const row of added) expect(['done', 'already']).toContain(row['outcome']);
    expect(added.filter((row) => row['outcome'] === 'done').length).toBeGreaterThan(2);
    // What was added under a ref is the show that the watchlist meant by it.
    const there = rows(await call('sonarr-mcp', 'sonarr_list_series', { items: refs, limit: 200 }), 'series');
    expect(there.map((row) => row['asked']).sort()).toEqual([...refs].sort());
  });

  it('Is this Sonarr series on my Plex, and have I seen it at Trakt?', async () => {
    const [series] = rows(await call('sonarr-mcp', 'sonarr_list_series', { items: ['Severance'] }), 'series');
    const query = { query: series?.['ref'], type: 'show' };
    const [show] = rows(await call('plex-mcp', 'plex_search', query), 'items');
    expect(show).toMatchObject({ title: 'Severance', ref: series?.['ref'] });
    const watched = await call('trakt-mcp', 'trakt_get_watched_shows', { items: [show?.['ref']] });
    expect(rows(watched, 'shows')).toMatchObject([{ title: 'Severance', ref: series?.['ref'] }]);
  });
});
