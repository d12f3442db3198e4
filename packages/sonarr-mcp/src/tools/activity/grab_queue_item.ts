import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { batchOutcome, batchRowOutput, runBatch, writeAnswer } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool, type SonarrContext } from '../define.js';
import {
  downloadFacts,
  downloadFactsOutput,
  downloadName,
  downloadsInput,
  readDownloads,
  resolveDownload,
  type QueueDownload,
} from '../downloads/queue-downloads.js';
import { refreshQueue } from '../downloads/remove-downloads.js';

/** `sonarr_grab_queue_item`: POST queue/grab/{id}, or queue/grab/bulk for several. */
export const grabQueueItem = defineTool({
  name: 'sonarr_grab_queue_item',
  title: 'Grab queue item',
  toolset: 'activity',
  byDefault: false,
  effect: 'write',
  idempotent: false,
  openWorld: true,
  description: 'Sends releases that wait in the queue (status delay) to the download client now.',
  input: z.strictObject({ items: downloadsInput }),
  output: writeAnswer({ items: z.array(batchRowOutput(downloadFactsOutput)) }),
  rows: 'items',
  examples: [{ ask: "Don't wait any longer with the Simpsons", arguments: { items: ['The Simpsons'] } }],
  run: async ({ items }, context) => {
    const queue = await readDownloads(context);
    const resolved = await runBatch(
      items,
      async (item) => {
        const download = await resolveDownload(item, queue, context);
        return { outcome: isWaiting(download) ? ('done' as const) : ('already' as const), download };
      },
      { signal: context.signal },
    );
    const found = resolved.flatMap((row) => ('download' in row ? [row.download] : []));
    const waiting = [...new Set(found.filter(isWaiting))];
    if (waiting.length > 0) {
      await send(waiting, context);
      await refreshQueue(context);
    }
    const rows = resolved.map((row) => {
      if (!('download' in row)) return row;
      const { download, item, outcome } = row;
      return {
        item,
        outcome,
        ...(outcome === 'already' ? { message: 'It does not wait: the download client has it.' } : {}),
        ...downloadFacts(download),
      };
    });
    return {
      outcome: batchOutcome(rows),
      target: found.length === 0 ? items.join(', ') : [...new Set(found)].map(downloadName).join(', '),
      items: rows,
      undo:
        waiting.length === 0
          ? undefined
          : {
              tool: 'sonarr_delete_queue_item',
              arguments: { items: waiting.map(({ handle, rows: [{ title }] }) => title ?? handle) },
            },
    };
  },
});

/** Whether a release still waits to be sent to the download client. */
function isWaiting({ rows: [{ downloadId }] }: QueueDownload): boolean {
  return downloadId === undefined;
}

/** Ids of rows change: where Sonarr knows them no more, they are read once more. Nothing is sent unless all of them still wait. */
async function send(waiting: readonly QueueDownload[], context: SonarrContext): Promise<void> {
  try {
    await post(waiting, context);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const now = new Map((await readDownloads(context)).map((download) => [download.handle, download]));
    const again = waiting.flatMap(({ handle }) => now.get(handle) ?? []).filter(isWaiting);
    if (again.length < waiting.length) {
      throw new InvalidInputError('Not all of these releases wait any more; nothing was sent.', {
        target: waiting.map(downloadName).join(', '),
        hint: 'Look at sonarr_get_queue again.',
        changed: 'no',
      });
    }
    await post(again, context);
  }
}

function post(waiting: readonly QueueDownload[], { client, signal }: SonarrContext): Promise<void> {
  const ids = waiting.map(({ rows: [{ id }] }) => id);
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? client.queue.grab(only, { signal })
    : client.queue.grabMany(ids, { signal });
}
