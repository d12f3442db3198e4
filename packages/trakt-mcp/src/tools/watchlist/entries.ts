import type { ToolContext } from '@watchstack/core/server';
import * as z from 'zod';
import type { TraktClient } from '../../client/trakt-client.js';
import type { WatchlistItem } from '../../client/watchlist.js';
import { factsOf, titleRef, type Title } from '../titles.js';

/** An argument that says whether titles are shows or movies. */
export const typeInput = z
  .enum(['show', 'movie'])
  .optional()
  .describe('What all items are. Default: either; a bare id is a show, a tmdb ref a movie.');

/** What a batch row tells of an item that was found. */
export const titleFields = {
  ref: z.string(),
  title: z.string(),
  year: z.int().optional(),
  type: z.enum(['show', 'movie']),
};

/** A title as a batch row tells it. */
export function titleRow(title: Title) {
  const { title: name, year } = factsOf(title);
  return { ref: titleRef(title), title: name, ...(year === undefined ? {} : { year }), type: title.type };
}

/** The shows and movies of the whole watchlist; single seasons and episodes are left out. */
export async function readListed({
  client,
  signal,
}: Pick<ToolContext<TraktClient>, 'client' | 'signal'>): Promise<Title[]> {
  const entries = await client.watchlist.all({ signal });
  return entries.flatMap((entry) => (entry.type === 'show' || entry.type === 'movie' ? entry : []));
}

/** A title as a write names it: by its id at Trakt. */
export function itemOf(title: Title): WatchlistItem {
  const trakt = factsOf(title).ids.trakt;
  return title.type === 'show' ? { type: 'show', ids: { trakt } } : { type: 'movie', ids: { trakt } };
}

/** Whether two write items name the same title in the same way; Trakt echoes what it could not find as it was sent. */
export function isSameItem(one: WatchlistItem, other: WatchlistItem): boolean {
  const { trakt, imdb, tmdb } = one.ids;
  const sameTvdb = one.type === 'show' && other.type === 'show' ? one.ids.tvdb === other.ids.tvdb : true;
  return (
    one.type === other.type &&
    sameTvdb &&
    trakt === other.ids.trakt &&
    imdb === other.ids.imdb &&
    tmdb === other.ids.tmdb
  );
}

/** What both writes change, in words. */
export const targetName = 'your Trakt watchlist';
