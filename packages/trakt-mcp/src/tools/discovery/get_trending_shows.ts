import { offsetInput, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { readRange } from '../read-range.js';
import { mainGenres, tenths, titleRef } from '../titles.js';

/** `trakt_get_trending_shows`: GET shows/trending, which leaves out by itself what the account knows. */
export const getTrendingShows = defineTool({
  name: 'trakt_get_trending_shows',
  title: 'Trending shows',
  toolset: 'discovery',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: true,
  description:
    'Lists the shows that most people on Trakt are watching now, most watchers first; not your own shows. skipWatchlisted and skipWatched leave out what you have listed or begun. A show by name: trakt_search_shows.',
  input: z.strictObject({
    skipWatchlisted: z.boolean().default(false).describe('Leave out what is on your watchlist.'),
    skipWatched: z.boolean().default(false).describe('Leave out what you have watched any of.'),
    genres: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9-]+$/)
          .max(30),
      )
      .min(1)
      .max(10)
      .optional()
      .describe('Any of these slugs: drama, science-fiction, …'),
    years: z
      .string()
      .regex(/^\d{4}(-\d{4})?$/)
      .optional()
      .describe('First year: 2024, or 2020-2024.'),
    offset: offsetInput,
    limit: z.int().min(1).max(200).default(10).describe('Rows at most.'),
  }),
  output: z.strictObject({
    ...pageOutput,
    shows: z.array(
      z.strictObject({
        ref: z.string(),
        title: z.string(),
        year: z.int().optional(),
        watchers: z.int().describe('People watching it right now.'),
        rating: z.number().optional().describe('Out of 10, from everybody.'),
        network: z.string().optional(),
        genres: z.array(z.string()).optional(),
        status: z.string().optional(),
      }),
    ),
  }),
  rows: 'shows',
  relatedWrite: 'trakt_add_to_watchlist',
  examples: [
    { ask: "What's trending that is not on my watchlist?", arguments: { skipWatchlisted: true } },
    { ask: 'What have I not seen that is trending?', arguments: { skipWatched: true } },
    {
      ask: 'Which comedies of the last years are people watching?',
      arguments: { genres: ['comedy'], years: '2023-2026' },
    },
  ],
  run: async ({ skipWatchlisted, skipWatched, genres, years, offset, limit }, { client, signal }) => {
    const {
      rows,
      first: _first,
      ...page
    } = await readRange({ offset, limit }, (part) =>
      client.shows.trending({
        ...part,
        genres,
        years,
        ignoreWatched: skipWatched,
        ignoreWatchlisted: skipWatchlisted,
        signal,
      }),
    );
    return {
      ...page,
      shows: rows.map(({ watchers, show }) => ({
        ref: titleRef({ type: 'show', show }),
        title: show.title,
        year: show.year,
        watchers,
        rating: tenths(show.rating),
        network: show.network,
        genres: mainGenres(show.genres),
        status: show.status,
      })),
    };
  },
});
