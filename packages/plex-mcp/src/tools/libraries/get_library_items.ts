import { InvalidInputError } from '@watchstack/core';
import { limitInput, localDay, offsetInput, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexItem } from '../../client/items.js';
import type { PlexLibrary } from '../../client/libraries.js';
import type { PlexItemType } from '../../client/media-query.js';
import { defineTool } from '../define.js';
import { instant, itemColumns, itemNames, minutes, percent, refsOf } from '../items.js';
import { leanRows } from '../lean-rows.js';
import { findLibrary, libraryInput, listableTypes } from '../library.js';
import { filterInput, libraryFilters } from '../library-filters.js';

const types = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track'] as const;
const sortNames = [
  'title',
  'added',
  'released',
  'oldest',
  'lastWatched',
  'rating',
  'longest',
  'shortest',
  'random',
] as const;

/** The orders in Plex's terms. */
const sorts: Readonly<Record<(typeof sortNames)[number], string>> = {
  title: 'titleSort',
  added: 'addedAt:desc',
  released: 'originallyAvailableAt:desc',
  oldest: 'originallyAvailableAt',
  lastWatched: 'lastViewedAt:desc',
  rating: 'audienceRating:desc',
  longest: 'duration:desc',
  shortest: 'duration',
  random: 'random',
};

/** One row of a listing. */
export const listingRow = z.strictObject({
  ...itemColumns,
  minutes: z.int().optional(),
  resolution: z.string().optional(),
  rating: z.number().optional().describe("The audience's, 0 to 10."),
  watched: z.boolean().optional(),
  progressPercent: z.int().optional(),
  episodes: z.int().optional(),
  watchedEpisodes: z.int().optional(),
  added: z.string().optional().describe('Day.'),
});

/** What a row is made of beside titles, numbers and ids. */
const rowFields = [
  'rating',
  'audienceRating',
  'duration',
  'addedAt',
  'viewCount',
  'viewOffset',
  'leafCount',
  'viewedLeafCount',
];

/** `plex_get_library_items`: GET /library/sections/{key}/all. */
export const getLibraryItems = defineTool({
  name: 'plex_get_library_items',
  title: 'Get library items',
  toolset: 'libraries',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists or counts (total) what is in one library; one title anywhere is for plex_search. Sorts begin with the newest, best, longest. Of shows, unwatched: something is left.',
  input: z.strictObject({
    library: libraryInput,
    type: z.enum(types).optional().describe("Default the library's."),
    ...filterInput,
    sort: z.enum(sortNames).default('title').describe('Order.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    library: z.string(),
    type: z.string(),
    ...pageOutput,
    items: z.array(listingRow),
  }),
  rows: 'items',
  examples: [
    {
      ask: 'An unwatched comedy under 100 minutes',
      arguments: {
        library: 'Films',
        having: ['Comedy'],
        watch: 'unwatched',
        maxMinutes: 100,
        sort: 'random',
        limit: 3,
      },
    },
    {
      ask: 'How many films from the nineties?',
      arguments: { library: 'Films', years: '1990-1999', limit: 1 },
    },
  ],
  run: async (args, context) => {
    const { client, signal, timeZone } = context;
    const library = await findLibrary(args.library, context);
    const type = typeOf(args.type, library);
    const page = await client.libraries.items(
      library.key,
      {
        type,
        filters: await libraryFilters(args, library, type, context),
        sort: sortOf(args.sort, type),
        start: args.offset,
        size: args.limit,
        includeGuids: type === 'movie' || type === 'show',
        ...leanRows({ elements: ['Media'], fields: rowFields }),
      },
      { signal },
    );
    const rows = page.items.slice(0, args.limit);
    const refOf = await refsOf(rows, context);
    const next = args.offset + rows.length;
    return {
      library: library.title,
      type,
      total: page.total,
      returned: rows.length,
      nextOffset: rows.length > 0 && next < page.total ? next : undefined,
      items: rows.map((item) => ({ ...listingRowOf(item, timeZone), ref: refOf(item) })),
    };
  },
});

function typeOf(asked: PlexItemType | undefined, library: PlexLibrary): PlexItemType {
  const [usual, ...others] = listableTypes(library);
  if (usual === undefined) {
    throw new InvalidInputError(`Libraries of type ${library.type} cannot be listed.`, { target: 'library' });
  }
  if (asked === undefined || asked === usual || others.includes(asked)) return asked ?? usual;
  throw new InvalidInputError(`The library ${library.title} holds no items of type ${asked}.`, {
    target: 'type',
    hint: `It can be listed as ${[usual, ...others].join(', ')}.`,
  });
}

/** Titles of seasons and episodes say little; they go by their show. */
function sortOf(sort: keyof typeof sorts, type: PlexItemType): string {
  if (sort === 'title' && type === 'episode') return 'show.titleSort,season.index,episode.index';
  return sort === 'title' && type === 'season' ? 'show.titleSort,season.index' : sorts[sort];
}

function listingRowOf(item: PlexItem, timeZone: string): z.output<typeof listingRow> {
  const isContainer = item.type === 'show' || item.type === 'season';
  return {
    ...itemNames(item),
    minutes: isContainer ? undefined : minutes(item.duration),
    resolution: item.media[0]?.videoResolution,
    rating: item.audienceRating ?? item.rating,
    watched: !isContainer && (item.viewCount ?? 0) > 0 ? true : undefined,
    progressPercent: percent(item.viewOffset, item.duration),
    episodes: isContainer ? item.leafCount : undefined,
    watchedEpisodes: isContainer ? item.viewedLeafCount : undefined,
    added: item.addedAt === undefined ? undefined : localDay(instant(item.addedAt), timeZone),
  };
}
