import { shorten } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { addingChoices } from '../reference-data.js';
import { seriesRef } from '../series.js';

/** `sonarr_search_new_series`: GET series/lookup. */
export const searchNewSeries = defineTool({
  name: 'sonarr_search_new_series',
  title: 'Search new series',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description:
    'Searches TheTVDB for shows to add, not your library or downloads. Language and year tell remakes apart; inLibrary marks yours.',
  input: z.strictObject({
    query: z.string().min(1).max(200).describe('Title in any language, or tvdb:81189.'),
    limit: z.int().min(1).max(25).default(10).describe('At most.'),
  }),
  output: z.strictObject({
    total: z.int().describe('How many were found.'),
    returned: z.int(),
    results: z
      .array(
        z.strictObject({
          ref: z.string(),
          title: z.string(),
          year: z.int().optional(),
          originalLanguage: z.string().optional(),
          network: z.string().optional(),
          status: z.string().optional(),
          seasons: z.int().optional(),
          alternateTitles: z.array(z.string()).optional(),
          overview: z.string().optional(),
          inLibrary: z.int().optional().describe('Its Sonarr id, when it is in the library.'),
        }),
      )
      .optional()
      .describe('Best first; absent when nothing was found.'),
    profiles: z.array(z.string()).optional().describe('Quality profiles to choose from when adding; absent for one.'),
    rootFolders: z.array(z.string()).optional().describe('Root folders to choose from when adding; absent for one.'),
  }),
  relatedWrite: 'sonarr_add_series',
  examples: [{ ask: 'Find Die Brücke, the Danish one', arguments: { query: 'Die Brücke' } }],
  run: async ({ query, limit }, context) => {
    const { client, signal } = context;
    const [found, choices] = await Promise.all([client.series.lookup(query, { signal }), addingChoices(context)]);
    const results = found.slice(0, limit).map((series) => ({
      ref: seriesRef(series),
      title: series.title,
      year: series.year,
      originalLanguage: series.originalLanguage,
      network: series.network,
      status: series.status,
      seasons: series.seasons.filter((season) => season.seasonNumber > 0).length,
      alternateTitles: series.alternateTitles.slice(0, 3),
      overview: series.overview === undefined ? undefined : shorten(series.overview, 160),
      inLibrary: series.id,
    }));
    return {
      total: found.length,
      returned: results.length,
      results,
      profiles: several(choices.profiles.map(({ name }) => name)),
      rootFolders: several(choices.rootFolders.map(({ path }) => path)),
    };
  },
});

/** What there is to choose; nothing where there is no choice. */
function several(names: readonly string[]): readonly string[] | undefined {
  return names.length > 1 ? names : undefined;
}
