import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectedFile } from '../conformance/suite.mjs';
import { excusesIn, table, wordFor } from '../conformance/verdicts.mjs';

const good = { id: 'lists', status: 'SUCCESS' };
const bad = { id: 'calls', status: 'FAILURE' };
const doubtful = { id: 'calls', status: 'WARNING' };
const wire = { id: 'wire-schema-valid', status: 'SUCCESS' };

describe('the verdict on a scenario of the conformance suite', () => {
  it('is a pass only when something was checked and nothing failed', () => {
    expect(wordFor([good, wire], undefined)).toBe('pass');
    expect(wordFor([good, bad], undefined)).toBe('FAIL');
    expect(wordFor([good, doubtful], undefined)).toBe('FAIL');
    expect(wordFor([{ id: 'sessions', status: 'INFO' }, wire], undefined)).toBe('nothing');
    expect(wordFor(undefined, undefined)).toBe('nothing');
  });

  it('excuses the listed checks and no others, and says when one of them passes', () => {
    expect(wordFor([good, bad], new Set(['calls']))).toBe('excused');
    expect(wordFor([{ ...wire, status: 'FAILURE' }, bad], new Set(['calls']))).toBe('FAIL');
    expect(wordFor([good], new Set(['lists']))).toBe('STALE');
  });
});

describe('the lists of expected failures', () => {
  it('excuse checks, never a whole scenario', () => {
    const text = '# why\nserver:\n  - a:b\n  - a:c\n';
    expect([...excusesIn(text)]).toEqual([['a', new Set(['b', 'c'])]]);
    expect(() => excusesIn('server:\n  - a\n')).toThrow('whole scenario');
  });

  it('name what wants sessions among what the servers cannot pass', () => {
    const listed = (name: string) => excusesIn(readFileSync(expectedFile(name), 'utf8'));
    const servers = listed('2025-11-25');
    const sessions = listed('sessions');
    expect(sessions.size).toBeGreaterThan(0);
    for (const [scenario, checks] of sessions) expect(servers.get(scenario)).toEqual(checks);
    expect(listed('2026-07-28').size).toBeGreaterThan(0);
  });
});

it('tables are as wide as their widest cells', () => {
  expect(
    table([
      ['a', 'b', 'c'],
      ['long', 'x', ''],
    ]),
  ).toEqual(['a     b  c', 'long  x']);
});
