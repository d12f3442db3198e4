import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuthenticationError, NetworkError, RateLimitedError, UpstreamUnavailableError } from '../../src/errors.js';
import { connectInProcess } from '../../src/testing/in-process.js';
import type { McpTestClient } from '../../src/testing/mcp-client.js';
import { canary, shelfServer, type ShelfOptions, type ShelfServer } from '../fixtures/shelf-runtime.js';

const writes = { READ_ONLY_MODE: 'false' };

afterEach(() => {
  vi.useRealTimers();
});

async function connected(options: ShelfOptions = {}): Promise<ShelfServer & { client: McpTestClient }> {
  const server = await shelfServer(options);
  return { ...server, client: await connectInProcess(server, 'v2-modern') };
}

function sentenceFor(tool: string): string {
  return `Operation '${tool}' is not allowed in read-only mode. Set READ_ONLY_MODE=false in your environment to enable write operations.`;
}

describe('a read-only server', () => {
  const anything = [{}, { book: 'Emma' }, { book: 7, bogus: [] }, { confirm: 'x' }];

  it.each(['shelf_mark_read', 'shelf_mark_all_read', 'shelf_remove_book', 'shelf_throw_away'])(
    'refuses %s with the same sentence whatever the arguments',
    async (tool) => {
      const { client, shelf } = await connected();
      for (const args of anything) {
        const { error } = await client.callTool(tool, args);
        expect(error).toMatchObject({ code: 'read_only', message: sentenceFor(tool), retryable: false, changed: 'no' });
        expect(error['hint']).toContain('"env"');
      }
      expect(shelf.changes).toEqual([]);
      await client.close();
    },
  );

  it('refuses before it asks for settings, and before it looks at what is switched on', async () => {
    const { client } = await connected({ unconfigured: true, environment: { SHELF_TOOLSETS: 'numbers' } });
    expect((await client.callTool('shelf_mark_read', { book: 'Emma' })).error['message']).toBe(
      sentenceFor('shelf_mark_read'),
    );
    await client.close();
  });
});

describe('a server that writes', () => {
  it('gives a caller who may only read the reads alone, and refuses the rest as not permitted', async () => {
    const { client, shelf } = await connected({ environment: writes, access: 'read' });
    const tools = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['shelf_list_books', 'shelf_count_pages']);
    expect(tools[0]?.description).toContain('shelf_mark_read is off for you');
    expect(client.instructions).toContain('Your access only reads.');
    for (const args of [{ book: 'Emma' }, { bogus: 1 }]) {
      const { error } = await client.callTool('shelf_mark_read', args);
      expect(error).toMatchObject({ code: 'permission', changed: 'no' });
    }
    expect(shelf.changes).toEqual([]);
    await client.close();
  });

  it('gives a reading tool a client that cannot change anything', async () => {
    const { client, shelf } = await connected({ environment: writes });
    shelf.careless = true;
    expect((await client.callTool('shelf_list_books')).error).toMatchObject({ code: 'read_only' });
    expect(shelf.changes).toEqual([]);
    await client.close();
  });

  it('writes one line to the journal for each write, and none for what was refused', async () => {
    const { client, journal } = await connected({ environment: writes });
    await client.callTool('shelf_mark_read', { book: 'Emma' });
    await client.callTool('shelf_mark_read', { book: 'Ivanhoe' });
    await client.callTool('shelf_list_books');
    expect(await journal.last(9)).toMatchObject([{ tool: 'shelf_mark_read', target: 'shelf:2', outcome: 'done' }]);
    await client.close();
  });

  it('says in the answer of each write that a demo changes nothing real', async () => {
    const { client } = await connected({ environment: writes, demo: true });
    expect((await client.callTool('shelf_mark_read', { book: 'Emma' })).json['note']).toContain('nothing real');
    await client.close();
  });
});

