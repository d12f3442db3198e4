import { InvalidInputError, UnexpectedResponseError, apiPath, type CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { id, numbers } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** A word that ties series to what is set for them. */
export interface SonarrTag {
  readonly id: number;
  /** In small letters. */
  readonly label: string;
}

/** A tag with the ids of everything that carries it. */
export interface SonarrTagDetails extends SonarrTag {
  readonly seriesIds: readonly number[];
  readonly delayProfileIds: readonly number[];
  readonly importListIds: readonly number[];
  readonly notificationIds: readonly number[];
  /** Release profiles. */
  readonly restrictionIds: readonly number[];
  /** Release profiles that leave out what carries it; newer Sonarrs only. */
  readonly excludedReleaseProfileIds: readonly number[];
  readonly indexerIds: readonly number[];
  readonly downloadClientIds: readonly number[];
  readonly autoTagIds: readonly number[];
}

const tagSchema = z.object({ id, label: z.string() }) satisfies z.ZodType<SonarrTag>;

const tagDetailsSchema = tagSchema.extend({
  seriesIds: numbers,
  delayProfileIds: numbers,
  importListIds: numbers,
  notificationIds: numbers,
  restrictionIds: numbers,
  excludedReleaseProfileIds: numbers,
  indexerIds: numbers,
  downloadClientIds: numbers,
  autoTagIds: numbers,
}) satisfies z.ZodType<SonarrTagDetails>;

/** A tag as Sonarr sent it, with everything that we do not know. */
const rawTagSchema = z.record(z.string(), z.unknown());

/** The tags that series, and the settings that are meant for them, carry. */
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
    const wanted = sentLabel(label);
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

  /** All tags with what carries them, never kept: GET tag/detail. */
  details(options: CallOptions = {}): Promise<readonly SonarrTagDetails[]> {
    return this.#connection.readAll(
      { method: 'GET', path: '/api/v3/tag/detail', target: 'tags', ...options },
      tagDetailsSchema,
    );
  }

  /**
   * Gives a tag another label: GET tag/{id}, then PUT of the same document. What carries the tag keeps it.
   * @returns the tag as it is now
   * @throws NotFoundError when there is none of that id; ConflictError when another tag has that label
   */
  async rename(id: number, label: string, options: CallOptions = {}): Promise<SonarrTag> {
    const target = `tag ${id}`;
    const wanted = sentLabel(label);
    this.#connection.refuseIfReadOnly(target);
    return this.#connection.exclusively(
      target,
      async () => {
        const document = await this.#connection.read(
          { method: 'GET', path: apiPath`/api/v3/tag/${id}`, target, ...options },
          rawTagSchema,
        );
        // The id in the body decides which tag Sonarr replaces, not the one in the path.
        if (document['id'] !== id) {
          throw new UnexpectedResponseError('Sonarr answered with another tag than the one asked for.', {
            target,
            changed: 'no',
          });
        }
        if (document['label'] === wanted) return { id, label: wanted };
        try {
          const response = await this.#connection.write(
            {
              method: 'PUT',
              path: apiPath`/api/v3/tag/${id}`,
              body: { ...document, label: wanted },
              target,
              ...options,
            },
            tagSchema,
          );
          return response.data ?? { id, label: wanted };
        } finally {
          this.#connection.forget('tags');
        }
      },
      options,
    );
  }

  /**
   * Deletes a tag that nothing carries: DELETE tag/{id}.
   * @throws NotFoundError when there is none of that id; ConflictError while something carries it
   */
  async delete(id: number, options: CallOptions = {}): Promise<void> {
    try {
      await this.#connection.write({
        method: 'DELETE',
        path: apiPath`/api/v3/tag/${id}`,
        target: `tag ${id}`,
        ...options,
      });
    } finally {
      this.#connection.forget('tags');
    }
  }
}

/** @throws InvalidInputError for a label without a letter */
function sentLabel(label: string): string {
  const wanted = label.trim().toLowerCase();
  if (wanted !== '') return wanted;
  throw new InvalidInputError('The label of a tag must not be empty.', {
    target: 'tag',
    hint: 'Use small letters, digits and hyphens.',
    changed: 'no',
  });
}
