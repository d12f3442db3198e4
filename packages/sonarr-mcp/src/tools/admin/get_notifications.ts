import * as z from 'zod';
import { defineTool } from '../define.js';
import { tagLabels } from './tag-labels.js';

/** `sonarr_get_notifications`: GET notification and GET tag. */
export const getNotifications = defineTool({
  name: 'sonarr_get_notifications',
  title: 'Get notifications',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists whom Sonarr notifies (Plex, chats, scripts), and of what, without addresses and tokens.',
  input: z.strictObject({}),
  output: z.strictObject({
    total: z.int(),
    notifications: z
      .array(
        z.strictObject({
          id: z.int(),
          name: z.string(),
          kind: z.string().optional(),
          tells: z.array(z.string()).optional().describe('grab, download (imported), upgrade, healthIssue …'),
          onlyForTags: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  }),
  examples: [{ ask: 'Does anybody hear when an episode has arrived?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [notifications, labels] = await Promise.all([client.notifications.list({ signal }), tagLabels(context)]);
    return {
      total: notifications.length,
      notifications: notifications.map((each) => ({
        id: each.id,
        name: each.name,
        kind: each.implementation,
        tells: each.events,
        onlyForTags: labels(each.tags),
      })),
    };
  },
});
