import { randomBytes } from 'node:crypto';
import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  inputResponse,
  type CallToolResult,
  type InputRequests,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { text } from './contents.js';

/** What is sealed into the state that a client carries between two rounds. */
interface Round {
  readonly round: number;
}

/** Seals the state of calls that take several rounds; there is one process, so its key need not outlive it. */
export const sealedState = createRequestStateCodec<Round>({ key: randomBytes(32), ttlSeconds: 60 });

/** A question for a text, as `elicitation/create` puts it. */
export function askFor(field: string, message: string) {
  const properties = { [field]: { type: 'string' as const } };
  return inputRequired.elicit({ message, requestedSchema: { type: 'object', properties, required: [field] } });
}

const askWhether = inputRequired.elicit({
  message: 'Is that all right?',
  requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
});

/** A question for the client's model, as `sampling/createMessage` puts it. */
function askModel(prompt: string) {
  return inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
    maxTokens: 100,
  });
}

/** What a request says that its client can be asked. */
const capabilitiesSchema = z
  .object({
    [CLIENT_CAPABILITIES_META_KEY]: z.object({ elicitation: z.unknown(), sampling: z.unknown() }).partial(),
  })
  .transform((envelope) => envelope[CLIENT_CAPABILITIES_META_KEY]);

/** Tools that cannot answer before the person, the model or the client behind the call has. */
export function registerAskingTools(server: McpServer): void {
  const asking = (name: string, questions: InputRequests, options: { sealed?: boolean } = {}) => {
    server.registerTool(name, { description: `Asks for ${Object.keys(questions).join(', ')}.` }, (context) =>
      answerOrAsk(context, questions, options.sealed ?? false),
    );
  };
  asking('test_input_required_result_elicitation', { user_name: askFor('name', 'What is your name?') });
  asking('test_streaming_elicitation', { user_name: askFor('name', 'What is your name?') });
  asking('test_input_required_result_sampling', { capital_question: askModel('Which town is the capital of France?') });
  asking('test_missing_capability', { thought: askModel('What do you think?') });
  asking('test_input_required_result_list_roots', { client_roots: inputRequired.listRoots() });
  asking('test_input_required_result_request_state', { confirm: askWhether }, { sealed: true });
  asking('test_input_required_result_tampered_state', { confirm: askWhether }, { sealed: true });
  asking(
    'test_input_required_result_multiple_inputs',
    {
      user_name: askFor('name', 'What is your name?'),
      greeting: askModel('Make up a greeting.'),
      client_roots: inputRequired.listRoots(),
    },
    { sealed: true },
  );
  asking('test_elicitation_sep1034_defaults', { form: inputRequired.elicit(formWithDefaults) });
  asking('test_elicitation_sep1330_enums', { form: inputRequired.elicit(formWithChoices) });

  server.registerTool(
    'test_input_required_result_capabilities',
    { description: 'Asks what the client said it can be asked.' },
    (context) => {
      const { elicitation, sampling } = capabilitiesSchema.parse(context.mcpReq.envelope);
      const questions: InputRequests = {
        ...(elicitation === undefined ? {} : { user_name: askFor('name', 'What is your name?') }),
        ...(sampling === undefined ? {} : { thought: askModel('What do you think?') }),
      };
      return answerOrAsk(context, questions, false);
    },
  );

  server.registerTool(
    'test_input_required_result_multi_round',
    { description: 'Asks twice, the second time for something else.' },
    async (context) => {
      const { round } = context.mcpReq.requestState<Round>() ?? { round: 0 };
      if (round === 1 && isAnswered(context, 'step1')) {
        return ask({ step2: askFor('color', 'Which colour do you like?') }, { round: 2 });
      }
      if (round === 2 && isAnswered(context, 'step2')) return { content: [text('Thank you.')] };
      return ask({ step1: askFor('name', 'What is your name?') }, { round: 1 });
    },
  );

  server.registerTool(
    'test_sampling',
    { description: 'Asks the client’s model.', inputSchema: z.object({ prompt: z.string() }) },
    ({ prompt }, context) => answerOrAsk(context, { thought: askModel(prompt) }, false),
  );

  server.registerTool(
    'test_elicitation',
    { description: 'Asks the person.', inputSchema: z.object({ message: z.string() }) },
    ({ message }, context) => answerOrAsk(context, { username: askFor('username', message) }, false),
  );
}

/** Whether this round brought something usable under that name. What a client sends may be anything. */
function isAnswered({ mcpReq }: ServerContext, name: string): boolean {
  return inputResponse(mcpReq.inputResponses, name).kind !== 'missing';
}

async function answerOrAsk(
  context: ServerContext,
  questions: InputRequests,
  sealed: boolean,
): Promise<CallToolResult | InputRequiredResult> {
  const names = Object.keys(questions);
  const known = !sealed || context.mcpReq.requestState<Round>()?.round === 1;
  if (known && names.every((name) => isAnswered(context, name))) {
    const answers = names.map((name) => [name, inputResponse(context.mcpReq.inputResponses, name)]);
    return { content: [text(JSON.stringify(Object.fromEntries(answers)))] };
  }
  return ask(questions, sealed ? { round: 1 } : undefined);
}

async function ask(inputRequests: InputRequests, state: Round | undefined): Promise<InputRequiredResult> {
  return inputRequired({
    inputRequests,
    ...(state === undefined ? {} : { requestState: await sealedState.mint(state) }),
  });
}

const formWithDefaults = {
  message: 'Change what is not right.',
  requestedSchema: {
    type: 'object' as const,
    properties: {
      name: { type: 'string' as const, default: 'John Doe' },
      age: { type: 'integer' as const, default: 30 },
      score: { type: 'number' as const, default: 95.5 },
      status: { type: 'string' as const, enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean' as const, default: true },
    },
  },
};

const options = ['option1', 'option2', 'option3'];
const titled = [
  { const: 'value1', title: 'The first' },
  { const: 'value2', title: 'The second' },
  { const: 'value3', title: 'The third' },
];

const formWithChoices = {
  message: 'Choose.',
  requestedSchema: {
    type: 'object' as const,
    properties: {
      untitledSingle: { type: 'string' as const, enum: options },
      titledSingle: { type: 'string' as const, oneOf: titled },
      legacyEnum: { type: 'string' as const, enum: ['opt1', 'opt2'], enumNames: ['The one', 'The other'] },
      untitledMulti: { type: 'array' as const, items: { type: 'string' as const, enum: options } },
      titledMulti: { type: 'array' as const, items: { anyOf: titled } },
    },
  },
};