describe('a call', () => {
  it('with a misspelt argument names it and the valid ones, and does nothing', async () => {
    const { client, shelf } = await connected({ environment: writes });
    const { error } = await client.callTool('shelf_mark_read', { bok: 'Emma' });
    expect(error).toMatchObject({ code: 'invalid_input', target: 'bok', changed: 'no', retryable: false });
    expect(error['message']).toContain("no argument 'bok'");
    expect(error['hint']).toContain('Valid arguments: book');
    expect(shelf.changes).toEqual([]);
    await client.close();
  });

  it.each<[string, Record<string, unknown>]>([
    ['too many', { limit: 201 }],
    ['none', { limit: 0 }],
    ['half a row', { limit: 1.5 }],
    ['a word', { limit: 'ten' }],
    ['nothing at all', { limit: null }],
  ])('asking for %s names the argument', async (_what, args) => {
    const { client } = await connected();
    const { error } = await client.callTool('shelf_list_books', args);
    expect(error).toMatchObject({ code: 'invalid_input', target: 'limit' });
    expect(error['message']).toMatch(/^limit: /);
    await client.close();
  });

  it('takes the older names of tools and arguments, and new names through the older tool', async () => {
    const { client, shelf } = await connected({ environment: writes });
    expect((await client.callTool('list_books', { page_size: 1 })).json).toMatchObject({ returned: 1, nextOffset: 1 });
    expect((await client.callTool('list_books', { limit: 2 })).json).toMatchObject({ returned: 2 });
    await client.callTool('shelf_mark_read', { book_id: 'Emma' });
    expect(shelf.changes).toEqual(['read Emma']);
    await client.close();
  });

  it('of a tool that is not enabled says which toolset it is in and how to enable it', async () => {
    const { client } = await connected();
    for (const tool of ['shelf_get_statistics', 'shelf_count']) {
      const { error } = await client.callTool(tool);
      expect(error).toMatchObject({ code: 'configuration', target: tool });
      expect(error['message']).toContain("toolset 'numbers'");
      expect(error['hint']).toContain('--toolsets default,numbers');
    }
    await client.close();
  });

  it('of a tool that the owner excluded is refused by every name, and says what excludes it', async () => {
    const { client, shelf } = await connected({
      environment: { ...writes, SHELF_TOOLSETS: 'all', SHELF_EXCLUDE_TOOLS: 'shelf_remove_book' },
    });
    const names = (await client.listTools()).map((tool) => tool.name);
    expect(names).not.toContain('shelf_remove_book');
    expect(names).not.toContain('shelf_throw_away');
    for (const tool of ['shelf_remove_book', 'shelf_throw_away']) {
      const { error } = await client.callTool(tool, { book: 'Velma' });
      expect(error['code']).toBe('configuration');
      expect(error['message']).toContain('excluded');
    }
    expect(shelf.changes).toEqual([]);
    await client.close();
  });

  it('without settings names what is missing, where to get it, and an example', async () => {
    const { client } = await connected({ unconfigured: true });
    expect(await client.listTools()).toHaveLength(2);
    const { error } = await client.callTool('shelf_list_books');
    expect(error).toMatchObject({ code: 'configuration', target: 'SHELF_URL', retryable: false });
    expect(error['message']).toContain('SHELF_URL and SHELF_KEY are not set');
    for (const word of ['the label on its side', 'http://shelf:1234', 'under the doormat', '0123456789abcdef']) {
      expect(error['hint']).toContain(word);
    }
    await client.close();
  });

  it('that takes too long ends at its deadline, and so do its requests', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, shelf } = await connected({ environment: { TOOL_TIMEOUT: '7' } });
    const hold = shelf.hold();
    const call = client.callTool('shelf_count_pages');
    await hold.reached;
    vi.advanceTimersByTime(7000);
    const { error } = await call;
    expect(error).toMatchObject({ code: 'network', retryable: true });
    expect(error['message']).toContain('did not finish within 7 s');
    expect(error['hint']).toContain('TOOL_TIMEOUT');
    expect(shelf.aborted).toBe(1);
    await client.close();
  });

  it('that changes something and takes too long says that nobody knows, and offers no retry', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, shelf } = await connected({ environment: { ...writes, TOOL_TIMEOUT: '7' } });
    const hold = shelf.hold();
    const call = client.callTool('shelf_mark_read', { book: 'Emma' });
    await hold.reached;
    vi.advanceTimersByTime(7000);
    expect((await call).error).toMatchObject({ code: 'network', retryable: false, changed: 'unknown' });
    await client.close();
  });
});

