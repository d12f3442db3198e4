import {
  asksAbove,
  batchOutcome,
  batchRowOutput,
  matchItems,
  parseItem,
  runBatch,
  writeAnswer,
  type ToolContext,
} from '@watchstack/core/server';
import * as z from 'zod';
import type { TraktClient } from '../../client/trakt-client.js';
import type { WatchlistAdded, WatchlistItem } from '../../client/watchlist.js';
import { defineTool } from '../define.js';
import { findTitle, isSameTitle, itemsOfRef } from '../find-title.js';
import { describeTitle, titleListInput, type Title } from '../titles.js';
import { isSameItem, itemOf, readListed, targetName, titleFields, titleRow, typeInput } from './entries.js';

/** Names looked up at once. */
const searchesAtOnce = 4;

/**
 * `trakt_add_to_watchlist`: POST sync/watchlist, once for all items. Names are searched one by one, because Trakt has no
 * other way; ids are not, because it says itself which of them it could not find.
 */
export const addToWatchlist = defineTool({
  name: 'trakt_add_to_watchlist',
  title: 'Add to watchlist',
  toolset: 'watchlist',
  byDefault: true,
  essential: true,
  effect: 'write',
  idempotent: true,
  openWorld: false,
  description:
    'Puts shows and movies on your Trakt watchlist; it does not record or download them (that is Sonarr) and marks nothing as watched. Answers per item: done, already, ambiguous, not_found. Changes only the watchlist.',
  input: z.strictObject({ items: titleListInput, type: typeInput }),
  output: writeAnswer({
    items: z.array(batchRowOutput(titleFields)),
    listed: z.int().describe('Titles on the watchlist now.'),
  }),
  examples: [
    { ask: 'Put Silo and The Studio on my watchlist.', arguments: { items: ['Silo', 'The Studio'], type: 'show' } },
    { ask: 'I want to see the 1996 Fargo.', arguments: { items: ['Fargo (1996)'] } },
    { ask: 'Put this Sonarr series on my watchlist.', arguments: { items: ['tvdb:371980'] } },
  ],
  preview: async ({ items }, { client, signal }) => {
    if (items.length <= asksAbove) return undefined;
    const summary = `Adds up to ${items.length} titles to ${targetName}`;
    const { itemCount } = await client.watchlist.list({ limit: 1, signal });
    return { summary: `${summary}, which has ${itemCount}.`, target: targetName, changes: items.length };
  },
  run: async ({ items, type }, context) => {
    const { client, signal } = context;
    const listed = await readListed(context);
    const planned = await runBatch(items, (item) => plan(item, type, listed, context), {
      concurrency: searchesAtOnce,
      signal,
    });
    const sent = unique(planned.flatMap((row) => ('send' in row ? row.send : [])));
    if (sent.length === 0) {
      return {
        outcome: 'unchanged' as const,
        target: targetName,
        items: planned.map(withoutPlan),
        listed: listed.length,
      };
    }
    const added = await client.watchlist.add(sent, { signal });
    const unnamed = added === undefined || planned.some((row) => 'send' in row && row.title === undefined);
    // The change is made; what it is called is worth a look, and not worth an error.
    const after = unnamed ? await readListed(context).catch(() => undefined) : undefined;
    const rows = planned.map((row) => ('send' in row ? resultOf(row, added, after) : withoutPlan(row)));
    const done = rows.flatMap((row) => (row.outcome === 'done' && row.ref !== undefined ? [row.ref] : []));
    return {
      outcome: batchOutcome(rows),
      target: targetName,
      items: rows,
      listed: added?.itemCount ?? after?.length,
      ...(done.length === 0 ? {} : { undo: { tool: 'trakt_remove_from_watchlist', arguments: { items: done } } }),
    };
  },
});

/** An item that is there already, or what has to be sent to add it. */
type Plan = (
  | { readonly outcome: 'already' }
  | { readonly outcome: 'done'; readonly send: readonly WatchlistItem[]; readonly asked: string }
) &
  Partial<ReturnType<typeof titleRow>>;

async function plan(
  item: string,
  type: 'show' | 'movie' | undefined,
  listed: readonly Title[],
  context: ToolContext<TraktClient>,
): Promise<Plan> {
  const reference = parseItem(item);
  if (reference.kind === 'ref') {
    const send = itemsOfRef(reference, type);
    const [known] = matchItems(
      reference,
      listed.filter((title) => send.some((each) => each.type === title.type)),
      describeTitle,
    );
    return known === undefined ? { outcome: 'done', send, asked: item } : { outcome: 'already', ...titleRow(known) };
  }
  const title = await findTitle(reference, type, context);
  return listed.some((known) => isSameTitle(known, title))
    ? { outcome: 'already', ...titleRow(title) }
    : { outcome: 'done', send: [itemOf(title)], asked: item, ...titleRow(title) };
}

type Planned = Awaited<ReturnType<typeof runBatch<string, Plan>>>[number];

function resultOf(
  row: Extract<Planned, { send: unknown }>,
  added: WatchlistAdded | undefined,
  after: readonly Title[] | undefined,
) {
  const missing = row.send.every((each) => added?.notFound.some((other) => isSameItem(each, other)) === true);
  const { send: _send, asked, ...rest } = row;
  if (missing) {
    return {
      ...rest,
      outcome: 'not_found' as const,
      message: 'Trakt has no title of this id.',
      hint: 'Name it by title and year.',
    };
  }
  const [title] = rest.title === undefined && after !== undefined ? matchItems(asked, after, describeTitle) : [];
  return title === undefined ? rest : { ...rest, ...titleRow(title) };
}

function withoutPlan(row: Planned) {
  if (!('send' in row)) return row;
  const { send: _send, asked: _asked, ...rest } = row;
  return rest;
}

function unique(items: readonly WatchlistItem[]): WatchlistItem[] {
  return items.filter((item, index) => items.findIndex((other) => isSameItem(item, other)) === index);
}
