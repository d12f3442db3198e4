import { failureSuite } from '@watchstack/core/testing';
import { program, start } from './program.js';

failureSuite({
  name: 'plex-mcp',
  program,
  start,
  read: { tool: 'plex_get_libraries', arguments: {} },
  write: {
    tool: 'plex_refresh_library',
    arguments: { library: 'Films' },
    request: { method: 'GET', path: /\/library\/sections\/\d+\/refresh$/ },
  },
});
