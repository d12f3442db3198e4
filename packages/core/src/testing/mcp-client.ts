import { Client as NewClient, type Transport as NewTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client';
import type { Transport as OldTransport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { member, record } from './json.js';

/**
 * Which MCP client, speaking which protocol: the widespread first SDK's (`v1`, 2025 era), its successor's in the 2025 era
 * (`v2-legacy`), and the same in the 2026 era (`v2-modern`).
 */
export type ClientKind = 'v1' | 'v2-legacy' | 'v2-modern';

/** All kinds, for tests that hold for every client. */
export const clientKinds: readonly ClientKind[] = ['v1', 'v2-legacy', 'v2-modern'];

const modernRevision = '2026-07-28';
const identity = { name: 'watchstack-tests', version: '0.0.0' };

/** What a person does with a question. */
export type PersonsAnswer =
  | { readonly action: 'accept'; readonly content: Record<string, string | number | boolean | string[]> }
  | { readonly action: 'decline' }
  | { readonly action: 'cancel' };

/** How a test's client behaves. */
export interface ClientBehaviour {
  /** Answers questions in a person's place. Without it, the client says that it can't ask. */
  readonly onQuestion?: ((message: string) => PersonsAnswer | Promise<PersonsAnswer>) | undefined;
}

/** How one request is sent. */
export interface SendOptions {
  /** Takes the request back. */
  readonly signal?: AbortSignal;
  /** Asks for progress and is told of each step. */
  readonly onProgress?: (step: { progress: number; total?: number | undefined; message?: string | undefined }) => void;
}

/** A tool as `tools/list` shows it. */
export interface ShownTool {
  readonly name: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly outputSchema?: Readonly<Record<string, unknown>> | undefined;
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
}

/** The answer to `tools/call`, and its text read as JSON. */
export interface ToolAnswer {
  readonly isError: boolean;
  /** The text of the only content block. */
  readonly text: string;
  /** The text, parsed. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly structured: Readonly<Record<string, unknown>> | undefined;
  /** The error that a failing answer carries; empty otherwise. */
  readonly error: Readonly<Record<string, unknown>>;
}

/** A resource's content. */
export interface ResourceText {
  readonly text: string;
  readonly mimeType: string;
}

/** One face for both SDKs' clients. Rejections carry the protocol's error number as `code`. */
export interface McpTestClient {
  readonly kind: ClientKind;
  /** What the server says of itself when the connection begins. */
  readonly server: { readonly name: string; readonly title?: string | undefined; readonly version: string };
  readonly instructions: string | undefined;
  listTools(): Promise<readonly ShownTool[]>;
  callTool(name: string, args?: Record<string, unknown>, options?: SendOptions): Promise<ToolAnswer>;
  listPrompts(): Promise<readonly { readonly name: string }[]>;
  /** The text of a prompt's first message. */
  getPrompt(name: string, args?: Record<string, string>): Promise<string>;
  listResources(): Promise<readonly { readonly uri: string; readonly mimeType?: string | undefined }[]>;
  listResourceTemplates(): Promise<readonly { readonly uriTemplate: string }[]>;
  /** A resource's text, read as JSON. */
  readResource(uri: string): Promise<unknown>;
  /** A resource's text as it came, with what kind of text it is said to be. */
  readText(uri: string): Promise<ResourceText>;
  /** Proposals for an argument of a prompt, or a variable of a resource template. */
  complete(of: { prompt: string } | { template: string }, argument: string, typed: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A transport that either SDK's client can take. */
export type AnyTransport = OldTransport & NewTransport;

/**
 * Connects a client of the wanted kind through a transport and gives it one face.
 * @param open makes the transport; called once
 */
export async function connectClient(
  kind: ClientKind,
  open: () => AnyTransport,
  behaviour: ClientBehaviour = {},
): Promise<McpTestClient> {
  return kind === 'v1' ? connectOld(open(), behaviour) : connectNew(kind, open(), behaviour);
}

async function connectOld(transport: OldTransport, { onQuestion }: ClientBehaviour): Promise<McpTestClient> {
  const client = new OldClient(identity, { capabilities: onQuestion === undefined ? {} : { elicitation: {} } });
  if (onQuestion !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => ({ ...(await onQuestion(params.message)) }));
  }
  await client.connect(transport);
  const server = client.getServerVersion();
  if (server === undefined) throw new Error('The server has not said who it is.');
  return {
    kind: 'v1',
    server,
    instructions: client.getInstructions(),
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, args = {}, options = {}) =>
      toAnswer(await client.callTool({ name, arguments: args }, undefined, sendOptions(options))),
    listPrompts: async () => (await client.listPrompts()).prompts,
    getPrompt: async (name, args = {}) => promptText(await client.getPrompt({ name, arguments: args })),
    listResources: async () => (await client.listResources()).resources,
    listResourceTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    readResource: async (uri) => JSON.parse(resourceText(await client.readResource({ uri })).text) as unknown,
    readText: async (uri) => resourceText(await client.readResource({ uri })),
    complete: async (of, name, value) =>
      (await client.complete({ ref: referenceTo(of), argument: { name, value } })).completion.values,
    close: () => client.close(),
  };
}

async function connectNew(
  kind: 'v2-legacy' | 'v2-modern',
  transport: NewTransport,
  { onQuestion }: ClientBehaviour,
): Promise<McpTestClient> {
  const client = new NewClient(identity, {
    capabilities: onQuestion === undefined ? {} : { elicitation: { form: {} } },
    versionNegotiation: { mode: kind === 'v2-modern' ? { pin: modernRevision } : 'legacy' },
  });
  if (onQuestion !== undefined) {
    client.setRequestHandler('elicitation/create', async ({ params }) => ({ ...(await onQuestion(params.message)) }));
  }
  await client.connect(transport);
  const server = client.getServerVersion();
  if (server === undefined) throw new Error('The server has not said who it is.');
  return {
    kind,
    server,
    instructions: client.getInstructions(),
    listTools: async () => (await client.listTools()).tools,
    callTool: async (name, args = {}, options = {}) =>
      toAnswer(await client.callTool({ name, arguments: args }, sendOptions(options))),
    listPrompts: async () => (await client.listPrompts()).prompts,
    getPrompt: async (name, args = {}) => promptText(await client.getPrompt({ name, arguments: args })),
    listResources: async () => (await client.listResources()).resources,
    listResourceTemplates: async () => (await client.listResourceTemplates()).resourceTemplates,
    readResource: async (uri) => JSON.parse(resourceText(await client.readResource({ uri })).text) as unknown,
    readText: async (uri) => resourceText(await client.readResource({ uri })),
    complete: async (of, name, value) =>
      (await client.complete({ ref: referenceTo(of), argument: { name, value } })).completion.values,
    close: () => client.close(),
  };
}

function sendOptions({ signal, onProgress }: SendOptions) {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onprogress: onProgress }),
  };
}

