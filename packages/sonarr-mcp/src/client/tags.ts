import { InvalidInputError, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { id } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A word that ties series to what is set for them. */
export interface SonarrTag {
  readonly id: number;
  /** In small letters. */
  readonly label: string;
}

const tagSchema = z.object({ id, label: z.string() }) satisfies z.ZodType<SonarrTag>;

/** The tags that series carry. */
export class TagsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All tags, at most a minute old: GET tag. */
  list(options: CallOptions = {}): Promise<readonly SonarrTag[]> {
    return this.#connection.readKept(
      'tags',
      { method: 'GET', path: '/api/v3/tag', target: 'tags' },
      z.array(tagSchema),
      options,
    );
  }

  /**
   * Makes a tag, or answers with the one there is of that label: POST tag. Sonarr keeps labels in small letters, and takes
   * another spelling of one for a conflict; it is therefore sent in small letters.
   * @returns the tag; undefined when Sonarr accepted it without a usable answer
   * @throws InvalidInputError when the label is empty or has characters that Sonarr does not take
   */
  async create(label: string, options: CallOptions = {}): Promise<SonarrTag | undefined> {
    const wanted = label.trim().toLowerCase();
    if (wanted === '') {
      throw new InvalidInputError('The label of a tag must not be empty.', {
        target: 'tag',
        hint: 'Use small letters, digits and hyphens.',
        changed: 'no',
      });
    }
    try {
      const response = await this.#connection.write(
        { method: 'POST', path: '/api/v3/tag', body: { label: wanted }, target: `tag ${wanted}`, ...options },
        tagSchema,
      );
      return response.data;
    } finally {
      // Whether or not the answer came through, the tag may be there now.
      this.#connection.forget('tags');
    }
  }
}
