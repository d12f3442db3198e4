import { limitInput, offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { airsAt, episodeCode, isMissing, whyNothingIsMissing } from '../episodes.js';
import { findSeries, seriesInput, seriesRef, titleWithYear } from '../series.js';

/** `sonarr_get_episodes`: GET episode of one series, with its files where asked for. */
export const getEpisodes = defineTool({
  name: 'sonarr_get_episodes',
  title: 'Get episodes',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the episodes of one series in your Sonarr library, with their files on request. What all series miss: sonarr_get_missing_episodes. What airs when: sonarr_get_calendar.',
  input: z.strictObject({
    series: seriesInput,
    season: z.int().min(0).max(10_000).optional().describe('One season; 0 for specials.'),
    missingOnly: z.boolean().default(false).describe('Only monitored, aired ones without a file.'),
    withFiles: z.boolean().default(false).describe('Adds quality, size, languages.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    series: z.string(),
    ref: z.string(),
    ...pageOutput,
    note: z.string().optional(),
    episodes: z.array(
      z.strictObject({
        id: z.int(),
        code: z.string(),
        title: z.string(),
        airsAt: z.string().optional(),
        have: z.boolean(),
        monitored: z.boolean(),
        missing: z.boolean().optional(),
        absolute: z.int().optional().describe('Number counted through all seasons.'),
        file: z
          .strictObject({
            id: z.int(),
            quality: z.string().optional(),
            sizeBytes: z.int(),
            languages: z.array(z.string()).optional(),
            score: z.number().optional().describe('Custom format score.'),
            belowCutoff: z.boolean().optional(),
          })
          .optional(),
      }),
    ),
  }),
  rows: 'episodes',
  examples: [
    { ask: 'Which episodes of Severance are missing?', arguments: { series: 'Severance', missingOnly: true } },
  ],
  run: async ({ series: reference, season, missingOnly, withFiles, offset, limit }, context) => {
    const { client, clock, signal, timeZone } = context;
    const series = await findSeries(reference, context);
    const all = await client.episodes.list(
      { seriesId: series.id, seasonNumber: season, includeEpisodeFile: withFiles },
      { signal },
    );
    const now = clock.now();
    const wanted = missingOnly ? all.filter((episode) => series.monitored && isMissing(episode, now)) : [...all];
    wanted.sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
    const { rows, ...page } = pageOf(wanted, { offset, limit });
    return {
      series: titleWithYear(series),
      ref: seriesRef(series),
      ...page,
      note: missingOnly ? whyNothingIsMissing(series) : undefined,
      episodes: rows.map((episode) => ({
        id: episode.id,
        code: episodeCode(episode),
        title: episode.title,
        airsAt: airsAt(episode, timeZone),
        have: episode.hasFile,
        monitored: episode.monitored,
        missing: series.monitored && isMissing(episode, now) ? true : undefined,
        absolute: episode.absoluteEpisodeNumber,
        file: episode.episodeFile && {
          id: episode.episodeFile.id,
          quality: episode.episodeFile.quality?.quality.name,
          sizeBytes: episode.episodeFile.size,
          languages: [...episode.episodeFile.languages],
          score: episode.episodeFile.customFormatScore === 0 ? undefined : episode.episodeFile.customFormatScore,
          belowCutoff: episode.episodeFile.qualityCutoffNotMet === true ? true : undefined,
        },
      })),
    };
  },
});
