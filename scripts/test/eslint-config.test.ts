import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { root } from '../build/paths.mjs';

const eslint = new ESLint({ cwd: root });

async function severityOf(rule: string, file: string): Promise<unknown> {
  const config = (await eslint.calculateConfigForFile(file)) as { rules: Record<string, [number]> };
  return config.rules[rule]?.[0];
}

describe('the lint configuration of the repository', () => {
  it.each([
    'packages/sonarr-mcp/src/tools/library/list-series.ts',
    'packages/plex-mcp/src/client/items.ts',
    'packages/demo/src/trakt/index.ts',
    'packages/core/src/http/http-client.ts',
  ])('stops at a broken wall in %s', async (file) => {
    expect(await severityOf('watchstack/walls', file)).toBe(2);
  });

  it('refuses what would write on a stdout that belongs to the protocol', async () => {
    expect(await severityOf('no-console', 'packages/core/src/server/cli.ts')).toBe(2);
  });

  it('refuses escapes from the type system', async () => {
    const file = 'packages/core/src/errors.ts';
    expect(await severityOf('@typescript-eslint/no-explicit-any', file)).toBe(2);
    expect(await severityOf('@typescript-eslint/no-non-null-assertion', file)).toBe(2);
    expect(await severityOf('@typescript-eslint/no-floating-promises', file)).toBe(2);
  });
});
