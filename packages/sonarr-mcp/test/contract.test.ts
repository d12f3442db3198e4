import { fileURLToPath } from 'node:url';
import { contractSuite } from '@watchstack/core/testing';
import { app } from '../src/app.js';

await contractSuite({
  app,
  program: fileURLToPath(new URL('../dist/cli.js', import.meta.url)),
  read: { tool: 'sonarr_list_series', arguments: { limit: 5 } },
  write: { tool: 'sonarr_add_series', arguments: { items: ['tvdb:81189'], profile: 'Any', rootFolder: '/tv' } },
  destructive: { tool: 'sonarr_delete_series', arguments: { items: ['Velma'], deleteFiles: true } },
  environmentFor: (url, secret) => ({ SONARR_URL: url, SONARR_API_KEY: secret }),
});
