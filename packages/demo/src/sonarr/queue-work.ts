import { hexadecimal } from '../household/index.js';
import type { Context } from './context.js';
import { failure, Refusal } from './problems.js';
import type { StoredDownload, StoredEvent } from './state.js';

/** What is to become of downloads that leave the queue. */
export interface Removal {
  /** Take the download out of the client as well, data and all. */
  readonly removeFromClient: boolean;
  /** Never take that release again, and look for another unless `skipRedownload`. */
  readonly blocklist: boolean;
  readonly skipRedownload: boolean;
  readonly changeCategory: boolean;
}

/** Whether a release still waits to be sent to the download client. */
export function isPending({ download }: StoredDownload): boolean {
  return download.downloadId === undefined;
}

function note(context: Context, stored: StoredDownload, event: Pick<StoredEvent['event'], 'type' | 'data'>): void {
  const { state } = context;
  const { title: sourceTitle, quality, downloadId } = stored.download;
  const known = downloadId === undefined ? {} : { downloadId };
  for (const episodeId of stored.episodeIds) {
    const id = state.nextId(
      'history',
      state.history.map((row) => row.id),
    );
    state.history.unshift({
      id,
      seriesId: stored.seriesId,
      episodeId,
      event: { ...event, sourceTitle, quality, date: context.now(), ...known },
    });
  }
}

/** Puts a release on the blocklist. */
function block(
  context: Context,
  of: Pick<StoredDownload, 'seriesId' | 'episodeIds'> & {
    readonly download: Pick<StoredDownload['download'], 'title' | 'quality' | 'protocol' | 'indexer'>;
  },
  message: string,
): void {
  const { state } = context;
  const { title: sourceTitle, quality, protocol, indexer } = of.download;
  const id = state.nextId(
    'blocklist',
    state.blocklist.map((row) => row.id),
  );
  const { seriesId, episodeIds } = of;
  state.blocklist.push({
    id,
    seriesId,
    episodeIds,
    block: { sourceTitle, quality, date: context.now(), protocol, indexer, message },
  });
}

/**
 * Marks what was grabbed as failed: noted, blocked and, unless told not to, looked for anew. Throws the 500 that Sonarr 4
 * answers where it finds no grab of that download in its history.
 */
export function markFailed(context: Context, grabbed: readonly StoredEvent[], skipRedownload: boolean): void {
  const { state, commands } = context;
  const [last] = grabbed;
  if (last === undefined) throw new Refusal(failure(500, 'Sequence contains no elements'));
  const { sourceTitle, quality, downloadId, data } = last.event;
  const episodeIds = [...new Set(grabbed.map((row) => row.episodeId))];
  const message = 'Manually marked as failed';
  const protocol = data['protocol'] === 'torrent' ? 'torrent' : 'usenet';
  const download = { title: sourceTitle, quality, protocol, indexer: data['indexer'] ?? '' } as const;
  block(context, { seriesId: last.seriesId, episodeIds, download }, message);
  for (const episodeId of episodeIds) {
    const historyId = state.nextId(
      'history',
      state.history.map((row) => row.id),
    );
    const known = downloadId === undefined ? {} : { downloadId };
    state.history.unshift({
      id: historyId,
      seriesId: last.seriesId,
      episodeId,
      event: { type: 'downloadFailed', sourceTitle, quality, date: context.now(), data: { message }, ...known },
    });
  }
  if (!skipRedownload) commands.send('EpisodeSearch', { episodeIds }, 'unspecified');
}

/**
 * Takes whole downloads out of the queue, however few of their rows were named. The client is told first: when blocking then
 * fails, the data is gone all the same, and the row stays until Sonarr looks at its clients again.
 */
export function remove(context: Context, downloads: ReadonlySet<StoredDownload>, removal: Removal): void {
  const { state } = context;
  for (const stored of downloads) {
    const { downloadId } = stored.download;
    const before = state.queueView.shown(state.downloads);
    state.downloads = state.downloads.filter((one) => one !== stored);
    if (downloadId === undefined) {
      if (removal.blocklist) block(context, stored, 'Pending release manually blocklisted');
      continue;
    }
    if (removal.removeFromClient) state.removedFromClient.push(downloadId);
    if (removal.blocklist) {
      const grabbed = state.history.filter(({ event }) => event.type === 'grabbed' && event.downloadId === downloadId);
      if (grabbed.length === 0) state.queueView.holdBack(before);
      markFailed(context, coveringAll(grabbed, stored), removal.skipRedownload);
    } else if (!removal.removeFromClient && !removal.changeCategory) {
      note(context, stored, { type: 'downloadIgnored', data: {} });
    }
  }
}

/** A grab of several episodes is noted once per episode; where the household notes only one, the others are filled in. */
function coveringAll(grabbed: readonly StoredEvent[], stored: StoredDownload): readonly StoredEvent[] {
  const [first] = grabbed;
  return first === undefined ? [] : stored.episodeIds.map((episodeId) => ({ ...first, episodeId }));
}

/** Sends releases that wait to the download client now. */
export function grab(context: Context, downloads: ReadonlySet<StoredDownload>): void {
  const { state } = context;
  for (const stored of downloads) {
    const { download } = stored;
    const downloadId = hexadecimal(40, 'grabbed', download.title).toUpperCase();
    const { protocol, indexer, size } = download;
    const client = protocol === 'usenet' ? 'SABnzbd' : 'qBittorrent';
    const sent: StoredDownload = {
      ...stored,
      download: { ...download, downloadId, client, status: 'queued', trackedStatus: 'ok', trackedState: 'downloading' },
    };
    state.downloads = state.downloads.map((one) => (one === stored ? sent : one));
    note(context, sent, {
      type: 'grabbed',
      data: { indexer, protocol, downloadClient: client, size: String(size) },
    });
  }
}
