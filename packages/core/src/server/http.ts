import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  isJsonContentType,
  ProtocolErrorCode,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import { ConfigurationError } from '../errors.js';
import { createMcpServer, type ConnectionOptions } from './mcp-server.js';
import type { Runtime } from './runtime.js';

/** A running http transport. */
export interface HttpTransport {
  /** `http://127.0.0.1:8080/mcp` */
  readonly url: string;
  /** Stops accepting, gives open calls three seconds to end, then ends them. */
  close(): Promise<void>;
}

const path = '/mcp';
const maxBodyBytes = 1024 * 1024;
const loopback = ['localhost', '127.0.0.1', '[::1]'];
const loopbackAddresses: Readonly<Record<string, string>> = {
  localhost: '127.0.0.1',
  '127.0.0.1': '127.0.0.1',
  '::1': '::1',
  '[::1]': '::1',
};
/** Headers by which a proxy says that the caller is elsewhere. */
const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
const drainMs = 3000;

/**
 * Serves Streamable HTTP, stateless, to both protocol eras, on a loopback address.
 *
 * Nobody is asked who they are, therefore everything that could come from elsewhere is refused: other listening addresses, foreign
 * Host and Origin headers, and requests that a proxy forwarded.
 * @throws ConfigurationError for an address beyond loopback or a port that is taken
 */
export async function serveOverHttp<Client>(
  runtime: Runtime<Client>,
  connection: ConnectionOptions,
): Promise<HttpTransport> {
  const { host, port } = runtime.settings;
  const address = loopbackAddresses[host.toLowerCase()];
  if (address === undefined) {
    throw new ConfigurationError(`MCP_HOST is '${host}', which others could reach without being asked who they are.`, {
      target: 'MCP_HOST',
      hint: 'Listen on 127.0.0.1, localhost or ::1.',
    });
  }
  const handler = createMcpHandler(() => createMcpServer(runtime, connection), {
    legacy: 'stateless',
    maxRequestBodySize: maxBodyBytes,
    onerror: (error) => {
      runtime.logger.debug('protocol', { message: error.message });
    },
  });
  const handle = toNodeHandler(handler, {
    onerror: (error) => {
      runtime.logger.debug('http', { message: error.message });
    },
  });
  // The body is read and parsed here, once: left to itself the SDK copies it as a stream for each look it takes.
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    // The adapter's type leaves no room for a property that is there and undefined.
    const { method = 'GET', headers } = request;
    const asked = Object.assign(request, { method, url: request.url ?? path, headers });
    if (method !== 'POST' || !isJsonContentType(headers['content-type'])) return handle(asked, response);
    const body = await readBody(request);
    if (body === undefined) return plain(response, 413, `The request has more than ${maxBodyBytes} bytes.`);
    const parsed = parseBody(body);
    if (parsed === undefined) return notJson(response);
    return handle(asked, response, parsed.value);
  };
  let answering = 0;
  let closing = false;
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    (request, response) => {
      answering += 1;
      response.once('close', () => {
        answering -= 1;
        if (closing && answering === 0) server.closeAllConnections();
      });
      const url = request.url?.split('?', 1)[0];
      if (url === '/health') return plain(response, 200, 'ok');
      const refusal = refuse(request);
      if (refusal !== undefined) return plain(response, 403, refusal);
      if (url !== path) return plain(response, 404, `Nothing is here. MCP is served at ${path}.`);
      void serve(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new ConfigurationError(
          error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program.` : `Port ${port} cannot be used.`,
          { target: 'MCP_PORT', hint: 'Choose another one with --port.', cause: error },
        ),
      );
    });
    server.listen(port, address, resolve);
  });
  const bound = server.address() as AddressInfo;
  const shown = address.includes(':') ? `[${address}]` : address;
  return {
    url: `http://${shown}:${bound.port}${path}`,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => {
        void handler.close().finally(() => server.closeAllConnections());
      }, drainMs);
      // Clients keep connections for a next request, some before the first: these must not keep a server that ends.
      if (answering === 0) server.closeAllConnections();
      await closed;
      clearTimeout(timer);
      await handler.close();
    },
  };
}

function refuse(request: IncomingMessage): string | undefined {
  const host = validateHostHeader(request.headers.host, loopback);
  if (!host.ok) return 'This server answers only to loopback host names.';
  const origin = validateOriginHeader(request.headers.origin, loopback);
  if (!origin.ok) return 'This server does not answer web pages of other origins.';
  const forwarded = forwardingHeaders.find((name) => request.headers[name] !== undefined);
  if (forwarded !== undefined) {
    return `This request came through a proxy (${forwarded}), and this server asks nobody who they are, so it answers only direct callers.`;
  }
  return undefined;
}

/** The whole body, undefined when it is too large. A body that breaks off ends with its connection. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > maxBodyBytes) return undefined;
      chunks.push(bytes);
    }
  } catch {
    return '';
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseBody(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function notJson(response: ServerResponse): void {
  const error = { code: ProtocolErrorCode.ParseError, message: 'Parse error: the request is not JSON.' };
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ jsonrpc: '2.0', id: null, error }));
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' });
  response.end(`${text}\n`);
}
