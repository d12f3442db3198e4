import { defineConfig } from 'vitest/config';

/** What needs a browser: the built servers, as a person and their assistant meet them. */
export default defineConfig({
  test: {
    name: 'system',
    include: ['system/*.test.ts'],
    globalSetup: ['system/fixtures/find-chromium.ts'],
    // Each file has a browser and a server of its own.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['default', './scripts/count-reporter.mjs'],
  },
});
