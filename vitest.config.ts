import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['packages/*', 'scripts'],
    // Left to itself it keeps one core for watching files, which on two cores doubles the time.
    maxWorkers: '100%',
    reporters: ['default', './scripts/count-reporter.mjs'],
  },
});
