import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../..');
const list = readFileSync(path.join(root, 'docs/sonarr-traps.md'), 'utf8');

/** Every trap of the list: its number, its sentence and what we do. */
const traps = [...list.matchAll(/^(\d+)\. \*\*(.+?)\*\* (.+)$/gm)].map(([, number, does, answer]) => ({
  number: Number(number),
  does: String(does),
  answer: String(answer),
}));

/** Those that touch no call of ours. */
const elsewhere = traps.filter(({ answer }) => answer.startsWith('No call of ours'));

/** The numbers that begin names of tests, wherever a package that knows Sonarr has tests. */
const tested = new Set(
  ['sonarr-mcp', 'core', 'demo']
    .map((name) => path.join(root, 'packages', name, 'test'))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => readFileSync(path.join(folder, file), 'utf8')),
    )
    // The name of a test is the first text of its call, which stands a line lower where the line would be too long.
    .flatMap((source) => [...source.matchAll(/(?:\b(?:it|describe)|\))\(\s*['"`]trap (\d+): /g)])
    .map(([, number]) => Number(number)),
);

describe('the list of traps', () => {
  it('has each of the fifty-eight once, in order', () => {
    expect(traps.map(({ number }) => number)).toEqual(Array.from({ length: 58 }, (_, index) => index + 1));
    expect(new Set(traps.map(({ does }) => does)).size).toBe(58);
  });

  it('lets few be none of our business, each with the reason', () => {
    expect(elsewhere.map(({ number }) => number)).toEqual([16]);
  });
});

it.each(traps.filter((trap) => !elsewhere.includes(trap)))('trap $number has a test: $does', ({ number }) => {
  expect([...tested]).toContain(number);
});
