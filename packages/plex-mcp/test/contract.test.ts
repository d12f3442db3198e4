import { fileURLToPath } from 'node:url';
import { contractSuite } from '@watchstack/core/testing';
import { app } from '../src/app.js';

await contractSuite({
  app,
  program: fileURLToPath(new URL('../dist/cli.js', import.meta.url)),
  read: { tool: 'plex_get_libraries', arguments: {} },
  write: { tool: 'plex_refresh_library', arguments: { library: 'Films' } },
  environmentFor: (url, secret) => ({ PLEX_URL: url, PLEX_TOKEN: secret }),
});
