import { describe, expect, it } from 'vitest';
import { connectInProcess, openRaw } from '../../src/testing/in-process.js';
import { clientKinds } from '../../src/testing/mcp-client.js';
import { shelfServer } from '../fixtures/shelf-runtime.js';
import { Shelf } from '../fixtures/shelf.js';

describe.each(clientKinds)('a %s client', (kind) => {
  it('learns who the server is and how its tools work together', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    expect(client.server).toMatchObject({ name: 'shelf-mcp', title: 'Shelf', version: '1.2.3' });
    expect(client.instructions).toContain('A shelf of books.');
    expect(client.instructions).toContain('READ_ONLY_MODE=false');
    expect(client.instructions).toContain('numbers (how much there is of everything); --toolsets default,numbers');
    await client.close();
  });

  it('sees the demo in the title and the instructions', async () => {
    const client = await connectInProcess(await shelfServer({ demo: true }), kind);
    expect(client.server.title).toBe('Shelf (demo household)');
    expect(client.instructions).toContain('nothing here is real');
    await client.close();
  });

  it('sees reads alone while writes are off, and what would be there otherwise', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    const tools = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['shelf_list_books', 'shelf_count_pages']);
    expect(tools[0]?.description).toContain('shelf_mark_read is off: this server is read-only until its owner sets');
    await client.close();
  });

  it('sees every tool with its schemas and hints while writes are on', async () => {
    const client = await connectInProcess(await shelfServer({ environment: { READ_ONLY_MODE: 'false' } }), kind);
    const tools = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual([
      'shelf_list_books',
      'shelf_count_pages',
      'shelf_mark_read',
      'shelf_mark_all_read',
      'shelf_remove_book',
    ]);
    expect(tools[0]?.description).not.toContain('is off');
    expect(tools[4]).toMatchObject({
      title: 'Remove a book',
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
      inputSchema: { type: 'object', additionalProperties: false, required: ['book'] },
      outputSchema: { type: 'object', additionalProperties: false, required: ['outcome', 'target'] },
    });
    await client.close();
  });

  it('sees a tool that another toolset brings, and older names with all', async () => {
    const numbers = await connectInProcess(await shelfServer({ environment: { SHELF_TOOLSETS: 'numbers' } }), kind);
    expect((await numbers.listTools()).map((tool) => tool.name)).toEqual(['shelf_get_statistics']);
    const all = await connectInProcess(await shelfServer({ environment: { SHELF_TOOLSETS: 'all' } }), kind);
    expect((await all.listTools()).map((tool) => tool.name)).toContain('list_books');
    await Promise.all([numbers.close(), all.close()]);
  });

  it('gets an answer twice the same: structured, and as text', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    await client.listTools();
    const answer = await client.callTool('shelf_list_books', { limit: 2 });
    expect(answer.isError).toBe(false);
    expect(answer.structured).toMatchObject({ total: 4, returned: 2, nextOffset: 2 });
    expect(answer.json).toEqual(answer.structured);
    await client.close();
  });

  it('is told of an unknown tool by the protocol', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    await expect(client.callTool('shelf_eat_book')).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  it('uses prompts, and is told what is wrong with their arguments', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    expect(await client.listPrompts()).toMatchObject([{ name: 'recommend_next', title: 'What to read next' }]);
    expect(await client.getPrompt('recommend_next', { liked: 'Emma' })).toContain('somebody who liked Emma');
    await expect(client.getPrompt('recommend_next')).rejects.toThrow(/liked is missing.*Valid arguments: liked/);
    await expect(client.getPrompt('recommend_next', { liked: 'Emma', mood: 'sad' })).rejects.toThrow(
      /mood is no argument/,
    );
    await expect(client.getPrompt('burn_all')).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });

  it('reads resources and templates, and is told which do not exist', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    expect(await client.listResources()).toMatchObject([
      { uri: 'shelf://books', mimeType: 'application/json' },
      { uri: 'shelf://books.txt', mimeType: 'text/plain' },
    ]);
    expect(await client.listResourceTemplates()).toMatchObject([{ uriTemplate: 'shelf://books/{title}' }]);
    expect(await client.readResource('shelf://books')).toMatchObject({ books: [{ title: 'Dune' }, {}, {}, {}] });
    expect(await client.readResource('shelf://books/Emma')).toMatchObject({ title: 'Emma', year: 2002 });
    // The text keeps its line ends and loses what cannot be seen.
    const { text, mimeType } = await client.readText('shelf://books.txt');
    expect(mimeType).toBe('text/plain');
    expect(text).toMatch(/^Dune\r\n(?:[\w' ]+\r\n)+$/);
    await expect(client.readResource('shelf://books/Ivanhoe')).rejects.toThrow(/Ivanhoe/);
    await expect(client.readResource('shelf://cellar')).rejects.toThrow();
    await client.close();
  });

  it('is proposed values for prompts and templates', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    expect(await client.complete({ prompt: 'recommend_next' }, 'liked', 'u')).toEqual(['Ulysses']);
    expect(await client.complete({ template: 'shelf://books/{title}' }, 'title', '')).toHaveLength(4);
    expect(await client.complete({ template: 'shelf://books/{title}' }, 'author', '')).toEqual([]);
    await client.close();
  });

  it('gets no proposals, and no error, from a shelf that fails', async () => {
    const { shelf, ...server } = await shelfServer();
    const client = await connectInProcess(server, kind);
    shelf.failure = new Error('boom');
    expect(await client.complete({ prompt: 'recommend_next' }, 'liked', 'u')).toEqual([]);
    await client.close();
  });

  it('is told of progress that only rises', async () => {
    const client = await connectInProcess(await shelfServer(), kind);
    const steps: { progress: number; message?: string | undefined }[] = [];
    const answer = await client.callTool('shelf_count_pages', {}, { onProgress: (step) => steps.push(step) });
    expect(answer.json).toEqual({ pages: 1000 });
    expect(steps.map((step) => step.progress)).toEqual([0, 1, 2, 3]);
    expect(steps[0]).toMatchObject({ total: 4, message: 'Dune' });
    await client.close();
  });

  it('ends the requests of a call that it takes back', async () => {
    const { shelf, ...server } = await shelfServer();
    const client = await connectInProcess(server, kind);
    const hold = shelf.hold();
    const cancel = new AbortController();
    const call = client.callTool('shelf_count_pages', {}, { signal: cancel.signal });
    await hold.reached;
    cancel.abort(new Error('no longer wanted'));
    await expect(call).rejects.toThrow();
    await expect.poll(() => shelf.aborted).toBe(1);
    // The connection goes on.
    expect((await client.callTool('shelf_list_books')).isError).toBe(false);
    await client.close();
  });
});

