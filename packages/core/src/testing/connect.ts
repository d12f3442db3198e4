import { StreamableHTTPClientTransport as NewHttpTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport as NewStdioTransport } from '@modelcontextprotocol/client/stdio';
import { SSEClientTransport as OldSseTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as OldStdioTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { connectClient, type ClientBehaviour, type ClientKind, type McpTestClient } from './mcp-client.js';
import { cleanEnvironment, startProgram, type ProgramOptions, type RunningProgram } from './program.js';

/** How the client reaches the program. */
export type TransportKind = 'stdio' | 'http';

/** All transports, for tests that hold for each. */
export const transportKinds: readonly TransportKind[] = ['stdio', 'http'];

/** A client connected to a running program. */
export interface Connection extends McpTestClient {
  /** What the program has written to stderr so far. */
  stderr(): string;
  /** Ends the connection, and the program if it was started for it. */
  close(): Promise<void>;
}

/** What to connect to, with which client, how. */
export interface ConnectOptions extends ProgramOptions, ClientBehaviour {
  readonly kind: ClientKind;
  readonly transport: TransportKind;
}

/** Starts a program and connects a real MCP client of the wanted kind to it. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  if (options.transport === 'stdio') return connectStdio(options);
  const server = await startHttp(options);
  try {
    const client = await connectHttp(server.url, options.kind, options);
    return {
      ...client,
      stderr: () => server.stderr(),
      async close() {
        await client.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function connectStdio(options: ConnectOptions): Promise<Connection> {
  const { kind, program, args = [], environment } = options;
  const parameters = {
    command: process.execPath,
    args: [program, ...args],
    env: cleanEnvironment(environment),
    stderr: 'pipe' as const,
  };
  const transport = kind === 'v1' ? new OldStdioTransport(parameters) : new NewStdioTransport(parameters);
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const client = await connectClient(kind, () => transport, options);
  return { ...client, stderr: () => stderr };
}

/** A program that serves HTTP, and where. */
export interface HttpProgram extends RunningProgram {
  /** `http://127.0.0.1:40123/mcp` */
  readonly url: string;
}

/**
 * Starts a program that serves HTTP on a free port and waits until it listens.
 * @param transport `sse` for HTTP+SSE beside Streamable HTTP
 */
export async function startHttp(options: ProgramOptions, transport: 'http' | 'sse' = 'http'): Promise<HttpProgram> {
  const args = [...(options.args ?? []), '--transport', transport, '--port', '0'];
  const server = startProgram({ ...options, args });
  try {
    const [, url] = await server.said(/listening url=(\S+)/);
    if (url === undefined) throw new Error('The program does not say where it listens.');
    return { ...server, url };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** How a client reaches a program over HTTP. */
export interface HttpBehaviour extends ClientBehaviour {
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Connects one more client to a program that serves HTTP. */
export function connectHttp(
  address: string,
  kind: ClientKind,
  { headers = {}, ...behaviour }: HttpBehaviour = {},
): Promise<McpTestClient> {
  const url = new URL(address);
  const options = { requestInit: { headers } };
  return connectClient(
    kind,
    () => (kind === 'v1' ? new OldHttpTransport(url, options) : new NewHttpTransport(url, options)),
    behaviour,
  );
}

/** Connects a client that knows no newer transport than HTTP+SSE. */
export function connectSse(
  address: string,
  { headers = {}, ...behaviour }: HttpBehaviour = {},
): Promise<McpTestClient> {
  const url = new URL('/sse', address);
  return connectClient('v1', () => new OldSseTransport(url, { requestInit: { headers } }), behaviour);
}
