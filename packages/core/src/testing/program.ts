import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A program that is under test: a built `cli.js`, with flags and environment. */
export interface ProgramOptions {
  /** Absolute path of a JavaScript file. */
  readonly program: string;
  /** The Node that runs it; the present one unless told. */
  readonly node?: string;
  readonly args?: readonly string[];
  /** Added to {@link cleanEnvironment}. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The folder it is started in; an empty one unless told. */
  readonly folder?: string;
}

/** How a program ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a finished program left. */
export interface ProgramResult extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

/** A JSON-RPC message or whatever else a line of JSON held. */
export type JsonLine = Readonly<Record<string, unknown>>;

/** A running program whose stdin and stdout speak JSON-RPC, line by line. */
export interface RunningProgram {
  readonly pid: number;
  /** Whole lines of stdout so far. */
  readonly lines: readonly string[];
  stderr(): string;
  /** Writes a line to stdin: text as it is, anything else as JSON. */
  send(message: string | JsonLine): void;
  /** Sends a request and waits for the message that answers it. */
  request(id: number, method: string, params?: JsonLine): Promise<JsonLine>;
  /** Opens a connection of the 2025 era. */
  initialize(): Promise<JsonLine>;
  /** Waits until stderr holds the pattern, and gives its match; rejects when the program ends before. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Closes its stdin, as a client does that goes away. */
  endInput(): void;
  /** Closes the reading end of its stdout, as a client does that dies. */
  breakOutput(): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  readonly exited: Promise<Exit>;
  /** Ends it, if need be by force. */
  stop(): Promise<void>;
}

const home = mkdtempSync(path.join(tmpdir(), 'watchstack-home-'));

/**
 * An environment without any setting: what a program needs to run at all, and a home that is nobody's, so that no test reads
 * or writes the files of the person who runs it.
 */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = ['PATH', 'Path', 'SystemRoot', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'COMSPEC', 'PATHEXT'];
  const base = Object.fromEntries(
    kept.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    ...base,
    HOME: home,
    USERPROFILE: home,
    APPDATA: path.join(home, 'roaming'),
    LOCALAPPDATA: path.join(home, 'local'),
    ...extra,
  };
}

function start({
  program,
  node = process.execPath,
  args = [],
  environment = {},
  folder = home,
}: ProgramOptions): ChildProcessWithoutNullStreams {
  return spawn(node, [program, ...args], { env: cleanEnvironment(environment), cwd: folder });
}

/** Runs a program to its end, its stdin closed from the beginning. */
export async function runProgram(options: ProgramOptions): Promise<ProgramResult> {
  const child = start(options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end();
  const exit = await new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  return { ...exit, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}

/** Starts a program and leaves it running; {@link RunningProgram.stop} it in the end. */
export function startProgram(options: ProgramOptions): RunningProgram {
  const child = start(options);
  const lines: string[] = [];
  let rest = '';
  let stderr = '';
  let ended = false;
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    changed();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    changed();
  });
  // A program that ends closes its stdin; what a test still writes then is of no consequence.
  child.stdin.on('error', () => undefined);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true;
      resolve({ code, signal });
      changed();
    });
  });

  const until = <T>(what: string, look: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const watcher = () => {
        const found = look();
        if (found === undefined && !ended) return;
        watchers.delete(watcher);
        if (found === undefined) reject(new Error(`The program ended before ${what}. Its stderr: ${stderr}`));
        else resolve(found);
      };
      watchers.add(watcher);
      watcher();
    });

  const send = (message: string | JsonLine) => {
    child.stdin.write(`${typeof message === 'string' ? message : JSON.stringify(message)}\n`);
  };
  const request = (id: number, method: string, params: JsonLine = {}) => {
    send({ jsonrpc: '2.0', id, method, params });
    return until(`it answered ${method}`, () =>
      lines.map(parseLine).find((line) => line?.['id'] === id && !('method' in line)),
    );
  };
  return {
    pid: child.pid ?? 0,
    lines,
    stderr: () => stderr,
    send,
    request,
    async initialize() {
      const answer = await request(0, 'initialize', {
        protocolVersion: '2025-06-18',
        clientInfo: { name: 'watchstack-tests', version: '0.0.0' },
        capabilities: {},
      });
      send({ jsonrpc: '2.0', method: 'notifications/initialized' });
      return answer;
    },
    said: (pattern) => until(`it said ${String(pattern)}`, () => pattern.exec(stderr) ?? undefined),
    endInput: () => void child.stdin.end(),
    breakOutput: () => void child.stdout.destroy(),
    kill: (signal) => void child.kill(signal),
    exited,
    async stop() {
      if (!ended) child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A line of stdout as JSON; undefined when it is none, or no object. */
export function parseLine(line: string): JsonLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
