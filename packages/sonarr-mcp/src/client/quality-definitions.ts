import type { CallOptions } from '@watchstack/core';
import * as z from 'zod';
import { id, number, text } from './fields.js';
import { qualitySchema, type SonarrQuality } from './quality.js';
import type { SonarrConnection } from './sonarr-connection.js';

/** How large releases of a quality may be. Sizes are in megabytes (of 1,048,576 bytes) for each minute of the episode. */
export interface SonarrQualityDefinition {
  readonly id: number;
  readonly quality: SonarrQuality;
  /** The owner's name for it. */
  readonly title?: string | undefined;
  /** Its place among the qualities, the worst first. */
  readonly weight?: number | undefined;
  readonly minSize?: number | undefined;
  /** Missing where there is none. */
  readonly preferredSize?: number | undefined;
  /** Missing where any size will do. */
  readonly maxSize?: number | undefined;
}

const qualityDefinitionSchema = z.object({
  id,
  quality: qualitySchema,
  title: text,
  weight: number,
  minSize: number,
  preferredSize: number,
  maxSize: number,
}) satisfies z.ZodType<SonarrQualityDefinition>;

/** The qualities there are. */
export class QualityDefinitionsArea {
  readonly #connection: SonarrConnection;

  constructor(connection: SonarrConnection) {
    this.#connection = connection;
  }

  /** All qualities, at most a minute old: GET qualitydefinition. A Sonarr of the 5 line keeps sizes in its profiles instead. */
  list(options: CallOptions = {}): Promise<readonly SonarrQualityDefinition[]> {
    return this.#connection.readKept(
      'quality definitions',
      { method: 'GET', path: '/api/v3/qualitydefinition', target: 'quality definitions' },
      z.array(qualityDefinitionSchema),
      options,
    );
  }
}
