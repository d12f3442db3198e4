import { fileURLToPath } from 'node:url';
import { contractSuite } from '@watchstack/core/testing';
import { app } from '../src/app.js';

await contractSuite({
  app,
  program: fileURLToPath(new URL('../dist/cli.js', import.meta.url)),
  read: { tool: 'trakt_get_watchlist', arguments: { limit: 5 } },
  write: { tool: 'trakt_add_to_watchlist', arguments: { items: ['tvdb:81189'] } },
  environmentFor: (url, secret) => ({
    TRAKT_API_URL: url,
    TRAKT_TOKEN_HOST: new URL(url).host,
    TRAKT_CLIENT_ID: secret,
    TRAKT_ACCESS_TOKEN: secret,
  }),
});
