import { fileURLToPath } from 'node:url';
import { coldStartSuite } from '@watchstack/core/testing';

coldStartSuite({
  name: 'sonarr-mcp',
  program: fileURLToPath(new URL('../dist/cli.js', import.meta.url)),
  read: { tool: 'sonarr_list_series', arguments: { limit: 5 } },
});
