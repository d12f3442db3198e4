// The SDK's own HTTP handler with one tool registered the usual way, its schemas at module level, doing one fetch. With
// TOKEN it asks for that; with MORE_TOOLS, that many others stand beside it, as in a real server.
import { createServer } from 'node:http';
import process from 'node:process';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { McpServer, createMcpHandler } from '@modelcontextprotocol/server';
import * as z from 'zod';

const inputSchema = z.strictObject({});
const outputSchema = z.object({ version: z.string(), branch: z.string().optional(), osName: z.string().optional() });

const words = z.string().max(200).optional().describe('What it is about, in a few words.');
const otherInput = z.strictObject({ a: words, b: words, c: words, d: words, e: words, f: words });
const otherOutput = z.object({
  total: z.int(),
  rows: z.array(z.object({ a: words, b: words, c: words, d: words, e: words, f: words })),
});
const others = Array.from({ length: Number(process.env['MORE_TOOLS'] ?? 0) }, (_none, index) => `other_${index}`);

function factory() {
  const server = new McpServer({ name: 'sdk', version: '1.0.0' });
  server.registerTool('status', { description: 'Status of the upstream.', inputSchema, outputSchema }, async () => {
    const response = await fetch(`${process.env['SONARR_URL']}/api/v3/system/status`, {
      headers: { 'X-Api-Key': process.env['SONARR_API_KEY'] ?? '' },
    });
    const structuredContent = outputSchema.parse(await response.json());
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  });
  for (const name of others) {
    server.registerTool(
      name,
      { description: 'Another tool.', inputSchema: otherInput, outputSchema: otherOutput },
      () => {
        throw new Error('never called');
      },
    );
  }
  return server;
}

const handle = toNodeHandler(createMcpHandler(factory));
const expected = process.env['TOKEN'] === undefined ? undefined : `Bearer ${process.env['TOKEN']}`;
const server = createServer((request, response) => {
  if (expected !== undefined && request.headers.authorization !== expected) return response.writeHead(401).end();
  return void handle(/** @type {never} */ (request), response);
});
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stderr.write(`listening url=http://127.0.0.1:${port}/mcp\n`);
});
