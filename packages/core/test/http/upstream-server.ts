import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../../src/index.js';

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real HTTP server on loopback that answers as a test says. */
export interface UpstreamServer {
  readonly url: string;
  readonly arrived: Arrived[];
  /** Resolves when the connection of the n-th request (from 0) is gone. */
  closed(index: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts one; the body has been read when `answer` is called. */
export async function startUpstream(
  answer: (request: Arrived, response: ServerResponse, index: number) => void,
): Promise<UpstreamServer> {
  const arrived: Arrived[] = [];
  const endings: Promise<void>[] = [];
  const server = createServer((request, response) => {
    endings.push(
      new Promise((resolve) => {
        response.on('close', resolve);
      }),
    );
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      arrived.push({ method, url, headers, body });
      answer({ method, url, headers, body }, response, arrived.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    closed: (index) => endings[index] ?? Promise.reject(new Error(`no request ${index}`)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers JSON. */
export function json(response: ServerResponse, document: unknown, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(document));
}

/** A client as Sonarr's would be made, with a short deadline. */
export function clientOf(baseUrl: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  return createHttpClient({
    service: 'Sonarr',
    baseUrl,
    urlSetting: 'SONARR_URL',
    credentialSetting: 'SONARR_API_KEY',
    userAgent: 'sonarr-mcp/1.2.3',
    timeoutMs: 10_000,
    ...options,
  });
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
