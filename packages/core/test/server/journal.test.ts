import { appendFile, mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { fileJournal, memoryJournal } from '../../src/server/journal.js';

const line = (target: string) => ({
  time: '2026-01-01T00:00:00.000Z',
  tool: 'shelf_add_book',
  target,
  outcome: 'done',
});

describe('the journal', () => {
  it('keeps one line a write, for its owner only, and shows the newest', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'journal-')), 'deep', 'journal.jsonl');
    const journal = fileJournal(file, () => undefined);
    expect(await journal.last(5)).toEqual([]);
    for (const target of ['a', 'b', 'c']) await journal.add(line(target));
    expect((await journal.last(2)).map((entry) => entry.target)).toEqual(['b', 'c']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('survives a line that broke off', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'journal-')), 'journal.jsonl');
    const journal = fileJournal(file, () => undefined);
    await journal.add(line('a'));
    await appendFile(file, '{"time":"2026\n');
    await journal.add(line('b'));
    expect((await journal.last(10)).map((entry) => entry.target)).toEqual(['a', 'b']);
  });

  it('tells of a failure instead of throwing, because the write itself was done', async () => {
    const failed = vi.fn();
    await fileJournal(path.join('/dev/null', 'nowhere', 'journal.jsonl'), failed).add(line('a'));
    expect(failed).toHaveBeenCalledOnce();
  });

  it('ends with the process in the demo', async () => {
    const journal = memoryJournal();
    await journal.add(line('a'));
    expect(await journal.last(10)).toEqual([line('a')]);
  });
});
