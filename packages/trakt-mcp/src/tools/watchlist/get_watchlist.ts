import { formatEpisodeCode, limitInput, offsetInput, pageOutput, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import type { WatchlistEntry, WatchlistSort } from '../../client/watchlist.js';
import { defineTool } from '../define.js';
import { readRange } from '../read-range.js';
import { factsOf, mainGenres, tenths, titleRef, type Title } from '../titles.js';

const sorts = ['rank', 'added', 'title', 'released', 'runtime', 'popularity', 'rating'] as const;

/** Which way round an order is usually wanted. */
const usuallyDescending: Readonly<Record<(typeof sorts)[number], boolean>> = {
  rank: false,
  added: true,
  title: false,
  released: true,
  runtime: false,
  popularity: true,
  rating: true,
};

/** `trakt_get_watchlist`: GET sync/watchlist. */
export const getWatchlist = defineTool({
  name: 'trakt_get_watchlist',
  title: 'Watchlist',
  toolset: 'watchlist',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists what you want to watch: shows, movies or both, with rating, length and when it was listed; not what you have watched (trakt_get_watched_shows). Each ref goes straight into Sonarr and Plex tools. notes are your own words.',
  input: z.strictObject({
    type: z.enum(['all', 'shows', 'movies']).default('all').describe('What to list.'),
    sort: z.enum(sorts).default('rank').describe('rank: your own order.'),
    descending: z.boolean().optional().describe('Default: what suits the sort.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    items: z.array(
      z.strictObject({
        ref: z.string().describe('Of the show, where the row is a season or an episode.'),
        type: z.enum(['show', 'movie', 'season', 'episode']),
        title: z.string(),
        part: z.string().optional().describe('S02, or S02E05, where only that is listed.'),
        year: z.int().optional(),
        listedAt: z.string(),
        rating: z.number().optional().describe('Out of 10, from everybody.'),
        minutes: z.number().optional().describe('Of the movie, or of a usual episode.'),
        genres: z.array(z.string()).optional(),
        episodesAired: z.int().optional(),
        notes: z.string().optional(),
      }),
    ),
    note: z.string().optional(),
  }),
  rows: 'items',
  relatedWrite: 'trakt_add_to_watchlist',
  examples: [
    { ask: 'What should I watch tonight?', arguments: { sort: 'rating' } },
    { ask: 'Add the shows of my Trakt watchlist to Sonarr.', arguments: { type: 'shows', limit: 100 } },
    { ask: 'What is the shortest movie on my watchlist?', arguments: { type: 'movies', sort: 'runtime' } },
  ],
  run: async ({ type, sort, descending, offset, limit }, { client, signal, timeZone }) => {
    const sortBy: WatchlistSort = sort === 'rating' ? 'percentage' : sort;
    const sortHow = (descending ?? usuallyDescending[sort]) ? 'desc' : 'asc';
    const { rows, first, ...page } = await readRange({ offset, limit }, (part) =>
      client.watchlist.list({ ...part, type, sortBy, sortHow, signal }),
    );
    const applied = first.appliedSortBy ?? sortBy;
    return {
      ...page,
      items: rows.map((entry) => {
        const title = titleOf(entry);
        const facts = factsOf(title);
        return {
          ref: titleRef(title),
          type: entry.type,
          title: facts.title,
          part: partOf(entry),
          year: facts.year,
          listedAt: toZonedIso(entry.listedAt, timeZone),
          rating: tenths(facts.rating),
          minutes: facts.runtime,
          genres: mainGenres(facts.genres),
          episodesAired: entry.type === 'show' ? entry.show.airedEpisodes : undefined,
          notes: entry.notes,
        };
      }),
      note:
        applied === sortBy
          ? undefined
          : `Trakt sorts by ${sort} for VIP members only; these rows are sorted by ${applied}.`,
    };
  },
});

function titleOf(entry: WatchlistEntry): Title {
  return entry.type === 'movie' ? { type: 'movie', movie: entry.movie } : { type: 'show', show: entry.show };
}

function partOf(entry: WatchlistEntry): string | undefined {
  if (entry.type === 'season') return formatEpisodeCode(entry.season.number);
  return entry.type === 'episode' ? formatEpisodeCode(entry.episode.season, entry.episode.number) : undefined;
}
