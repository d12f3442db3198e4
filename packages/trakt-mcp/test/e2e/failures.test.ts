import { failureSuite } from '@watchstack/core/testing';
import { program, start } from './program.js';

failureSuite({
  name: 'trakt-mcp',
  program,
  start,
  read: { tool: 'trakt_get_watchlist', arguments: {} },
  write: {
    tool: 'trakt_add_to_watchlist',
    arguments: { items: ['tvdb:81189'] },
    request: { method: 'POST', path: /\/sync\/watchlist$/ },
  },
});
