import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, unlessZero, id, list, maybe, number, text } from './fields.js';
import { qualitySchema, type SonarrQuality } from './quality.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A quality of a profile, or a group of them that counts as one. Worst first. */
export interface SonarrQualityProfileItem {
  /** Only of a group. */
  readonly id?: number | undefined;
  /** Only of a group. */
  readonly name?: string | undefined;
  /** Only of a single quality. */
  readonly quality?: SonarrQuality | undefined;
  /** Only of a group. */
  readonly items: readonly { readonly quality: SonarrQuality; readonly allowed: boolean }[];
  readonly allowed: boolean;
}

/** Which qualities a series may have, and where Sonarr stops looking for better ones. */
export interface SonarrQualityProfile {
  readonly id: number;
  readonly name: string;
  readonly upgradeAllowed?: boolean | undefined;
  /** The id of a quality or group. */
  readonly cutoff?: number | undefined;
  readonly items: readonly SonarrQualityProfileItem[];
  /** Releases with a lower score of custom formats are refused. */
  readonly minFormatScore?: number | undefined;
  /** From that score on, Sonarr looks for nothing better. */
  readonly cutoffFormatScore?: number | undefined;
  /** By how much a release of the same quality has to be better to be taken; at least 1. */
  readonly minUpgradeFormatScore?: number | undefined;
  /** What each custom format is worth; every one there is, most with 0. */
  readonly formatItems: readonly SonarrProfileFormat[];
}

/** What a profile gives for a custom format. */
export interface SonarrProfileFormat {
  /** The id of the custom format. */
  readonly format: number;
  readonly name?: string | undefined;
  readonly score: number;
}

const allowed = flag.transform((value) => value ?? false);

const qualityProfileSchema = z.object({
  id,
  name: z.string(),
  upgradeAllowed: flag,
  cutoff: number,
  items: list(
    z.object({
      id: unlessZero,
      name: text,
      quality: maybe(qualitySchema),
      items: list(z.object({ quality: qualitySchema, allowed })),
      allowed,
    }),
  ),
  minFormatScore: number,
  cutoffFormatScore: number,
  minUpgradeFormatScore: number,
  formatItems: list(
    z
      .object({ format: id, name: text, score: number })
      .transform((item): SonarrProfileFormat => ({ ...item, score: item.score ?? 0 })),
  ),
}) satisfies z.ZodType<SonarrQualityProfile>;

/** The profiles that series are added with. */
export class ProfilesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All quality profiles, at most a minute old: GET qualityprofile. */
  quality(options: CallOptions = {}): Promise<readonly SonarrQualityProfile[]> {
    return this.#connection.readKept(
      'quality profiles',
      { method: 'GET', path: '/api/v3/qualityprofile', target: 'quality profiles' },
      z.array(qualityProfileSchema),
      options,
    );
  }
}
