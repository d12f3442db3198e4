import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer, type ConnectionOptions } from '../mcp-server.js';
import type { Runtime } from '../runtime.js';

/** After stdin has ended, the process is gone within this time, whatever still holds it. */
const graceMs = 1500;

/**
 * Serves one MCP client over stdin and stdout until either ends. stdout carries the protocol and nothing else.
 * @param close what has to be ended with the connection
 */
export function serveOverStdio<Client>(
  runtime: Runtime<Client>,
  connection: ConnectionOptions,
  close: () => Promise<void>,
): void {
  const handle = serveStdio(() => createMcpServer(runtime, connection), {
    onerror: (error) => {
      runtime.logger.debug('protocol', { message: error.message });
    },
  });
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), graceMs).unref();
    void Promise.allSettled([handle.close(), close()]).then(() => process.exit(0));
  };
  process.stdin.once('end', end);
  process.stdin.once('close', end);
  process.stdout.on('error', () => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
