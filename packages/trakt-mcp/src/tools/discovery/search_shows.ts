import { offsetInput, pageOutput, toZonedIso, type ToolContext } from '@watchstack/core/server';
import * as z from 'zod';
import type { TraktClient } from '../../client/trakt-client.js';
import type { ShowPlays } from '../../client/watched.js';
import { defineTool } from '../define.js';
import { readRange } from '../read-range.js';
import { mainGenres, tenths, titleRef } from '../titles.js';

/** How far into a watchlist a search looks: four requests, and all of any free account's. */
const watchlistLookedAt = 1000;

/** `trakt_search_shows`: GET search/show, with one look each at the watchlist and at what was watched. */
export const searchShows = defineTool({
  name: 'trakt_search_shows',
  title: 'Search shows',
  toolset: 'discovery',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description:
    'Finds shows by name anywhere in the Trakt database, best match first; not only yours. Each row says whether the show is on your watchlist and how much of it you have watched. Popular now: trakt_get_trending_shows.',
  input: z.strictObject({
    query: z.string().min(1).max(200).describe('A title or part of one, in any language.'),
    year: z.int().min(1900).max(2100).optional().describe('In which it began.'),
    offset: offsetInput,
    limit: z.int().min(1).max(200).default(10).describe('Rows at most.'),
  }),
  output: z.strictObject({
    ...pageOutput,
    shows: z.array(
      z.strictObject({
        id: z.int().describe('At Trakt.'),
        ref: z.string(),
        title: z.string(),
        year: z.int().optional(),
        network: z.string().optional(),
        country: z.string().optional(),
        status: z.string().optional(),
        rating: z.number().optional().describe('Out of 10, from everybody.'),
        genres: z.array(z.string()).optional(),
        onWatchlist: z.boolean().optional(),
        episodesWatched: z.int().optional().describe('Different episodes that you have watched; absent for none.'),
        lastWatchedAt: z.string().optional(),
      }),
    ),
    note: z.string().optional(),
  }),
  rows: 'shows',
  relatedWrite: 'trakt_add_to_watchlist',
  examples: [
    { ask: 'Find the Danish show Die Brücke.', arguments: { query: 'Die Brücke' } },
    { ask: 'Which House of Cards is from 1990?', arguments: { query: 'House of Cards', year: 1990 } },
  ],
  run: async ({ query, year, offset, limit }, { client, signal, timeZone }) => {
    const [found, mine] = await Promise.all([
      readRange({ offset, limit }, (part) =>
        client.search.text(query, { ...part, types: ['show'], years: year?.toString(), signal }),
      ),
      marksOf({ client, signal }),
    ]);
    const { rows, first: _first, ...page } = found;
    return {
      ...page,
      shows: rows.flatMap((hit) => {
        if (hit.type !== 'show') return [];
        const { show } = hit;
        const plays = mine?.plays.get(show.ids.trakt);
        return {
          id: show.ids.trakt,
          ref: titleRef(hit),
          title: show.title,
          year: show.year,
          network: show.network,
          country: show.country,
          status: show.status,
          rating: tenths(show.rating),
          genres: mainGenres(show.genres),
          onWatchlist: mine?.listed.has(show.ids.trakt),
          episodesWatched: plays?.episodes,
          lastWatchedAt: plays?.lastWatchedAt === undefined ? undefined : toZonedIso(plays.lastWatchedAt, timeZone),
        };
      }),
      note:
        mine === undefined
          ? 'TRAKT_ACCESS_TOKEN is not set, so that nothing says what is on the watchlist or watched.'
          : mine.partly
            ? `onWatchlist tells only of the first ${watchlistLookedAt} shows of the watchlist.`
            : undefined,
    };
  },
});

interface Marks {
  /** Trakt ids of listed shows. */
  readonly listed: ReadonlySet<number>;
  readonly plays: ReadonlyMap<number, ShowPlays>;
  /** The watchlist is longer than what was read of it. */
  readonly partly: boolean;
}

async function marksOf({
  client,
  signal,
}: Pick<ToolContext<TraktClient>, 'client' | 'signal'>): Promise<Marks | undefined> {
  if (!client.hasToken) return undefined;
  const [entries, plays] = await Promise.all([
    client.watchlist.all({ type: 'shows', atMost: watchlistLookedAt, signal }),
    client.watched.showPlays({ signal }),
  ]);
  return {
    listed: new Set(entries.flatMap((entry) => (entry.type === 'show' ? entry.show.ids.trakt : []))),
    plays,
    partly: entries.length >= watchlistLookedAt,
  };
}
