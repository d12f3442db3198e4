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

/**
 * Listens for HTTP with bounded headers, and with a time for a request to arrive.
 * @param answer is given every request
 * @param atDeadline ends what is still running when closing has taken too long
 * @throws ConfigurationError for an address or port that cannot be had
 */
export async function listen(
  { address, port }: { readonly address: string; readonly port: number },
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  atDeadline: () => Promise<void>,
): Promise<Listener> {
  let answering = 0;
  let closing = false;
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 5000, maxHeaderSize: 16 * 1024 },
    (request, response) => {
      answering += 1;
      response.once('close', () => {
        answering -= 1;
        if (closing && answering === 0) server.closeAllConnections();
      });
      answer(request, response);
    },
  );
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
