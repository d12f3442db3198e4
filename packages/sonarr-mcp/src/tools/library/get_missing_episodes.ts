import { limitInput, offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode } from '../../client/episode-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { airsAt, episodeCode, isMissing, whyNothingIsMissing } from '../episodes.js';
import { findSeries, missingEpisodes, readLibrary, seriesInput, seriesRef } from '../series.js';
import { bySeason, wantedOf } from './wanted-episodes.js';

interface Named {
  readonly series: string;
  readonly ref: string | undefined;
  readonly episode: SonarrEpisode;
  /** What its profile asks for, of a file that is to be upgraded. */
  readonly wants?: string | undefined;
}

/** What was found, whole or the page that was asked for. */
interface Found {
  readonly page: { readonly total: number; readonly returned: number; readonly nextOffset?: number };
  readonly rows: readonly Named[];
  readonly note?: string | undefined;
}

const qualityOnly =
  'By quality only: Sonarr keeps no list of files that lack points of custom formats, nor of specials. Name a series to have them compared as well.';

/**
 * `sonarr_get_missing_episodes`: GET wanted/missing or wanted/cutoff, GET episode where one series is asked about, GET series
 * where what is missing is only counted. Which files of a series are below the score that its profile wants is compared here,
 * because Sonarr has no list of it.
 */
