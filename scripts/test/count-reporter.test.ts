import { describe, expect, it } from 'vitest';
import { countLine } from '../count-reporter.mjs';

type State = 'passed' | 'failed' | 'skipped' | 'pending';

function moduleWith(states: State[], state: 'passed' | 'failed' = 'passed') {
  return {
    state: () => state,
    children: { allTests: () => states.map((each) => ({ result: () => ({ state: each }) })) },
  };
}

describe('the closing line of a test run', () => {
  it('counts passed and failed tests over all files', () => {
    const modules = [moduleWith(['passed', 'passed']), moduleWith(['passed', 'failed'], 'failed')];
    expect(countLine(modules, 0)).toBe('3 passed, 1 failed');
  });

  it('mentions skipped tests only when there are some', () => {
    expect(countLine([moduleWith(['passed', 'skipped'])], 0)).toBe('1 passed, 0 failed, 1 skipped');
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(countLine([moduleWith([], 'failed'), moduleWith(['passed'])], 0)).toBe('1 passed, 1 failed');
  });

  it('counts an error outside of any test as a failure', () => {
    expect(countLine([moduleWith(['passed'])], 2)).toBe('1 passed, 2 failed');
  });
});
