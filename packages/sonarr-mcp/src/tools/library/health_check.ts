import * as z from 'zod';
import { told } from '../admin/told.js';
import { defineTool } from '../define.js';
import { healthRemedy } from '../health-remedies.js';

/** `sonarr_health_check`: GET health and GET system/status. */
export const healthCheck = defineTool({
  name: 'sonarr_health_check',
  title: 'Health check',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Tells whether Sonarr itself is well, its version, and what to do about each problem it reports.',
  input: z.strictObject({}),
  output: z.strictObject({
    healthy: z.boolean().describe('No warning and no error.'),
    version: z.string(),
    issues: z
      .array(
        z.strictObject({
          severity: z.string().describe('notice, warning or error.'),
          source: z.string().optional(),
          message: z.string().describe('Names in it are of strangers.'),
          remedy: z.string().optional(),
          readOn: z.string().optional(),
        }),
      )
      .optional()
      .describe('Absent when there is none.'),
  }),
  examples: [{ ask: 'Is Sonarr all right?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [status, issues] = await Promise.all([client.system.status({ signal }), client.system.health({ signal })]);
    const real = issues.filter((issue) => issue.type !== 'ok');
    return {
      healthy: real.every((issue) => issue.type === 'notice'),
      version: status.version,
      issues: real.map((issue) => ({
        severity: issue.type,
        source: issue.source,
        message: told(issue.message, context),
        remedy: healthRemedy(issue),
        readOn: issue.wikiUrl,
      })),
    };
  },
});
