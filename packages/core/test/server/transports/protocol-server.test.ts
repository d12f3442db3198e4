import { McpServer } from '@modelcontextprotocol/server';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { describe, expect, it } from 'vitest';
import { serveOverHttp, type HttpTransport } from '../../../src/server/transports/http.js';
import type { ProtocolServerMaker } from '../../../src/server/transports/protocol-server.js';
import { clientKinds, connectClient } from '../../../src/testing/mcp-client.js';
import { closing, connectTo, readToken, writeToken } from '../../fixtures/http-shelf.js';
import { shelfServer } from '../../fixtures/shelf-runtime.js';

/** A server whose only tool says who it was made for. */
const whoami: ProtocolServerMaker = ({ access, id }) => {
  const server = new McpServer({ name: 'whoami', version: '1.0.0' });
  server.registerTool('whoami', {}, () => ({
    content: [{ type: 'text', text: JSON.stringify({ access, known: id !== '' }) }],
  }));
  return server;
};

async function serveWhoami(environment: Record<string, string>): Promise<HttpTransport> {
  const { runtime, connection } = await shelfServer({
    environment: {
      MCP_PORT: '0',
      READ_ONLY_MODE: 'false',
      MCP_AUTH_TOKEN: writeToken,
      MCP_READ_TOKEN: readToken,
      ...environment,
    },
  });
  return closing(await serveOverHttp(runtime, connection, whoami));
}

describe('a protocol server that is not the runtime’s own', () => {
  it.each(clientKinds)('is told who calls over Streamable HTTP (%s)', async (kind) => {
    const http = await serveWhoami({});
    const reader = await connectTo(http, kind, { headers: { authorization: `Bearer ${readToken}` } });
    const writer = await connectTo(http, kind, { headers: { authorization: `Bearer ${writeToken}` } });
    expect(reader.server.name).toBe('whoami');
    expect((await reader.callTool('whoami')).json).toEqual({ access: 'read', known: true });
    expect((await writer.callTool('whoami')).json).toEqual({ access: 'write', known: true });
  });

  it('is told who calls over HTTP+SSE', async () => {
    const http = await serveWhoami({ MCP_TRANSPORT: 'sse' });
    const headers = { authorization: `Bearer ${readToken}` };
    const open = () => new SSEClientTransport(new URL('/sse', http.url), { requestInit: { headers } });
    const client = closing(await connectClient('v1', open));
    expect((await client.callTool('whoami')).json).toEqual({ access: 'read', known: true });
  });
});
