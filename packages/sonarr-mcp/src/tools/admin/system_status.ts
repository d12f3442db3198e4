import { toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';

/** `sonarr_system_status`: GET system/status. */
export const systemStatus = defineTool({
  name: 'sonarr_system_status',
  title: 'System status',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Shows what the Sonarr server is: version, branch, operating system, database, since when it runs. Whether it is well: sonarr_health_check.',
  input: z.strictObject({}),
  output: z.strictObject({
    version: z.string(),
    name: z.string().optional(),
    branch: z.string().optional(),
    startedAt: z.string().optional(),
    builtAt: z.string().optional(),
    operatingSystem: z.string().optional(),
    inContainer: z.boolean().optional(),
    runtime: z.string().optional(),
    database: z.string().optional(),
    authentication: z.string().optional(),
    urlBase: z.string().optional(),
    updatedBy: z.string().optional(),
  }),
  examples: [{ ask: 'Which version of Sonarr is running?', arguments: {} }],
  run: async (_args, { client, signal, timeZone }) => {
    const status = await client.system.status({ signal });
    const zoned = (instant: string | undefined) => (instant === undefined ? undefined : toZonedIso(instant, timeZone));
    return {
      version: status.version,
      name: status.instanceName,
      branch: status.branch,
      startedAt: zoned(status.startTime),
      builtAt: zoned(status.buildTime),
      operatingSystem: words(status.osName, status.osVersion),
      inContainer: status.isDocker,
      runtime: words(status.runtimeName, status.runtimeVersion),
      database: words(status.databaseType, status.databaseVersion),
      authentication: status.authentication,
      urlBase: status.urlBase,
      updatedBy: status.packageUpdateMechanism,
    };
  },
});

function words(...parts: readonly (string | undefined)[]): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(' ');
}
