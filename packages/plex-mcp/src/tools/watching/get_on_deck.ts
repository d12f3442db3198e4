import { limitInput, offsetInput, pageOf, pageOutput, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { instant, itemColumns, itemNames, minutes, percent, refsOf } from '../items.js';
import { findLibrary, libraryInput } from '../library.js';

/** As many as are ever on deck: Plex drops what has not been touched for weeks. */
const wholeDeck = 500;

/** `plex_get_on_deck`: GET /library/onDeck. */
export const getOnDeck = defineTool({
  name: 'plex_get_on_deck',
  title: 'Get on deck',
  toolset: 'watching',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Continue watching: what was begun and not finished, and next episodes, latest first. Of the token’s owner only, not of others (plex_get_history), not what runs now (plex_get_sessions).',
  input: z.strictObject({
    library: libraryInput.optional().describe('Only this one.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    items: z.array(
      z.strictObject({
        ...itemColumns,
        library: z.string().optional(),
        state: z.enum(['begun', 'next']).describe('next: not begun, the next episode.'),
        progressPercent: z.int().optional(),
        minutesLeft: z.int().optional(),
        lastWatchedAt: z.string().optional(),
      }),
    ),
  }),
  rows: 'items',
  examples: [{ ask: 'Continue watching: where was I?', arguments: {} }],
  run: async (args, context) => {
    const { client, signal, timeZone } = context;
    const library = args.library === undefined ? undefined : await findLibrary(args.library, context);
    const deck = await client.metadata.onDeck(0, wholeDeck, { signal });
    const { rows, ...page } = pageOf(
      deck.items.filter((item) => library === undefined || item.librarySectionID === library.key),
      args,
    );
    const refOf = await refsOf(rows, context);
    return {
      ...page,
      items: rows.map((item) => ({
        ...itemNames(item),
        type: item.type,
        ref: refOf(item),
        library: item.librarySectionTitle,
        state: (item.viewOffset ?? 0) > 0 ? ('begun' as const) : ('next' as const),
        progressPercent: percent(item.viewOffset, item.duration),
        minutesLeft: minutes(item.duration === undefined ? undefined : item.duration - (item.viewOffset ?? 0)),
        lastWatchedAt: item.lastViewedAt === undefined ? undefined : toZonedIso(instant(item.lastViewedAt), timeZone),
      })),
    };
  },
});
