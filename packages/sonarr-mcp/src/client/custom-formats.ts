import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, id, list, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** One condition of a custom format. Conditions of one kind are alternatives, unless they are required. */
export interface SonarrFormatCondition {
  readonly name?: string | undefined;
  /** `ReleaseTitleSpecification`, `LanguageSpecification`, `SourceSpecification`, … */
  readonly implementation?: string | undefined;
  /** `Release Title` */
  readonly implementationName?: string | undefined;
  /** It must not be so. */
  readonly negate?: boolean | undefined;
  readonly required?: boolean | undefined;
  /** What it looks for: a pattern, or the number of a language, source, resolution, … */
  readonly fields: readonly { readonly name?: string | undefined; readonly value?: string | undefined }[];
}

/** A kind of release that profiles give points for, or take them. */
export interface SonarrCustomFormat {
  readonly id: number;
  readonly name: string;
  /** Its name becomes part of the names of files. */
  readonly includeCustomFormatWhenRenaming?: boolean | undefined;
  readonly specifications: readonly SonarrFormatCondition[];
}

const value = z
  .unknown()
  .optional()
  .transform((read): string | undefined =>
    typeof read === 'string' || typeof read === 'number' || typeof read === 'boolean' ? String(read) : undefined,
  );

const customFormatSchema = z.object({
  id,
  name: z.string(),
  includeCustomFormatWhenRenaming: flag,
  specifications: list(
    z.object({
      name: text,
      implementation: text,
      implementationName: text,
      negate: flag,
      required: flag,
      fields: list(z.object({ name: text, value })),
    }),
  ),
}) satisfies z.ZodType<SonarrCustomFormat>;

/** What the owner likes and dislikes in releases. What each is worth, the quality profiles say. */
export class CustomFormatsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All custom formats, at most a minute old: GET customformat. */
  list(options: CallOptions = {}): Promise<readonly SonarrCustomFormat[]> {
    return this.#connection.readKept(
      'custom formats',
      { method: 'GET', path: '/api/v3/customformat', target: 'custom formats' },
      z.array(customFormatSchema),
      options,
    );
  }
}
