import { startTrakt } from '../packages/demo/src/trakt/index.js';
import { report } from './household-process.js';

const trakt = await startTrakt();
report(
  {
    TRAKT_CLIENT_ID: trakt.clientId,
    TRAKT_ACCESS_TOKEN: trakt.accessToken,
    TRAKT_API_URL: trakt.url,
    TRAKT_TOKEN_HOST: new URL(trakt.url).host,
  },
  trakt.requests,
);
