import type { Call, Route } from '../../http/index.js';
import type { Context } from '../context.js';
import { episodeDocument, fileDocument, seriesDocument } from '../documents.js';
import type { Document } from '../json.js';
import { json, nothing } from '../json.js';
import { apiFailure, failure, missing, noSuchModel, Refusal, rowsMissing } from '../problems.js';
import { bodyDocument, flag, flagField, integer, integers, integersField, moment, text } from '../query.js';
import type { StoredEpisode, StoredFile, StoredSeries } from '../state.js';

const TWO_DAYS_MS = 2 * 86_400_000;

interface Found {
  readonly series: StoredSeries;
  readonly episode: StoredEpisode;
}

/** What an episode's answer carries besides the episode. */
export interface Includes {
  readonly series?: boolean;
  readonly file?: boolean;
  readonly images?: boolean;
}

/** An episode with what was asked to come along. */
export function fullEpisode(context: Context, found: Found, includes: Includes): Document {
  const { state } = context;
  const { series, episode } = found;
  const file = includes.file === true ? state.filesOf(series).get(episode.fileId) : undefined;
  return {
    ...episodeDocument(episode),
    ...(file === undefined ? {} : { episodeFile: fileDocument(state, series, file) }),
    ...(includes.series === true ? { series: seriesDocument(state, series, context.now()) } : {}),
    ...(includes.images === true
      ? { images: [{ coverType: 'screenshot', remoteUrl: `https://artworks.example/episodes/${episode.id}.jpg` }] }
      : {}),
  };
}

function includesOf(call: Call): Includes {
  return {
    series: flag(call, 'includeSeries', false),
    file: flag(call, 'includeEpisodeFile', false),
    images: flag(call, 'includeImages', false),
  };
}

/** `tags` is one text of labels and numbers with commas in between. */
function tagIds(context: Context, call: Call): readonly number[] {
  const asked = (text(call, 'tags') ?? '').split(',').filter((tag) => tag !== '');
  return asked.map((tag) => {
    if (/^\d+$/.test(tag)) return Number(tag);
    const found = [...context.state.tags].find(([, label]) => label === tag.toLowerCase());
    if (found === undefined) throw noSuchModel('Tag', 0);
    return found[0];
  });
}

function calendar(context: Context, call: Call): Document[] {
  const { state } = context;
  const today = new Date(`${context.now().toISOString().slice(0, 10)}T00:00:00Z`);
  const start = moment(call, 'start') ?? today;
  const end = moment(call, 'end') ?? new Date(today.getTime() + TWO_DAYS_MS);
  const withUnmonitored = flag(call, 'unmonitored', false);
  const tags = tagIds(context, call);
  const includes: Includes = {
    series: flag(call, 'includeSeries', false),
    file: flag(call, 'includeEpisodeFile', false),
    images: flag(call, 'includeEpisodeImages', false),
  };
  const found: (Found & { readonly at: Date })[] = [];
  for (const series of state.series.values()) {
    if (!withUnmonitored && !series.monitored) continue;
    if (tags.length > 0 && !tags.some((tag) => series.tags.includes(tag))) continue;
    for (const episode of state.episodesOf(series)) {
      const at = episode.episode.airDateUtc;
      if (at === undefined || at < start || at > end) continue;
      if (withUnmonitored || episode.monitored) found.push({ series, episode, at });
    }
  }
  found.sort((left, right) => left.at.getTime() - right.at.getTime());
  return found.map((one) => fullEpisode(context, one, includes));
}

function listEpisodes(context: Context, call: Call): Document[] {
  const { state } = context;
  const seriesId = integer(call, 'seriesId');
  const season = integer(call, 'seasonNumber');
  const ids = integers(call, 'episodeIds');
  const fileId = integer(call, 'episodeFileId');
  const includes = includesOf(call);
  if (seriesId !== undefined) {
    const series = state.series.get(seriesId);
    if (series === undefined) return [];
    return state
      .episodesOf(series)
      .filter((row) => season === undefined || row.episode.season === season)
      .map((episode) => fullEpisode(context, { series, episode }, includes));
  }
  if (ids.length > 0) return listedEpisodes(context, ids).map((found) => fullEpisode(context, found, includes));
  if (fileId !== undefined) {
    const found = state.findFile(fileId);
    if (found === undefined) return [];
    const rows = state.episodesOf(found.series).filter((row) => row.fileId === fileId);
    return rows.map((episode) => fullEpisode(context, { series: found.series, episode }, includes));
  }
  throw new Refusal(apiFailure(400, 'BadRequest: seriesId or episodeIds must be provided'));
}

