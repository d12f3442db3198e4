import { writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { followCommand, waitSecondsInput } from '../follow-command.js';

/** `sonarr_rss_sync`: POST command RssSync. */
export const rssSync = defineTool({
  name: 'sonarr_rss_sync',
  title: 'RSS sync',
  toolset: 'activity',
  byDefault: false,
  effect: 'write',
  idempotent: true,
  openWorld: true,
  description: 'Looks for new releases at the indexers now, and grabs what is wanted.',
  input: z.strictObject({ waitSeconds: waitSecondsInput }),
  output: writeAnswer({
    commandId: z.int().describe('For sonarr_get_commands.'),
    ended: z.string().describe('failed, aborted, …; absent when it ended well.'),
    says: z.string().describe("Sonarr's own words."),
  }),
  examples: [{ ask: 'Is anything new at the indexers?', arguments: { waitSeconds: 30 } }],
  run: async ({ waitSeconds }, context) => {
    const begun = await context.client.commands.start({ name: 'RssSync' }, { signal: context.signal });
    return { target: 'RSS feeds of all indexers', ...(await followCommand(begun, waitSeconds, context)) };
  },
});
