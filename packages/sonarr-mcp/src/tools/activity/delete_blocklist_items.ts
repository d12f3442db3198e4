import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { batchOutcome, batchRowOutput, runBatch, shorten, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrBlockedRelease } from '../../client/blocklist.js';
import { defineTool, type SonarrContext } from '../define.js';
import { followCommand } from '../follow-command.js';

/** How long the emptying of the whole list is waited for. */
const clearSeconds = 10;

/** `sonarr_delete_blocklist_items`: DELETE blocklist/{id} or blocklist/bulk; the command ClearBlocklist for all. */
export const deleteBlocklistItems = defineTool({
  name: 'sonarr_delete_blocklist_items',
  title: 'Delete blocklist items',
  toolset: 'activity',
  byDefault: false,
  effect: 'destructive',
  idempotent: true,
  openWorld: false,
  description: 'Takes releases off the blocklist, so that Sonarr may take them again. A person is asked first.',
  input: z.strictObject({
    items: z
      .array(z.string().max(300))
      .min(1)
      .max(100)
      .optional()
      .describe('Ids or releases from sonarr_get_blocklist.'),
    all: z.boolean().default(false).describe('Empty the whole list.'),
  }),
  output: writeAnswer({
    items: z.array(batchRowOutput({ series: z.string().optional(), release: z.string().optional() })),
    removed: z.int(),
  }),
  rows: 'items',
  examples: [{ ask: 'Give that release another chance', arguments: { items: ['1'] } }],
  preview: async (args, context) => {
    const { client, signal } = context;
    if (isAll(args)) {
      const { totalRecords } = await client.blocklist.list({ page: 1, pageSize: 1 }, { signal });
      return {
        summary: `Empties the blocklist: ${totalRecords} releases may be taken again. It cannot be filled again.`,
        target: 'the whole blocklist',
        changes: totalRecords,
        details: { releases: totalRecords },
      };
    }
    const rows = await resolved(args.items ?? [], context);
    const found = rows.flatMap((row) => ('blocked' in row ? [row.blocked] : []));
    const leftOut = rows.flatMap((row) => ('blocked' in row ? [] : [row.item]));
    if (found.length === 0) throw notThere(leftOut.join(', '));
    return {
      summary: `Takes ${found.map(nameOf).slice(0, 20).join(', ')}${found.length > 20 ? ` and ${found.length - 20} more` : ''} off the blocklist; Sonarr may take ${found.length === 1 ? 'it' : 'them'} again.${leftOut.length > 0 ? ` Not on it: ${leftOut.join(', ')}.` : ''}`,
      target: found.map(({ id }) => id).join(', '),
      changes: found.length,
      details: { releases: found.map(nameOf), leftOut },
    };
  },
  run: async (args, context) => {
    const { client, signal } = context;
    if (isAll(args)) {
      const { totalRecords } = await client.blocklist.list({ page: 1, pageSize: 1 }, { signal });
      const target = 'the whole blocklist';
      if (totalRecords === 0) return { outcome: 'unchanged' as const, target, removed: 0 };
      const begun = await client.commands.start({ name: 'ClearBlocklist' }, { signal });
      const { outcome, ended } = await followCommand(begun, clearSeconds, context);
      if (ended !== undefined)
        return {
          outcome: 'running' as const,
          target,
          note: `Sonarr's own work on it ended as ${ended}; look at sonarr_get_blocklist.`,
        };
      return outcome === 'done'
        ? { outcome, target, removed: totalRecords }
        : { outcome, target, note: 'Sonarr works on it; sonarr_get_blocklist shows what is left.' };
    }
    const rows = await resolved(args.items ?? [], context);
    const ids = [...new Set(rows.flatMap((row) => ('blocked' in row ? [row.blocked.id] : [])))];
    const [only] = ids;
    let gone = false;
    if (ids.length === 1 && only !== undefined) {
      try {
        await client.blocklist.delete(only, { signal });
      } catch (error) {
        // It was there a moment ago: somebody else was faster.
        if (!(error instanceof NotFoundError)) throw error;
        gone = true;
      }
    } else if (ids.length > 1) {
      await client.blocklist.deleteMany(ids, { signal });
    }
    const items = rows.map((row) => {
      if (!('blocked' in row)) return row;
      const { blocked, item } = row;
      return {
        item,
        outcome: gone ? ('already' as const) : ('done' as const),
        series: blocked.series?.title,
        release: blocked.sourceTitle === undefined ? undefined : shorten(blocked.sourceTitle, 120),
      };
    });
    return {
      outcome: batchOutcome(items),
      target: rows.map((row) => ('blocked' in row ? nameOf(row.blocked) : row.item)).join(', '),
      items,
      removed: gone ? 0 : ids.length,
    };
  },
});

/** @throws InvalidInputError unless either some releases or the whole list is named */
function isAll({ items, all }: { readonly items?: readonly string[] | undefined; readonly all: boolean }): boolean {
  if (all === (items === undefined)) return all;
  throw new InvalidInputError(all ? 'Either items or all, not both.' : 'No release was named.', {
    target: 'items',
    hint: 'Give items from sonarr_get_blocklist, or all: true to empty the whole list.',
    changed: 'no',
  });
}

function nameOf({ sourceTitle, id }: SonarrBlockedRelease): string {
  return sourceTitle === undefined ? `entry ${id}` : shorten(sourceTitle, 120);
}

function notThere(named: string): NotFoundError {
  return new NotFoundError(`Nothing on the blocklist is ${shorten(named, 120)}.`, {
    target: shorten(named, 120),
    hint: 'sonarr_get_blocklist lists what is on it, with ids.',
    changed: 'no',
  });
}

/** What each argument means: the list is read page by page until all are found. */
async function resolved(items: readonly string[], { client, signal }: SonarrContext) {
  const wanted = new Set(items.map((item) => item.trim().toLowerCase()));
  const found = new Map<string, SonarrBlockedRelease>();
  for await (const blocked of client.blocklist.all({}, { signal })) {
    for (const key of [String(blocked.id), blocked.sourceTitle?.toLowerCase()]) {
      if (key !== undefined && wanted.has(key) && !found.has(key)) found.set(key, blocked);
    }
    if (found.size === wanted.size) break;
  }
  return runBatch(
    items,
    (item) => {
      const blocked = found.get(item.trim().toLowerCase());
      if (blocked === undefined) throw notThere(item);
      return Promise.resolve({ outcome: 'done' as const, blocked });
    },
    { signal },
  );
}
