import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { CancelledError, NetworkError, UnexpectedResponseError } from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const anything = z.unknown();
const operation = { method: 'GET', path: 'series', target: 'the library' } as const;

async function collect<T>(elements: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const element of elements) all.push(element);
  return all;
}

/** Serves one text in pieces of a size, so that every token is cut somewhere. */
async function serveInPieces(text: () => string, size: number): Promise<UpstreamServer> {
  return startUpstream((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const bytes = Buffer.from(text(), 'utf8');
    const next = (from: number) => {
      if (from >= bytes.length) response.end();
      else response.write(bytes.subarray(from, from + size), () => setImmediate(next, from + size));
    };
    next(0);
  });
}

it('gives what JSON.parse gives, for any list, cut into pieces of 37 bytes', async () => {
  let text = '';
  upstream = await serveInPieces(() => text, 37);
  const client = clientOf(upstream.url);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 8 }), fc.boolean(), async (list, indented) => {
      text = JSON.stringify(list, null, indented ? 2 : 0);
      expect(await collect(client.readElements(operation, anything))).toEqual(JSON.parse(text));
    }),
    { numRuns: 60 },
  );
});

it('reads titles with characters of several bytes wherever they are cut', async () => {
  const list = ['Die Brücke – Transit in den Tod', '進撃の巨人', '👩‍👩‍👧 "quoted" \\ \u0007', 'a\u2028b'];
  for (const size of [1, 2, 3]) {
    upstream = await serveInPieces(() => ` ${JSON.stringify(list)}\r\n`, size);
    expect(await collect(clientOf(upstream.url).readElements(operation, z.string()))).toEqual(list);
    if (size < 3) await upstream.close();
  }
});

it('reads a list inside a document, whatever stands around it', async () => {
  upstream = await startUpstream((_, response) =>
    json(response, {
      page: 1,
      other: [{ id: 9 }],
      records: [{ id: 1 }, { id: 2 }],
      totalRecords: 2,
      last: { records: [5] },
    }),
  );
  const schema = z.object({ id: z.number() });
  expect(await collect(clientOf(upstream.url).readElements(operation, schema, '$.records.*'))).toEqual([
    { id: 1 },
    { id: 2 },
  ]);
});

it('an empty list has no elements', async () => {
  upstream = await startUpstream((_, response, index) => json(response, index === 0 ? [] : { records: [] }));
  const client = clientOf(upstream.url);
  expect(await collect(client.readElements(operation, anything))).toEqual([]);
  expect(await collect(client.readElements(operation, anything, '$.records.*'))).toEqual([]);
});

