import type { Call, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import {
  episodeDocument,
  formatFields,
  isBelowCutoff,
  languageOf,
  qualityDocument,
  seriesDocument,
  sortTitle,
} from '../documents.js';
import type { Document } from '../json.js';
import { instant, json, nothing } from '../json.js';
import { page } from '../paging.js';
import { noSuchModel, unreadable } from '../problems.js';
import { bodyDocument, flag, integer, integers, integersField, moment, text, texts } from '../query.js';
import type { StoredBlock, StoredEvent } from '../state.js';

const EVENT_TYPES = [
  'unknown',
  'grabbed',
  'seriesFolderImported',
  'downloadFolderImported',
  'downloadFailed',
  'episodeFileDeleted',
  'episodeFileRenamed',
  'downloadIgnored',
];

function eventDocument(context: Context, row: StoredEvent, withSeries: boolean, withEpisode: boolean): Document {
  const { state } = context;
  const series = state.series.get(row.seriesId);
  const profile = state.household.sonarr.profiles.find((one) => one.id === series?.qualityProfileId);
  const episode =
    withEpisode && series !== undefined ? state.episodesOf(series).find((one) => one.id === row.episodeId) : undefined;
  return {
    episodeId: row.episodeId,
    seriesId: row.seriesId,
    sourceTitle: row.event.sourceTitle,
    languages: [languageOf(series?.show.language ?? 'en')],
    quality: qualityDocument(row.event.quality),
    ...formatFields(state, series, row.event.sourceTitle, row.event.data['releaseType'] === 'SeasonPack'),
    qualityCutoffNotMet: isBelowCutoff(profile, row.event.quality, state.household.sonarr.qualities),
    date: instant(row.event.date),
    downloadId: row.event.downloadId,
    eventType: row.event.type,
    data: row.event.data,
    ...(episode === undefined ? {} : { episode: episodeDocument(episode) }),
    ...(withSeries && series !== undefined ? { series: seriesDocument(state, series, context.now()) } : {}),
    id: row.id,
  };
}

/** An event type where names are taken as well as numbers. */
function eventType(call: Call): string | undefined {
  const asked = text(call, 'eventType');
  if (asked === undefined) return undefined;
  const found = EVENT_TYPES[Number(asked)] ?? EVENT_TYPES.find((name) => name.toLowerCase() === asked.toLowerCase());
  if (found === undefined) throw unreadable('eventType', `The value '${asked}' is not valid.`);
  return found;
}

/** The routes under `/history`. */
export function historyRoutes(context: Context): Route[] {
  const { state } = context;
  const write = (call: Call): ((row: StoredEvent) => Document) => {
    const withSeries = flag(call, 'includeSeries', false);
    const withEpisode = flag(call, 'includeEpisode', false);
    return (row) => eventDocument(context, row, withSeries, withEpisode);
  };
  return [
    {
      method: 'GET',
      path: '/api/v3/history',
      changesState: false,
      handle: (call) => {
        // Numbers only: the paged list refuses the names that the other two take.
        const types = integers(call, 'eventType').map((type) => EVENT_TYPES[type] ?? '');
        const episodeId = integer(call, 'episodeId');
        const downloadId = text(call, 'downloadId');
        const seriesIds = integers(call, 'seriesIds');
        const qualities = integers(call, 'quality');
        const rows = state.history.filter(
          (row) =>
            (qualities.length === 0 || qualities.includes(row.event.quality.id)) &&
            (types.length === 0 || types.includes(row.event.type)) &&
            (episodeId === undefined || row.episodeId === episodeId) &&
            (downloadId === undefined || row.event.downloadId === downloadId) &&
            (seriesIds.length === 0 || seriesIds.includes(row.seriesId)),
        );
        return page(
          call,
          rows,
          {
            keys: {
              date: (row) => row.event.date.getTime(),
              'series.sortTitle': (row) => sortTitle(state.series.get(row.seriesId)?.show.tvdbTitle ?? ''),
            },
            defaultKey: 'date',
            defaultDirection: 'descending',
          },
          write(call),
        );
      },
    },
    {
      method: 'GET',
      path: '/api/v3/history/since',
      changesState: false,
      handle: (call) => {
        const since = moment(call, 'date');
        if (since === undefined) throw unreadable('date', 'A value for the parameter was not provided.');
        const type = eventType(call);
        const rows = state.history.filter(({ event }) => event.date >= since && (type ?? event.type) === event.type);
        return json(
          rows.sort((left, right) => left.event.date.getTime() - right.event.date.getTime()).map(write(call)),
        );
      },
    },
    {
      method: 'GET',
      path: '/api/v3/history/series',
      changesState: false,
      handle: (call) => {
        const seriesId = integer(call, 'seriesId') ?? 0;
        const season = integer(call, 'seasonNumber');
        const type = eventType(call);
        const series = state.series.get(seriesId);
        if (series === undefined) throw noSuchModel('Series', seriesId);
        const ofSeason = new Set(
          state
            .episodesOf(series)
            .filter((row) => row.episode.season === season)
            .map((row) => row.id),
        );
        const rows = state.history.filter(
          (row) =>
            row.seriesId === seriesId &&
            (season === undefined || ofSeason.has(row.episodeId)) &&
            (type ?? row.event.type) === row.event.type,
        );
        return json(rows.map(write(call)));
      },
    },
  ];
}

function blockDocument(context: Context, row: StoredBlock): Document {
  const { state } = context;
  const series = state.series.get(row.seriesId);
  const { block } = row;
  return {
    seriesId: row.seriesId,
    episodeIds: row.episodeIds,
    sourceTitle: block.sourceTitle,
    languages: [languageOf(series?.show.language ?? 'en')],
    quality: qualityDocument(block.quality),
    customFormats: formatFields(state, series, block.sourceTitle).customFormats,
    date: instant(block.date),
    protocol: block.protocol,
    indexer: block.indexer,
    message: block.message,
    ...(series === undefined ? {} : { series: seriesDocument(state, series, context.now()) }),
    id: row.id,
  };
}

/** The routes under `/blocklist`. */
export function blocklistRoutes(context: Context): Route[] {
  const { state } = context;
  return [
    {
      method: 'GET',
      path: '/api/v3/blocklist',
      changesState: false,
      handle: (call) => {
        const seriesIds = integers(call, 'seriesIds');
        const protocols = texts(call, 'protocols').map((one) => one.toLowerCase());
        const rows = state.blocklist.filter(
          (row) =>
            (seriesIds.length === 0 || seriesIds.includes(row.seriesId)) &&
            (protocols.length === 0 || protocols.includes(row.block.protocol)),
        );
        return page(
          call,
          rows,
          {
            keys: {
              date: (row) => row.block.date.getTime(),
              indexer: (row) => row.block.indexer,
              'series.sortTitle': (row) => sortTitle(state.series.get(row.seriesId)?.show.tvdbTitle ?? ''),
              sourceTitle: (row) => row.block.sourceTitle,
            },
            defaultKey: 'date',
            defaultDirection: 'descending',
          },
          (row) => blockDocument(context, row),
        );
      },
    },
    {
      method: 'DELETE',
      path: '/api/v3/blocklist/bulk',
      changesState: true,
      handle: (call) => {
        const ids = integersField(bodyDocument(call), 'ids') ?? [];
        state.blocklist = state.blocklist.filter((row) => !ids.includes(row.id));
        return json({});
      },
    },
    {
      method: 'DELETE',
      path: '/api/v3/blocklist/{id:int}',
      changesState: true,
      handle: (call) => {
        const id = Number(call.params['id']);
        if (!state.blocklist.some((row) => row.id === id)) throw noSuchModel('Blocklist', id);
        state.blocklist = state.blocklist.filter((row) => row.id !== id);
        return nothing;
      },
    },
  ];
}
