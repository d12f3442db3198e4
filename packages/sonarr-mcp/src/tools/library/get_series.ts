import { shorten, toZonedIso } from '@watchstack/core/server';
import * as z from 'zod';
import { defineTool } from '../define.js';
import { findSeries, missingEpisodes, seriesInput, seriesRow, toSeriesRow } from '../series.js';

/** `sonarr_get_series`: GET series/{id} and its episodes, found by title first where no id was given. */
export const getSeries = defineTool({
  name: 'sonarr_get_series',
  title: 'Get series',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Shows one series of your library: each season with what you have, its size, whether it is monitored; profile, folder, tags, what airs next. Episodes: sonarr_get_episodes.',
  input: z.strictObject({ series: seriesInput }),
  output: z.strictObject({
    id: z.int(),
    ...seriesRow.shape,
    overview: z.string().optional(),
    network: z.string().optional(),
    originalLanguage: z.string().optional(),
    genres: z.array(z.string()).optional(),
    runtimeMinutes: z.number().optional(),
    certification: z.string().optional(),
    seriesType: z.string().optional(),
    alternateTitles: z.array(z.string()).optional(),
    profile: z.string().optional(),
    folder: z.string(),
    tags: z.array(z.string()).optional(),
    monitorNewSeasons: z.boolean().optional(),
    added: z.string().optional(),
    nextAiring: z.string().optional(),
    lastAired: z.string().optional(),
    imdbId: z.string().optional(),
    seasons: z
      .array(
        z.strictObject({
          season: z.int().describe('0 holds the specials.'),
          monitored: z.boolean(),
          have: z.int(),
          missing: z.int().optional(),
          total: z.int().describe('All episodes known, unaired ones too.'),
          aired: z.int().optional().describe('Absent when all have.'),
          sizeBytes: z.int().optional(),
          nextAiring: z.string().optional(),
        }),
      )
      .optional(),
  }),
  examples: [{ ask: "How much of Grey's Anatomy do we have?", arguments: { series: "Grey's Anatomy" } }],
  run: async ({ series: reference }, context) => {
    const { client, clock, signal, timeZone } = context;
    const row = await findSeries(reference, context);
    const [series, episodes, profiles, tags] = await Promise.all([
      client.series.get(row.id, { signal }),
      client.episodes.list({ seriesId: row.id }, { signal }),
      client.profiles.quality({ signal }),
      client.tags.list({ signal }),
    ]);
    const zoned = (instant: string | undefined) => (instant === undefined ? undefined : toZonedIso(instant, timeZone));
    const now = clock.now().toISOString();
    // Sonarr's own figures count what is monitored or there, not what has aired.
    const unaired = (season: number) =>
      episodes.filter(
        (each) => each.seasonNumber === season && (each.airDateUtc === undefined || each.airDateUtc > now),
      ).length;
    return {
      id: series.id,
      ...toSeriesRow(series),
      overview: series.overview,
      network: series.network,
      originalLanguage: series.originalLanguage,
      genres: [...series.genres],
      runtimeMinutes: series.runtime,
      certification: series.certification,
      seriesType: series.seriesType,
      alternateTitles: series.alternateTitles.slice(0, 10).map((title) => shorten(title, 120)),
      profile: profiles.find((profile) => profile.id === series.qualityProfileId)?.name,
      folder: series.path,
      tags: series.tags.map((id) => tags.find((tag) => tag.id === id)?.label ?? String(id)),
      monitorNewSeasons: series.monitorNewItems === undefined ? undefined : series.monitorNewItems === 'all',
      added: zoned(series.added),
      nextAiring: zoned(series.nextAiring ?? row.nextAiring),
      lastAired: zoned(series.lastAired),
      imdbId: series.imdbId,
      seasons: series.seasons.map(({ seasonNumber, monitored, statistics }) => ({
        season: seasonNumber,
        monitored,
        have: statistics?.episodeFileCount ?? 0,
        missing: missingEpisodes({ statistics }) === 0 ? undefined : missingEpisodes({ statistics }),
        total: statistics?.totalEpisodeCount ?? 0,
        aired: unaired(seasonNumber) === 0 ? undefined : (statistics?.totalEpisodeCount ?? 0) - unaired(seasonNumber),
        sizeBytes: statistics?.sizeOnDisk,
        nextAiring: zoned(statistics?.nextAiring),
      })),
    };
  },
});
