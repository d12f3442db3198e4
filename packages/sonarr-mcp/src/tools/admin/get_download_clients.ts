import * as z from 'zod';
import { defineTool } from '../define.js';
import { tagLabels } from './tag-labels.js';
import { isIpAddress } from './told.js';

/** `sonarr_get_download_clients`: GET downloadclient and GET tag. */
export const getDownloadClients = defineTool({
  name: 'sonarr_get_download_clients',
  title: 'Get download clients',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the programs that download for Sonarr, without passwords. Whether they work: sonarr_test_download_clients. What they load: sonarr_get_queue.',
  input: z.strictObject({}),
  output: z.strictObject({
    total: z.int(),
    downloadClients: z
      .array(
        z.strictObject({
          id: z.int(),
          name: z.string(),
          kind: z.string().optional(),
          protocol: z.string().optional().describe('usenet or torrent.'),
          enabled: z.boolean(),
          priority: z.int().optional().describe('1 is used first.'),
          host: z.string().optional(),
          port: z.int().optional(),
          category: z.string().optional(),
          removesCompleted: z.boolean().optional(),
          removesFailed: z.boolean().optional(),
          onlyForTags: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  }),
  examples: [{ ask: 'Which download clients are set up?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal, showPersonalData } = context;
    const [clients, labels] = await Promise.all([client.downloadClients.list({ signal }), tagLabels(context)]);
    return {
      total: clients.length,
      downloadClients: clients.map((each) => ({
        id: each.id,
        name: each.name,
        kind: each.implementation,
        protocol: each.protocol,
        enabled: each.enable,
        priority: each.priority,
        host: each.host !== undefined && isIpAddress(each.host) && !showPersonalData ? undefined : each.host,
        port: each.port,
        category: each.category,
        removesCompleted: each.removeCompletedDownloads,
        removesFailed: each.removeFailedDownloads,
        onlyForTags: labels(each.tags),
      })),
    };
  },
});
