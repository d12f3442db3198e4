import { fileURLToPath } from 'node:url';
import { startTrakt } from '@watchstack/demo/trakt';

/** The built program. */
export const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts a Trakt of the imaginary household, and says how trakt-mcp is led to it. */
export async function start(secret?: string) {
  const standIn = await startTrakt(
    secret === undefined ? { writeLimit: false } : { writeLimit: false, clientId: secret, accessToken: secret },
  );
  const { url, clientId, accessToken } = standIn;
  return {
    standIn,
    environment: {
      TRAKT_API_URL: url,
      TRAKT_TOKEN_HOST: new URL(url).host,
      TRAKT_CLIENT_ID: clientId,
      TRAKT_ACCESS_TOKEN: accessToken,
    },
  };
}
