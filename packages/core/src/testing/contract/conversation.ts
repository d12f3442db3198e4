import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, connectHttp, startHttp, transportKinds, type HttpProgram, type TransportKind } from '../connect.js';
import { clientKinds, type ClientKind, type McpTestClient } from '../mcp-client.js';
import { recordingUpstream, type RecordingUpstream } from '../recording-upstream.js';
import { violations } from '../strict-schema.js';
import { readOnlySentence, type Subject } from './subject.js';

/** What every MCP client relies on, over every transport. */
export function conversationTests(subject: Subject): void {
  describe.each(transportKinds)('over %s', (transport) => {
    readingTests(subject, transport);
    writingTests(subject, transport);
    cancellingTests(subject, transport);
  });
}

/** One program for three clients over http, one each over stdio. */
function clientsFor(subject: Subject, transport: TransportKind, args: readonly string[], canAsk = false) {
  const clients = new Map<ClientKind, McpTestClient>();
  const questions: string[] = [];
  let server: HttpProgram | undefined;
  const behaviour = canAsk
    ? {
        onQuestion: (message: string) => {
          questions.push(message);
          return { action: 'accept' as const, content: { confirm: true } };
        },
      }
    : {};
  beforeAll(async () => {
    if (transport === 'http') server = await startHttp({ program: subject.program, args });
    for (const kind of clientKinds) {
      clients.set(
        kind,
        server === undefined
          ? await connect({ kind, transport, program: subject.program, args, ...behaviour })
          : await connectHttp(server.url, kind, behaviour),
      );
    }
  });
  afterAll(async () => {
    await Promise.all([...clients.values()].map((client) => client.close()));
    await server?.stop();
  });
  return {
    questions,
    client(kind: ClientKind): McpTestClient {
      const client = clients.get(kind);
      if (client === undefined) throw new Error(`No ${kind} client is connected.`);
      return client;
    },
  };
}

function readingTests(subject: Subject, transport: TransportKind): void {
  describe('without any permission to write', () => {
    const { client } = clientsFor(subject, transport, ['--demo']);

    describe.each(clientKinds)('a %s client', (kind) => {
      it('learns who the server is, and in under 2 KB how its tools work together', () => {
        const { server, instructions = '' } = client(kind);
        expect(server).toMatchObject({ name: subject.name, version: subject.version });
        expect(server.title).toBe(`${subject.title} (demo household)`);
        expect(Buffer.byteLength(instructions)).toBeLessThan(2048);
        expect(instructions).toContain('READ_ONLY_MODE=false');
        expect(instructions).toContain('nothing here is real');
      });

      it('is shown exactly the reading tools, the same every time', async () => {
        const tools = await client(kind).listTools();
        expect(tools.map((tool) => tool.name)).toEqual(subject.readable.map((tool) => tool.name));
        expect(tools).toEqual(subject.readable);
        expect(JSON.stringify(await client(kind).listTools())).toBe(JSON.stringify(tools));
      });

      it('gets an answer in words and in data that are the same, and fit the schema that was shown', async () => {
        const answer = await client(kind).callTool(subject.read.tool, subject.read.arguments);
        expect(answer.error).toEqual({});
        expect(answer.structured).toEqual(answer.json);
        const shown = subject.readable.find((tool) => tool.name === subject.read.tool);
        expect(violations(shown?.outputSchema ?? {}, answer.structured)).toEqual([]);
      });

      it('is told by the protocol that a tool does not exist', async () => {
        await expect(client(kind).callTool(`${subject.service}_no_such_tool`)).rejects.toMatchObject({ code: -32602 });
      });

      it('is told which argument does not exist, and which do', async () => {
        const { error } = await client(kind).callTool(subject.read.tool, { ...subject.read.arguments, no_such: 1 });
        expect(error).toMatchObject({ code: 'invalid_input', target: 'no_such' });
        const shown = subject.readable.find((tool) => tool.name === subject.read.tool);
        for (const name of Object.keys(shown?.inputSchema['properties'] ?? {})) {
          expect(error['hint']).toContain(name);
        }
      });

      it('is refused every change with one sentence, whatever the arguments', async () => {
        for (const tool of subject.writes) {
          for (const args of [{}, { no_such: [1] }, { confirm: 'x' }]) {
            const { error } = await client(kind).callTool(tool.name, args);
            expect(error).toMatchObject({ code: 'read_only', message: readOnlySentence(tool.name), changed: 'no' });
          }
        }
        const { error } = await client(kind).callTool(subject.write.tool, subject.write.arguments);
        expect(error['message']).toBe(readOnlySentence(subject.write.tool));
      });

      it('finds every prompt and resource of the server', async () => {
        const prompts = await client(kind).listPrompts();
        expect(prompts.map((prompt) => prompt.name)).toEqual(subject.list.prompts.map((prompt) => prompt.name));
        for (const prompt of subject.list.prompts) {
          const args = Object.fromEntries(
            prompt.arguments.filter((argument) => argument.required).map(({ name }) => [name, 'something']),
          );
          expect((await client(kind).getPrompt(prompt.name, args)).length).toBeGreaterThan(0);
        }
        const uris = [
          ...(await client(kind).listResources()).map((resource) => resource.uri),
          ...(await client(kind).listResourceTemplates()).map((template) => template.uriTemplate),
        ];
        expect(new Set(uris)).toEqual(new Set(subject.list.resources.map((resource) => resource.uri)));
      });
    });
  });
}

