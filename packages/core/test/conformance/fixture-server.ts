import { McpServer } from '@modelcontextprotocol/server';
import type { ProtocolServerMaker } from '../../src/server/transports/protocol-server.js';
import { registerAskingTools, sealedState } from './asking-tools.js';
import { registerContentTools } from './content-tools.js';
import { registerPrompts } from './prompts.js';
import { registerResources } from './resources.js';

/**
 * The server that the public conformance suite wants to meet: it calls tools, prompts and resources by names of its own, which no
 * useful server has. It stands on our transports, so that what is shown with it is shown of them.
 *
 * Lists never change and say so, as with our own servers.
 */
export const fixtureServer: ProtocolServerMaker = () => {
  const server = new McpServer(
    { name: 'conformance-fixture', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { listChanged: false, subscribe: true },
        logging: {},
      },
      requestState: { verify: sealedState.verify },
    },
  );
  registerContentTools(server);
  registerAskingTools(server);
  registerPrompts(server);
  registerResources(server);
  return server;
};
