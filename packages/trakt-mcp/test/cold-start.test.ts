import { fileURLToPath } from 'node:url';
import { coldStartSuite } from '@watchstack/core/testing';

coldStartSuite({
  name: 'trakt-mcp',
  program: fileURLToPath(new URL('../dist/cli.js', import.meta.url)),
  read: { tool: 'trakt_get_watchlist', arguments: { limit: 5 } },
});