describe('on the wire', () => {
  it('nothing follows the result of a call: no late progress, no second answer', async () => {
    const peer = await openRaw(await shelfServer());
    await peer.request(1, 'initialize', {
      protocolVersion: '2025-06-18',
      clientInfo: { name: 'raw', version: '0' },
      capabilities: {},
    });
    await peer.request(2, 'tools/call', { name: 'shelf_count_pages', arguments: {}, _meta: { progressToken: 'p' } });
    // By the time another call has been answered, a late step of the first would have been sent.
    await new Promise<void>((resolve) => setImmediate(resolve));
    await peer.request(3, 'tools/call', { name: 'shelf_list_books', arguments: {} });
    const order = peer.received.map((message) => message['id'] ?? message['method']);
    expect(order).toEqual([1, ...Array<string>(4).fill('notifications/progress'), 2, 3]);
    await peer.close();
  });

  it('no progress is sent to who has not asked for it', async () => {
    const peer = await openRaw(await shelfServer());
    await peer.request(1, 'initialize', {
      protocolVersion: '2025-06-18',
      clientInfo: { name: 'raw', version: '0' },
      capabilities: {},
    });
    await peer.request(2, 'tools/call', { name: 'shelf_count_pages', arguments: {} });
    expect(peer.received).toHaveLength(2);
    await peer.close();
  });

  it('the list is the same bytes every time, and carries no null', async () => {
    const server = await shelfServer({ shelf: new Shelf(), environment: { READ_ONLY_MODE: 'false' } });
    const texts = await Promise.all(
      [1, 2].map(async () => {
        const client = await connectInProcess(server, 'v2-modern');
        const text = JSON.stringify(await client.listTools());
        await client.close();
        return text;
      }),
    );
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toContain('null');
  });
});
