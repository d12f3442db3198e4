import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  Server,
  UriTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { NotFoundError } from '../errors.js';
import { cleanAnswer, cleanText } from './answer-text.js';
import { toErrorJson } from './call-outcome.js';
import { callTool, type Caller } from './dispatch.js';
import type { Prompt } from './prompt.js';
import type { Resource } from './resource.js';
import type { Runtime } from './runtime.js';
import type { AccessLevel } from './selection.js';
import { DefaultJsonSchemaValidator } from './sdk-shims.js';
import type { ProgressStep, ToolContext } from './tool.js';

/** What a connection brings with it. */
export interface ConnectionOptions {
  readonly access: AccessLevel;
  /** A stable name of the caller. */
  readonly caller: string;
  readonly redact: (text: string) => string;
}

const validator = new DefaultJsonSchemaValidator();

/** Lists do not change while a server runs, so clients may keep them for an hour. */
const listHint = { ttlMs: 3_600_000, cacheScope: 'private' } as const;

/** A prompt's opening or a resource's content may take this long. */
const readTimeoutMs = 30_000;

/**
 * Makes the protocol side of a runtime: one low-level SDK server with our own handlers. Cheap, because the SDK asks for one per
 * HTTP request, and for two per stdio connection.
 */
export function createMcpServer<Client>(runtime: Runtime<Client>, connection: ConnectionOptions): Server {
  const server = new Server(
    { name: runtime.name, title: runtime.title, version: runtime.version },
    {
      capabilities: { tools: {}, prompts: {}, resources: {}, completions: {} },
      instructions: runtime.instructionsFor(connection.access),
      jsonSchemaValidator: validator,
      cacheHints: {
        'tools/list': listHint,
        'prompts/list': listHint,
        'resources/list': listHint,
        'resources/templates/list': listHint,
        'server/discover': listHint,
      },
    },
  );

  server.setRequestHandler('tools/list', () => ({ tools: runtime.toolsFor(connection.access) }));

  server.setRequestHandler('tools/call', async (request, context) => {
    const { name, arguments: args } = request.params;
    const outcome = await callTool(runtime, name, args ?? {}, callerOf(server, connection, context));
    switch (outcome.kind) {
      case 'result':
        return outcome.result;
      case 'unknown':
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name.slice(0, 80)}`);
      case 'ask':
        return inputRequired({
          inputRequests: {
            consent: inputRequired.elicit({
              message: outcome.message,
              requestedSchema: {
                type: 'object',
                properties: {
                  confirm: {
                    type: 'boolean',
                    title: 'Yes, do it',
                    description: 'Off or declined: nothing is changed.',
                  },
                },
                required: ['confirm'],
              },
            }),
          },
          requestState: outcome.state,
        });
    }
  });

  server.setRequestHandler('prompts/list', () => ({
    prompts: runtime.list.prompts.map((prompt) => ({ ...prompt, arguments: [...prompt.arguments] })),
  }));

  server.setRequestHandler('prompts/get', async (request) => {
    const { prompts } = await runtime.definitions();
    const prompt = find(prompts, request.params.name, 'prompt');
    const args = request.params.arguments ?? {};
    checkPromptArguments(prompt, args);
    return {
      description: prompt.description,
      messages: [{ role: 'user', content: { type: 'text', text: prompt.render(args) } }],
    };
  });

  const fixed = runtime.list.resources.filter((resource) => !UriTemplate.isTemplate(resource.uri));
  const templates = runtime.list.resources.filter((resource) => UriTemplate.isTemplate(resource.uri));
  const json = 'application/json';

  server.setRequestHandler('resources/list', () => ({
    resources: fixed.map((resource) => ({ mimeType: json, ...resource })),
  }));

  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: templates.map(({ uri, ...rest }) => ({ mimeType: json, ...rest, uriTemplate: uri })),
  }));

  server.setRequestHandler('resources/read', async (request, context) => {
    const { uri } = request.params;
    const { resources } = await runtime.definitions();
    const found = matchResource(resources, uri);
    if (found === undefined) throw new ResourceNotFoundError(uri);
    try {
      const value = await found.resource.read(found.variables, await readingContext(runtime, context));
      // Line ends belong to the format of a text; the lines are cleaned like every text from strangers.
      const text =
        typeof value === 'string'
          ? value.split('\r\n').map(cleanText).join('\r\n')
          : JSON.stringify(cleanAnswer(value));
      return { contents: [{ uri, mimeType: found.resource.mimeType ?? json, text }] };
    } catch (error) {
      const failure = toErrorJson(error, 'read', connection.redact);
      if (error instanceof NotFoundError) throw new ResourceNotFoundError(uri, failure.message);
      throw new ProtocolError(
        ProtocolErrorCode.InternalError,
        [failure.message, failure.hint].join(' ').trim(),
        failure,
      );
    }
  });

  server.setRequestHandler('completion/complete', async (request, context) => {
    const { ref, argument } = request.params;
    const { prompts, resources } = await runtime.definitions();
    const complete =
      ref.type === 'ref/prompt'
        ? find(prompts, ref.name, 'prompt').arguments.find((candidate) => candidate.name === argument.name)?.complete
        : resources.find((resource) => resource.uri === ref.uri)?.complete?.[argument.name];
    if (complete === undefined) return { completion: { values: [], total: 0, hasMore: false } };
    // A proposal that cannot be made is no reason to disturb a person who is typing.
    const values = await readingContext(runtime, context)
      .then((reading) => complete(argument.value, reading))
      .catch(() => []);
    return { completion: { values: values.slice(0, 100), total: values.length, hasMore: values.length > 100 } };
  });

  return server;
}

function callerOf(server: Server, connection: ConnectionOptions, context: ServerContext): Caller {
  const token = context.mcpReq._meta?.progressToken;
  let last = -Infinity;
  const progress = (step: ProgressStep) => {
    if (token === undefined || step.progress <= last || context.mcpReq.signal.aborted) return;
    last = step.progress;
    // Progress is a courtesy: one that cannot be delivered must not end the call.
    context.mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken: token, ...step } })
      .catch(() => undefined);
  };
  return {
    access: connection.access,
    id: connection.caller,
    canElicit: canElicit(server, context),
    reply: replyOf(context),
    signal: context.mcpReq.signal,
    progress,
    redact: connection.redact,
  };
}

/** Whether this request's client can put a form before a person: from the request itself in the new era, else from its handshake. */
function canElicit(server: Server, context: ServerContext): boolean {
  const declared = part(context.mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY) ?? server.getClientCapabilities();
  const elicitation = part(declared, 'elicitation');
  if (typeof elicitation !== 'object' || elicitation === null) return false;
  // An empty object means forms, as it did before there were other kinds.
  return Object.keys(elicitation).length === 0 || 'form' in elicitation;
}

function replyOf(context: ServerContext): Caller['reply'] {
  const reply = context.mcpReq.inputResponses?.['consent'];
  if (reply === undefined) return undefined;
  const agreed = part(reply, 'action') === 'accept' && part(part(reply, 'content'), 'confirm') === true;
  const state = context.mcpReq.requestState();
  return { state: typeof state === 'string' ? state : undefined, accepted: agreed };
}

/** One member of a value that came from outside. */
function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

async function readingContext<Client>(runtime: Runtime<Client>, context: ServerContext): Promise<ToolContext<Client>> {
  const { read } = await runtime.clients();
  return {
    client: read,
    clock: runtime.clock,
    timeZone: runtime.timeZone,
    signal: AbortSignal.any([context.mcpReq.signal, AbortSignal.timeout(readTimeoutMs)]),
    progress: () => undefined,
    showPersonalData: runtime.settings.showPersonalData,
  };
}

function find<T extends { readonly name: string }>(items: readonly T[], name: string, noun: string): T {
  const item = items.find((candidate) => candidate.name === name);
  if (item === undefined) {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown ${noun}: ${name.slice(0, 80)}`);
  }
  return item;
}

function checkPromptArguments<Client>(prompt: Prompt<Client>, args: Readonly<Record<string, string>>): void {
  const names = prompt.arguments.map((argument) => argument.name);
  const unknown = Object.keys(args).filter((name) => !names.includes(name));
  const missing = prompt.arguments.filter((argument) => argument.required && (args[argument.name] ?? '').trim() === '');
  if (unknown.length === 0 && missing.length === 0) return;
  const what = [
    ...missing.map((argument) => `${argument.name} is missing`),
    ...unknown.map((name) => `${name.slice(0, 60)} is no argument`),
  ].join(', ');
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `${prompt.name}: ${what}. Valid arguments: ${names.join(', ') || 'none'}.`,
  );
}

function matchResource<Client>(
  resources: readonly Resource<Client>[],
  uri: string,
): { resource: Resource<Client>; variables: Record<string, string> } | undefined {
  for (const resource of resources) {
    if (resource.uri === uri) return { resource, variables: {} };
    if (!UriTemplate.isTemplate(resource.uri)) continue;
    const variables = new UriTemplate(resource.uri).match(uri);
    if (variables === null) continue;
    return {
      resource,
      variables: Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(String(value))]),
      ),
    };
  }
  return undefined;
}
