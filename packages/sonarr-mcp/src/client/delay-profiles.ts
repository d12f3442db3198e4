import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { flag, id, number, numbers, text } from './fields.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** How long a release waits for a better one. Of those whose tags fit a series, the one with the lowest `order` counts. */
export interface SonarrDelayProfile {
  readonly id: number;
  readonly enableUsenet?: boolean | undefined;
  readonly enableTorrent?: boolean | undefined;
  /** `usenet` or `torrent`. */
  readonly preferredProtocol?: string | undefined;
  /** Minutes. */
  readonly usenetDelay?: number | undefined;
  /** Minutes. */
  readonly torrentDelay?: number | undefined;
  /** The best quality of the profile does not wait. */
  readonly bypassIfHighestQuality?: boolean | undefined;
  readonly bypassIfAboveCustomFormatScore?: boolean | undefined;
  readonly minimumCustomFormatScore?: number | undefined;
  readonly order?: number | undefined;
  /** Ids of tags; none for the profile of everything else. */
  readonly tags: readonly number[];
}

const delayProfilesSchema = z.array(
  z.object({
    id,
    enableUsenet: flag,
    enableTorrent: flag,
    preferredProtocol: text,
    usenetDelay: number,
    torrentDelay: number,
    bypassIfHighestQuality: flag,
    bypassIfAboveCustomFormatScore: flag,
    minimumCustomFormatScore: number,
    order: number,
    tags: numbers,
  }),
) satisfies z.ZodType<readonly SonarrDelayProfile[]>;

/** How long releases wait. */
export class DelayProfilesArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All delay profiles: GET delayprofile. */
  list(options: CallOptions = {}): Promise<readonly SonarrDelayProfile[]> {
    return this.#connection.read(
      { method: 'GET', path: '/api/v3/delayprofile', target: 'delay profiles', ...options },
      delayProfilesSchema,
    );
  }
}
