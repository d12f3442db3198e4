import { failureSuite } from '@watchstack/core/testing';
import { program, start } from './program.js';

failureSuite({
  name: 'sonarr-mcp',
  program,
  start,
  read: { tool: 'sonarr_list_series', arguments: {} },
  write: {
    tool: 'sonarr_add_series',
    arguments: { items: ['tvdb:252019'], profile: 'Any', rootFolder: '/tv' },
    request: { method: 'POST', path: /\/api\/v3\/series$/ },
  },
});