function referenceTo(of: { prompt: string } | { template: string }) {
  return 'prompt' in of
    ? { type: 'ref/prompt' as const, name: of.prompt }
    : { type: 'ref/resource' as const, uri: of.template };
}

function toAnswer(result: unknown): ToolAnswer {
  const content = member(result, 'content');
  const structured = member(result, 'structuredContent');
  const isError = member(result, 'isError') === true;
  if (!Array.isArray(content) || content.length !== 1) throw new Error('The answer is not one block of content.');
  const text = member(content[0], 'text');
  if (typeof text !== 'string') throw new Error('The content of the answer is not text.');
  const json = record(JSON.parse(text));
  return {
    isError,
    text,
    json,
    structured: structured === undefined ? undefined : record(structured),
    error: isError ? record(json['error']) : {},
  };
}

function promptText(result: { readonly messages: readonly unknown[] }): string {
  const text = member(member(result.messages[0], 'content'), 'text');
  if (typeof text !== 'string') throw new Error('The prompt does not begin with a text.');
  return text;
}

function resourceText(result: { readonly contents: readonly unknown[] }): ResourceText {
  const [text, mimeType] = [member(result.contents[0], 'text'), member(result.contents[0], 'mimeType')];
  if (typeof text !== 'string' || typeof mimeType !== 'string') throw new Error('The resource is not text.');
  return { text, mimeType };
}
