import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One write, as the journal remembers it. */
export interface JournalEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly tool: string;
  readonly target: string;
  readonly outcome: string;
}

/** Where writes are noted. */
export interface Journal {
  /** Adds one line. Never throws: a full disk must not turn a done write into an error. */
  add(entry: JournalEntry): Promise<void>;
  /** The newest entries, oldest first. */
  last(count: number): Promise<readonly JournalEntry[]>;
}

/**
 * A journal in a file of JSON lines, readable by its owner only.
 * @param path the file; its folder is made when the first line is written
 * @param onFailure told when a line could not be written
 */
export function fileJournal(path: string, onFailure: (error: unknown) => void): Journal {
  return {
    async add(entry) {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      } catch (error) {
        onFailure(error);
      }
    },
    async last(count) {
      const text = await readFile(path, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .slice(-count)
        .flatMap((line) => parseEntry(line));
    },
  };
}

/** A journal that ends with the process, for the demo. */
export function memoryJournal(): Journal {
  const entries: JournalEntry[] = [];
  return {
    add(entry) {
      entries.push(entry);
      return Promise.resolve();
    },
    last: (count) => Promise.resolve(entries.slice(-count)),
  };
}

function parseEntry(line: string): JournalEntry[] {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== 'object' || value === null) return [];
    const { time, tool, target, outcome } = value as Partial<Record<keyof JournalEntry, unknown>>;
    return [{ time: String(time), tool: String(tool), target: String(target), outcome: String(outcome) }];
  } catch {
    return [];
  }
}
