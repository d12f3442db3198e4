import { createInterface } from 'node:readline/promises';
import { InvalidInputError } from '../errors.js';
import type { CommandLine } from './command-line.js';
import { callTool, type Caller } from './dispatch.js';
import type { ConnectionOptions } from './mcp-server.js';
import type { Runtime } from './runtime.js';

/** A server that has read its settings and reached nothing yet. */
export interface Session<Client> {
  readonly runtime: Runtime<Client>;
  readonly connection: ConnectionOptions;
  /** Ends what the session started. */
  readonly close: () => Promise<void>;
}

/**
 * Runs `check`, `call` or `journal` and prints to stdout.
 * @returns the exit code: 0 when it went well
 */
export async function runCommand<Client>(session: Session<Client>, line: CommandLine): Promise<number> {
  switch (line.command) {
    case 'check':
      return check(session);
    case 'call':
      return call(session, line.operands);
    case 'journal':
      return journal(session, line.operands);
    case 'serve':
      return 0;
  }
}

async function check<Client>({ runtime }: Session<Client>): Promise<number> {
  print(await runtime.check(AbortSignal.timeout(runtime.settings.toolTimeout * 1000)));
  print(
    runtime.settings.readOnly
      ? 'Read-only: changes are off. READ_ONLY_MODE=false enables them.'
      : `Changes are on${runtime.settings.allowFileDeletion ? ', deleting media files included' : ''}.`,
  );
  return 0;
}

async function call<Client>(session: Session<Client>, operands: readonly string[]): Promise<number> {
  const [tool, json = '{}'] = operands;
  if (tool === undefined) {
    throw new InvalidInputError('call needs the name of a tool.', {
      hint: `${session.runtime.name} --list-tools names them. Arguments follow as JSON: call <tool> '{"limit": 5}'`,
    });
  }
  const args = parseArguments(json);
  const outcome = await callTool(session.runtime, tool, args, callerOf(session, undefined));
  const final =
    outcome.kind === 'ask'
      ? await callTool(
          session.runtime,
          tool,
          args,
          callerOf(session, { state: outcome.state, accepted: await ask(outcome.message) }),
        )
      : outcome;
  if (final.kind !== 'result') {
    throw new InvalidInputError(`There is no tool '${tool.slice(0, 60)}'.`, {
      hint: `${session.runtime.name} --list-tools names them.`,
    });
  }
  for (const block of final.result.content) print(block.text);
  return final.result.isError === true ? 1 : 0;
}

function callerOf<Client>({ connection }: Session<Client>, reply: Caller['reply']): Caller {
  return {
    access: connection.access,
    id: connection.caller,
    canElicit: process.stdin.isTTY && process.stderr.isTTY,
    reply,
    signal: new AbortController().signal,
    progress: () => undefined,
    redact: connection.redact,
  };
}

async function ask(message: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${message} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

function parseArguments(json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidInputError('The arguments are not a JSON object.', { hint: `For example: '{"limit": 5}'` });
}

async function journal<Client>({ runtime }: Session<Client>, [count = '50']: readonly string[]): Promise<number> {
  const wanted = Number(count);
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new InvalidInputError('journal takes a number of entries.', { hint: 'For example: journal 20' });
  }
  const entries = await runtime.journal.last(wanted);
  if (entries.length === 0) print('Nothing has been changed through this server yet.');
  for (const entry of entries) print([entry.time, entry.tool, entry.outcome, entry.target].join('  '));
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
