import { InvalidInputError } from '@watchstack/core';
import { writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexLibrary } from '../../client/libraries.js';
import { defineTool, type PlexContext } from '../define.js';
import { findLibrary, libraryInput, listableTypes } from '../library.js';

/** The word that means the whole server, and that no library is likely to be called. */
const everything = 'all';

/** `plex_refresh_library`: GET /library/sections/{key}/refresh, a GET that changes things. */
export const refreshLibrary = defineTool({
  name: 'plex_refresh_library',
  title: 'Refresh library',
  toolset: 'libraries',
  byDefault: true,
  effect: 'write',
  idempotent: true,
  openWorld: true,
  description:
    'Starts a scan of one library for new, changed and removed files. With forceMetadata it downloads all metadata again, too, which takes hours and asks first. plex_get_libraries shows scanning until it is done.',
  input: z.strictObject({
    library: libraryInput.describe("Title or key; 'all' for the whole server, only if the person said so."),
    path: z.string().min(1).max(1000).optional().describe('Only this folder of the library, as the server names it.'),
    forceMetadata: z.boolean().default(false).describe('Default false: scan only.'),
  }),
  output: writeAnswer({
    action: z.enum(['scan', 'metadata refresh']),
    libraries: z.array(z.string()),
    path: z.string(),
    next: z.string(),
  }),
  examples: [
    { ask: 'Scan the Shows library', arguments: { library: 'Shows' } },
    { ask: 'Scan just the folder of the new film', arguments: { library: 'Films', path: '/films/Heat (1995)' } },
  ],
  preview: async ({ library, forceMetadata }, context) => {
    // A scan finds what is new and replaces nothing.
    if (!forceMetadata) return undefined;
    const { libraries } = await targetOf(library, context);
    const changes = await countItems(libraries, context);
    const titles = libraries.map(({ title }) => title).join(', ');
    return {
      summary: `Downloads the metadata of all ${changes} items of ${titles} again. This can take hours and replaces unlocked edits.`,
      target: libraries.map(({ key }) => key).join(','),
      changes,
      details: { libraries: libraries.map(({ title }) => title), items: changes },
    };
  },
  run: async ({ library: named, path, forceMetadata }, context) => {
    const { key, libraries } = await targetOf(named, context);
    if (path !== undefined) refuseForeignPath(path, key, libraries);
    await context.client.libraries.refresh(
      key,
      { force: forceMetadata, ...(path === undefined ? {} : { path }) },
      { signal: context.signal },
    );
    const titles = libraries.map(({ title }) => title);
    return {
      outcome: 'running' as const,
      target: key === everything ? 'all libraries' : `library ${titles.join(', ')}`,
      action: forceMetadata ? ('metadata refresh' as const) : ('scan' as const),
      libraries: titles,
      path,
      next: 'plex_get_libraries shows scanning while it runs; plex_get_recently_added what it found.',
    };
  },
});

async function targetOf(
  named: string,
  context: PlexContext,
): Promise<{ readonly key: string; readonly libraries: readonly PlexLibrary[] }> {
  if (named === everything) {
    return { key: everything, libraries: await context.client.libraries.listKept({ signal: context.signal }) };
  }
  const library = await findLibrary(named, context);
  return { key: library.key, libraries: [library] };
}

async function countItems(libraries: readonly PlexLibrary[], { client, signal }: PlexContext): Promise<number> {
  const counts = await Promise.all(
    libraries.flatMap((library) =>
      listableTypes(library).map((type) => client.libraries.count(library.key, type, { signal })),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A folder outside the library would be silently ignored by Plex. */
function refuseForeignPath(path: string, key: string, libraries: readonly PlexLibrary[]): void {
  const folders = libraries.flatMap(({ locations }) => locations);
  const inside = folders.some((folder) => {
    const bare = folder.replace(/[/\\]+$/, '');
    return path === bare || path.startsWith(`${bare}/`) || path.startsWith(`${bare}\\`);
  });
  const climbs = path.split(/[/\\]/).includes('..');
  if (key !== everything && inside && !climbs) return;
  throw new InvalidInputError(
    key === everything ? 'A path belongs to one library, not to all.' : 'That folder is not inside the library.',
    {
      target: 'path',
      hint: `The folders are: ${folders.slice(0, 20).join('; ')}.`,
      changed: 'no',
    },
  );
}
