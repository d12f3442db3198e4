import type { McpServer, Server } from '@modelcontextprotocol/server';
import type { Identity } from '../auth/gate.js';

/**
 * Makes what speaks the protocol with one caller who was let in. It is asked for every request of Streamable HTTP and for every
 * stream of HTTP+SSE, so it has to be quick, and what must last belongs elsewhere.
 */
export type ProtocolServerMaker = (caller: Identity) => McpServer | Server;