export const getMissingEpisodes = defineTool({
  name: 'sonarr_get_missing_episodes',
  title: 'Get missing episodes',
  toolset: 'library',
  byDefault: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists aired, monitored episodes without a file, latest first, or files worth upgrading.',
  input: z.strictObject({
    series: seriesInput.optional(),
    upgrades: z.boolean().default(false).describe('Files below their profile.'),
    bySeries: z.boolean().default(false).describe('Counts per series.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    total: z.int().min(0).describe('Episodes in all; with bySeries, series in all.'),
    totalEpisodes: z.int().optional().describe('With bySeries.'),
    note: z.string().optional(),
    episodes: z
      .array(
        z.strictObject({
          id: z.int(),
          series: z.string(),
          ref: z.string().optional(),
          code: z.string(),
          title: z.string().optional(),
          airedAt: z.string().optional(),
          quality: z.string().optional().describe('What is there.'),
          score: z.number().optional(),
          wants: z.string().optional().describe('What the profile asks for.'),
        }),
      )
      .optional(),
    bySeries: z
      .array(
        z.strictObject({
          series: z.string(),
          ref: z.string().optional(),
          episodes: z.int(),
          seasons: z.array(z.string()).describe('S02: 3'),
        }),
      )
      .optional(),
  }),
  rows: 'episodes',
  examples: [
    { ask: 'What is missing?', arguments: {} },
    { ask: 'Get all missing Doctor Who', arguments: { series: 'Doctor Who' } },
    { ask: 'How much is missing of which shows?', arguments: { bySeries: true } },
    { ask: 'What could be better than it is?', arguments: { upgrades: true } },
  ],
  run: async ({ series, upgrades, bySeries, offset, limit }, context) => {
    if (bySeries) return counted(series, upgrades, { offset, limit }, context);
    const found =
      series === undefined
        ? await everywhere(upgrades, { offset, limit }, context)
        : await ofOne(series, upgrades, { offset, limit }, context);
    return {
      ...found.page,
      note: found.note,
      episodes: found.rows.map(({ series: title, ref, episode, wants }) => ({
        id: episode.id,
        series: title,
        ref,
        code: episodeCode(episode),
        ...(upgrades
          ? {
              quality: episode.episodeFile?.quality?.quality.name,
              score: episode.episodeFile?.customFormatScore === 0 ? undefined : episode.episodeFile?.customFormatScore,
              wants,
            }
          : { title: episode.title, airedAt: airsAt(episode, context.timeZone) }),
      })),
    };
  },
});

interface Paging {
  readonly offset: number;
  readonly limit: number;
}

async function ofOne(reference: string, upgrades: boolean, paging: Paging, context: SonarrContext): Promise<Found> {
  const { rows: all, note } = await allOfOne(reference, upgrades, context);
  const { rows, ...page } = pageOf(all, paging);
  return { page, rows, note };
}

async function allOfOne(reference: string, upgrades: boolean, context: SonarrContext) {
  const { client, clock, signal } = context;
  const series = await findSeries(reference, context);
  const [episodes, profiles] = await Promise.all([
    client.episodes.list({ seriesId: series.id, includeEpisodeFile: upgrades }, { signal }),
    upgrades ? client.profiles.quality({ signal }) : [],
  ]);
  const wants = wantedOf(profiles.find(({ id }) => id === series.qualityProfileId));
  const now = clock.now();
  const rows = episodes
    .filter(
      (episode) =>
        series.monitored &&
        (upgrades ? episode.monitored && wants(episode.episodeFile) !== undefined : isMissing(episode, now)),
    )
    .sort((a, b) => ((a.airDateUtc ?? '') < (b.airDateUtc ?? '') ? 1 : -1))
    .map((episode): Named => ({
      series: series.title,
      ref: seriesRef(series),
      episode,
      wants: upgrades ? wants(episode.episodeFile) : undefined,
    }));
  return { rows, note: whyNothingIsMissing(series) };
}

/** Sonarr pages by page number: a stretch that no page holds alone is cut out of the one or two pages it lies in. */
async function everywhere(
  upgrades: boolean,
  { offset, limit }: Paging,
  { client, signal }: SonarrContext,
): Promise<Found> {
  const first = Math.floor(offset / limit) + 1;
  const pages = offset % limit === 0 ? [first] : [first, first + 1];
  const read = (page: number) => {
    const query = { page, pageSize: limit, includeSeries: true };
    return upgrades ? client.wanted.cutoff(query, { signal }) : client.wanted.missing(query, { signal });
  };
  const [answers, profiles] = await Promise.all([
    Promise.all(pages.map(read)),
    upgrades ? client.profiles.quality({ signal }) : [],
  ]);
  const total = answers[0]?.totalRecords ?? 0;
  const start = offset % limit;
  const rows = answers
    .flatMap((answer) => answer.records)
    .slice(start, start + limit)
    .map((episode): Named => ({
      series: episode.series?.title ?? `series ${episode.seriesId}`,
      ref: episode.series?.tvdbId === undefined ? undefined : `tvdb:${episode.series.tvdbId}`,
      episode,
      wants: wantedOf(profiles.find(({ id }) => id === episode.series?.qualityProfileId))(episode.episodeFile),
    }));
  const next = offset + rows.length;
  const page = { total, returned: rows.length, ...(rows.length > 0 && next < total ? { nextOffset: next } : {}) };
  return { page, rows, note: upgrades ? qualityOnly : undefined };
}

/** The same, counted: the series with most first. */
async function counted(reference: string | undefined, upgrades: boolean, paging: Paging, context: SonarrContext) {
  const { groups, note } = await (reference !== undefined
    ? groupOfOne(reference, upgrades, context)
    : upgrades
      ? groupsBelowCutoff(context)
      : groupsMissing(context));
  const sorted = [...groups].sort((a, b) => b.episodes - a.episodes);
  const { rows, ...page } = pageOf(sorted, paging);
  return {
    ...page,
    totalEpisodes: groups.reduce((sum, { episodes }) => sum + episodes, 0),
    note,
    bySeries: rows.map(({ seasons, ...group }) => ({ ...group, seasons: bySeason(seasons) })),
  };
}

/** A series with its wanted episodes, counted by the number of their season. */
interface Group {
  readonly series: string;
  readonly ref: string | undefined;
  readonly episodes: number;
  readonly seasons: ReadonlyMap<number, number>;
}

interface Groups {
  readonly groups: readonly Group[];
  readonly note?: string | undefined;
}

async function groupOfOne(reference: string, upgrades: boolean, context: SonarrContext): Promise<Groups> {
  const { rows, note } = await allOfOne(reference, upgrades, context);
  const [first] = rows;
  if (first === undefined) return { groups: [], note };
  const seasons = new Map<number, number>();
  for (const { episode } of rows) increase(seasons, episode.seasonNumber);
  return { groups: [{ series: first.series, ref: first.ref, episodes: rows.length, seasons }], note };
}

/** Sonarr counts what is missing with every series of its list, so that not one page of episodes has to be read. */
async function groupsMissing({ client, signal }: SonarrContext): Promise<Groups> {
  const groups: Group[] = [];
  for await (const series of client.series.list({ signal })) {
    const episodes = series.monitored ? missingEpisodes(series) : 0;
    if (episodes === 0) continue;
    const seasons = new Map(
      series.seasons.flatMap((season) => {
        const missing = missingEpisodes(season);
        return missing === 0 ? [] : [[season.seasonNumber, missing] as const];
      }),
    );
    groups.push({ series: series.title, ref: seriesRef(series), episodes, seasons });
  }
  return { groups };
}

/** Sonarr counts no files that could be better: all pages are read, without the series, which one list has. */
async function groupsBelowCutoff(context: SonarrContext): Promise<Groups> {
  const { client, signal } = context;
  const counts = new Map<number, Map<number, number>>();
  for await (const { seriesId, seasonNumber } of client.wanted.allCutoff({}, { signal })) {
    const seasons = counts.get(seriesId) ?? new Map<number, number>();
    increase(seasons, seasonNumber);
    counts.set(seriesId, seasons);
  }
  const library = new Map((await readLibrary(context)).map((series) => [series.id, series]));
  const groups = [...counts].map(([id, seasons]): Group => {
    const series = library.get(id);
    return {
      series: series?.title ?? `series ${id}`,
      ref: series === undefined ? undefined : seriesRef(series),
      episodes: [...seasons.values()].reduce((sum, count) => sum + count, 0),
      seasons,
    };
  });
  return { groups, note: qualityOnly };
}

function increase(counts: Map<number, number>, season: number): void {
  counts.set(season, (counts.get(season) ?? 0) + 1);
}
