import { setTimeout as wait } from 'node:timers/promises';
import { fromJsonSchema, type McpServer, type ServerContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { embedded, image, sound, text } from './contents.js';

const pauseMs = 20;

/** Tools that answer at once, in every kind of content, and those that tell how they are getting on. */
export function registerContentTools(server: McpServer): void {
  // The suite calls the first tool of the list with no arguments, so that one has to need none.
  server.registerTool('test_simple_text', { description: 'Answers text.' }, () => ({ content: [text('Just text.')] }));

  server.registerTool('test_image_content', { description: 'Answers a picture.' }, () => ({ content: [image()] }));

  server.registerTool('test_audio_content', { description: 'Answers a sound.' }, () => ({
    content: [{ type: 'audio', data: sound, mimeType: 'audio/wav' }],
  }));

  server.registerTool('test_embedded_resource', { description: 'Answers a resource.' }, () => ({
    content: [embedded('test://embedded-resource', 'text/plain', 'The whole resource.')],
  }));

  server.registerTool('test_multiple_content_types', { description: 'Answers a bit of everything.' }, () => ({
    content: [
      text('A picture and a resource:'),
      image(),
      embedded('test://mixed-content-resource', 'application/json', '{"mixed":true}'),
    ],
  }));

  server.registerTool('test_error_handling', { description: 'Fails.' }, () => {
    throw new Error('This tool fails, as it was made to.');
  });

  server.registerTool('test_tool_with_progress', { description: 'Tells how far it is.' }, async (context) => {
    const progressToken = context.mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progress > 0) await wait(pauseMs);
      if (progressToken === undefined) continue;
      await context.mcpReq.notify({
        method: 'notifications/progress',
        params: { progressToken, progress, total: 100 },
      });
    }
    return { content: [text('All the way.')] };
  });

  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    server.registerTool(name, { description: 'Logs what it does.' }, async (context) => {
      for (const line of ['begun', 'busy', 'done']) {
        await log(context, line);
        await wait(pauseMs);
      }
      return { content: [text('See the log.')] };
    });
  }

  server.registerTool(
    'json_schema_2020_12_tool',
    {
      description: 'Has a schema with much of what JSON Schema 2020-12 allows.',
      inputSchema: fromJsonSchema(richSchema),
    },
    () => ({ content: [text('Understood.')] }),
  );

  server.registerTool(
    'test_header_parameter',
    {
      description: 'Takes an argument that HTTP clients also send as a header.',
      inputSchema: z.object({ region: z.string().optional().meta({ 'x-mcp-header': 'Region' }) }),
    },
    ({ region }) => ({ content: [text(region ?? 'nowhere')] }),
  );
}

/** A log line: in the newer era only for who asked for some, in the older one until told otherwise. */
async function log({ mcpReq }: ServerContext, data: string): Promise<void> {
  if (mcpReq.envelope !== undefined && !('io.modelcontextprotocol/logLevel' in mcpReq.envelope)) return;
  await mcpReq.notify({ method: 'notifications/message', params: { level: 'info', data } });
}

const richSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object' as const,
  $defs: {
    address: { $anchor: 'place', type: 'object', properties: { street: { type: 'string' }, town: { type: 'string' } } },
  },
  properties: {
    address: { $ref: '#/$defs/address' },
    by: { type: 'string', enum: ['letter', 'pigeon'] },
    stamp: { type: 'string' },
    pigeon: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['stamp'] }, { required: ['pigeon'] }] }],
  if: { properties: { by: { const: 'letter' } }, required: ['by'] },
  then: { required: ['stamp'] },
  else: { required: ['pigeon'] },
  additionalProperties: false,
};
