import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { expect, it } from 'vitest';
import { serveOverHttp } from '../../src/server/transports/http.js';
import { connectClient } from '../../src/testing/mcp-client.js';
import { closing } from '../fixtures/http-shelf.js';
import { shelfServer } from '../fixtures/shelf-runtime.js';
import { fixtureServer } from './fixture-server.js';

it('what the suite cannot see asked over Streamable HTTP in the 2025 era is asked where there is a connection to ask by', async () => {
  const { runtime, connection } = await shelfServer({ environment: { MCP_PORT: '0', MCP_TRANSPORT: 'sse' } });
  const http = closing(await serveOverHttp(runtime, connection, fixtureServer));
  const questions: string[] = [];
  const onQuestion = (message: string) => {
    questions.push(message);
    return { action: 'accept' as const, content: { username: 'eve' } };
  };
  const open = () => new SSEClientTransport(new URL('/sse', http.url));
  const client = closing(await connectClient('v1', open, { onQuestion }));
  const answer = await client.callTool('test_elicitation', { message: 'Who are you?' });
  expect(questions).toEqual(['Who are you?']);
  expect(answer.json).toMatchObject({ username: { action: 'accept', content: { username: 'eve' } } });
  await client.callTool('test_elicitation_sep1034_defaults');
  await client.callTool('test_elicitation_sep1330_enums');
  expect(questions.slice(1)).toEqual(['Change what is not right.', 'Choose.']);
});
