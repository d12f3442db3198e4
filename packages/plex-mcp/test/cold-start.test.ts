import { fileURLToPath } from 'node:url';
import { coldStartSuite } from '@watchstack/core/testing';

coldStartSuite({
  name: 'plex-mcp',
  program: fileURLToPath(new URL('../dist/cli.js', import.meta.url)),
  read: { tool: 'plex_get_libraries', arguments: {} },
});