describe('an answer that is not what it must be', () => {
  it('is an error of a read, and the log says where it is wrong', async () => {
    const { client, shelf, log } = await connected();
    shelf.spoil = { surprise: 'from the upstream', total: 'four' };
    const answer = await client.callTool('shelf_list_books');
    expect(answer.error).toMatchObject({ code: 'unexpected_response' });
    expect(answer.structured).toBeUndefined();
    expect(answer.text).not.toContain('from the upstream');
    expect(log.join('\n')).toMatch(/error call failed .*total/);
    await client.close();
  });

  it('is no error of a write: what it did is told, the rest is logged', async () => {
    const { client, shelf, log, journal } = await connected({ environment: writes });
    shelf.spoil = { surprise: 'from the upstream', title: 7 };
    const answer = await client.callTool('shelf_mark_read', { book: 'Emma' });
    expect(answer.isError).toBe(false);
    expect(answer.structured).toEqual({ outcome: 'done', target: 'shelf:2' });
    expect(log.join('\n')).toMatch(/error answer of a write does not fit its schema/);
    expect(await journal.last(9)).toHaveLength(1);
    await client.close();
  });

  it.each([{ outcome: 'finished' }, { outcome: undefined }, { outcome: null, target: null }, { target: 7 }])(
    'is what a client can believe even when a write spoils the required part: %j',
    async (spoil) => {
      const { client, shelf } = await connected({ environment: writes });
      await client.listTools();
      shelf.spoil = spoil;
      const answer = await client.callTool('shelf_mark_read', { book: 'Emma' });
      expect(answer.isError).toBe(false);
      expect(answer.structured).toMatchObject({ outcome: 'done' });
      expect(typeof answer.structured?.['target']).toBe('string');
      expect(shelf.changes).toEqual(['read Emma']);
      await client.close();
    },
  );

  it('loses what a person cannot see', async () => {
    const { client, shelf } = await connected({ environment: writes });
    shelf.spoil = { title: 'Em\u202Ema\u0000\u200B' };
    expect((await client.callTool('shelf_mark_read', { book: 'Emma' })).json['title']).toBe('Emma');
    await client.close();
  });
});

describe('a failure', () => {
  it('that nobody foresaw shows no stack, no path and no word of it, and is logged whole', async () => {
    const { client, shelf, log } = await connected();
    shelf.failure = new TypeError(`cannot read /home/owner/.config of ${canary}`);
    const { error, text } = await client.callTool('shelf_list_books');
    expect(error['code']).toBe('unexpected_response');
    expect(text).not.toMatch(/home|TypeError|\.ts|at /);
    expect(text).not.toContain(canary);
    expect(log.join('\n')).toContain('TypeError: cannot read /home/owner');
    await client.close();
  });

  it('with a secret in its sentence arrives without it', async () => {
    const { client, shelf } = await connected();
    shelf.failure = new AuthenticationError(`The key ${canary} was refused.`, {
      target: `http://shelf?key=${canary}`,
      hint: `Is ${canary} right?`,
      status: 401,
      cause: new Error(canary),
    });
    const { error, text } = await client.callTool('shelf_list_books');
    expect(error).toMatchObject({ code: 'authentication', status: 401, message: 'The key [hidden] was refused.' });
    expect(text).not.toContain(canary);
    expect(text).not.toContain('cause');
    await client.close();
  });

  it('of a read may be retried, the same of a write only when nothing can have changed', async () => {
    const { client, shelf, journal } = await connected({ environment: writes });
    shelf.failure = new NetworkError('The connection broke.');
    expect((await client.callTool('shelf_list_books')).error).toMatchObject({ code: 'network', retryable: true });
    shelf.failure = new NetworkError('The connection broke.');
    expect((await client.callTool('shelf_mark_read', { book: 'Emma' })).error).toMatchObject({
      code: 'network',
      retryable: false,
      changed: 'unknown',
    });
    shelf.failure = new UpstreamUnavailableError('It is starting.', { status: 503, changed: 'no' });
    expect((await client.callTool('shelf_mark_read', { book: 'Emma' })).error).toMatchObject({
      code: 'upstream_unavailable',
      retryable: true,
      changed: 'no',
    });
    // The journal names the one of which nobody knows what became.
    expect(await journal.last(9)).toMatchObject([{ tool: 'shelf_mark_read', outcome: 'network, changed: unknown' }]);
    await client.close();
  });

  it('carries its own facts and no structured content', async () => {
    const { client, shelf } = await connected();
    shelf.failure = new RateLimitedError('Too many requests.', { status: 429, retryAfterSeconds: 300 });
    const answer = await client.callTool('shelf_list_books');
    expect(answer.isError).toBe(true);
    expect(answer.structured).toBeUndefined();
    expect(answer.error).toMatchObject({ code: 'rate_limited', retryable: true, status: 429, retryAfterSeconds: 300 });
    await client.close();
  });
});
