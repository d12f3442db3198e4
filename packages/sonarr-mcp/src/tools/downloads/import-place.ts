import { AmbiguousError, NotFoundError } from '@watchstack/core';
import { parseItem } from '@watchstack/core/server';
import type { SonarrImportSource } from '../../client/manual-import.js';
import type { SonarrContext } from '../define.js';
import { findSeries } from '../series.js';
import { readSpoken } from '../spoken-episode.js';
import { isPath } from './import-candidates.js';
import { brings, downloadName, downloadsNamed, readDownloads, type QueueDownload } from './queue-downloads.js';

/** Where files to import lie. */
export interface ImportPlace {
  readonly source: SonarrImportSource;
  /** What names the place for certain, where the caller named it otherwise: a downloadId or a folder. */
  readonly from?: string;
}

/** Hashes of torrents and the long numbers of Usenet clients: neither a series nor a release is called so. */
const looksLikeDownload = /^[^\s.]{20,}$/;

/**
 * Finds the place that a caller names: a folder, a download by its id, release or series, or the folder of a series that has no
 * finished download. Nothing is asked of Sonarr for a folder or what can only be an id.
 * @throws AmbiguousError when several finished downloads, or several series, are called so; NotFoundError for a ref of nothing
 */
export async function findImportPlace(from: string, context: SonarrContext): Promise<ImportPlace> {
  const named = from.trim();
  if (isPath(named)) return { source: { folder: named } };
  if (looksLikeDownload.test(named)) return { source: { downloadId: named } };
  // What is still on its way has no files to import.
  const finished = (await readDownloads(context)).filter(({ rows: [row] }) => row.status === 'completed');
  const found = downloadsNamed(named, finished);
  if (found.length > 0) return ofDownload(named, found);
  const { name, code } = readSpoken(named);
  try {
    const { id, path } = await findSeries(name, context);
    // The queue knows no other names of a series; the library does.
    const ofSeries = finished.filter(({ rows }) =>
      rows.some((row) => row.seriesId === id && (code === undefined || brings(row.episode, code))),
    );
    return ofSeries.length > 0 ? ofDownload(named, ofSeries) : { source: { seriesId: id }, from: path };
  } catch (error) {
    // A download that is gone is no series; what only a series can be has to be one.
    if (!(error instanceof NotFoundError) || parseItem(name).kind === 'ref') throw error;
    return { source: { downloadId: named } };
  }
}

function ofDownload(named: string, found: readonly QueueDownload[]): ImportPlace {
  const [first, ...others] = found;
  const downloadId = first?.rows[0].downloadId;
  if (downloadId !== undefined && others.length === 0) return { source: { downloadId }, from: downloadId };
  throw new AmbiguousError(`"${named.slice(0, 80)}" names ${found.length} finished downloads.`, {
    target: 'from',
    hint: 'Repeat the call with the ref of the one that is meant.',
    changed: 'no',
    candidates: found
      .slice(0, 10)
      .map((download) => ({ ref: download.handle, title: downloadName(download), type: 'download' })),
  });
}
