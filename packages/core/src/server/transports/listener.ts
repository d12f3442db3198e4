import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationError } from '../../errors.js';

/** A listening socket. */
export interface Listener {
  /** `http://127.0.0.1:8080`; a listener on every address is named by its loopback one. */
  readonly url: string;
  /** Stops accepting, gives open requests three seconds to end, then ends them. */
  close(): Promise<void>;
}

/** Open requests have this long to end when the server does. */
const drainMs = 3000;

/** What a listener puts up with. */
export interface ListenerLimits {
  /** Milliseconds for the headers of a request to arrive, from the beginning of its connection on. */
  readonly headersMs: number;
  /** Milliseconds for a whole request to arrive. Not for its answer: calls may take longer. */
  readonly requestMs: number;
  /** How often the two are looked after. */
  readonly checkMs: number;
  /** Bytes of all headers together. */
  readonly headerBytes: number;
  /** Open connections; further ones are closed at once. A household needs a few, a proxy in front a few dozen. */
  readonly connections: number;
}

const usualLimits: ListenerLimits = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkMs: 5000,
  headerBytes: 16 * 1024,
  connections: 512,
};

/**
 * Listens for HTTP with bounded headers and connections, and with a time for a request to arrive.
 * @param answer is given every request
 * @param atDeadline ends what is still running when closing has taken too long
 * @throws ConfigurationError for an address or port that cannot be had
 */
export async function listen(
  {
    address,
    port,
    limits = usualLimits,
  }: { readonly address: string; readonly port: number; readonly limits?: ListenerLimits },
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  atDeadline: () => Promise<void>,
): Promise<Listener> {
  let answering = 0;
  let closing = false;
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: limits.headerBytes,
      // Whatever Node was told elsewhere: a request that can be read in two ways is refused.
      insecureHTTPParser: false,
    },
    (request, response) => {
      answering += 1;
      response.once('close', () => {
        answering -= 1;
        if (closing && answering === 0) server.closeAllConnections();
      });
      answer(request, response);
    },
  );
  server.maxConnections = limits.connections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(cannotListen(error, address, port));
    });
    server.listen(port, address, resolve);
  });
  const bound = server.address() as AddressInfo;
  const named = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return {
    url: `http://${named.includes(':') ? `[${named}]` : named}:${bound.port}`,
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const timer = setTimeout(() => {
        void atDeadline().finally(() => server.closeAllConnections());
      }, drainMs);
      // Clients keep connections for a next request, some before the first: these must not keep a server that ends.
      if (answering === 0) server.closeAllConnections();
      await closed;
      clearTimeout(timer);
    },
  };
}

function cannotListen(error: NodeJS.ErrnoException, address: string, port: number): ConfigurationError {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND' || error.code === 'EINVAL') {
    return new ConfigurationError(`MCP_HOST is '${address}', which is no address of this machine.`, {
      target: 'MCP_HOST',
      hint: 'Use 127.0.0.1, 0.0.0.0 for all addresses, or one that this machine has.',
      cause: error,
    });
  }
  return new ConfigurationError(
    error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program.` : `Port ${port} cannot be used.`,
    { target: 'MCP_PORT', hint: 'Choose another one with --port.', cause: error },
  );
}