describe('a document that is not what it should be is an unexpected response', () => {
  it.each([
    ['cut off in the list', '[{"id":1},{"id":2}', '$.*'],
    ['cut off in an element', '[{"id":1},{"id":', '$.*'],
    ['empty', '', '$.*'],
    ['broken', '[{"id":1},,]', '$.*'],
    ['two documents', '[{"id":1}][{"id":2}]', '$.*'],
    ['an object instead of a list', '{"message":"no"}', '$.*'],
    ['an empty object instead of a list', '{}', '$.*'],
    ['a number instead of a list', '7', '$.*'],
    ['a document without the list', '{"page":1}', '$.records.*'],
    ['an object in place of the list', '{"records":{"id":{"id":1}}}', '$.records.*'],
    ['a web page', '<!doctype html><html></html>', '$.*'],
    ['an element of another shape', '[{"id":1},{"id":"canary"}]', '$.*'],
  ])('%s', async (_, text, path) => {
    upstream = await serveInPieces(() => text, 1000);
    const elements = clientOf(upstream.url).readElements(operation, z.object({ id: z.number() }), path);
    const error = await rejection(collect(elements));
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error).toMatchObject({ target: 'the library' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });

  it('and names the place', async () => {
    upstream = await startUpstream((_, response) => json(response, { records: [{ id: 1 }, { id: 'x' }] }));
    const elements = clientOf(upstream.url).readElements(operation, z.object({ id: z.number() }), '$.records.*');
    expect(JSON.stringify(await rejection(collect(elements)))).toContain('records.1.id: expected number');
  });

  it('an element that never ends is given up', async () => {
    upstream = await startUpstream((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('["');
      const more = () => void response.write('x'.repeat(50_000), (error) => error ?? setImmediate(more));
      more();
    });
    const client = clientOf(upstream.url, { maxResponseBytes: 200_000 });
    expect(await rejection(collect(client.readElements(operation, anything)))).toBeInstanceOf(UnexpectedResponseError);
    await upstream.closed(0);
  });
});

it('failing statuses are explained as everywhere, and passing ones are tried again', async () => {
  upstream = await startUpstream((_, response, index) => {
    if (index === 0) response.writeHead(503).end();
    else if (index === 1) json(response, [1, 2]);
    else response.writeHead(401).end();
  });
  const client = clientOf(upstream.url);
  expect(await collect(client.readElements(operation, anything))).toEqual([1, 2]);
  expect(await rejection(collect(client.readElements(operation, anything)))).toMatchObject({ code: 'authentication' });
});

it('a connection that breaks off in the middle is a network error', async () => {
  upstream = await startUpstream((_, response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('[1,2,', () => response.destroy());
  });
  expect(await rejection(collect(clientOf(upstream.url).readElements(operation, anything)))).toBeInstanceOf(
    NetworkError,
  );
});

it('stopping early breaks the request off and gives its place back', async () => {
  upstream = await startUpstream((_, response, index) => {
    if (index === 0) response.writeHead(200).write('[1,2,3,');
    else json(response, []);
  });
  const client = clientOf(upstream.url, { maxConcurrent: 1 });
  for await (const element of client.readElements(operation, anything)) {
    expect(element).toBe(1);
    break;
  }
  await upstream.closed(0);
  expect(await client.read(operation, anything)).toEqual([]);
});

it('a cancelled stream ends with the cancellation and gives its place back', async () => {
  upstream = await startUpstream((_, response, index) => {
    if (index === 0) response.writeHead(200).write('[1,');
    else json(response, []);
  });
  const client = clientOf(upstream.url, { maxConcurrent: 1 });
  const controller = new AbortController();
  const elements = client.readElements({ ...operation, signal: controller.signal }, anything);
  const consume = async () => {
    for await (const element of elements) {
      expect(element).toBe(1);
      controller.abort();
    }
  };
  expect(await rejection(consume())).toBeInstanceOf(CancelledError);
  await upstream.closed(0);
  expect(await client.read(operation, anything)).toEqual([]);
});

it('a stream that is forgotten half-way holds its place no longer than its deadline', async () => {
  upstream = await startUpstream((_, response, index) => {
    if (index === 0) response.writeHead(200).write('[1,');
    else json(response, []);
  });
  const client = clientOf(upstream.url, { maxConcurrent: 1 });
  const forgotten = client.readElements({ ...operation, timeoutMs: 200 }, anything)[Symbol.asyncIterator]();
  expect(await forgotten.next()).toEqual({ done: false, value: 1 });
  expect(await client.read(operation, anything)).toEqual([]);
});

it('takes no more of a long list than is asked for', async () => {
  let sent = 0;
  upstream = await startUpstream((_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('[0');
    const piece = `,${JSON.stringify('x'.repeat(10_000))}`.repeat(10);
    const more = () => {
      if (response.destroyed) return;
      if (sent > 100_000_000) {
        response.end(']');
        return;
      }
      sent += piece.length;
      if (response.write(piece)) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  });
  let taken = 0;
  for await (const element of clientOf(upstream.url).readElements(operation, anything)) {
    expect(element).toBeDefined();
    taken += 1;
    if (taken === 50) break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await upstream.closed(0);
  expect(sent).toBeLessThan(30_000_000);
});
