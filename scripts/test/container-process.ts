import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../build/paths.mjs';
import { execForm, pairsOf, readStages, valueOf, type Stage } from '../containers/dockerfile.mjs';
import { layOut } from '../containers/layout.mjs';

/** How a process ended, and what it said on stderr. */
export interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A server that runs as its image says. */
export interface ContainerProcess {
  /** Resolves when stderr holds the text; rejects when the process ends before. */
  said(text: string): Promise<void>;
  /** Runs the image's health check beside it and gives its exit code. */
  health(): Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** What the Dockerfile of a server describes, laid out in a folder instead of an engine. */
export interface Image {
  /** `app`, `config` and `tmp`, as they are in the container. */
  readonly folder: string;
  readonly stage: Stage;
  start(options?: { args?: readonly string[]; environment?: Readonly<Record<string, string>> }): ContainerProcess;
  /** Name, rights, size and time of everything in a folder of the image. */
  listing(folder: 'app' | 'config' | 'tmp'): string[];
  remove(): void;
}

/** Lays out the image of a server from its present dist, the program read-only. */
export function makeImage(server: string): Image {
  const stages = readStages(readFileSync(path.join(root, 'docker', `${server}.Dockerfile`), 'utf8'));
  const stage = stages.at(-1);
  if (stage === undefined) throw new Error(`${server}.Dockerfile has no stage.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'watchstack-container-'));
  chmodSync(folder, 0o755);
  layOut(server, folder);
  const tmp = mkdtempSync(path.join(folder, 'tmp-'));
  chmodSync(tmp, 0o777);
  setRights(path.join(folder, 'app'), 0o555, 0o444);

  /** A path of the container as the path it has here. */
  const here = (text: string) => text.replace(/^\/(app|config)(?=\/|$)/, (_, name: string) => path.join(folder, name));
  const environmentOf = (extra: Readonly<Record<string, string>>) => ({
    ...Object.fromEntries(Object.entries(pairsOf(stage, 'ENV')).map(([name, value]) => [name, here(value)])),
    TMPDIR: tmp,
    // Without it Windows opens no socket.
    ...(process.env['SystemRoot'] === undefined ? {} : { SystemRoot: process.env['SystemRoot'] }),
    ...extra,
  });
  const run = (command: readonly string[] | undefined, environment: Readonly<Record<string, string>>): ChildProcess => {
    const [program, ...args] = command ?? [];
    if (program !== 'node') throw new Error(`${server}.Dockerfile starts ${program ?? 'nothing'}, not node.`);
    return spawn(process.execPath, args.map(here), {
      cwd: here(valueOf(stage, 'WORKDIR') ?? '/app'),
      env: environmentOf(environment),
      stdio: ['ignore', 'ignore', 'pipe'],
      ...identity(valueOf(stage, 'USER') ?? ''),
    });
  };

  return {
    folder,
    stage,
    start({ args = [], environment = {} } = {}) {
      const child = run([...(execForm(valueOf(stage, 'ENTRYPOINT')) ?? []), ...args], environment);
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        stderr += chunk;
      });
      const ended = endOf(child).then((code) => ({ code, stderr }));
      return {
        ended,
        kill: (signal) => void child.kill(signal),
        health: () => endOf(run(execForm(valueOf(stage, 'HEALTHCHECK')), environment)),
        said: (text) =>
          new Promise((resolve, reject) => {
            const look = () => {
              if (stderr.includes(text)) resolve();
            };
            child.stderr?.on('data', look);
            look();
            void ended.then(() => reject(new Error(`It ended before it said '${text}': ${stderr}`)));
          }),
      };
    },
    listing: (name) => listing(name === 'tmp' ? tmp : path.join(folder, name)),
    remove() {
      setRights(path.join(folder, 'app'), 0o755, 0o644);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '0.0.0.0', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Only root can become somebody else; for anybody else the process is unprivileged as it is. */
function identity(user: string): { uid?: number; gid?: number } {
  const [uid = NaN, gid = NaN] = user.split(':').map(Number);
  return process.getuid?.() === 0 ? { uid, gid } : {};
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
}

function listing(folder: string): string[] {
  return everything(folder)
    .map((file) => {
      const { mode, size, mtimeMs } = statSync(file);
      return `${path.relative(folder, file).split(path.sep).join('/')} ${mode} ${size} ${mtimeMs}`;
    })
    .sort();
}

function setRights(folder: string, ofFolders: number, ofFiles: number): void {
  chmodSync(folder, 0o755);
  const all = everything(folder);
  for (const file of all) chmodSync(file, statSync(file).isDirectory() ? ofFolders : ofFiles);
  chmodSync(folder, ofFolders);
}
