import { hexadecimal } from '../../household/index.js';
import type { Call, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { episodeDocument, formatFields, languageOf, qualityDocument, seriesDocument } from '../documents.js';
import type { Document } from '../json.js';
import { instant, json, nothing, timeSpan } from '../json.js';
import { page } from '../paging.js';
import { apiFailure, Refusal } from '../problems.js';
import { bodyDocument, flag, integer, integers, integersField, text, texts } from '../query.js';
import { grab, isPending, remove, type Removal } from '../queue-work.js';
import type { StoredDownload, StoredEpisode, StoredSeries } from '../state.js';

/** The queue shows one row per episode; all rows of a download carry its whole size. */
interface Row {
  readonly id: number;
  readonly stored: StoredDownload;
  readonly series: StoredSeries | undefined;
  readonly episode: StoredEpisode | undefined;
}

function rowId(stored: StoredDownload, episodeId: number, generation: number): number {
  const { client = 'pending', downloadId = stored.download.title } = stored.download;
  const run = generation === 0 ? [] : [generation];
  return Number.parseInt(hexadecimal(8, 'queue', client, downloadId, episodeId, ...run), 16) & 0x7fff_ffff || 1;
}

function rowsOf({ state }: Context, downloads: readonly StoredDownload[]): Row[] {
  const { generation } = state.queueView;
  return downloads.flatMap((stored): Row[] => {
    const series = state.series.get(stored.seriesId);
    if (series === undefined) return [{ id: rowId(stored, 0, generation), stored, series, episode: undefined }];
    return stored.episodeIds.map((id) => ({
      id: rowId(stored, id, generation),
      stored,
      series,
      episode: state.episodesOf(series).find((one) => one.id === id),
    }));
  });
}

/** The rows that the queue shows. */
function allRows(context: Context): Row[] {
  return rowsOf(context, context.state.queueView.shown(context.state.downloads));
}

/** The downloads that these rows belong to, each once. Refuses everything as soon as one of the ids is unknown. */
function named(context: Context, ids: readonly number[], fits: (stored: StoredDownload) => boolean = () => true) {
  const all = rowsOf(context, context.state.downloads).filter(({ stored }) => fits(stored));
  const found = ids.map((id) => all.find((row) => row.id === id));
  if (found.includes(undefined)) throw new Refusal(apiFailure(404, 'NotFound'));
  return new Set(found.flatMap((row) => (row === undefined ? [] : [row.stored])));
}

function document(context: Context, row: Row, withSeries: boolean, withEpisode: boolean): Document {
  const { download } = row.stored;
  const left = download.secondsLeft;
  return {
    seriesId: row.series?.id,
    episodeId: row.episode?.id,
    seasonNumber: row.episode?.episode.season,
    ...(withSeries && row.series !== undefined
      ? { series: seriesDocument(context.state, row.series, context.now()) }
      : {}),
    ...(withEpisode && row.episode !== undefined ? { episode: episodeDocument(row.episode) } : {}),
    languages: [languageOf(row.series?.show.language ?? 'en')],
    quality: qualityDocument(download.quality),
    ...formatFields(context.state, row.series, download.title, download.episodes.length > 1),
    size: download.size,
    title: download.title,
    estimatedCompletionTime: left === undefined ? undefined : instant(new Date(context.now().getTime() + left * 1000)),
    added: instant(download.added),
    status: download.status,
    trackedDownloadStatus: download.trackedStatus,
    trackedDownloadState: download.trackedState,
    statusMessages: download.messages,
    errorMessage: download.errorMessage,
    downloadId: download.downloadId,
    protocol: download.protocol,
    downloadClient: download.client,
    downloadClientHasPostImportCategory: false,
    indexer: download.indexer,
    outputPath: download.outputPath,
    episodeHasFile: (row.episode?.fileId ?? 0) > 0,
    sizeleft: download.sizeLeft,
    timeleft: left === undefined ? undefined : timeSpan(left),
    id: row.id,
  };
}

function filtered(context: Context, call: Call): Row[] {
  const withUnknown = flag(call, 'includeUnknownSeriesItems', false);
  const seriesIds = integers(call, 'seriesIds');
  const protocol = text(call, 'protocol')?.toLowerCase();
  const quality = integers(call, 'quality');
  const status = texts(call, 'status').map((one) => one.toLowerCase());
  return allRows(context).filter(({ series, stored: { download } }) => {
    if (series === undefined && !withUnknown) return false;
    if (seriesIds.length > 0 && (series === undefined || !seriesIds.includes(series.id))) return false;
    if (protocol !== undefined && download.protocol !== protocol) return false;
    if (quality.length > 0 && !quality.includes(download.quality.id)) return false;
    return status.length === 0 || status.includes(download.status.toLowerCase());
  });
}

/** `episode` and `language` order by things that cannot be compared: a 500 as soon as there are two rows. */
function refuseIncomparable(call: Call, rows: readonly Row[]): void {
  const sortKey = text(call, 'sortKey')?.toLowerCase();
  if ((sortKey === 'episode' || sortKey === 'language') && rows.length > 1) {
    throw new Error('At least one object must implement IComparable.');
  }
}

/** The routes under `/queue`. */
export function queueRoutes(context: Context): Route[] {
  const path = '/api/v3/queue';
  context.commands.handle('RefreshMonitoredDownloads', () => {
    context.state.queueView.refresh();
    return 'Completed';
  });
  return [
    {
      method: 'GET',
      path,
      changesState: false,
      handle: (call) => {
        const rows = filtered(context, call);
        refuseIncomparable(call, rows);
        const withSeries = flag(call, 'includeSeries', false);
        const withEpisode = flag(call, 'includeEpisode', false);
        const left = ({ stored }: Row): number => stored.download.secondsLeft ?? Number.MAX_SAFE_INTEGER;
        return page(
          call,
          rows,
          {
            keys: {
              timeleft: left,
              estimatedCompletionTime: left,
              added: (row) => row.stored.download.added.getTime(),
              downloadClient: (row) => row.stored.download.client ?? '',
              'episode.airDateUtc': (row) => row.episode?.episode.airDateUtc?.getTime() ?? 0,
              'episodes.airDateUtc': (row) => row.episode?.episode.airDateUtc?.getTime() ?? 0,
              'episode.title': (row) => row.episode?.episode.title ?? '',
              'episodes.title': (row) => row.episode?.episode.title ?? '',
              indexer: (row) => row.stored.download.indexer,
              languages: (row) => row.series?.show.language ?? '',
              progress: () => 0,
              protocol: (row) => row.stored.download.protocol,
              quality: (row) => row.stored.download.quality.resolution,
              'series.sortTitle': (row) => row.series?.show.tvdbTitle.toLowerCase() ?? '',
              size: (row) => row.stored.download.size,
              status: (row) => row.stored.download.status,
              title: (row) => row.stored.download.title,
            },
            defaultKey: 'timeleft',
            defaultDirection: 'ascending',
            clamp: true,
          },
          (row) => document(context, row, withSeries, withEpisode),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/status`,
      changesState: false,
      handle: () => {
        const rows = allRows(context);
        const known = rows.filter((row) => row.series !== undefined);
        const unknown = rows.filter((row) => row.series === undefined);
        const has = (list: readonly Row[], status: string): boolean =>
          list.some((row) => row.stored.download.trackedStatus === status);
        return json({
          totalCount: rows.length,
          count: known.length,
          unknownCount: unknown.length,
          errors: has(known, 'error'),
          warnings: has(known, 'warning'),
          unknownErrors: has(unknown, 'error'),
          unknownWarnings: has(unknown, 'warning'),
        });
      },
    },
    {
      method: 'GET',
      path: `${path}/details`,
      changesState: false,
      handle: (call) => {
        const seriesId = integer(call, 'seriesId');
        const ids = integers(call, 'episodeIds');
        const withSeries = flag(call, 'includeSeries', false);
        const withEpisode = flag(call, 'includeEpisode', false);
        const rows = allRows(context).filter((row) => {
          if (seriesId !== undefined) return row.series?.id === seriesId;
          return ids.length === 0 || (row.episode !== undefined && ids.includes(row.episode.id));
        });
        return json(rows.map((row) => document(context, row, withSeries, withEpisode)));
      },
    },
    {
      method: 'DELETE',
      path: `${path}/bulk`,
      changesState: true,
      handle: (call) => {
        const ids = integersField(bodyDocument(call), 'ids') ?? [];
        remove(context, named(context, ids), removal(call));
        return json({});
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{id:int}`,
      changesState: true,
      handle: (call) => {
        remove(context, named(context, [Number(call.params['id'])]), removal(call));
        return nothing;
      },
    },
    {
      method: 'POST',
      path: `${path}/grab/{id:int}`,
      changesState: true,
      handle: (call) => {
        grab(context, named(context, [Number(call.params['id'])], isPending));
        return json({});
      },
    },
    {
      method: 'POST',
      path: `${path}/grab/bulk`,
      changesState: true,
      handle: (call) => {
        grab(context, named(context, integersField(bodyDocument(call), 'ids') ?? [], isPending));
        return json({});
      },
    },
  ];
}

function removal(call: Call): Removal {
  return {
    removeFromClient: flag(call, 'removeFromClient', true),
    blocklist: flag(call, 'blocklist', false),
    skipRedownload: flag(call, 'skipRedownload', false),
    changeCategory: flag(call, 'changeCategory', false),
  };
}
