// The least that can answer an MCP client: a JSON-RPC loop without any dependency, and one tool that does one fetch.
import process from 'node:process';

/** @typedef {{ id: number, method: string }} Request */

const tools = [{ name: 'status', description: 'Status of the upstream.', inputSchema: { type: 'object' } }];
const send = (/** @type {number} */ id, /** @type {unknown} */ result) =>
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);

/** @param {Request} request @returns {Promise<unknown>} */
async function answer({ id, method }) {
  switch (method) {
    case 'initialize': {
      const serverInfo = { name: 'loop', version: '1.0.0' };
      return send(id, { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo });
    }
    case 'tools/list':
      return send(id, { tools });
    case 'tools/call': {
      const response = await fetch(`${process.env['SONARR_URL']}/api/v3/system/status`, {
        headers: { 'X-Api-Key': process.env['SONARR_API_KEY'] ?? '' },
      });
      const structuredContent = await response.json();
      return send(id, { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent });
    }
    default:
      return undefined;
  }
}

let text = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (/** @type {string} */ chunk) => {
  text += chunk;
  const lines = text.split('\n');
  text = lines.pop() ?? '';
  for (const line of lines) void answer(JSON.parse(line));
});
