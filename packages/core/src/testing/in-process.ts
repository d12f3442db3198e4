import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { createMcpServer, type ConnectionOptions } from '../server/mcp-server.js';
import type { Runtime } from '../server/runtime.js';
import {
  connectClient,
  type AnyTransport,
  type ClientBehaviour,
  type ClientKind,
  type McpTestClient,
} from './mcp-client.js';

/** A JSON-RPC message as it goes over the wire. */
export type WireMessage = Readonly<Record<string, unknown>> & { readonly jsonrpc: '2.0' };

/** One end of a wire between two parties of one process. Messages are copied and arrive in order, never at once. */
class WireEnd {
  onmessage?: NonNullable<AnyTransport['onmessage']>;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  #other: WireEnd | undefined;
  #started = false;
  #closed = false;
  readonly #waiting: unknown[] = [];

  join(other: WireEnd): void {
    this.#other = other;
  }

  start(): Promise<void> {
    this.#started = true;
    for (const message of this.#waiting.splice(0)) this.#deliver(message);
    return Promise.resolve();
  }

  send(message: unknown): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('The wire is closed.'));
    this.#other?.receive(structuredClone(message));
    return Promise.resolve();
  }

  receive(message: unknown): void {
    if (this.#started) this.#deliver(message);
    else this.#waiting.push(message);
  }

  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.onclose?.();
    queueMicrotask(() => void this.#other?.close());
    return Promise.resolve();
  }

  #deliver(message: unknown): void {
    queueMicrotask(() => {
      // What travels here was made by one SDK for another; each checks what it receives.
      this.onmessage?.(message as JSONRPCMessage);
    });
  }
}

function wire(): [WireEnd, WireEnd] {
  const ends: [WireEnd, WireEnd] = [new WireEnd(), new WireEnd()];
  ends[0].join(ends[1]);
  ends[1].join(ends[0]);
  return ends;
}

/**
 * Connects a real MCP client to a runtime within this process, over the same serving code as stdio.
 * @param kind which client, in which era
 */
export async function connectInProcess<Client>(
  server: { readonly runtime: Runtime<Client>; readonly connection: ConnectionOptions },
  kind: ClientKind,
  behaviour: ClientBehaviour = {},
): Promise<McpTestClient> {
  const [ours, theirs] = wire();
  serveStdio(() => createMcpServer(server.runtime, server.connection), { transport: theirs });
  return connectClient(kind, () => ours, behaviour);
}

/** A party that sends what no decent client would. */
export interface RawPeer {
  /** Every message the server has sent, oldest first. */
  readonly received: readonly WireMessage[];
  send(message: WireMessage): void;
  /** Sends a request and waits for its response. */
  request(id: number, method: string, params: Record<string, unknown>): Promise<WireMessage>;
  /** Waits for the next message that fits. */
  next(fits: (message: WireMessage) => boolean): Promise<WireMessage>;
  close(): Promise<void>;
}

/** Opens a bare connection to a runtime within this process. */
export async function openRaw<Client>(server: {
  readonly runtime: Runtime<Client>;
  readonly connection: ConnectionOptions;
}): Promise<RawPeer> {
  const [ours, theirs] = wire();
  const received: WireMessage[] = [];
  const waiting: { fits: (message: WireMessage) => boolean; resolve: (message: WireMessage) => void }[] = [];
  ours.onmessage = (message: JSONRPCMessage) => {
    const copy: WireMessage = { ...message, jsonrpc: '2.0' };
    received.push(copy);
    const index = waiting.findIndex(({ fits }) => fits(copy));
    if (index >= 0) waiting.splice(index, 1)[0]?.resolve(copy);
  };
  const next = (fits: (message: WireMessage) => boolean) =>
    new Promise<WireMessage>((resolve) => waiting.push({ fits, resolve }));
  serveStdio(() => createMcpServer(server.runtime, server.connection), { transport: theirs });
  await ours.start();
  return {
    received,
    send: (message) => void ours.send(message),
    request(id, method, params) {
      const response = next((message) => message['id'] === id && !('method' in message));
      void ours.send({ jsonrpc: '2.0', id, method, params });
      return response;
    },
    next,
    close: () => ours.close(),
  };
}

/** What a request of the 2026 era carries in `_meta`: the revision, who asks, and what they can do. */
export function modernMeta(capabilities: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'watchstack-tests', version: '0.0.0' },
    'io.modelcontextprotocol/clientCapabilities': capabilities,
  };
}
