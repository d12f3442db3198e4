import { asksAbove, batchOutcome, batchRowOutput, resolveItem, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { describeTitle, titleListInput, type Title } from '../titles.js';
import { isSameItem, itemOf, readListed, targetName, titleFields, titleRow, typeInput } from './entries.js';

/**
 * `trakt_remove_from_watchlist`: POST sync/watchlist/remove. A write and not a destruction: adding the title again takes it
 * back; only its place and date are new.
 */
export const removeFromWatchlist = defineTool({
  name: 'trakt_remove_from_watchlist',
  title: 'Remove from watchlist',
  toolset: 'watchlist',
  byDefault: true,
  essential: true,
  effect: 'write',
  idempotent: true,
  openWorld: false,
  description:
    'Takes shows and movies off your Trakt watchlist; what you have watched stays, and nothing is deleted in Sonarr or Plex. Answers per item: done, ambiguous, not_found. Their notes and place in the list are lost.',
  input: z.strictObject({ items: titleListInput, type: typeInput }),
  output: writeAnswer({
    items: z.array(batchRowOutput(titleFields)),
    listed: z.int().describe('Titles on the watchlist now.'),
  }),
  examples: [
    { ask: 'Take The Bear off my watchlist.', arguments: { items: ['The Bear'] } },
    { ask: 'Remove the movie Heat from my list.', arguments: { items: ['Heat'], type: 'movie' } },
  ],
  preview: async ({ items }, context) => {
    if (items.length <= asksAbove) return undefined;
    const summary = `Removes up to ${items.length} titles from ${targetName}`;
    const listed = await readListed(context);
    return {
      summary: `${summary}, which has ${listed.length}. Their notes are lost.`,
      target: targetName,
      changes: items.length,
    };
  },
  run: async ({ items, type }, context) => {
    const { client, signal } = context;
    const listed = (await readListed(context)).filter((title) => type === undefined || title.type === type);
    const planned = await runBatch(
      items,
      async (item) => ({ outcome: 'done' as const, title: resolveItem(item, listed, describeTitle, words) }),
      { signal },
    );
    const titles = [...new Set(planned.flatMap((row) => ('title' in row ? row.title : [])))];
    const removed = titles.length === 0 ? undefined : await client.watchlist.remove(titles.map(itemOf), { signal });
    const gone = (title: Title) => removed?.notFound.some((each) => isSameItem(each, itemOf(title))) === true;
    const rows = planned.map((row) => {
      if (!('title' in row)) return row;
      const { title, ...rest } = row;
      return { ...rest, ...(gone(title) ? { outcome: 'already' as const } : {}), ...titleRow(title) };
    });
    const done = rows.flatMap((row) => ('ref' in row && row.outcome === 'done' ? [row.ref] : []));
    return {
      outcome: batchOutcome(rows),
      target: targetName,
      items: rows,
      listed: removed?.itemCount,
      ...(done.length === 0
        ? {}
        : {
            undo: { tool: 'trakt_add_to_watchlist', arguments: { items: done } },
            note: 'Added again, they come last and without their notes.',
          }),
    };
  },
});

const words = { noun: 'title', lookIn: targetName } as const;
