import { offsetInput, pageOf, pageOutput, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexLibrary } from '../../client/libraries.js';
import { defineTool, type PlexContext } from '../define.js';
import { instant } from '../items.js';
import { findLibrary, libraryInput, listableTypes } from '../library.js';

/** Each library costs up to three requests. */
const mostAtOnce = 50;

/** `plex_get_libraries`: GET /library/sections, and a listing of size 0 for each count. */
export const getLibraries = defineTool({
  name: 'plex_get_libraries',
  title: 'Get libraries',
  toolset: 'libraries',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the libraries of the Plex server, not what is in them (plex_get_library_items): kind, counts by type, folders, last scan, whether one is running.',
  input: z.strictObject({
    library: libraryInput.optional().describe('Only this one. Default all.'),
    offset: offsetInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    libraries: z.array(
      z.strictObject({
        key: z.string(),
        library: z.string().describe('Its title.'),
        type: z.string().describe('movie, show, artist (music) or photo.'),
        counts: z.record(z.string(), z.int()).optional().describe('Items by type: movie, show, season, episode, …'),
        folders: z.array(z.string()).optional().describe("On the server's machine."),
        scannedAt: z.string().optional(),
        scanning: z.boolean().optional().describe('A scan is running.'),
      }),
    ),
  }),
  rows: 'libraries',
  relatedWrite: 'plex_refresh_library',
  examples: [
    { ask: 'How many films do we have?', arguments: {} },
    { ask: 'Is the scan of Shows done?', arguments: { library: 'Shows' } },
  ],
  run: async ({ library: named, offset }, context) => {
    const all = await context.client.libraries.list({ signal: context.signal });
    const wanted = named === undefined ? undefined : (await findLibrary(named, context)).key;
    const { rows: chosen, ...page } = pageOf(
      all.filter(({ key }) => wanted === undefined || key === wanted),
      { offset, limit: mostAtOnce },
    );
    const libraries = await Promise.all(
      chosen.map(async (library) => ({
        key: library.key,
        library: library.title,
        type: library.type,
        counts: await countsOf(library, context),
        folders: [...library.locations],
        scannedAt:
          library.scannedAt === undefined ? undefined : toZonedIso(instant(library.scannedAt), context.timeZone),
        scanning: library.refreshing ? true : undefined,
      })),
    );
    return { ...page, libraries };
  },
});

async function countsOf(library: PlexLibrary, { client, signal }: PlexContext): Promise<Record<string, number>> {
  const counts = await Promise.all(
    listableTypes(library).map(
      async (type) => [type, await client.libraries.count(library.key, type, { signal })] as const,
    ),
  );
  return Object.fromEntries(counts);
}
