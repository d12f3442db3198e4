import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJsonContentType } from '@modelcontextprotocol/server';
import { SSEServerTransport } from '@modelcontextprotocol/server-legacy/sse';
import type { Identity } from '../auth/gate.js';
import type { ProtocolServerMaker } from './protocol-server.js';
import { plain } from './replies.js';
import { maxBodyBytes, readBody } from './request-body.js';

/** HTTP+SSE, the transport of the protocol's first version, for clients that know nothing newer. */
export interface HttpSse {
  /** Answers `/sse` and `/messages`; false for any other path. */
  answer(request: IncomingMessage, response: ServerResponse, path: string, identity: Identity): Promise<boolean>;
  /** Ends all streams. */
  close(): Promise<void>;
}

/** A household has fewer clients; each stream holds memory for as long as it is open. */
const maxStreams = 64;

/** Proxies cut streams that are silent for a minute. */
const pingMs = 25_000;

interface Stream {
  readonly transport: SSEServerTransport;
  readonly identity: Identity;
}

/**
 * Makes the transport.
 * @param makeServer is asked for every stream
 * @param prefix path that a proxy leaves in front, which clients need to find the way back
 */
export function httpSse(makeServer: ProtocolServerMaker, prefix: string): HttpSse {
  const streams = new Map<string, Stream>();

  const open = async (response: ServerResponse, identity: Identity): Promise<void> => {
    if (streams.size >= maxStreams) return plain(response, 503, 'Too many streams are open. Try again later.');
    const transport = new SSEServerTransport(`${prefix}/messages`, response);
    const server = makeServer(identity);
    streams.set(transport.sessionId, { transport, identity });
    const ping = setInterval(() => response.write(': ping\n\n'), pingMs);
    ping.unref();
    response.once('close', () => {
      clearInterval(ping);
      streams.delete(transport.sessionId);
      void server.close();
    });
    await server.connect(transport);
  };

  const receive = async (request: IncomingMessage, response: ServerResponse, identity: Identity): Promise<void> => {
    const query = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
    const stream = streams.get(query.get('sessionId') ?? '');
    // A stream belongs to whoever opened it: to others it does not exist.
    if (stream?.identity.id !== identity.id || stream.identity.access !== identity.access) {
      return plain(response, 404, 'No such stream. Open one at /sse.');
    }
    if (!isJsonContentType(request.headers['content-type'])) return plain(response, 415, 'Messages are sent as JSON.');
    const body = await readBody(request);
    if (body === undefined) return plain(response, 413, `The request has more than ${maxBodyBytes} bytes.`);
    await stream.transport.handlePostMessage(request, response, body);
  };

  return {
    async answer(request, response, path, identity) {
      const asked = path.replace(/\/$/, '');
      if (asked === '/sse') {
        if (request.method === 'GET') await open(response, identity);
        else plain(response, 405, 'Open the stream with GET.');
        return true;
      }
      if (asked === '/messages') {
        if (request.method === 'POST') await receive(request, response, identity);
        else plain(response, 405, 'Send messages with POST.');
        return true;
      }
      return false;
    },
    async close() {
      await Promise.all([...streams.values()].map(({ transport }) => transport.close()));
      streams.clear();
    },
  };
}