/** The episodes with these numbers. An unknown or repeated one is a 500. */
function listedEpisodes(context: Context, ids: readonly number[]): Found[] {
  const found = [...new Set(ids)].flatMap((id) => context.state.findEpisode(id) ?? []);
  if (found.length !== ids.length) throw rowsMissing(ids.length, found.length);
  return found;
}

/** The routes under `/episode` and `/calendar`. */
export function episodeRoutes(context: Context): Route[] {
  const { state } = context;
  const one = (call: Call): Found => {
    const found = state.findEpisode(Number(call.params['id']));
    if (found === undefined) throw missing();
    return found;
  };
  return [
    {
      method: 'GET',
      path: '/api/v3/calendar',
      changesState: false,
      handle: (call) => json(calendar(context, call)),
    },
    {
      method: 'GET',
      path: '/api/v3/episode',
      changesState: false,
      handle: (call) => json(listEpisodes(context, call)),
    },
    {
      method: 'PUT',
      path: '/api/v3/episode/monitor',
      changesState: true,
      handle: (call) => {
        const body = bodyDocument(call);
        const ids = integersField(body, 'episodeIds') ?? [];
        const monitored = flagField(body, 'monitored') ?? false;
        for (const id of ids) {
          const found = state.findEpisode(id);
          if (found !== undefined) state.changeEpisode(found.episode, { monitored });
        }
        return json(
          listedEpisodes(context, ids).map((found) => fullEpisode(context, found, {})),
          202,
        );
      },
    },
    {
      method: 'GET',
      path: '/api/v3/episode/{id:int}',
      changesState: false,
      handle: (call) => json(fullEpisode(context, one(call), { series: true, file: true, images: true })),
    },
    {
      method: 'PUT',
      path: '/api/v3/episode/{id:int}',
      changesState: true,
      handle: (call) => {
        const found = one(call);
        state.changeEpisode(found.episode, { monitored: flagField(bodyDocument(call), 'monitored') ?? false });
        return json(fullEpisode(context, found, {}), 202);
      },
    },
  ];
}

/** 409 where the folder above that of the series is missing or empty: a disk that is not mounted looks like that. */
function refuseBrokenRoot({ state }: Context, series: StoredSeries): void {
  const root = series.path.slice(0, series.path.lastIndexOf('/'));
  const broken = state.brokenRootFolders.get(root);
  if (broken === undefined) return;
  const what = broken === 'missing' ? "doesn't exist" : 'is empty';
  throw new Refusal(failure(409, `Series' root folder (${root}) ${what}.`));
}

/** The routes under `/episodefile`. */
export function fileRoutes(context: Context): Route[] {
  const { state } = context;
  const one = (call: Call): { series: StoredSeries; file: StoredFile } | undefined =>
    state.findFile(Number(call.params['id']));
  return [
    {
      method: 'GET',
      path: '/api/v3/episodefile',
      changesState: false,
      handle: (call) => {
        const seriesId = integer(call, 'seriesId');
        const ids = integers(call, 'episodeFileIds');
        if (seriesId !== undefined) {
          const series = state.series.get(seriesId);
          if (series === undefined) throw noSuchModel('Series', seriesId);
          return json([...state.filesOf(series).values()].map((file) => fileDocument(state, series, file)));
        }
        if (ids.length === 0) {
          throw new Refusal(apiFailure(400, 'BadRequest: seriesId or episodeFileIds must be provided'));
        }
        const found = [...new Set(ids)].flatMap((id) => state.findFile(id) ?? []);
        if (found.length !== ids.length) throw rowsMissing(ids.length, found.length);
        return json(found.map(({ series, file }) => fileDocument(state, series, file)));
      },
    },
    {
      method: 'GET',
      path: '/api/v3/episodefile/{id:int}',
      changesState: false,
      handle: (call) => {
        const found = one(call);
        if (found === undefined) throw missing();
        return json(fileDocument(state, found.series, found.file));
      },
    },
    {
      method: 'DELETE',
      path: '/api/v3/episodefile/bulk',
      changesState: true,
      handle: (call) => {
        const ids = integersField(bodyDocument(call), 'episodeFileIds') ?? [];
        const found = [...new Set(ids)].flatMap((id) => state.findFile(id) ?? []);
        if (found.length !== ids.length) throw rowsMissing(ids.length, found.length);
        for (const { series, file } of found) {
          refuseBrokenRoot(context, series);
          state.deleteFile(series, file);
        }
        return json({});
      },
    },
    {
      method: 'DELETE',
      path: '/api/v3/episodefile/{id:int}',
      changesState: true,
      handle: (call) => {
        const found = one(call);
        if (found === undefined) throw noSuchModel('EpisodeFile', Number(call.params['id']));
        refuseBrokenRoot(context, found.series);
        state.deleteFile(found.series, found.file);
        return nothing;
      },
    },
  ];
}
