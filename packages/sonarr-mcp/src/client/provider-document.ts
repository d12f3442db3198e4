import * as z from 'zod';
import { id, numbers, text } from './fields.js';

/** What every provider of Sonarr has: an indexer, a download client, an import list, a notification. */
export interface SonarrProvider {
  readonly id: number;
  /** What its owner called it. */
  readonly name: string;
  /** What it is: `Newznab`, `QBittorrent`, `TraktUserImport`, `Discord`. */
  readonly implementation?: string | undefined;
  /** Ids of the tags it is bound to; without any, it is for every series. */
  readonly tags: readonly number[];
}

/** The fields of a {@link SonarrProvider}, to be spread into the schema of one kind. Its settings are no part of it. */
export const providerFields = { id, name: z.string(), implementation: text, tags: numbers };

/**
 * The few of a provider's settings that are asked for by name. Keys, passwords and user names stand among the others, and so do
 * addresses that are secrets themselves: whatever is not named is not read.
 */
export function chosenSettings<Name extends string>(...names: readonly Name[]) {
  return z
    .unknown()
    .optional()
    .transform((value): Readonly<Partial<Record<Name, string | number>>> => {
      const chosen: Partial<Record<Name, string | number>> = {};
      const rows = settingsSchema.safeParse(value).data ?? [];
      for (const name of names) {
        const row = rows.find((each) => each?.name === name);
        if (row?.privacy !== undefined && row.privacy !== 'normal') continue;
        if (typeof row?.value === 'number' || (typeof row?.value === 'string' && row.value !== '')) {
          chosen[name] = row.value;
        }
      }
      return chosen;
    });
}

const settingsSchema = z.array(
  z.object({ name: z.string(), value: z.unknown(), privacy: text }).optional().catch(undefined),
);
