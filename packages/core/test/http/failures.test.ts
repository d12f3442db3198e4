import { inspect } from 'node:util';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  AuthenticationError,
  createLogger,
  NetworkError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  type WatchstackError,
} from '../../src/index.js';
import { clientOf, json, rejection, startUpstream, type UpstreamServer } from './upstream-server.js';

let upstream: UpstreamServer;
afterEach(() => upstream.close());

const canary = 'canary-5f3c9e1d7b';
const trace = `   at NzbDrone.Core.Tv.SeriesService in /home/sonarr/SeriesService.cs:line 12 ${canary}`;
const schema = z.object({ id: z.number() });
const operation = { method: 'GET', path: 'series/12', target: 'series 12' } as const;

interface Row {
  readonly name: string;
  readonly answer: (response: ServerResponse) => void;
  readonly error: abstract new (...args: never[]) => WatchstackError;
  readonly says: RegExp;
  readonly retryable: boolean;
  readonly attempts?: number;
}

const rows: readonly Row[] = [
  {
    name: '401 with an empty body',
    answer: (response) => response.writeHead(401).end(),
    error: AuthenticationError,
    says: /SONARR_API_KEY/,
    retryable: false,
  },
  {
    name: '403',
    answer: (response) => response.writeHead(403).end('<html>forbidden</html>'),
    error: PermissionError,
    says: /does not allow/,
    retryable: false,
  },
  {
    name: '404',
    answer: (response) => json(response, { title: 'Not Found', traceId: canary }, 404),
    error: NotFoundError,
    says: /has no series 12/,
    retryable: false,
  },
  {
    name: '429 with a long Retry-After',
    answer: (response) => response.writeHead(429, { 'Retry-After': '120' }).end(),
    error: RateLimitedError,
    says: /120 s/,
    retryable: true,
  },
  {
    name: '500 with a stack trace',
    answer: (response) => json(response, { message: 'Sequence contains no element', description: trace }, 500),
    error: UpstreamUnavailableError,
    says: /failed inside/,
    retryable: true,
  },
  {
    name: '503 while starting',
    answer: (response) => json(response, { errorMessage: 'Sonarr is starting up, please try again later' }, 503),
    error: UpstreamUnavailableError,
    says: /starting/,
    retryable: true,
    attempts: 3,
  },
  {
    name: 'HTML with status 200',
    answer: (response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>Login ${canary}</title>`),
    error: UnexpectedResponseError,
    says: /web page.*login page.*SONARR_URL/s,
    retryable: false,
  },
  {
    name: 'HTML that claims to be JSON',
    answer: (response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('\n<html><body>hello</body></html>'),
    error: UnexpectedResponseError,
    says: /web page/,
    retryable: false,
  },
  {
    name: 'truncated JSON',
    answer: (response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(`{"id":12,"title":"${canary}`),
    error: UnexpectedResponseError,
    says: /cut-off/,
    retryable: false,
  },
  {
    name: 'an empty body',
    answer: (response) => response.writeHead(200).end(),
    error: UnexpectedResponseError,
    says: /nothing/,
    retryable: false,
  },
  {
    name: 'JSON of another shape',
    answer: (response) => json(response, { id: canary }),
    error: UnexpectedResponseError,
    says: /id: expected number/,
    retryable: false,
  },
  {
    name: 'a socket closed before the answer',
    answer: (response) => response.destroy(),
    error: NetworkError,
    says: /broke off/,
    retryable: true,
    attempts: 3,
  },
  {
    name: 'a socket closed in the middle of the body',
    answer: (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"id":', () => response.destroy());
    },
    error: NetworkError,
    says: /broke off/,
    retryable: true,
    attempts: 3,
  },
  {
    name: 'a hang',
    answer: () => undefined,
    error: NetworkError,
    says: /did not answer within 0\.4 s/,
    retryable: true,
  },
  {
    name: 'a hang in the middle of the body',
    answer: (response) => response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"id":'),
    error: NetworkError,
    says: /did not answer within 0\.4 s/,
    retryable: true,
  },
  {
    name: 'a redirect to another host',
    answer: (response) => response.writeHead(302, { Location: `https://login.example.org/?rd=${canary}` }).end(),
    error: AuthenticationError,
    says: /redirects to another host.*SONARR_HEADERS/s,
    retryable: false,
  },
];

describe('each failure of an upstream gives its own clear error', () => {
  it.each(rows)('$name', async ({ name, answer, error: expected, says, retryable, attempts = 1 }) => {
    upstream = await startUpstream((_, response) => answer(response));
    const lines: string[] = [];
    const logger = createLogger({
      level: 'DEBUG',
      format: 'text',
      name: 'sonarr.client',
      redact: (text) => text,
      write: (line) => lines.push(line),
    });
    const client = clientOf(upstream.url.replace('//', `//owner:${canary}@`), {
      headers: { 'X-Api-Key': canary, 'CF-Access-Client-Secret': `${canary}.2` },
      timeoutMs: name.startsWith('a hang') ? 400 : 10_000,
      logger,
    });
    const error = await rejection(client.read({ ...operation, query: { term: canary } }, schema));

    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({ target: 'series 12', retryable, changed: undefined });
    expect(JSON.stringify(error)).toMatch(says);
    expect(upstream.arrived).toHaveLength(attempts);

    const everything = [inspect(error, { depth: 20, showHidden: true }), JSON.stringify(error), ...lines].join('\n');
    for (const secret of [canary, Buffer.from(`owner:${canary}`).toString('base64')]) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).not.toContain('SeriesService');
    expect(lines).toHaveLength(attempts);
    expect(lines[0]).toContain('request method=GET path=');
  });

  it('carries the status where there was one', async () => {
    upstream = await startUpstream((_, response) => response.writeHead(418).end());
    const error = await rejection(clientOf(upstream.url).read(operation, schema));
    expect(error).toBeInstanceOf(UnexpectedResponseError);
    expect(error).toMatchObject({ status: 418 });
  });

  it('says what a closed port means', async () => {
    upstream = await startUpstream(() => undefined);
    await upstream.close();
    const error = await rejection(clientOf(upstream.url).read(operation, schema));
    expect(error).toBeInstanceOf(NetworkError);
    expect(JSON.stringify(error)).toMatch(/nothing listens there.*SONARR_URL/s);
  });

  it('says so when https is asked of a service without TLS', async () => {
    upstream = await startUpstream((_, response) => response.end());
    const error = await rejection(clientOf(upstream.url.replace('http:', 'https:')).read(operation, schema));
    expect(error).toBeInstanceOf(NetworkError);
    expect(JSON.stringify(error)).toContain('use http:// in SONARR_URL');
  });
});

describe('reads are tried again when that can help', () => {
  it('a service that has just started answers in the end', async () => {
    upstream = await startUpstream((_, response, index) =>
      index < 2 ? response.writeHead(503).end() : json(response, { id: 12 }),
    );
    expect(await clientOf(upstream.url).read(operation, schema)).toEqual({ id: 12 });
    expect(upstream.arrived).toHaveLength(3);
  });

  it('a POST that reads counts as a read and sends its body each time', async () => {
    upstream = await startUpstream((_, response, index) =>
      index === 0 ? response.destroy() : json(response, { id: 12 }),
    );
    await clientOf(upstream.url).read({ method: 'POST', path: 'search', body: { term: 'a' } }, schema);
    expect(upstream.arrived.map(({ body }) => body)).toEqual(['{"term":"a"}', '{"term":"a"}']);
  });

  it('a short pause is taken, a long one is the caller’s', async () => {
    upstream = await startUpstream((_, response, index) =>
      response.writeHead(429, { 'Retry-After': index === 0 ? '0' : new Date(Date.now() + 90_000).toUTCString() }).end(),
    );
    const error = await rejection(clientOf(upstream.url).read(operation, schema));
    expect(upstream.arrived).toHaveLength(2);
    const seconds = error instanceof RateLimitedError ? (error.retryAfterSeconds ?? 0) : 0;
    expect(seconds).toBeGreaterThan(80);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  it.each([400, 401, 404, 500])('%i is not tried again', async (status) => {
    upstream = await startUpstream((_, response) => response.writeHead(status).end());
    await rejection(clientOf(upstream.url).read(operation, schema));
    expect(upstream.arrived).toHaveLength(1);
  });
});

describe('a service explains its own failures', () => {
  it('from the status, the headers and a redacted beginning of the body', async () => {
    upstream = await startUpstream((_, response) => json(response, [{ errorMessage: `key ${canary}` }], 400));
    let seen: unknown;
    const client = clientOf(upstream.url, {
      headers: { 'X-Api-Key': canary },
      explain: (failure) => {
        seen = failure;
        return new PermissionError('That is for the owner.');
      },
    });
    const error = await rejection(client.write({ method: 'POST', path: 'x', body: {} }));
    expect(error).toMatchObject({ code: 'permission', message: 'That is for the owner.', changed: 'no' });
    expect(seen).toMatchObject({ status: 400, effect: 'write', json: [{ errorMessage: 'key [redacted]' }] });
  });

  it('an explanation that fails itself leaves the general one', async () => {
    upstream = await startUpstream((_, response) => response.writeHead(404).end());
    const client = clientOf(upstream.url, {
      explain: () => {
        throw new TypeError('slip');
      },
    });
    expect(await rejection(client.read(operation, schema))).toBeInstanceOf(NotFoundError);
  });

  it('does not wait for a failing body that never ends, nor read all of a long one', async () => {
    upstream = await startUpstream((_, response, index) => {
      response.writeHead(404);
      response.write(index === 0 ? 'begin' : 'x'.repeat(200_000));
    });
    const bodies: string[] = [];
    const client = clientOf(upstream.url, {
      explain: ({ body }) => {
        bodies.push(body);
        return undefined;
      },
    });
    await rejection(client.read(operation, schema));
    await rejection(client.read(operation, schema));
    expect(bodies.map((body) => body.length)).toEqual([5, 65_536]);
    await Promise.all([upstream.closed(0), upstream.closed(1)]);
  });
});
