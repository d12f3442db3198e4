import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, isJsonContentType, ProtocolErrorCode } from '@modelcontextprotocol/server';
import type { Logger } from '../../logging/logger.js';
import type { Identity } from '../auth/gate.js';
import type { ProtocolServerMaker } from './protocol-server.js';
import { plain } from './replies.js';
import { maxBodyBytes, readBody } from './request-body.js';

/** Streamable HTTP, without sessions, for both protocol eras. */
export interface StreamableHttp {
  /** Answers one request of somebody who was let in. */
  answer(request: IncomingMessage, response: ServerResponse, identity: Identity): Promise<void>;
  /** Ends all calls. */
  close(): Promise<void>;
}

/** Far enough: a request that was let in is let in until it ends. */
const admittedSeconds = 24 * 60 * 60;

/**
 * Makes the transport.
 * @param makeServer is asked for every request
 * @param logger hears of requests that are no protocol
 */
export function streamableHttp(makeServer: ProtocolServerMaker, logger: Logger): StreamableHttp {
  const handler = createMcpHandler(
    ({ authInfo }) =>
      makeServer({
        access: authInfo?.scopes.includes('write') === true ? 'write' : 'read',
        id: authInfo?.clientId ?? 'nobody',
      }),
    {
      legacy: 'stateless',
      maxRequestBodySize: maxBodyBytes,
      onerror: (error) => {
        logger.debug('protocol', { message: error.message });
      },
    },
  );
  const handle = toNodeHandler(handler, {
    onerror: (error) => {
      logger.debug('http', { message: error.message });
    },
  });
  return {
    close: () => handler.close(),
    // The body is read and parsed here, once: left to itself the SDK copies it as a stream for each look it takes.
    async answer(request, response, identity) {
      // The adapter's type leaves no room for a property that is there and undefined.
      const { method = 'GET', headers } = request;
      const auth = {
        // What the caller presented is needed no further, and must not lie about where handlers could pass it on.
        token: '',
        clientId: identity.id,
        scopes: identity.access === 'write' ? ['read', 'write'] : ['read'],
        expiresAt: Math.floor(Date.now() / 1000) + admittedSeconds,
      };
      const asked = Object.assign(request, { method, url: request.url ?? '/', headers, auth });
      if (method !== 'POST' || !isJsonContentType(headers['content-type'])) return handle(asked, response);
      const body = await readBody(request);
      if (body === undefined) return plain(response, 413, `The request has more than ${maxBodyBytes} bytes.`);
      const parsed = parseBody(body);
      if (parsed === undefined) return notJson(response);
      return handle(asked, response, parsed.value);
    },
  };
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
