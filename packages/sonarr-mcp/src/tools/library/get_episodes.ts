import { limitInput, offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrQualityProfile } from '../../client/profiles.js';
import { defineTool } from '../define.js';
import { airsAt, episodeCode, isMissing, whyNothingIsMissing } from '../episodes.js';
import { findSeries, seriesInput, seriesRef, titleWithYear } from '../series.js';

/** `sonarr_get_episodes`: GET episode of one series, with its files where asked for. */
export const getEpisodes = defineTool({
  name: 'sonarr_get_episodes',
  title: 'Get episodes',
  toolset: 'library',
  byDefault: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists episodes of one series. Of all: sonarr_get_missing_episodes.',
  input: z.strictObject({
    series: seriesInput,
    season: z.int().min(0).max(9999).optional().describe('0: specials.'),
    missingOnly: z.boolean().optional().describe('Without file.'),
    withFiles: z.boolean().optional().describe('Quality, size, language.'),
    offset: offsetInput,
    limit: limitInput,
  }),
  output: z.strictObject({
    series: z.string(),
    ref: z.string(),
    ...pageOutput,
    note: z.string().optional(),
    cutoff: z
      .strictObject({ profile: z.string(), quality: z.string().optional(), score: z.number().optional() })
      .optional()
      .describe('Where Sonarr stops looking for better files.'),
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
            belowCutoff: z.boolean().optional().describe('Its quality is below the cutoff of the profile.'),
            belowScore: z.boolean().optional().describe('Its score is below the cutoff of the profile.'),
          })
          .optional(),
      }),
    ),
  }),
  rows: 'episodes',
  examples: [
    { ask: 'Which episodes of Severance are missing?', arguments: { series: 'Severance', missingOnly: true } },
  ],
  run: async ({ series: reference, season, missingOnly = false, withFiles = false, offset, limit }, context) => {
    const { client, clock, signal, timeZone } = context;
    const series = await findSeries(reference, context);
    const [all, profiles] = await Promise.all([
      client.episodes.list({ seriesId: series.id, seasonNumber: season, includeEpisodeFile: withFiles }, { signal }),
      withFiles ? client.profiles.quality({ signal }) : [],
    ]);
    const cutoff = cutoffOf(profiles.find(({ id }) => id === series.qualityProfileId));
    const wantedScore = cutoff?.score ?? 0;
    const now = clock.now();
    const wanted = missingOnly ? all.filter((episode) => series.monitored && isMissing(episode, now)) : [...all];
    wanted.sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
    const { rows, ...page } = pageOf(wanted, { offset, limit });
    return {
      series: titleWithYear(series),
      ref: seriesRef(series),
      ...page,
      note: missingOnly ? whyNothingIsMissing(series) : undefined,
      cutoff,
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
          belowScore: (episode.episodeFile.customFormatScore ?? 0) < wantedScore ? true : undefined,
        },
      })),
    };
  },
});

/** Where a profile stops upgrading; undefined for none, and for one that never upgrades. */
function cutoffOf(profile: SonarrQualityProfile | undefined) {
  if (profile === undefined || profile.upgradeAllowed === false) return undefined;
  const item = profile.items.find(({ id, quality }) => (quality?.id ?? id) === profile.cutoff);
  return {
    profile: profile.name,
    quality: item?.quality?.name ?? item?.name,
    score: profile.cutoffFormatScore === 0 ? undefined : profile.cutoffFormatScore,
  };
}
