import { afterEach, describe, expect, it, vi } from 'vitest';
import { connectInProcess, modernMeta, openRaw, type WireMessage } from '../../src/testing/in-process.js';
import { clientKinds, type McpTestClient, type PersonsAnswer } from '../../src/testing/mcp-client.js';
import { shelfServer, type ShelfServer } from '../fixtures/shelf-runtime.js';
import { Shelf } from '../fixtures/shelf.js';

const writes = { READ_ONLY_MODE: 'false' };
const yes: PersonsAnswer = { action: 'accept', content: { confirm: true } };
const sixMinutes = 6 * 60_000;

afterEach(() => {
  vi.useRealTimers();
});

function manyBooks(count: number): Shelf {
  return new Shelf(Array.from({ length: count }, (_unused, index) => `Volume ${index + 1}`));
}

describe.each(clientKinds)('with a %s client that can ask a person', (kind) => {
  async function asking(
    answer: PersonsAnswer,
    environment: Record<string, string> = {},
    shelf = new Shelf(),
  ): Promise<{ server: ShelfServer; client: McpTestClient; questions: string[] }> {
    const server = await shelfServer({ environment: { ...writes, ...environment }, shelf });
    const questions: string[] = [];
    const client = await connectInProcess(server, kind, {
      onQuestion: (message) => {
        questions.push(message);
        return answer;
      },
    });
    return { server, client, questions };
  }

  it('a destructive call asks once, says what it is about, and runs once', async () => {
    const { server, client, questions } = await asking(yes);
    const answer = await client.callTool('shelf_remove_book', { book: 'velma' });
    expect(answer.structured).toEqual({ outcome: 'done', target: 'shelf:3', title: 'Velma' });
    expect(questions).toEqual(['Removes Velma (2003). Do it?']);
    expect(server.shelf.changes).toEqual(['remove Velma']);
    expect(await server.journal.last(9)).toEqual([
      { time: '2025-03-30T12:00:00.000Z', tool: 'shelf_remove_book', target: 'shelf:3', outcome: 'done' },
    ]);
    await client.close();
  });

  it('the question shows a title without what could disguise it', async () => {
    const { client, questions } = await asking({ action: 'decline' }, {}, new Shelf(['Vel\u202Ema\u200B']));
    await client.callTool('shelf_remove_book', { book: 'Vel\u202Ema\u200B' });
    expect(questions).toEqual(['Removes Velma (2001). Do it?']);
    await client.close();
  });

  it.each<[string, PersonsAnswer]>([
    ['declines', { action: 'decline' }],
    ['closes the question', { action: 'cancel' }],
    ['leaves the box empty', { action: 'accept', content: { confirm: false } }],
    ['sends something else', { action: 'accept', content: { confirm: 'true' } }],
  ])('nothing changes when the person %s, and that is a normal answer', async (_what, answer) => {
    const { server, client } = await asking(answer);
    const result = await client.callTool('shelf_remove_book', { book: 'Velma' }).catch(() => undefined);
    // An SDK may refuse a wrong-typed answer by itself; whoever refuses, the book stays.
    if (result !== undefined) expect(result.structured).toEqual({ outcome: 'declined', target: 'shelf:3' });
    expect(server.shelf.changes).toEqual([]);
    expect(server.shelf.books.size).toBe(4);
    await client.close();
  });

  it('an answer that comes after the call was taken back does nothing', async () => {
    const server = await shelfServer({ environment: writes });
    const cancel = new AbortController();
    const client = await connectInProcess(server, kind, {
      onQuestion: () => {
        cancel.abort(new Error('no longer wanted'));
        return yes;
      },
    });
    await expect(client.callTool('shelf_remove_book', { book: 'Velma' }, { signal: cancel.signal })).rejects.toThrow();
    // The connection has carried the late answer before it carries the next call.
    await client.callTool('shelf_list_books');
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it('a target that changes while the person thinks is not touched', async () => {
    const server = await shelfServer({ environment: writes });
    const client = await connectInProcess(server, kind, {
      onQuestion: () => {
        const velma = server.shelf.books.get(3);
        if (velma !== undefined) server.shelf.books.set(3, { ...velma, year: 2024 });
        return yes;
      },
    });
    const answer = await client.callTool('shelf_remove_book', { book: 'Velma' });
    expect(answer.error).toMatchObject({ code: 'invalid_input', changed: 'no' });
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it('the time a person takes does not count against the deadline', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const server = await shelfServer({ environment: { ...writes, TOOL_TIMEOUT: '1' } });
    const client = await connectInProcess(server, kind, {
      onQuestion: () => {
        vi.advanceTimersByTime(20_000);
        return yes;
      },
    });
    expect((await client.callTool('shelf_remove_book', { book: 'Velma' })).json['outcome']).toBe('done');
    await client.close();
  });

  it('a code is no way around the question', async () => {
    const { server, client, questions } = await asking({ action: 'decline' });
    const silent = await connectInProcess(server, kind);
    const { error } = await silent.callTool('shelf_remove_book', { book: 'Velma' });
    const answer = await client.callTool('shelf_remove_book', { book: 'Velma', confirm: error['confirm'] });
    expect(answer.json['outcome']).toBe('declined');
    expect(questions).toHaveLength(1);
    expect(server.shelf.changes).toEqual([]);
    await Promise.all([client.close(), silent.close()]);
  });

  it('a change of more than twenty items asks, one of twenty does not', async () => {
    const many = await asking(yes, {}, manyBooks(21));
    expect((await many.client.callTool('shelf_mark_all_read')).json).toMatchObject({ outcome: 'done', count: 21 });
    expect(many.questions).toEqual(['Marks 21 books as read. Do it?']);
    const few = await asking({ action: 'decline' }, {}, manyBooks(20));
    expect((await few.client.callTool('shelf_mark_all_read')).json).toMatchObject({ outcome: 'done', count: 20 });
    expect(few.questions).toEqual([]);
    await Promise.all([many.client.close(), few.client.close()]);
  });

  it('DESTRUCTIVE_ACTIONS=ask lets the person decide, and off asks nobody', async () => {
    const ask = await asking(yes, { DESTRUCTIVE_ACTIONS: 'ask' });
    expect((await ask.client.callTool('shelf_remove_book', { book: 'Velma' })).json['outcome']).toBe('done');
    const off = await asking(yes, { DESTRUCTIVE_ACTIONS: 'off' });
    const { error } = await off.client.callTool('shelf_remove_book', { book: 'Velma' });
    expect(error).toMatchObject({ code: 'permission', changed: 'no' });
    expect(error['hint']).toContain('DESTRUCTIVE_ACTIONS=confirm');
    expect(off.questions).toEqual([]);
    expect(off.server.shelf.changes).toEqual([]);
    // What can be undone is not held by that gate.
    expect((await off.client.callTool('shelf_mark_read', { book: 'Emma' })).json['outcome']).toBe('done');
    await Promise.all([ask.client.close(), off.client.close()]);
  });

  it('files stay on disk without ALLOW_FILE_DELETION, and nobody is even asked', async () => {
    const { server, client, questions } = await asking(yes);
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma', deleteFiles: true });
    expect(error).toMatchObject({ code: 'permission', changed: 'no', retryable: false });
    expect(error['hint']).toContain('ALLOW_FILE_DELETION=true');
    expect(questions).toEqual([]);
    expect(server.shelf.changes).toEqual([]);
    const open = await asking(yes, { ALLOW_FILE_DELETION: 'true' });
    await open.client.callTool('shelf_remove_book', { book: 'Velma', deleteFiles: true });
    expect(open.questions).toEqual(['Removes Velma (2003) and 3 files (3000000 bytes). Do it?']);
    expect(open.server.shelf.changes).toEqual(['burn Velma']);
    await Promise.all([client.close(), open.client.close()]);
  });

  it('an older name of a destructive tool asks as well', async () => {
    const { server, client, questions } = await asking({ action: 'decline' });
    expect((await client.callTool('shelf_throw_away', { book: 'Velma' })).json['outcome']).toBe('declined');
    expect(questions).toHaveLength(1);
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });
});

describe.each(clientKinds)('with a %s client that cannot ask', (kind) => {
  async function offered(environment: Record<string, string> = {}) {
    const server = await shelfServer({ environment: { ...writes, ALLOW_FILE_DELETION: 'true', ...environment } });
    const client = await connectInProcess(server, kind);
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma' });
    const code = error['confirm'];
    if (typeof code !== 'string') throw new Error(`No code in ${JSON.stringify(error)}`);
    return { server, client, error, code };
  }

  it('a destructive call answers with a preview and a code, and runs once with it', async () => {
    const { server, client, error, code } = await offered();
    expect(error).toMatchObject({
      code: 'confirmation_needed',
      target: 'shelf:3',
      changed: 'no',
      preview: { summary: 'Removes Velma (2003).', changes: 1, title: 'Velma', bytes: 3_000_000 },
    });
    expect(server.shelf.changes).toEqual([]);
    const answer = await client.callTool('shelf_remove_book', { book: 'Velma', confirm: code });
    expect(answer.structured).toMatchObject({ outcome: 'done', target: 'shelf:3' });
    expect(server.shelf.changes).toEqual(['remove Velma']);
    await client.close();
  });

  it.each([
    ['changed arguments', { book: 'Velma', deleteFiles: true }],
    ['another target', { book: 'Emma' }],
  ])('a code is worth nothing for %s', async (_what, args) => {
    const { server, client, code } = await offered();
    const { error } = await client.callTool('shelf_remove_book', { ...args, confirm: code });
    expect(error['code']).toBe('confirmation_needed');
    expect(error['message']).toContain('not valid for this call');
    expect(error['confirm']).not.toBe(code);
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it('a code is worth nothing for another tool', async () => {
    const server = await shelfServer({ environment: writes, shelf: manyBooks(21) });
    const client = await connectInProcess(server, kind);
    const { error } = await client.callTool('shelf_mark_all_read');
    const answer = await client.callTool('shelf_remove_book', { book: 'Volume 1', confirm: error['confirm'] });
    expect(answer.error['code']).toBe('confirmation_needed');
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it('a used code is worth nothing, even for the same book put back', async () => {
    const { server, client, code } = await offered();
    const velma = server.shelf.books.get(3);
    await client.callTool('shelf_remove_book', { book: 'Velma', confirm: code });
    if (velma !== undefined) server.shelf.books.set(3, velma);
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma', confirm: code });
    expect(error['code']).toBe('confirmation_needed');
    expect(server.shelf.changes).toEqual(['remove Velma']);
    await client.close();
  });

  it('a code is used once, however many calls bring it at the same time', async () => {
    const { server, client, code } = await offered();
    await Promise.all([1, 2, 3].map(() => client.callTool('shelf_remove_book', { book: 'Velma', confirm: code })));
    expect(server.shelf.changes).toEqual(['remove Velma']);
    await client.close();
  });

  it('an expired code is worth nothing', async () => {
    const { server, client, code } = await offered();
    server.pass(sixMinutes);
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma', confirm: code });
    expect(error['code']).toBe('confirmation_needed');
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it('a code is worth nothing once its target has changed', async () => {
    const { server, client, code } = await offered();
    const velma = server.shelf.books.get(3);
    if (velma !== undefined) server.shelf.books.set(3, { ...velma, year: 2024 });
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma', confirm: code });
    expect(error).toMatchObject({ code: 'confirmation_needed', preview: { summary: 'Removes Velma (2024).' } });
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it.each(['yes', 'true', '', 'a.b.c', 'x'.repeat(200)])('an invented code (%j) is worth nothing', async (confirm) => {
    const { server, client } = await offered();
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma', confirm });
    expect(error['code']).toBe('confirmation_needed');
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });

  it.each([true, 1, null, { code: 'x' }, 'x'.repeat(201)])(
    'a confirm that is no code (%j) is refused',
    async (confirm) => {
      const { server, client } = await offered();
      const { error } = await client.callTool('shelf_remove_book', { book: 'Velma', confirm });
      expect(error).toMatchObject({ code: 'invalid_input', target: 'confirm' });
      expect(server.shelf.changes).toEqual([]);
      await client.close();
    },
  );

  it('a change of more than twenty items needs a code too', async () => {
    const server = await shelfServer({ environment: writes, shelf: manyBooks(21) });
    const client = await connectInProcess(server, kind);
    const { error } = await client.callTool('shelf_mark_all_read');
    expect(error).toMatchObject({ code: 'confirmation_needed', preview: { changes: 21 } });
    expect(server.shelf.changes).toEqual([]);
    const answer = await client.callTool('shelf_mark_all_read', { confirm: error['confirm'] });
    expect(answer.json).toMatchObject({ outcome: 'done', count: 21 });
    await client.close();
  });

  it('DESTRUCTIVE_ACTIONS=ask refuses and says what would help', async () => {
    const server = await shelfServer({ environment: { ...writes, DESTRUCTIVE_ACTIONS: 'ask' } });
    const client = await connectInProcess(server, kind);
    const { error } = await client.callTool('shelf_remove_book', { book: 'Velma' });
    expect(error).toMatchObject({ code: 'permission', changed: 'no' });
    expect(error['hint']).toContain('elicitation');
    expect(error).not.toHaveProperty('confirm');
    expect(server.shelf.changes).toEqual([]);
    await client.close();
  });
});

describe('a consent that a client makes up or carries elsewhere', () => {
  const canAsk = { elicitation: { form: {} } };
  const accepted = { consent: { action: 'accept', content: { confirm: true } } };

  async function opened() {
    const server = await shelfServer({ environment: writes });
    const peer = await openRaw(server);
    let id = 0;
    const call = async (args: Record<string, unknown>, extra: Record<string, unknown> = {}) =>
      peer.request((id += 1), 'tools/call', {
        name: 'shelf_remove_book',
        arguments: args,
        _meta: modernMeta(canAsk),
        ...extra,
      });
    return { server, peer, call };
  }

  function stateOf(message: WireMessage): string {
    const result = message['result'];
    const state: unknown =
      typeof result === 'object' && result !== null ? Reflect.get(result, 'requestState') : undefined;
    if (typeof state !== 'string') throw new Error(`No state in ${JSON.stringify(message)}`);
    return state;
  }

  it('does nothing without the state that was issued with the question', async () => {
    const { server, peer, call } = await opened();
    const answer = await call({ book: 'Velma' }, { inputResponses: accepted });
    expect(JSON.stringify(answer)).toContain('nothing was changed');
    expect(server.shelf.changes).toEqual([]);
    await peer.close();
  });

  it.each([
    ['for changed arguments', { book: 'Velma', deleteFiles: true }],
    ['for another target', { book: 'Emma' }],
  ])('does nothing %s', async (_what, args) => {
    const { server, peer, call } = await opened();
    const requestState = stateOf(await call({ book: 'Velma' }));
    await call(args, { inputResponses: accepted, requestState });
    expect(server.shelf.changes).toEqual([]);
    await peer.close();
  });

  it('does nothing a second time', async () => {
    const { server, peer, call } = await opened();
    const requestState = stateOf(await call({ book: 'Velma' }));
    const velma = server.shelf.books.get(3);
    await call({ book: 'Velma' }, { inputResponses: accepted, requestState });
    if (velma !== undefined) server.shelf.books.set(3, velma);
    await call({ book: 'Velma' }, { inputResponses: accepted, requestState });
    expect(server.shelf.changes).toEqual(['remove Velma']);
    await peer.close();
  });

  it('does nothing after five minutes', async () => {
    const { server, peer, call } = await opened();
    const requestState = stateOf(await call({ book: 'Velma' }));
    server.pass(sixMinutes);
    await call({ book: 'Velma' }, { inputResponses: accepted, requestState });
    expect(server.shelf.changes).toEqual([]);
    await peer.close();
  });

  it.each(['', 'yes', 'a.b.c'])('does nothing with an invented state (%j)', async (requestState) => {
    const { server, peer, call } = await opened();
    await call({ book: 'Velma' }, { inputResponses: accepted, requestState });
    expect(server.shelf.changes).toEqual([]);
    await peer.close();
  });

  it('does nothing with a code in the place of the state', async () => {
    const { server, peer, call } = await opened();
    const silent = await connectInProcess(server, 'v2-modern');
    const { error } = await silent.callTool('shelf_remove_book', { book: 'Velma' });
    await call({ book: 'Velma' }, { inputResponses: accepted, requestState: error['confirm'] });
    expect(server.shelf.changes).toEqual([]);
    await Promise.all([peer.close(), silent.close()]);
  });

  it('does nothing with a state in the place of the code', async () => {
    const { server, peer, call } = await opened();
    const confirm = stateOf(await call({ book: 'Velma' }));
    const silent = await connectInProcess(server, 'v2-modern');
    const { error } = await silent.callTool('shelf_remove_book', { book: 'Velma', confirm });
    expect(error['code']).toBe('confirmation_needed');
    expect(server.shelf.changes).toEqual([]);
    await Promise.all([peer.close(), silent.close()]);
  });

  it('does nothing in the hands of another caller', async () => {
    const { server, peer, call } = await opened();
    const requestState = stateOf(await call({ book: 'Velma' }));
    const other = await openRaw({ ...server, connection: { ...server.connection, caller: 'somebody' } });
    await other.request(1, 'tools/call', {
      name: 'shelf_remove_book',
      arguments: { book: 'Velma' },
      inputResponses: accepted,
      requestState,
      _meta: modernMeta(canAsk),
    });
    expect(server.shelf.changes).toEqual([]);
    await Promise.all([peer.close(), other.close()]);
  });

  it('holds no word of what it is about', async () => {
    const { peer, call } = await opened();
    const state = stateOf(await call({ book: 'Velma' }));
    const decoded = state.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(`${state} ${decoded.join(' ')}`).not.toMatch(/velma|shelf|remove/i);
    await peer.close();
  });
});
