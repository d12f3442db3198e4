import * as z from 'zod';
import type { SonarrIndexer } from '../../client/indexers.js';
import { defineTool } from '../define.js';
import { tagLabels } from './tag-labels.js';

/** `sonarr_get_indexers`: GET indexer and GET tag. */
export const getIndexers = defineTool({
  name: 'sonarr_get_indexers',
  title: 'Get indexers',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the indexers where Sonarr looks for releases, and what each is used for, without keys. Whether they work: sonarr_test_indexers.',
  input: z.strictObject({}),
  output: z.strictObject({
    total: z.int(),
    indexers: z
      .array(
        z.strictObject({
          id: z.int(),
          name: z.string(),
          kind: z.string().optional(),
          protocol: z.string().optional().describe('usenet or torrent.'),
          enabled: z.boolean().describe('Used for anything at all.'),
          usedFor: z.array(z.string()).optional().describe('rss, automaticSearch, interactiveSearch.'),
          priority: z.int().optional().describe('1 is asked first.'),
          onlyForTags: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  }),
  examples: [{ ask: 'Which indexers does Sonarr use, and for what?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [indexers, labels] = await Promise.all([client.indexers.list({ signal }), tagLabels(context)]);
    return {
      total: indexers.length,
      indexers: indexers.map((indexer) => {
        const uses = usesOf(indexer);
        return {
          id: indexer.id,
          name: indexer.name,
          kind: indexer.implementation,
          protocol: indexer.protocol,
          enabled: uses.length > 0,
          usedFor: uses,
          priority: indexer.priority,
          onlyForTags: labels(indexer.tags),
        };
      }),
    };
  },
});

/** What an indexer is used for; nothing when it is off, since it has no other switch. */
export function usesOf(indexer: SonarrIndexer): string[] {
  return [
    ...(indexer.enableRss ? ['rss'] : []),
    ...(indexer.enableAutomaticSearch ? ['automaticSearch'] : []),
    ...(indexer.enableInteractiveSearch ? ['interactiveSearch'] : []),
  ];
}
