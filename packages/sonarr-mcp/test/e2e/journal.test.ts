import { runProgram } from '@watchstack/core/testing';
import { describe, expect, it } from 'vitest';
import { program, start } from './program.js';

describe('the journal', () => {
  it('tells, in another run of the program, what was changed, and nothing of what was not', async () => {
    const { standIn, environment } = await start();
    const call = (tool: string, args: unknown) =>
      runProgram({ program, args: ['call', tool, JSON.stringify(args), '--read-write'], environment });
    const added = await call('sonarr_add_series', { items: ['tvdb:252019'], profile: 'Any', rootFolder: '/tv' });
    expect(added).toMatchObject({ code: 0, stderr: '' });
    const refused = await call('sonarr_delete_series', { items: ['Velma'] });
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'confirmation_needed' } });
    const { stdout } = await runProgram({ program, args: ['journal', '5'] });
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\S+Z {2}sonarr_add_series {2}done {2}\S/);
    expect(stdout).not.toContain(standIn.apiKey);
    await standIn.close();
  });
});
