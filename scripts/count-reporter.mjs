/**
 * A vitest reporter that ends the run with one plain line, `N passed, N failed`, for people and for machines that
 * read only the last line of the output.
 */
import { writeSync } from 'node:fs';
import process from 'node:process';

/**
 * What is read of a test file's outcome; vitest's `TestModule` has it.
 * @typedef {object} Outcome
 * @property {() => string} state
 * @property {{ allTests(): Iterable<{ result(): { state: string } }> }} children
 */

/**
 * Counts every test of the run. A file that could not be loaded, and an error outside of any test, count as one
 * failure each, so that a broken run never looks like a short one.
 */
export default class CountReporter {
  /**
   * @param {readonly Outcome[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const line = countLine(modules, unhandledErrors.length);
    // Vitest still prints its own summary after this hook; the exit handler keeps ours the last line.
    process.once('exit', () => {
      writeSync(1, `${line}\n`);
    });
  }
}

/**
 * The closing line of a run.
 * @param {readonly Outcome[]} modules
 * @param {number} unhandledErrors errors that belong to no test
 */
export function countLine(modules, unhandledErrors) {
  const count = { passed: 0, failed: unhandledErrors, skipped: 0 };
  for (const module of modules) {
    let failedTests = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') count.passed += 1;
      else if (state === 'failed') failedTests += 1;
      else count.skipped += 1;
    }
    count.failed += failedTests;
    if (failedTests === 0 && module.state() === 'failed') count.failed += 1;
  }
  const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`;
  return `${count.passed} passed, ${count.failed} failed${skipped}`;
}
