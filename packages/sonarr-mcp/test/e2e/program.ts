import { fileURLToPath } from 'node:url';
import { startSonarr } from '@watchstack/demo/sonarr';

/** The built program. */
export const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts a Sonarr of the imaginary household, and says how sonarr-mcp is led to it. */
export async function start(apiKey?: string) {
  const standIn = await startSonarr(apiKey === undefined ? {} : { apiKey });
  return { standIn, environment: { SONARR_URL: standIn.url, SONARR_API_KEY: standIn.apiKey } };
}