function writingTests(subject: Subject, transport: TransportKind): void {
  const { destructive } = subject;
  describe('with permission to write', () => {
    const flags = ['--demo', '--read-write', '--allow-file-deletion'];
    const silent = clientsFor(subject, transport, flags);
    const asking = clientsFor(subject, transport, flags, true);

    it.each(clientKinds)('a %s client is shown every tool, and changes something', async (kind) => {
      expect(await silent.client(kind).listTools()).toEqual(subject.writable);
      const answer = await silent.client(kind).callTool(subject.write.tool, subject.write.arguments);
      expect(answer.error).toEqual({});
      expect(['done', 'unchanged', 'running']).toContain(answer.json['outcome']);
      expect(answer.json['note']).toContain('nothing real');
      const shown = subject.writable.find((tool) => tool.name === subject.write.tool);
      expect(violations(shown?.outputSchema ?? {}, answer.structured)).toEqual([]);
    });

    if (destructive === undefined) return;

    it.each(clientKinds)(
      'a %s client that cannot ask gets a preview and a code before anything is lost',
      async (kind) => {
        const { error } = await silent.client(kind).callTool(destructive.tool, destructive.arguments);
        expect(error).toMatchObject({ code: 'confirmation_needed', changed: 'no' });
        expect(typeof error['confirm']).toBe('string');
        expect(Object(error['preview'])).toHaveProperty('summary');
      },
    );

    // Over HTTP the program serves three clients, so that only the first finds what is to be lost.
    it.each(transport === 'stdio' ? clientKinds : (['v2-modern'] as const))(
      'a %s client that can ask is asked, and then it is done',
      async (kind) => {
        const before = asking.questions.length;
        const answer = await asking.client(kind).callTool(destructive.tool, destructive.arguments);
        expect(asking.questions.length).toBe(before + 1);
        expect(answer.error).toEqual({});
        expect(answer.json['outcome']).toBe('done');
      },
    );
  });
}

function cancellingTests(subject: Subject, transport: TransportKind): void {
  describe('against a service that never answers', () => {
    let upstream: RecordingUpstream;
    beforeAll(async () => {
      upstream = await recordingUpstream(() => 'hang');
    });
    afterAll(() => upstream.close());

    it.each(clientKinds)('a %s client that takes its call back ends the request to the service', async (kind) => {
      const environment = subject.environmentFor(upstream.url, 'secret-for-tests');
      const options = { program: subject.program, environment };
      const server = transport === 'http' ? await startHttp(options) : undefined;
      const client =
        server === undefined ? await connect({ kind, transport, ...options }) : await connectHttp(server.url, kind);
      try {
        const [seen, abandoned] = [upstream.requests.length, upstream.abandoned];
        const cancel = new AbortController();
        const call = client.callTool(subject.read.tool, subject.read.arguments, { signal: cancel.signal });
        await Promise.race([upstream.received(seen + 1), call]);
        cancel.abort(new Error('no longer wanted'));
        await expect(call).rejects.toThrow();
        // In the 2025 era only the end of the connection can tell a server without sessions which call is meant.
        if (server !== undefined && kind !== 'v2-modern') await client.close();
        await expect.poll(() => upstream.abandoned, { timeout: 5000 }).toBeGreaterThan(abandoned);
        // Nothing is begun anew for a call that nobody waits for.
        expect(upstream.requests.length).toBe(upstream.abandoned);
      } finally {
        await client.close();
        await server?.stop();
      }
    });
  });
}
