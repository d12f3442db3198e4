import { shorten, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';

/** Releases, and lines of each, that an answer shows. */
const mostReleases = 5;
const mostChanges = 20;

/** `sonarr_get_updates`: GET update and GET system/status. */
export const getUpdates = defineTool({
  name: 'sonarr_get_updates',
  title: 'Get updates',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description:
    'Tells whether there is a newer Sonarr than the one that runs, what is new in it, and how it is installed. Installs nothing.',
  input: z.strictObject({}),
  output: z.strictObject({
    updateAvailable: z.boolean(),
    installed: z.string().describe('The version that runs.'),
    latest: z.string().optional(),
    howTo: z.string().optional(),
    releases: z
      .array(
        z.strictObject({
          version: z.string(),
          releasedAt: z.string().optional(),
          added: z.array(z.string()).optional(),
          fixed: z.array(z.string()).optional(),
        }),
      )
      .optional()
      .describe(`Newer ones, latest first, at most ${mostReleases}.`),
  }),
  examples: [{ ask: 'Is there an update of Sonarr?', arguments: {} }],
  run: async (_args, { client, signal, timeZone }) => {
    const [releases, status] = await Promise.all([client.updates.list({ signal }), client.system.status({ signal })]);
    const newer = releases.filter(({ version }) => isNewer(version, status.version));
    return {
      updateAvailable: newer.length > 0,
      installed: status.version,
      latest: newer[0]?.version ?? status.version,
      howTo: newer.length === 0 ? undefined : howTo(status.packageUpdateMechanism, status.isDocker),
      releases: newer.slice(0, mostReleases).map(({ version, releaseDate, changes }) => ({
        version,
        releasedAt: releaseDate === undefined ? undefined : toZonedIso(releaseDate, timeZone),
        added: lines(changes?.new),
        fixed: lines(changes?.fixed),
      })),
    };
  },
});

function lines(changes: readonly string[] | undefined): string[] {
  return (changes ?? []).slice(0, mostChanges).map((change) => shorten(change, 200));
}

/** Whether one version came out after another: `4.0.18.3061` after `4.0.9.2244`. */
export function isNewer(version: string, than: string): boolean {
  const [left, right] = [version, than].map((each) => each.split('.').map((part) => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index += 1) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function howTo(mechanism: string | undefined, inContainer: boolean | undefined): string {
  if (mechanism === 'docker' || (mechanism === undefined && inContainer === true)) {
    return 'It runs in a container: the owner pulls the new image and starts it again.';
  }
  if (mechanism === undefined || /^built-?in$/i.test(mechanism)) {
    return 'The owner installs it in Sonarr under System > Updates.';
  }
  return `It is updated from outside Sonarr, by ${mechanism}.`;
}
