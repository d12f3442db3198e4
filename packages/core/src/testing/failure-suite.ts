import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Connection } from './connect.js';
import type { SampleCall } from './contract/subject.js';
import { record } from './json.js';
import { recordingUpstream, type RecordingUpstream } from './recording-upstream.js';
import type { StandInFault, StandInForServer } from './stand-in.js';

/** A call that changes something, and the request by which it does. */
export interface SampleWrite extends SampleCall {
  readonly request: { readonly method: string; readonly path: RegExp };
}

/** What {@link failureSuite} works with. */
export interface FailureOptions {
  readonly name: string;
  /** Absolute path of the built `cli.js`. */
  readonly program: string;
  /** Starts the service; it lets in whoever brings this secret. */
  readonly start: (secret: string) => Promise<StandInForServer>;
  readonly read: SampleCall;
  /** A call that succeeds on the stand-in as it is. */
  readonly write: SampleWrite;
  /** Where the service means something else by a failure than most do: the code by its name here. */
  readonly codes?: Readonly<Record<string, string>>;
}

interface Failure {
  readonly name: string;
  readonly fault: (elsewhere: string) => StandInFault | 'starting';
  readonly code: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** To a change, the service has said yes: what else it says cannot turn that into a failure. */
  readonly accepts?: true;
  /** The program remembers it, and has to forget before the next. */
  readonly lasts?: true;
}

const secret = 'canary0d9f4b7a1c6e42c5';
const trace = `Error: boom\n    at Controller.run (/opt/service/src/run.cs:12)\n  key=${secret}`;

const failures: readonly Failure[] = [
  { name: '401 with an empty body', fault: () => ({ kind: 'reply', status: 401 }), code: 'authentication' },
  { name: '403', fault: () => ({ kind: 'reply', status: 403, body: 'Forbidden' }), code: 'permission' },
  { name: '404', fault: () => ({ kind: 'reply', status: 404, body: { message: 'NotFound' } }), code: 'not_found' },
  {
    name: '429 with a long pause',
    fault: () => ({ kind: 'reply', status: 429, headers: { 'retry-after': '3600' } }),
    code: 'rate_limited',
    facts: { retryAfterSeconds: 3600, retryable: true },
    lasts: true,
  },
  {
    name: '500 with a stack trace',
    fault: () => ({ kind: 'reply', status: 500, body: { message: trace, description: trace } }),
    code: 'upstream_unavailable',
  },
  { name: '503 while it starts', fault: () => 'starting', code: 'upstream_unavailable', facts: { status: 503 } },
  { name: 'a page for people', fault: () => ({ kind: 'html' }), code: 'unexpected_response', accepts: true },
  { name: 'a connection that breaks', fault: () => ({ kind: 'close' }), code: 'network' },
  { name: 'no answer at all', fault: () => ({ kind: 'hang' }), code: 'network' },
  { name: 'a redirect to another host', fault: (to) => ({ kind: 'redirect', to }), code: 'authentication' },
  { name: 'half a document', fault: () => ({ kind: 'truncate' }), code: 'unexpected_response', accepts: true },
];

/** What no answer may hold: stacks, paths of a machine, markup. */
const unfit = /\n\s+at |\.cs:|\/opt\/|\/home\/|\/work|<html|<!doctype|file:\/\//i;

/**
 * Everything that a service can do wrong, through the real program: each failure has its own clear error in good time, the secret
 * follows nowhere and shows nowhere, and what changes something is sent once. Declares its tests.
 */
export function failureSuite(options: FailureOptions): void {
  const { program, read, write } = options;

  describe(`when the service behind ${options.name} answers with`, () => {
    let served: StandInForServer;
    let elsewhere: RecordingUpstream;
    let client: Connection;
    const messages = new Map<string, string>();

    beforeAll(async () => {
      served = await options.start(secret);
      elsewhere = await recordingUpstream();
      client = await open();
    });
    afterEach(() => {
      served.standIn.faults.clear();
      expect(elsewhere.requests).toEqual([]);
      expect(client.stderr()).not.toContain(secret);
    });
    afterAll(async () => {
      await client.close();
      await Promise.all([served.standIn.close(), elsewhere.close()]);
    });

    const open = () =>
      connect({
        kind: 'v2-modern',
        transport: 'stdio',
        program,
        environment: { ...served.environment, READ_ONLY_MODE: 'false', TOOL_TIMEOUT: '3', LOG_LEVEL: 'DEBUG' },
      });

    async function forget(failure: Failure): Promise<void> {
      if (failure.lasts !== true) return;
      await client.close();
      client = await open();
    }

    /** Another name for the same machine: another host to every client. */
    const other = () => elsewhere.url.replace('127.0.0.1', 'localhost');

    function strike(failure: Failure, where: { method?: string; path?: RegExp }): void {
      const fault = failure.fault(`${other()}/login`);
      if (fault !== 'starting') served.standIn.faults.add({ ...where, fault });
      else if (where.method === undefined) served.standIn.faults.starting = true;
      else served.standIn.faults.add({ ...where, fault: { kind: 'reply', status: 503, body: 'Starting' } });
    }

    it.each(failures.map((failure) => [failure.name, failure] as const))(
      '%s, a read says so',
      async (name, failure) => {
        strike(failure, {});
        const { error, text } = await client.callTool(read.tool, read.arguments);
        expect(error).toMatchObject({ code: options.codes?.[name] ?? failure.code, ...failure.facts });
        expect(error['hint']).toBeTypeOf('string');
        expect(error).not.toHaveProperty('changed');
        expect(text).not.toContain(secret);
        expect(text).not.toMatch(unfit);
        messages.set(name, String(error['message']));
        await forget(failure);
      },
    );

    it('each of these, the errors are told apart by their words', () => {
      expect(messages.size).toBe(failures.length);
      expect(new Set(messages.values()).size).toBe(failures.length);
    });

    it.each(failures.map((failure) => [failure.name, failure] as const))(
      '%s, a change is sent once and not promised',
      async (_name, failure) => {
        const { requests } = served.standIn;
        const { method, path } = write.request;
        const seen = requests.length;
        strike(failure, { method, path });
        const { error, text, json, isError } = await client.callTool(write.tool, write.arguments);
        const sent = requests.slice(seen).filter((each) => each.method === method && path.test(each.path));
        expect(sent).toHaveLength(1);
        expect(text).not.toContain(secret);
        expect(text).not.toMatch(unfit);
        await forget(failure);
        if (failure.accepts === true && !isError) return;
        const told = isError ? error : firstRow(json);
        expect(isError || told['outcome'] === 'failed' || told['outcome'] === 'not_found').toBe(true);
        if (told['changed'] !== undefined && told['changed'] !== 'no') expect(told['retryable'] ?? false).toBe(false);
      },
    );

    it('nothing unusual again, everything works', async () => {
      expect((await client.callTool(read.tool, read.arguments)).error).toEqual({});
    });
  });
}

/** What became of the only item of a batch. */
function firstRow(answer: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { items } = answer;
  return Array.isArray(items) && items.length > 0 ? record(items[0]) : {};
}
