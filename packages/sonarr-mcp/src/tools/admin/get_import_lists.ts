import * as z from 'zod';
import { timeSpanMinutes } from '../../client/time-span.js';
import { defineTool } from '../define.js';
import { tagLabels } from './tag-labels.js';

/** `sonarr_get_import_lists`: GET importlist, GET qualityprofile and GET tag. */
export const getImportLists = defineTool({
  name: 'sonarr_get_import_lists',
  title: 'Get import lists',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the import lists (Trakt, Plex …) that add series to Sonarr by themselves, and how each adds them.',
  input: z.strictObject({}),
  output: z.strictObject({
    total: z.int(),
    importLists: z
      .array(
        z.strictObject({
          id: z.int(),
          name: z.string(),
          kind: z.string().optional(),
          addsByItself: z.boolean().describe('false: only offered to a person.'),
          searchesAtOnce: z.boolean().optional(),
          monitors: z.string().optional().describe('Which episodes: all, future, none …'),
          newSeasons: z.string().optional().describe('all: monitored as they come; none.'),
          profile: z.string().optional(),
          rootFolder: z.string().optional(),
          seriesType: z.string().optional(),
          readEveryMinutes: z.number().optional(),
          givesTags: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  }),
  examples: [{ ask: 'What adds series to Sonarr by itself?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [lists, profiles, labels] = await Promise.all([
      client.importLists.list({ signal }),
      client.profiles.quality({ signal }),
      tagLabels(context),
    ]);
    return {
      total: lists.length,
      importLists: lists.map((list) => ({
        id: list.id,
        name: list.name,
        kind: list.implementation,
        addsByItself: list.enableAutomaticAdd,
        searchesAtOnce: list.searchForMissingEpisodes,
        monitors: list.shouldMonitor,
        newSeasons: list.monitorNewItems,
        profile: profiles.find(({ id }) => id === list.qualityProfileId)?.name,
        rootFolder: list.rootFolderPath,
        seriesType: list.seriesType,
        readEveryMinutes: timeSpanMinutes(list.minRefreshInterval),
        givesTags: labels(list.tags),
      })),
    };
  },
});
