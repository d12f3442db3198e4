import { completable, inputRequired, inputResponse, type McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { askFor } from './asking-tools.js';
import { embedded, image, text } from './contents.js';

/** Prompts with and without arguments, in every kind of content, and one that asks first. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'A text.' }, () => ({
    messages: [{ role: 'user', content: text('A prompt without arguments.') }],
  }));

  const argsSchema = z.object({
    arg1: completable(z.string(), (typed) => ['test', 'testament', 'word'].filter((word) => word.startsWith(typed))),
    arg2: z.string(),
  });
  server.registerPrompt('test_prompt_with_arguments', { description: 'Two words.', argsSchema }, ({ arg1, arg2 }) => ({
    messages: [{ role: 'user', content: text(`First ${arg1}, then ${arg2}.`) }],
  }));

  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'A resource.', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({
      messages: [
        { role: 'user', content: embedded(resourceUri, 'text/plain', 'The whole resource.') },
        { role: 'user', content: text('Read this.') },
      ],
    }),
  );

  server.registerPrompt('test_prompt_with_image', { description: 'A picture.' }, () => ({
    messages: [
      { role: 'user', content: image() },
      { role: 'user', content: text('Look at this.') },
    ],
  }));

  server.registerPrompt('test_input_required_result_prompt', { description: 'Asks first.' }, ({ mcpReq }) =>
    inputResponse(mcpReq.inputResponses, 'user_context').kind === 'missing'
      ? inputRequired({ inputRequests: { user_context: askFor('context', 'What is it about?') } })
      : { messages: [{ role: 'user', content: text('Now that we know what it is about.') }] },
  );
}
