import { limitInput, offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode } from '../../client/episode-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { airsAt, episodeCode, isMissing, whyNothingIsMissing } from '../episodes.js';
import { findSeries, seriesInput, seriesRef } from '../series.js';

interface Named {
  readonly series: string;
  readonly ref: string | undefined;
  readonly episode: SonarrEpisode;
}

/** `sonarr_get_missing_episodes`: GET wanted/missing, or GET episode where one series is asked about. */
export const getMissingEpisodes = defineTool({
  name: 'sonarr_get_missing_episodes',
  title: 'Get missing episodes',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists monitored episodes that have aired and have no file, latest first, across all series or of one. It does not search for them. How much each series misses: sonarr_list_series with complete false. What is on its way already: sonarr_get_queue.',
  input: z.strictObject({
    series: seriesInput.optional(),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    note: z.string().optional(),
    episodes: z.array(
      z.strictObject({
        id: z.int(),
        series: z.string(),
        ref: z.string().optional(),
        code: z.string(),
        title: z.string(),
        airedAt: z.string().optional(),
      }),
    ),
  }),
  rows: 'episodes',
  examples: [
    { ask: 'What is missing?', arguments: {} },
    { ask: 'Get all missing Doctor Who', arguments: { series: 'Doctor Who' } },
  ],
  run: async ({ series, offset, limit }, context) => {
    const found =
      series === undefined ? await everywhere(offset, limit, context) : await ofOne(series, offset, limit, context);
    const { rows, ...page } = found;
    return {
      ...page,
      episodes: rows.map(({ series: title, ref, episode }) => ({
        id: episode.id,
        series: title,
        ref,
        code: episodeCode(episode),
        title: episode.title,
        airedAt: airsAt(episode, context.timeZone),
      })),
    };
  },
});

async function ofOne(reference: string, offset: number, limit: number, context: SonarrContext) {
  const series = await findSeries(reference, context);
  const episodes = await context.client.episodes.list({ seriesId: series.id }, { signal: context.signal });
  const missing = episodes
    .filter((episode) => series.monitored && isMissing(episode, context.clock.now()))
    .sort((a, b) => ((a.airDateUtc ?? '') < (b.airDateUtc ?? '') ? 1 : -1))
    .map((episode): Named => ({ series: series.title, ref: seriesRef(series), episode }));
  return { ...pageOf(missing, { offset, limit }), note: whyNothingIsMissing(series) };
}

/** Sonarr pages by page number: a stretch that no page holds alone is cut out of the one or two pages it lies in. */
async function everywhere(offset: number, limit: number, { client, signal }: SonarrContext) {
  const first = Math.floor(offset / limit) + 1;
  const pages = offset % limit === 0 ? [first] : [first, first + 1];
  const answers = await Promise.all(
    pages.map((page) => client.wanted.missing({ page, pageSize: limit, includeSeries: true }, { signal })),
  );
  const total = answers[0]?.totalRecords ?? 0;
  const start = offset % limit;
  const rows = answers
    .flatMap((answer) => answer.records)
    .slice(start, start + limit)
    .map((episode): Named => ({
      series: episode.series?.title ?? `series ${episode.seriesId}`,
      ref: episode.series?.tvdbId === undefined ? undefined : `tvdb:${episode.series.tvdbId}`,
      episode,
    }));
  const next = offset + rows.length;
  return { total, returned: rows.length, ...(rows.length > 0 && next < total ? { nextOffset: next } : {}), rows };
}
