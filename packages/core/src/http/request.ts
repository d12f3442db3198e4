import { InvalidInputError } from '../errors.js';
import type { Operation, QueryValue } from './operation.js';
import type { Upstream } from './upstream.js';

/** An operation as it goes over the wire. */
export interface PreparedRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/**
 * Puts an operation's path below the base URL, and its headers on top of the fixed ones.
 * @throws InvalidInputError when the path would leave the base URL, or a header or the body cannot be sent
 */
export function prepareRequest(upstream: Upstream, operation: Operation): PreparedRequest {
  const headers = new Headers(upstream.headers);
  for (const [name, value] of Object.entries(operation.headers ?? {})) setHeader(headers, name, value);
  const body = operation.body === undefined ? undefined : toJson(operation.body);
  if (body !== undefined && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  return { url: urlOf(upstream, operation), method: operation.method, headers, body };
}

function urlOf({ origin, basePath }: Upstream, operation: Operation): URL {
  const base = `${origin}${basePath}/`;
  const text = base + operation.path.replace(/^\/+/, '');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.origin !== origin || !url.pathname.startsWith(`${basePath}/`) || url.hash !== '') {
    throw new InvalidInputError('The path of a request leads outside of the service.', { changed: 'no' });
  }
  const query = queryOf(operation.query ?? {});
  if (query !== '') url.search = url.search === '' ? query : `${url.search}&${query}`;
  return url;
}

function queryOf(query: Readonly<Record<string, QueryValue>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const each of typeof value === 'object' ? value : [value]) parameters.append(name, String(each));
  }
  // A space as `+` is understood in forms only; as `%20` everywhere. A plus sign itself is `%2B` by now.
  return parameters.toString().replaceAll('+', '%20');
}

function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch {
    throw new InvalidInputError(`The header ${name.slice(0, 60)} has a value that cannot be sent.`, { changed: 'no' });
  }
}

function toJson(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw new InvalidInputError('What is to be sent cannot be written as JSON.', { changed: 'no' });
  }
}
