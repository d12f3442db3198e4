import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { applyFault, FaultBox } from './faults.js';
import type { Outcome } from './faults.js';
import type { Call, RecordedRequest, Reply, Route, ServeOptions, StandIn } from './types.js';

const LARGEST_BODY = 32 * 1024 * 1024;
const SECRET = /(token|api-?key|authorization|cookie|secret|password)/i;

interface Pattern {
  readonly route: Route;
  readonly regex: RegExp;
  readonly names: readonly string[];
}

function compile(route: Route, ignoreCase: boolean): Pattern {
  const names: string[] = [];
  const source = route.path
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const braced = /^\{([^:}]+)(:int)?\}$/.exec(part);
      if (braced === null) return part.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
      names.push(braced[1] ?? '');
      return braced[2] === undefined ? '([^/]+)' : '(\\d+)';
    })
    .join('');
  return { route, regex: new RegExp(`^${source}/?$`, ignoreCase ? 'i' : ''), names };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function find(
  patterns: readonly Pattern[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const exact of [method, method === 'HEAD' ? 'GET' : method]) {
    for (const { route, regex, names } of patterns) {
      const match = route.method === exact ? regex.exec(path) : null;
      if (match !== null) {
        return {
          route,
          params: Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1] ?? '')])),
        };
      }
    }
  }
  return undefined;
}

function masked(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  return Object.fromEntries([...pairs].map(([name, value]) => [name, SECRET.test(name) ? '[present]' : value]));
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LARGEST_BODY) chunks.push(chunk);
      else reject(new RangeError('the body is too large for a stand-in'));
    });
    request.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    request.on('error', reject);
  });
}

async function toCall(request: IncomingMessage): Promise<Call> {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    params: {},
    headers,
    body: await readBody(request),
  };
}

function send(response: ServerResponse, reply: Reply, method: string): void {
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status ?? 200, { 'content-length': String(body.length), ...reply.headers });
  response.end(method === 'HEAD' ? undefined : body);
}

/**
 * Starts a stand-in on 127.0.0.1. Every request runs through: faults that strike before, `starting`, `before`, its
 * route, `after`, faults that strike after; and is recorded. Rejects when the port is taken.
 */
export async function serve(options: ServeOptions): Promise<StandIn> {
  const patterns = options.routes.map((route) => compile(route, options.ignoreCase ?? false));
  const faults = new FaultBox();
  const requests: RecordedRequest[] = [];

  const work = async (
    call: Call,
    found: { route: Route; params: Record<string, string> } | undefined,
  ): Promise<Reply> => {
    const whole: Call = { ...call, params: found?.params ?? {} };
    try {
      const early = options.before?.(whole, found?.route);
      const reply =
        early ??
        (found === undefined ? (options.notFound?.(whole) ?? { status: 404 }) : await found.route.handle(whole));
      return options.after?.(reply, whole) ?? reply;
    } catch (error) {
      const reply = options.failed?.(error, whole) ?? { status: 500 };
      return options.after?.(reply, whole) ?? reply;
    }
  };

  const answer = async (
    call: Call,
    found: { route: Route; params: Record<string, string> } | undefined,
  ): Promise<Outcome> => {
    const early = faults.take(call, 'before');
    if (early !== undefined) return applyFault(early, {});
    if (faults.starting) return { reply: options.starting?.(call) ?? { status: 503 } };
    const reply = await work(call, found);
    const late = faults.take(call, 'after');
    return late === undefined ? { reply } : applyFault(late, reply);
  };

  const onRequest = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asSent = await toCall(request);
    const base = options.base ?? '';
    if (base !== '' && asSent.path !== base && !asSent.path.startsWith(`${base}/`)) {
      send(response, options.outsideBase?.(asSent) ?? { status: 404 }, asSent.method);
      return;
    }
    const call = base === '' ? asSent : { ...asSent, path: asSent.path.slice(base.length) || '/' };
    const found = find(patterns, call.method, call.path);
    const outcome = await answer(call, found);
    requests.push({
      method: call.method,
      path: call.path,
      query: masked(call.query),
      headers: masked(Object.entries(call.headers)),
      body: call.body,
      changesState: found?.route.changesState,
      status: typeof outcome === 'string' ? 0 : (outcome.reply.status ?? 200),
    });
    if (outcome === 'close') request.socket.destroy();
    else if (outcome !== 'hang') send(response, outcome.reply, call.method);
  };

  const server = createServer((request, response) => {
    onRequest(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  let closing: Promise<void> | undefined;

  return {
    name: options.name,
    url: `http://127.0.0.1:${port}`,
    port,
    routes: options.routes.map(({ method, path, changesState }) => ({ method, path, changesState })),
    requests,
    faults,
    digest: options.digest,
    close: () => {
      closing ??= new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
      return closing;
    },
  };
}
