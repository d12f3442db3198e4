import { toZonedIso } from '@watchstack/core/server';
import { NotFoundError } from '@watchstack/core';
import { defineResource } from '../tools/define.js';
import { factsOf, titleRef } from '../tools/titles.js';

const types = ['shows', 'movies'] as const;

/** The watchlist as a document; `trakt_get_watchlist` gives the same with sorting and pages. */
export const watchlistResource = defineResource({
  name: 'watchlist',
  title: 'Watchlist',
  description: 'The shows or the movies on your Trakt watchlist, in your own order.',
  uri: 'trakt://watchlist/{type}',
  read: async ({ type: asked = '' }, { client, signal, timeZone }) => {
    const type = types.find((each) => each === asked);
    if (type === undefined) {
      throw new NotFoundError(`There is no watchlist of ${asked.slice(0, 40)}.`, {
        hint: `There are: ${types.join(', ')}.`,
      });
    }
    const entries = await client.watchlist.all({ type, signal });
    return {
      items: entries.flatMap((entry) => {
        if (entry.type !== 'show' && entry.type !== 'movie') return [];
        const { title, year } = factsOf(entry);
        return {
          ref: titleRef(entry),
          title,
          year,
          listedAt: toZonedIso(entry.listedAt, timeZone),
          notes: entry.notes,
        };
      }),
    };
  },
  complete: { type: async (typed) => types.filter((type) => type.startsWith(typed)) },
});
