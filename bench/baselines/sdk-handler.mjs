// The SDK's own HTTP handler with one tool registered the usual way, its schemas at module level, doing one fetch.
import { createServer } from 'node:http';
import process from 'node:process';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer, createMcpHandler } from '@modelcontextprotocol/server';
import * as z from 'zod';

const inputSchema = z.strictObject({});
const outputSchema = z.object({ version: z.string(), branch: z.string().optional(), osName: z.string().optional() });

function factory() {
  const server = new McpServer({ name: 'sdk', version: '1.0.0' });
  server.registerTool('status', { description: 'Status of the upstream.', inputSchema, outputSchema }, async () => {
    const response = await fetch(`${process.env['SONARR_URL']}/api/v3/system/status`, {
      headers: { 'X-Api-Key': process.env['SONARR_API_KEY'] ?? '' },
    });
    const structuredContent = outputSchema.parse(await response.json());
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  });
  return server;
}

const handle = toNodeHandler(createMcpHandler(factory));
const server = createServer((request, response) => void handle(/** @type {never} */ (request), response));
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stderr.write(`listening url=http://127.0.0.1:${port}/mcp\n`);
});
