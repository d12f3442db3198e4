import * as z from 'zod';
import { flag, unlessZero, id, list, maybe, number, text } from './fields.js';
import { qualityRevisionSchema, type SonarrQualityRevision } from './quality.js';
import { seriesReferenceSchema, type SonarrSeriesReference } from './series-document.js';

/** What Sonarr found inside a media file. */
export interface SonarrMediaInfo {
  readonly videoCodec?: string | undefined;
  readonly videoDynamicRangeType?: string | undefined;
  /** `1920x1080` */
  readonly resolution?: string | undefined;
  readonly audioCodec?: string | undefined;
  readonly audioChannels?: number | undefined;
  /** `eng/ger` */
  readonly audioLanguages?: string | undefined;
  /** `eng/ger` */
  readonly subtitles?: string | undefined;
  /** `54:12` */
  readonly runTime?: string | undefined;
}

/** The file of an episode. Several episodes may share one. */
export interface SonarrEpisodeFile {
  readonly id: number;
  readonly seriesId?: number | undefined;
  readonly seasonNumber?: number | undefined;
  /** Inside the folder of the series. */
  readonly relativePath?: string | undefined;
  /** On the machine of Sonarr. */
  readonly path?: string | undefined;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601. */
  readonly dateAdded?: string | undefined;
  readonly releaseGroup?: string | undefined;
  readonly languages: readonly string[];
  readonly quality?: SonarrQualityRevision | undefined;
  readonly customFormats: readonly string[];
  readonly customFormatScore?: number | undefined;
  /** The profile asks for better than this. */
  readonly qualityCutoffNotMet?: boolean | undefined;
  readonly mediaInfo?: SonarrMediaInfo | undefined;
}

/** An episode. Names are Sonarr's own. */
export interface SonarrEpisode {
  readonly id: number;
  readonly seriesId: number;
  readonly tvdbId?: number | undefined;
  /** 0 for specials. */
  readonly seasonNumber: number;
  readonly episodeNumber: number;
  readonly absoluteEpisodeNumber?: number | undefined;
  /** `TBA` until it is known. */
  readonly title: string;
  /** `YYYY-MM-DD`, where the network is. */
  readonly airDate?: string | undefined;
  /** ISO 8601: the instant. */
  readonly airDateUtc?: string | undefined;
  /** Minutes. */
  readonly runtime?: number | undefined;
  /** `series`, `season` or `midseason`. */
  readonly finaleType?: string | undefined;
  readonly overview?: string | undefined;
  readonly hasFile: boolean;
  readonly monitored: boolean;
  /** Missing without a file. */
  readonly episodeFileId?: number | undefined;
  /** ISO 8601. */
  readonly lastSearchTime?: string | undefined;
  /** Only where it was asked for and there is one. */
  readonly episodeFile?: SonarrEpisodeFile | undefined;
  /** Only where it was asked for. */
  readonly series?: SonarrSeriesReference | undefined;
}

/** `[{ id, name }]` read as names. */
export const names = list(z.object({ name: z.string().min(1) }).transform(({ name }) => name));

const mediaInfoSchema = z.object({
  videoCodec: text,
  videoDynamicRangeType: text,
  resolution: text,
  audioCodec: text,
  audioChannels: number,
  audioLanguages: text,
  subtitles: text,
  runTime: text,
}) satisfies z.ZodType<SonarrMediaInfo>;

/** An element of GET episodefile. */
export const episodeFileSchema = z
  .object({
    id,
    seriesId: unlessZero,
    seasonNumber: number,
    relativePath: text,
    path: text,
    size: number,
    dateAdded: text,
    releaseGroup: text,
    languages: names,
    quality: maybe(qualityRevisionSchema),
    customFormats: names,
    customFormatScore: number,
    qualityCutoffNotMet: flag,
    mediaInfo: maybe(mediaInfoSchema),
  })
  .transform((file): SonarrEpisodeFile => ({ ...file, size: file.size ?? 0 }));

/** An element of GET episode, calendar and wanted. */
export const episodeSchema = z
  .object({
    id,
    seriesId: id,
    tvdbId: unlessZero,
    seasonNumber: z.int().nonnegative(),
    episodeNumber: z.int().nonnegative(),
    absoluteEpisodeNumber: number,
    title: text,
    airDate: text,
    airDateUtc: text,
    runtime: number,
    finaleType: text,
    overview: text,
    hasFile: z.boolean(),
    monitored: z.boolean(),
    episodeFileId: unlessZero,
    lastSearchTime: text,
    episodeFile: maybe(episodeFileSchema),
    series: maybe(seriesReferenceSchema),
  })
  .transform((episode): SonarrEpisode => ({ ...episode, title: episode.title ?? 'TBA' }));
