import * as z from 'zod';
import { flag, number, text } from './fields.js';

/** One of Sonarr's qualities: `WEBDL-1080p`. */
export interface SonarrQuality {
  readonly id?: number | undefined;
  readonly name: string;
  /** `television`, `web`, `webRip`, `bluray`, `dvd`, … */
  readonly source?: string | undefined;
  /** Lines: 2160, 1080, 720, 480; 0 where nobody knows. */
  readonly resolution?: number | undefined;
}

/** The quality of a file or release, with its revision. */
export interface SonarrQualityRevision {
  readonly quality: SonarrQuality;
  readonly revision?:
    | {
        /** 1; higher for a proper. */
        readonly version?: number | undefined;
        readonly isRepack?: boolean | undefined;
      }
    | undefined;
}

/** A quality by itself, as profiles list it. */
export const qualitySchema = z.object({
  id: number,
  name: z.string(),
  source: text,
  resolution: number,
}) satisfies z.ZodType<SonarrQuality>;

/** A quality with its revision, as files, queue and history carry it. */
export const qualityRevisionSchema = z.object({
  quality: qualitySchema,
  revision: z.object({ version: number, isRepack: flag }).optional().catch(undefined),
}) satisfies z.ZodType<SonarrQualityRevision>;
