import {
  dayStart,
  formatEpisodeCode,
  limitInput,
  offsetInput,
  pageOf,
  pageOutput,
  parseDay,
  toZonedIso,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexItem } from '../../client/items.js';
import type { PlexLibrary } from '../../client/libraries.js';
import type { PlexItemType } from '../../client/media-query.js';
import { defineTool, type PlexContext } from '../define.js';
import { instant, itemColumns, itemNames, refsOf } from '../items.js';
import { leanRows } from '../lean-rows.js';
import { findLibrary, libraryInput } from '../library.js';
import { epoch } from '../library-filters.js';

/** What is new in each kind of library: films, episodes, records. */
const newTypes: Readonly<Record<string, PlexItemType>> = { movie: 'movie', show: 'episode', artist: 'album' };

/** Newest items looked at in one library; more than this in one answer is an import, not news. */
const mostPerLibrary = 2000;

interface NewItem {
  readonly item: PlexItem;
  /** Episodes of the same season that came in the same days. */
  readonly episodes: readonly PlexItem[];
  readonly library: string;
}

/** `plex_get_recently_added`: GET /library/sections/{key}/all with addedAt, newest first, for each library. */
export const getRecentlyAdded = defineTool({
  name: 'plex_get_recently_added',
  title: 'Get recently added',
  toolset: 'libraries',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists what came into the Plex libraries since a day, newest first, not what was released or watched then. Several new episodes of a season are one row.',
  input: z.strictObject({
    since: z.string().max(20).default('-7d').describe('First day: YYYY-MM-DD or -30d. Default -7d.'),
    library: libraryInput.optional().describe('Only this one. Default all.'),
    type: z.enum(['movie', 'episode', 'album']).optional().describe('Only these.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    since: z.string(),
    timeZone: z.string(),
    ...pageOutput,
    more: z.boolean().optional().describe('So much was added that only the newest was looked at.'),
    items: z.array(
      z.strictObject({
        ...itemColumns,
        newEpisodes: z.int().optional(),
        library: z.string(),
        addedAt: z.string(),
      }),
    ),
  }),
  rows: 'items',
  examples: [
    { ask: 'What was added this week?', arguments: {} },
    { ask: 'New films this month', arguments: { since: '-30d', type: 'movie' } },
  ],
  run: async (args, context) => {
    const { client, signal, timeZone, clock } = context;
    const since = parseDay(args.since, { clock, zone: timeZone });
    const from = epoch(dayStart(since, timeZone));
    const libraries =
      args.library === undefined
        ? await client.libraries.listKept({ signal })
        : [await findLibrary(args.library, context)];
    const wanted = libraries.filter(
      (library) =>
        newTypes[library.type] !== undefined && (args.type === undefined || newTypes[library.type] === args.type),
    );
    const found = await Promise.all(wanted.map((library) => newIn(library, from, context)));
    const all = found.flatMap((each) => each.items).sort((a, b) => (b.item.addedAt ?? 0) - (a.item.addedAt ?? 0));
    const { rows, ...page } = pageOf(all, args);
    const refOf = await refsOf(
      rows.map(({ item }) => item),
      context,
    );
    return {
      since,
      timeZone,
      ...page,
      more: found.some((each) => each.more) ? true : undefined,
      items: rows.map(({ item, episodes, library }) => ({
        ...(episodes.length > 1 ? seasonNames(item) : { ...itemNames(item), type: item.type }),
        ref: refOf(item),
        newEpisodes: episodes.length > 1 ? episodes.length : undefined,
        library,
        addedAt: toZonedIso(instant(item.addedAt ?? 0), timeZone),
      })),
    };
  },
});

async function newIn(
  library: PlexLibrary,
  from: number,
  { client, signal }: PlexContext,
): Promise<{ readonly items: readonly NewItem[]; readonly more: boolean }> {
  const type = newTypes[library.type] ?? 'movie';
  const query = {
    type,
    filters: [{ field: 'addedAt', operator: '>>=' as const, values: [from - 1] }],
    sort: 'addedAt:desc',
    includeGuids: type === 'movie',
    ...leanRows({ fields: ['addedAt'] }),
  };
  const seasons = new Map<string, { item: PlexItem; episodes: PlexItem[]; library: string }>();
  let looked = 0;
  for await (const item of client.libraries.walk(library.key, query, { signal })) {
    if (looked === mostPerLibrary) return { items: [...seasons.values()], more: true };
    looked += 1;
    // Rows come newest first, so that the first of a season dates the whole.
    const key = item.type === 'episode' ? (item.parentRatingKey ?? item.ratingKey) : item.ratingKey;
    const season = seasons.get(key);
    if (season === undefined) seasons.set(key, { item, episodes: [item], library: library.title });
    else season.episodes.push(item);
  }
  return { items: [...seasons.values()], more: false };
}

/** The season of an episode, named from the episode's row. */
function seasonNames(episode: PlexItem) {
  return {
    ratingKey: episode.parentRatingKey,
    type: 'season',
    title: episode.parentTitle ?? `Season ${episode.parentIndex ?? 0}`,
    show: episode.grandparentTitle,
    episode: episode.parentIndex === undefined ? undefined : formatEpisodeCode(episode.parentIndex),
  };
}
