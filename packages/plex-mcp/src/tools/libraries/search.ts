import {
  limitInput,
  matchItems,
  offsetInput,
  pageOf,
  pageOutput,
  parseItem,
  type ItemReference,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexItem } from '../../client/items.js';
import type { PlexSearchHub } from '../../client/search.js';
import { defineTool, type PlexContext } from '../define.js';
import { itemsByRef } from '../find-item.js';
import { describeItem, itemColumns, itemNames, refsOf } from '../items.js';
import { findLibrary, libraryInput } from '../library.js';

const types = ['movie', 'show', 'season', 'episode', 'artist', 'album', 'track', 'collection'] as const;

/** Hits of each kind that are asked for where they are filtered afterwards: Plex cannot do it. */
const wideSearch = 100;

/** `plex_search`: GET /hubs/search; for ids of databases the libraries' listings. */
export const search = defineTool({
  name: 'plex_search',
  title: 'Search',
  toolset: 'libraries',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Finds a title or ref in the Plex libraries ("is this on our Plex"); does not browse (plex_get_library_items). What is called just so has match exact and comes first. Plex knows few translated titles.',
  input: z.strictObject({
    query: z
      .string()
      .min(1)
      .max(200)
      .describe('Title, "Title (year)", part of one, a person, or ref (tvdb:81189, tmdb:603).'),
    type: z.enum(types).optional().describe('Only this type.'),
    library: libraryInput.optional().describe('Only this one.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    query: z.string(),
    ...pageOutput,
    more: z.boolean().optional().describe('Plex has further partial matches; narrow the query to see them.'),
    items: z.array(
      z.strictObject({
        ...itemColumns,
        library: z.string().optional(),
        match: z.enum(['exact', 'partial']),
      }),
    ),
    people: z
      .array(z.strictObject({ name: z.string(), role: z.string(), library: z.string().optional() }))
      .optional()
      .describe('Names of people and genres that match, for the filters of plex_get_library_items.'),
  }),
  rows: 'items',
  examples: [
    { ask: 'Is Money Heist on our Plex?', arguments: { query: 'Money Heist' } },
    { ask: 'Do we have the film with tmdb:603?', arguments: { query: 'tmdb:603' } },
  ],
  run: async (args, context) => {
    const library = args.library === undefined ? undefined : await findLibrary(args.library, context);
    const reference = titleReference(args.query);
    const { hits, hubs } =
      reference.kind === 'ref'
        ? { hits: await itemsByRef(reference, context), hubs: [] }
        : await searchTitle(reference.title, args, library?.key, context);
    const fitting = hits.filter(
      (item) =>
        (args.type === undefined || item.type === args.type) &&
        (library === undefined || item.librarySectionID === library.key),
    );
    const exact = new Set(
      reference.kind === 'ref' ? fitting : matchItems(reference, fitting, describeItem).filter(standsAlone),
    );
    const ordered = [...fitting.filter((item) => exact.has(item)), ...fitting.filter((item) => !exact.has(item))];
    const { rows, ...page } = pageOf(ordered, args);
    const refOf = await refsOf(rows, context);
    return {
      query: args.query,
      ...page,
      more: hubs.some((hub) => hub.more && (args.type === undefined || hub.type === args.type)) ? true : undefined,
      items: rows.map((item) => ({
        ...itemNames(item),
        type: item.type,
        ref: refOf(item),
        library: item.librarySectionTitle,
        match: exact.has(item) ? ('exact' as const) : ('partial' as const),
      })),
      people: args.type === undefined ? peopleOf(hubs, library?.key) : undefined,
    };
  },
});

/** Digits are searched as a title: 1883 and 24 are shows. */
function titleReference(query: string): Exclude<ItemReference, { kind: 'id' }> {
  const reference = parseItem(query);
  return reference.kind === 'id' ? { kind: 'title', title: query.trim() } : reference;
}

/** An episode called "Heat" does not answer whether there is the film. */
function standsAlone(item: PlexItem): boolean {
  return item.type !== 'episode' && item.type !== 'season' && item.type !== 'track';
}

/** Films and shows first, then what people ask for less. */
const order: readonly string[] = types.toSorted(
  (a, b) => Number(a === 'season' || a === 'episode') - Number(b === 'season' || b === 'episode'),
);

async function searchTitle(
  title: string,
  args: { readonly type?: string | undefined; readonly offset: number; readonly limit: number },
  libraryKey: string | undefined,
  { client, signal }: PlexContext,
): Promise<{ hits: readonly PlexItem[]; hubs: readonly PlexSearchHub[] }> {
  const narrowed = args.type !== undefined || libraryKey !== undefined;
  const width = Math.min(1000, Math.max(narrowed ? wideSearch : 0, args.offset + args.limit));
  const hubs = await client.search.hubs(title, width, libraryKey, { signal });
  const position = ({ type }: PlexSearchHub) => (order.includes(type) ? order.indexOf(type) : order.length);
  const sorted = hubs.toSorted((a, b) => position(a) - position(b));
  return { hits: sorted.flatMap((hub) => hub.items), hubs };
}

function peopleOf(hubs: readonly PlexSearchHub[], libraryKey: string | undefined) {
  return hubs
    .flatMap((hub) => hub.tags.map((tag) => ({ ...tag, role: hub.type })))
    .filter((tag) => libraryKey === undefined || tag.librarySectionID === libraryKey)
    .slice(0, 10)
    .map((tag) => ({ name: tag.tag, role: tag.role, library: tag.librarySectionTitle }));
}
