import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, id, number, numbers, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** How Sonarr names files and folders. The formats are Sonarr's own, with its words in braces. */
export interface SonarrNaming {
  /** Off: files keep the names they came with, and there is never anything to rename. */
  readonly renameEpisodes: boolean;
  /** Whether what a file system does not take is replaced; otherwise it is left out. */
  readonly replaceIllegalCharacters?: boolean | undefined;
  /** 0: left out, 1: `-`, 2: ` -`, 3: ` - `, 4: whichever fits, 5: of the owner's own. */
  readonly colonReplacementFormat?: number | undefined;
  /** 0: extend, 1: duplicate, 2: repeat, 3: scene, 4: range, 5: prefixed range. */
  readonly multiEpisodeStyle?: number | undefined;
  readonly standardEpisodeFormat?: string | undefined;
  readonly dailyEpisodeFormat?: string | undefined;
  readonly animeEpisodeFormat?: string | undefined;
  readonly seriesFolderFormat?: string | undefined;
  readonly seasonFolderFormat?: string | undefined;
  readonly specialsFolderFormat?: string | undefined;
}

/** The formats filled in by Sonarr with a made-up series. */
export interface SonarrNamingExamples {
  readonly singleEpisodeExample?: string | undefined;
  readonly multiEpisodeExample?: string | undefined;
  readonly dailyEpisodeExample?: string | undefined;
  readonly animeEpisodeExample?: string | undefined;
  readonly animeMultiEpisodeExample?: string | undefined;
  readonly seriesFolderExample?: string | undefined;
  readonly seasonFolderExample?: string | undefined;
  readonly specialsFolderExample?: string | undefined;
}

/** A file that would get another name. */
export interface SonarrRename {
  readonly seriesId: number;
  /** 0 for specials. */
  readonly seasonNumber?: number | undefined;
  readonly episodeNumbers: readonly number[];
  readonly episodeFileId: number;
  /** Inside the folder of the series. */
  readonly existingPath: string;
  /** Inside the folder of the series. */
  readonly newPath: string;
}

const namingSchema = z.object({
  renameEpisodes: z.boolean(),
  replaceIllegalCharacters: flag,
  colonReplacementFormat: number,
  multiEpisodeStyle: number,
  standardEpisodeFormat: text,
  dailyEpisodeFormat: text,
  animeEpisodeFormat: text,
  seriesFolderFormat: text,
  seasonFolderFormat: text,
  specialsFolderFormat: text,
}) satisfies z.ZodType<SonarrNaming>;

const examplesSchema = z.object({
  singleEpisodeExample: text,
  multiEpisodeExample: text,
  dailyEpisodeExample: text,
  animeEpisodeExample: text,
  animeMultiEpisodeExample: text,
  seriesFolderExample: text,
  seasonFolderExample: text,
  specialsFolderExample: text,
}) satisfies z.ZodType<SonarrNamingExamples>;

const renameSchema = z.object({
  seriesId: id,
  seasonNumber: number,
  episodeNumbers: numbers,
  episodeFileId: id,
  existingPath: z.string(),
  newPath: z.string(),
}) satisfies z.ZodType<SonarrRename>;

/** What files are called, and what they would be called today. */
export class NamingArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** How files and folders are named: GET config/naming. */
  config(options: CallOptions = {}): Promise<SonarrNaming> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/config/naming', target: 'naming', ...options },
      namingSchema,
    );
  }

  /** The same with a made-up series: GET config/naming/examples. */
  examples(options: CallOptions = {}): Promise<SonarrNamingExamples> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/config/naming/examples', target: 'naming', ...options },
      examplesSchema,
    );
  }

  /**
   * The files of a series, or of one of its seasons, that would get another name: GET rename. The list is as empty where
   * nothing has to be done as where renaming is switched off: {@link config} tells which.
   * @throws NotFoundError when the library has no such series
   */
  renames(
    query: { readonly seriesId: number; readonly seasonNumber?: number | undefined },
    options: CallOptions = {},
  ): Promise<readonly SonarrRename[]> {
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/rename',
        query: { seriesId: query.seriesId, seasonNumber: query.seasonNumber },
        target: `names of series ${query.seriesId}`,
        ...options,
      },
      renameSchema,
    );
  }
}
