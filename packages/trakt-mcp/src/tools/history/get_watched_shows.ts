import {
  limitInput,
  localDay,
  matchItems,
  offsetInput,
  pageOf,
  pageOutput,
  parseDay,
  parseItem,
  toZonedIso,
  type ToolContext,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { TraktClient } from '../../client/trakt-client.js';
import type { WatchedShow } from '../../client/watched.js';
import type { Show } from '../../client/types.js';
import { defineTool } from '../define.js';
import { describeCalled, describeTitle, titleListInput, titleRef } from '../titles.js';

/** How many names that match nothing watched are looked up, because they may be another name of something watched. */
const namesLookedUp = 10;

const states = ['watching', 'caught_up', 'finished'] as const;
type State = (typeof states)[number];

/** A watched show, reduced to what rows are made of: a thousand of these are kept at once, and their episodes are not. */
interface Watched {
  readonly show: Show;
  readonly plays: number;
  readonly lastWatchedAt: string;
  readonly episodesWatched: number;
  readonly rewatchSince: string | undefined;
  readonly state: State;
}

const sorts = {
  recent: (a: Watched, b: Watched) => order(b.lastWatchedAt, a.lastWatchedAt),
  plays: (a: Watched, b: Watched) => b.plays - a.plays,
  title: (a: Watched, b: Watched) => a.show.title.localeCompare(b.show.title),
  unseen: (a: Watched, b: Watched) => unseen(b) - unseen(a),
} as const;

/** `trakt_get_watched_shows`: GET sync/watched/shows, all pages of a hundred, because Trakt promises no order. */
export const getWatchedShows = defineTool({
  name: 'trakt_get_watched_shows',
  title: 'Watched shows',
  toolset: 'history',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the shows you have watched, newest play first, with plays, progress and when; not what you plan to watch. With items it answers "have I seen these": one row per match, and notWatched for the rest. Planned: trakt_get_watchlist.',
  input: z.strictObject({
    items: titleListInput.optional(),
    state: z
      .enum(states)
      .optional()
      .describe(
        'watching: aired episodes are left. caught_up: none left, more may come. finished: ended and all seen.',
      ),
    since: z.string().max(20).optional().describe('Only shows watched on or after a day: YYYY-MM-DD, today, -30d.'),
    sort: z
      .enum(['recent', 'plays', 'title', 'unseen'])
      .default('recent')
      .describe('unseen: most episodes left first. Default recent.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    shows: z.array(
      z.strictObject({
        ref: z.string(),
        title: z.string(),
        year: z.int().optional(),
        state: z.enum(states),
        plays: z.int().describe('Of all episodes, repeats included.'),
        episodesWatched: z.int().describe('Different episodes, specials not counted.'),
        episodesAired: z.int().optional(),
        lastWatchedAt: z.string().optional(),
        rewatchSince: z.string().optional().describe('Being watched again since; only plays after it are progress.'),
        asked: z.string().optional().describe('The item of the call that this row answers.'),
      }),
    ),
    notWatched: z.array(z.string()).optional().describe('Items of the call of which nothing was watched.'),
    timeZone: z.string().optional().describe('In which the day of since begins.'),
  }),
  rows: 'shows',
  examples: [
    { ask: 'What did I watch recently?', arguments: { limit: 10 } },
    { ask: 'Have I seen Chernobyl?', arguments: { items: ['Chernobyl'] } },
    { ask: 'Which shows have I not finished?', arguments: { state: 'watching', sort: 'unseen' } },
  ],
  run: async ({ items, state, since, sort, offset, limit }, context) => {
    const { clock, timeZone } = context;
    const from = since === undefined ? undefined : parseDay(since, { clock, zone: timeZone });
    const watched = await readWatched(context);
    const { matches, notWatched } = await askedFor(items, watched, context);
    const rows = (matches ?? watched.map((one) => ({ one, item: undefined }))).filter(
      ({ one }) =>
        (state === undefined || one.state === state) &&
        (from === undefined || (one.lastWatchedAt !== '' && localDay(one.lastWatchedAt, timeZone) >= from)),
    );
    rows.sort((a, b) => sorts[sort](a.one, b.one) || sorts.recent(a.one, b.one));
    const { rows: onPage, ...page } = pageOf(rows, { offset, limit });
    return {
      ...page,
      shows: onPage.map(({ one, item }) => ({
        ref: titleRef({ type: 'show', show: one.show }),
        title: one.show.title,
        year: one.show.year,
        state: one.state,
        plays: one.plays,
        episodesWatched: one.episodesWatched,
        episodesAired: one.show.airedEpisodes,
        lastWatchedAt: one.lastWatchedAt === '' ? undefined : toZonedIso(one.lastWatchedAt, timeZone),
        rewatchSince: one.rewatchSince === undefined ? undefined : toZonedIso(one.rewatchSince, timeZone),
        asked: item,
      })),
      notWatched,
      timeZone: from === undefined ? undefined : timeZone,
    };
  },
});

async function readWatched({ client, signal, progress }: ToolContext<TraktClient>): Promise<Watched[]> {
  const watched: Watched[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const { items, pageCount } = await client.watched.shows({ page, limit: 100, signal });
    pages = pageCount;
    watched.push(...items.map(reduce));
    progress({ progress: page, total: pages });
  }
  return watched;
}

function reduce({ show, plays, lastWatchedAt, resetAt, seasons }: WatchedShow): Watched {
  const counted = (seasons ?? [])
    .filter(({ number }) => number > 0)
    .flatMap(({ episodes }) => episodes)
    .filter((episode) => resetAt === undefined || (episode.lastWatchedAt ?? '') > resetAt);
  // Where Trakt does not say how many have aired, nothing is called seen to the end.
  const left = (show.airedEpisodes ?? Infinity) - counted.length;
  const over = show.status === 'ended' || show.status === 'canceled';
  return {
    // The texts of a thousand shows would weigh more than everything that is answered.
    show: {
      title: show.title,
      year: show.year,
      ids: show.ids,
      airedEpisodes: show.airedEpisodes,
      originalTitle: show.originalTitle,
      country: show.country,
    },
    plays,
    lastWatchedAt: lastWatchedAt ?? '',
    episodesWatched: counted.length,
    rewatchSince: resetAt,
    state: left > 0 ? 'watching' : over ? 'finished' : 'caught_up',
  };
}

interface Asked {
  readonly matches: { one: Watched; item: string | undefined }[] | undefined;
  readonly notWatched: string[] | undefined;
}

async function askedFor(
  items: readonly string[] | undefined,
  watched: readonly Watched[],
  context: ToolContext<TraktClient>,
): Promise<Asked> {
  if (items === undefined) return { matches: undefined, notWatched: undefined };
  const found = items.map((item) => ({
    item,
    matches: matchItems(item, watched, ({ show }) => describeTitle({ type: 'show', show })),
  }));
  const unknown = found.filter(({ matches }) => matches.length === 0).slice(0, namesLookedUp);
  const looked = new Map(
    await Promise.all(unknown.map(async ({ item }) => [item, await lookUp(item, watched, context)] as const)),
  );
  const complete = found.map(({ item, matches }) => ({
    item,
    matches: matches.length > 0 ? matches : (looked.get(item) ?? []),
  }));
  return {
    matches: complete.flatMap(({ item, matches }) => matches.map((one) => ({ one, item }))),
    notWatched: complete.filter(({ matches }) => matches.length === 0).map(({ item }) => item),
  };
}

/** A watched show under a name that only Trakt knows it by: found by Trakt's search, believed when it is really called so. */
async function lookUp(
  item: string,
  watched: readonly Watched[],
  context: ToolContext<TraktClient>,
): Promise<Watched[]> {
  const reference = parseItem(item);
  if (reference.kind !== 'title') return [];
  const { client, signal } = context;
  const { items } = await client.search.text(reference.title, { types: ['show'], limit: 1, signal });
  const [best] = items;
  const candidates = watched.filter(({ show }) => best?.type === 'show' && show.ids.trakt === best.show.ids.trakt);
  const [candidate] = candidates;
  if (candidate === undefined) return [];
  const names = await client.search.otherNames('show', candidate.show.ids.trakt, { signal });
  return matchItems(reference, candidates, ({ show }) => describeCalled({ type: 'show', show }, names));
}

function unseen({ show, episodesWatched }: Watched): number {
  return (show.airedEpisodes ?? 0) - episodesWatched;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
