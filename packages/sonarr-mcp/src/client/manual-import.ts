import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { episodeSchema, type SonarrEpisode } from './episode-document.js';
import { list, maybe, number, text, unlessZero } from './fields.js';
import { qualityRevisionSchema, type SonarrQuality, type SonarrQualityRevision } from './quality.js';
import { seriesReferenceSchema, type SonarrSeriesReference } from './series-document.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A language as Sonarr numbers it. */
export interface SonarrLanguage {
  /** 0 for unknown, below 0 for `Any` and `Original`. */
  readonly id: number;
  readonly name: string;
}

/** Why Sonarr would not import a file by itself. */
export interface SonarrImportRejection {
  /** In Sonarr's words. */
  readonly reason: string;
  /** It may pass by itself. */
  readonly temporary: boolean;
}

/** What Sonarr reads of a file, as it was sent: sent back untouched, because it holds more than is read here. */
interface AsSent {
  readonly quality: unknown;
  readonly languages: unknown;
  readonly indexerFlags: unknown;
  readonly releaseType: unknown;
}

/** A video file on the machine of Sonarr, and what Sonarr takes it for. */
export interface SonarrImportCandidate {
  readonly path: string;
  /** Inside the folder that was asked about. Text from strangers. */
  readonly relativePath: string;
  readonly folderName?: string | undefined;
  /** Bytes. */
  readonly size: number;
  /** Missing where Sonarr does not know which series it is. */
  readonly series?: SonarrSeriesReference | undefined;
  readonly seasonNumber?: number | undefined;
  /** Empty where Sonarr cannot tell. */
  readonly episodes: readonly SonarrEpisode[];
  /** Where it is a file of the library already. */
  readonly episodeFileId?: number | undefined;
  readonly releaseGroup?: string | undefined;
  readonly quality?: SonarrQualityRevision | undefined;
  readonly languages: readonly SonarrLanguage[];
  readonly customFormatScore?: number | undefined;
  readonly downloadId?: string | undefined;
  readonly rejections: readonly SonarrImportRejection[];
  readonly asSent: AsSent;
}

/** A file as it is to be imported; made by {@link importFile}. */
export interface SonarrImportFile {
  readonly path: string;
  readonly folderName?: string | undefined;
  readonly seriesId: number;
  readonly episodeIds: readonly number[];
  readonly releaseGroup?: string | undefined;
  readonly downloadId?: string | undefined;
  readonly quality: unknown;
  readonly languages: unknown;
  readonly indexerFlags: unknown;
  readonly releaseType: unknown;
}

/** What a person says a file is. What is left out stays as Sonarr has it. */
export interface SonarrImportCorrection {
  readonly seriesId: number;
  readonly episodeIds: readonly number[];
  readonly quality?: SonarrQuality | undefined;
  readonly languages?: readonly SonarrLanguage[] | undefined;
  readonly releaseGroup?: string | undefined;
}

/** What Sonarr says of a file that was corrected. */
export interface SonarrImportOpinion {
  readonly path: string;
  readonly episodes: readonly SonarrEpisode[];
  readonly customFormatScore?: number | undefined;
  readonly rejections: readonly SonarrImportRejection[];
}

/** Where to look for files: exactly one of them. Of several, versions of Sonarr choose differently. */
export type SonarrImportSource =
  | { readonly downloadId: string }
  /** On the machine of Sonarr; folders within it are looked into. */
  | { readonly folder: string }
  /** The folder of a series: the files of the library in it, and those that are not. */
  | { readonly seriesId: number; readonly seasonNumber?: number | undefined };

const languageSchema = z.object({ id: z.int(), name: z.string() }) satisfies z.ZodType<SonarrLanguage>;

const rejections = list(
  z
    .object({ reason: z.string(), type: text })
    .transform(({ reason, type }): SonarrImportRejection => ({ reason, temporary: type === 'temporary' })),
);

const candidateSchema = z
  .object({
    path: z.string(),
    relativePath: text,
    folderName: text,
    size: number,
    series: maybe(seriesReferenceSchema),
    seasonNumber: number,
    episodes: list(episodeSchema),
    episodeFileId: unlessZero,
    releaseGroup: text,
    quality: z.unknown(),
    languages: z.unknown(),
    customFormatScore: number,
    indexerFlags: z.unknown(),
    releaseType: z.unknown(),
    downloadId: text,
    rejections,
  })
  .transform(({ quality, languages, indexerFlags, releaseType, ...rest }): SonarrImportCandidate => ({
    ...rest,
    relativePath: rest.relativePath ?? rest.path,
    size: rest.size ?? 0,
    quality: qualityRevisionSchema.safeParse(quality).data,
    languages: list(languageSchema).parse(languages),
    asSent: { quality, languages, indexerFlags, releaseType },
  }));

const opinionSchema = z.object({
  path: z.string(),
  episodes: list(episodeSchema),
  customFormatScore: number,
  rejections,
}) satisfies z.ZodType<SonarrImportOpinion>;

/** The file with what a person says of it, everything else as Sonarr sent it. */
export function importFile(candidate: SonarrImportCandidate, correction: SonarrImportCorrection): SonarrImportFile {
  const { path, folderName, downloadId, asSent } = candidate;
  const { seriesId, episodeIds, quality, languages, releaseGroup = candidate.releaseGroup } = correction;
  const sent = typeof asSent.quality === 'object' && asSent.quality !== null ? asSent.quality : {};
  return {
    path,
    folderName,
    downloadId,
    seriesId,
    episodeIds: [...new Set(episodeIds)],
    releaseGroup,
    quality: quality === undefined ? asSent.quality : { revision: { version: 1, real: 0 }, ...sent, quality },
    languages: languages ?? asSent.languages,
    indexerFlags: asSent.indexerFlags,
    releaseType: asSent.releaseType,
  };
}

/** Files that lie on Sonarr's disks and are not in its library. They are imported by the command ManualImport. */
export class ManualImportArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /**
   * The video files of a download or folder, with what Sonarr takes each for: GET manualimport. Sonarr opens every file for it,
   * which takes a while. A download or folder that is not there has none.
   * @throws NotFoundError when the library has no such series
   */
  list(source: SonarrImportSource, options: CallOptions = {}): Promise<readonly SonarrImportCandidate[]> {
    const query =
      'seriesId' in source
        ? { seriesId: source.seriesId, seasonNumber: source.seasonNumber }
        : 'downloadId' in source
          ? { downloadId: source.downloadId }
          : { folder: source.folder };
    return this.#connection.readAll(
      {
        method: 'GET',
        path: '/api/v3/manualimport',
        query: { ...query, filterExistingFiles: true },
        target: 'files to import',
        timeoutMs: this.#connection.patience('files'),
        ...options,
      },
      candidateSchema,
    );
  }

  /**
   * What Sonarr would say of files that are what a person says they are: POST manualimport, which changes nothing.
   * @throws NotFoundError when the library has one of their series no more
   */
  reconsider(files: readonly SonarrImportFile[], options: CallOptions = {}): Promise<readonly SonarrImportOpinion[]> {
    return this.#connection.read(
      {
        method: 'POST',
        path: '/api/v3/manualimport',
        body: files,
        target: 'files to import',
        timeoutMs: this.#connection.patience('files'),
        ...options,
      },
      z.array(opinionSchema),
    );
  }

  /** The languages that Sonarr knows, at most a minute old: GET language. */
  languages(options: CallOptions = {}): Promise<readonly SonarrLanguage[]> {
    return this.#connection.readKept(
      'languages',
      { method: 'GET', path: '/api/v3/language', target: 'languages' },
      z.array(languageSchema),
      options,
    );
  }
}
