import { NotFoundError } from '@watchstack/core';
import { shorten } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrCustomFormat, SonarrFormatCondition } from '../../client/custom-formats.js';
import { defineTool } from '../define.js';

/** `sonarr_get_custom_formats`: GET customformat, with what each quality profile gives for it. */
export const getCustomFormats = defineTool({
  name: 'sonarr_get_custom_formats',
  title: 'Get custom formats',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Lists the custom formats of Sonarr with the points that each quality profile gives them.',
  input: z.strictObject({
    format: z.string().max(200).optional().describe('One by name, with its conditions.'),
  }),
  output: z.strictObject({
    formats: z
      .array(
        z.strictObject({
          id: z.int(),
          name: z.string(),
          points: z.record(z.string(), z.number()).optional().describe('By profile; 0 is left out.'),
          renames: z.literal(true).optional().describe('Its name becomes part of file names.'),
          conditions: z
            .array(z.string())
            .optional()
            .describe('Alternatives where they are of one kind, unless required.'),
        }),
      )
      .optional(),
    profiles: z
      .array(
        z.strictObject({
          name: z.string(),
          minScore: z.number().describe('Releases below it are refused.'),
          upgradesUntilScore: z.number().optional(),
        }),
      )
      .optional(),
  }),
  examples: [
    { ask: 'Which custom formats do I have, and what are they worth?', arguments: {} },
    { ask: 'How does Sonarr recognise burnt-in subtitles?', arguments: { format: 'Hardcoded Subs' } },
  ],
  run: async ({ format: wanted }, { client, signal }) => {
    const [all, profiles] = await Promise.all([
      client.customFormats.list({ signal }),
      client.profiles.quality({ signal }),
    ]);
    const formats = wanted === undefined ? all : [called(wanted, all)];
    return {
      formats: formats.map((format) => {
        const points = profiles.flatMap(({ name, formatItems }) => {
          const score = formatItems.find((item) => item.format === format.id)?.score ?? 0;
          return score === 0 ? [] : [[name, score] as const];
        });
        return {
          id: format.id,
          name: format.name,
          points: points.length === 0 ? undefined : Object.fromEntries(points),
          renames: format.includeCustomFormatWhenRenaming === true ? (true as const) : undefined,
          conditions: wanted === undefined ? undefined : format.specifications.map(conditionOf),
        };
      }),
      profiles: profiles.map(({ name, minFormatScore, cutoffFormatScore, upgradeAllowed }) => ({
        name,
        minScore: minFormatScore ?? 0,
        upgradesUntilScore: upgradeAllowed === true ? cutoffFormatScore : undefined,
      })),
    };
  },
});

/** @throws NotFoundError with the formats there are */
function called(wanted: string, formats: readonly SonarrCustomFormat[]): SonarrCustomFormat {
  const found = formats.find(
    ({ id, name }) => name.toLowerCase() === wanted.trim().toLowerCase() || String(id) === wanted.trim(),
  );
  if (found !== undefined) return found;
  throw new NotFoundError(`Sonarr has no custom format "${shorten(wanted, 80)}".`, {
    target: 'format',
    hint: formats.length === 0 ? 'There is none yet.' : `There are: ${formats.map(({ name }) => name).join('; ')}.`,
  });
}

/** `not required Release Title: \bHDR\b` */
function conditionOf({ name, implementation, implementationName, negate, required, fields }: SonarrFormatCondition) {
  const kind = implementationName ?? implementation?.replace(/Specification$/, '') ?? 'Condition';
  const values = fields.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const words = [...(negate === true ? ['not'] : []), ...(required === true ? ['required'] : []), kind];
  return shorten(`${words.join(' ')}: ${values.join(', ') || (name ?? '')}`, 300);
}
