import { NotFoundError, UpstreamUnavailableError } from '@watchstack/core';
import type { SonarrQueueRemoval } from '../../client/queue-removal.js';
import type { SonarrContext } from '../define.js';
import { followCommand } from '../follow-command.js';
import { readDownloads, type QueueDownload } from './queue-downloads.js';

/** What became of a download: it was removed; it was gone already; it was removed but not blocked; it is still there. */
export type Removed = 'removed' | 'gone' | 'notBlocked' | 'still';

/** How long Sonarr is given to look at its download clients, so that the next look at the queue is not an old one. */
const refreshSeconds = 5;

/**
 * Takes downloads out of the queue in one request, and lets Sonarr look at its clients afterwards. Row ids that turn out to
 * have changed are read once more. Where Sonarr stumbles halfway, what became of each is read from the queue.
 * @param downloads just read
 * @returns what became of each, by its handle
 * @throws when nobody can tell what was done, or nothing was
 */
export async function removeDownloads(
  downloads: readonly QueueDownload[],
  removal: SonarrQueueRemoval,
  context: SonarrContext,
): Promise<ReadonlyMap<string, Removed>> {
  const outcomes = new Map<string, Removed>();
  const toldAll = (those: readonly QueueDownload[], outcome: Removed) => {
    for (const { handle } of those) outcomes.set(handle, outcome);
  };
  let present = downloads;
  try {
    await send(present, removal, context);
    toldAll(present, 'removed');
  } catch (error) {
    if (error instanceof NotFoundError) {
      await refreshQueue(context);
      const now = new Map((await readDownloads(context)).map((download) => [download.handle, download]));
      toldAll(downloads, 'gone');
      present = downloads.flatMap(({ handle }) => now.get(handle) ?? []);
      if (present.length > 0) await send(present, removal, context);
      toldAll(present, 'removed');
    } else if (error instanceof UpstreamUnavailableError && error.status === 500) {
      const left = await whatIsLeft(context);
      // Nobody can tell what was done, or nothing was: then the error says it best.
      if (left === undefined || downloads.every(({ handle }) => left.has(handle))) throw error;
      for (const { handle } of downloads) {
        const there = left.has(handle);
        outcomes.set(handle, there ? 'still' : removal.blocklist === true ? 'notBlocked' : 'removed');
      }
      return outcomes;
    } else {
      throw error;
    }
  }
  await refreshQueue(context);
  return outcomes;
}

function send(downloads: readonly QueueDownload[], removal: SonarrQueueRemoval, { client, signal }: SonarrContext) {
  const ids = downloads.map(({ rows: [{ id }] }) => id);
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? client.queue.delete(only, removal, { signal })
    : client.queue.deleteMany(ids, removal, { signal });
}

/** The handles of what is in the queue after a fresh look; undefined when it cannot be read. */
async function whatIsLeft(context: SonarrContext): Promise<ReadonlySet<string> | undefined> {
  await refreshQueue(context);
  try {
    return new Set((await readDownloads(context)).map(({ handle }) => handle));
  } catch {
    return undefined;
  }
}

/** Sonarr looks at its download clients only about once a minute. What was done is done whether this succeeds or not. */
export async function refreshQueue(context: SonarrContext): Promise<void> {
  try {
    const { client, signal } = context;
    const begun = await client.commands.start({ name: 'RefreshMonitoredDownloads' }, { signal });
    await followCommand(begun, refreshSeconds, { client, signal, progress: () => undefined });
  } catch {
    // The queue is a minute old then, as it usually is.
  }
}
