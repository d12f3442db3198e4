import { fileURLToPath } from 'node:url';
import { startPlex } from '@watchstack/demo/plex';

/** The built program. */
export const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts a Plex of the imaginary household, and says how plex-mcp is led to it. */
export async function start(token?: string) {
  const standIn = await startPlex(token === undefined ? {} : { token });
  return { standIn, environment: { PLEX_URL: standIn.url, PLEX_TOKEN: standIn.token } };
}
