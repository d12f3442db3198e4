import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { ConfigurationError } from '../errors.js';
import type { StateEntry, StateStore } from './state-store.js';

/** Who holds a lock longer has died with it: a change takes milliseconds. */
const staleMs = 10_000;
const retryMs = 15;
const patienceMs = 15_000;

const entrySchema = z.object({ value: z.unknown(), expiresAt: z.number().optional() });

/**
 * A store of one file per entry, in a folder that only its owner can enter. Files are replaced as a whole, so that a reader sees
 * the old or the new, and changed under a lock file that other processes respect. Names are hashes: a key may be a secret.
 * @param folder made when it is first needed
 * @param now current time in milliseconds
 */
export function fileStateStore(folder: string, now: () => number = Date.now): StateStore {
  const fileOf = (kind: string, key: string) =>
    path.join(folder, kind, `${createHash('sha256').update(key).digest('hex').slice(0, 40)}.json`);
  const fresh = (entry: StateEntry | undefined) =>
    entry?.expiresAt !== undefined && entry.expiresAt <= now() ? undefined : entry;

  return {
    read: async (kind, key) => fresh(await readEntry(fileOf(kind, key))),
    async list(kind) {
      const files = await readdir(path.join(folder, kind)).catch(() => []);
      const found: StateEntry[] = [];
      for (const name of files.filter((each) => each.endsWith('.json'))) {
        const file = path.join(folder, kind, name);
        const entry = await readEntry(file);
        if (fresh(entry) !== undefined && entry !== undefined) found.push(entry);
        // Nobody asks for what has expired, so this is where it goes.
        else await rm(file, { force: true });
      }
      return found;
    },
    async change(kind, key, decide) {
      const file = fileOf(kind, key);
      await makeFolder(path.dirname(file));
      const release = await lock(`${file}.lock`);
      try {
        const { entry, result } = await decide(fresh(await readEntry(file)));
        if (entry === undefined) await rm(file, { force: true });
        else await replace(file, JSON.stringify(entry));
        return result;
      } finally {
        await release();
      }
    },
  };
}

async function readEntry(file: string): Promise<StateEntry | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    // Half a file can only come from a disk that was full or a hand that edited it: to sign in once more is the remedy.
    return undefined;
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ConfigurationError('The folder in which this server keeps its state cannot be written.', {
      target: 'MCP_STATE_DIR',
      hint: 'Set MCP_STATE_DIR to a folder that the server may write; in a container, to a volume.',
      cause: error,
    });
  }
}

async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(draft, text, { mode: 0o600, flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Takes a lock file, waiting for whoever has it. @returns what gives it back */
async function lock(file: string): Promise<() => Promise<void>> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const taken = await stat(file).catch(() => undefined);
    if (taken !== undefined && Date.now() - taken.mtimeMs > staleMs) {
      // Two may find it stale at once: only one of them can move it away.
      const grave = `${file}.${randomBytes(6).toString('hex')}.tmp`;
      await rename(file, grave).then(
        () => rm(grave, { force: true }),
        () => undefined,
      );
      continue;
    }
    if (Date.now() > until) throw new Error('the state of this server stayed locked by another process');
    await sleep(retryMs + Math.random() * retryMs);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
