import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigurationError } from '../../errors.js';
import { openGate } from '../auth/open-gate.js';
import type { Gate, Identity, Refusal } from '../auth/gate.js';
import { createMcpServer, type ConnectionOptions } from '../mcp-server.js';
import type { Runtime } from '../runtime.js';
import { infoFor } from './info.js';
import { listen } from './listener.js';
import type { ProtocolServerMaker } from './protocol-server.js';
import { readReach, type Reach } from './reach.js';
import { json, page, plain } from './replies.js';
import { ambiguity, strangerness } from './strangers.js';
import { streamableHttp } from './streamable-http.js';

/** A running http transport. */
export interface HttpTransport {
  /** `http://127.0.0.1:8080/mcp` */
  readonly url: string;
  /** Stops accepting, gives open calls three seconds to end, then ends them. */
  close(): Promise<void>;
}

/** Answers somebody who was let in; false when the path is not its own. */
type Route = (request: IncomingMessage, response: ServerResponse, path: string, identity: Identity) => Promise<boolean>;

/** What a web page of a listed origin may send, and may read of the answer. */
const corsHeaders = {
  'access-control-allow-methods': 'GET, POST, DELETE',
  'access-control-allow-headers':
    'Authorization, Content-Type, Accept, MCP-Protocol-Version, Mcp-Method, Mcp-Name, Mcp-Session-Id, Last-Event-ID',
  'access-control-expose-headers': 'WWW-Authenticate, Mcp-Session-Id',
  'access-control-max-age': '600',
} as const;

/** As much of a stranger's path is worth a place in the log. */
const shownPath = 100;

/**
 * Serves a runtime over HTTP: Streamable HTTP, stateless, to both protocol eras, and HTTP+SSE where it was asked for.
 *
 * A request is looked at in this order: health, whether it can be read in one way only, Host, Origin, who it is, and only then
 * what it wants. Where nobody is asked who they are, everything that could come from elsewhere is refused.
 * @param connection the most that any caller may do, and how texts are cleaned of secrets
 * @param makeServer what speaks to those who were let in; the runtime's own unless told
 * @throws ConfigurationError for an address that others could reach without being asked, or a port that is taken
 */
export async function serveOverHttp<Client>(
  runtime: Runtime<Client>,
  connection: ConnectionOptions,
  makeServer: ProtocolServerMaker = ({ access, id }) =>
    createMcpServer(runtime, { access, caller: id, redact: connection.redact }),
): Promise<HttpTransport> {
  const reach = readReach(runtime.settings);
  const gate = await openGate(runtime, reach, connection.access);
  if (reach.outside && !gate.asks) {
    throw new ConfigurationError(
      `${reach.because}, so others could reach this server, and nothing says how they prove who they are.`,
      {
        target: 'MCP_AUTH_TOKEN',
        hint: 'Set MCP_AUTH_TOKEN (make one with: openssl rand -hex 32), or another of the ways to sign in that --help lists.',
      },
    );
  }
  const audit = runtime.logger.child('audit');
  const mcp = streamableHttp(makeServer, runtime.logger);
  const routes: Route[] = [
    async (request, response, path, identity) => {
      if (path !== reach.path) return false;
      await mcp.answer(request, response, identity);
      return true;
    },
    async (request, response, path, identity) => {
      if (path !== '/info' || request.method !== 'GET') return false;
      json(response, 200, infoFor(runtime, identity));
      return true;
    },
  ];
  const closers = [() => mcp.close()];
  if (runtime.settings.transport === 'sse') {
    const { httpSse } = await import('./http-sse.js');
    const sse = httpSse(makeServer, reach.prefix);
    routes.push((request, response, path, identity) => sse.answer(request, response, path, identity));
    closers.push(() => sse.close());
  }
  const closeTransports = async () => {
    await Promise.all(closers.map((close) => close()));
  };

  const showHomePage = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { homePage } = await import('./home-page.js');
    const url = `${reach.publicUrl ?? `http://${request.headers.host ?? ''}`}${reach.path}`;
    page(response, 200, homePage(runtime, { url, asks: gate.asks, signsIn: gate.signsIn }));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = pathOf(request, reach);
    if (path === '/health') return plain(response, 200, 'ok');
    const refused = (reason: string) => {
      audit.info('refused', { reason, path: path.slice(0, shownPath), address: reach.clientAddress(request) });
    };
    const unclear = ambiguity(request);
    if (unclear !== undefined) {
      refused('ambiguous');
      return plain(response, 400, unclear);
    }
    const stranger = strangerness(request, reach, gate.asks);
    if (stranger !== undefined) {
      refused('stranger');
      return plain(response, 403, stranger);
    }
    if (allowCors(request, response, reach)) return;
    if (path === '/' && request.method === 'GET') return showHomePage(request, response);
    for (const route of gate.routes) if (await route(request, response, path)) return;
    const admission = await gate.admit(request);
    if ('refusal' in admission) {
      // A client's first request, which asks how to sign in, is no news.
      if (admission.refusal.error !== undefined) refused(admission.refusal.error);
      return refuse(response, gate, admission.refusal);
    }
    // Whatever a caller may do elsewhere, here nobody may do more than the server does.
    const identity: Identity =
      connection.access === 'read' ? { ...admission.identity, access: 'read' } : admission.identity;
    for (const route of routes) if (await route(request, response, path, identity)) return;
    plain(response, 404, `Nothing is here. MCP is served at ${reach.prefix}${reach.path}.`);
  };

  const listener = await listen(
    { address: reach.address, port: runtime.settings.port },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        runtime.logger.error('http', { message: error instanceof Error ? error.message : 'unknown' });
        if (response.headersSent) response.destroy();
        else plain(response, 500, 'This server failed; its log says why.');
      });
    },
    closeTransports,
  );
  return {
    url: `${listener.url}${reach.path}`,
    async close() {
      await listener.close();
      await closeTransports();
    },
  };
}

/** The path without its query, and without the prefix that a proxy may have left on it. */
function pathOf(request: IncomingMessage, { prefix }: Reach): string {
  const path = request.url?.split('?', 1)[0] ?? '/';
  if (prefix === '' || !(path === prefix || path.startsWith(`${prefix}/`))) return path;
  return path.slice(prefix.length) || '/';
}

/** Lets pages of listed origins read the answer. True when the request only asked whether they may. */
function allowCors(request: IncomingMessage, response: ServerResponse, reach: Reach): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !reach.listsOrigin(origin)) return false;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'Origin');
  for (const [name, value] of Object.entries(corsHeaders)) response.setHeader(name, value);
  if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
  response.writeHead(204).end();
  return true;
}

function refuse(response: ServerResponse, gate: Gate, refusal: Refusal): void {
  json(
    response,
    refusal.status,
    { error: refusal.error ?? 'unauthorized', error_description: refusal.description },
    { 'www-authenticate': gate.challenge(refusal) },
  );
}
