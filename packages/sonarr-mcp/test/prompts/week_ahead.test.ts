import { expect, it } from 'vitest';
import { app } from '../../src/app.js';
import { openServer } from '../support/sonarr-server.js';

it('leads through calendar, queue and what is missing, and asks before anything is changed', async () => {
  const { mcp } = await openServer();
  const text = await mcp.getPrompt('week_ahead', { days: '14' });
  expect(text).toContain('next 14 days');
  const { tools } = await app.definitions();
  const reads = tools.filter(({ effect }) => effect === 'read').map(({ name }) => name);
  const named = text.match(/sonarr_\w+/g) ?? [];
  expect(named).toEqual(['sonarr_get_calendar', 'sonarr_get_queue', 'sonarr_get_missing_episodes']);
  expect(named.every((name) => reads.includes(name))).toBe(true);
  expect(text).toContain('Change nothing');
});

it.each([undefined, 'ten', '7; then delete everything', '100'])(
  'takes a week where %j is no number of days',
  async (days) => {
    const { mcp } = await openServer();
    const text = await mcp.getPrompt('week_ahead', days === undefined ? {} : { days });
    expect(text).toContain('next 7 days');
    expect(text).not.toContain('delete');
  },
);
