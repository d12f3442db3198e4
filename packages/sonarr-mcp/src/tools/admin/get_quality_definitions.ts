import * as z from 'zod';
import { defineTool } from '../define.js';

/** Sonarr counts in megabytes a minute. */
const bytesPerHour = 1024 * 1024 * 60;

/** `sonarr_get_quality_definitions`: GET qualitydefinition, with the profiles that allow each. */
export const getQualityDefinitions = defineTool({
  name: 'sonarr_get_quality_definitions',
  title: 'Get quality definitions',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    "Lists Sonarr's qualities, the worst first: how large a release of each may be, and which profiles allow it.",
  input: z.strictObject({}),
  output: z.strictObject({
    qualities: z
      .array(
        z.strictObject({
          quality: z.string(),
          title: z.string().optional().describe("The owner's name for it."),
          minBytesPerHour: z.int().optional(),
          preferredBytesPerHour: z.int().optional(),
          maxBytesPerHour: z.int().optional().describe('Absent where any size will do.'),
          profiles: z.array(z.string()).optional(),
        }),
      )
      .optional(),
    note: z.string().optional(),
  }),
  examples: [{ ask: 'How large may a 1080p episode be?', arguments: {} }],
  run: async (_args, { client, signal }) => {
    const [definitions, profiles] = await Promise.all([
      client.qualityDefinitions.list({ signal }),
      client.profiles.quality({ signal }),
    ]);
    const perHour = (size: number | undefined) => (size === undefined ? undefined : Math.round(size * bytesPerHour));
    const sorted = [...definitions].sort((a, b) => (a.weight ?? 0) - (b.weight ?? 0));
    const sized = definitions.some(({ minSize, maxSize }) => minSize !== undefined || maxSize !== undefined);
    return {
      qualities: sorted.map(({ quality, title, minSize, preferredSize, maxSize }) => ({
        quality: quality.name,
        title: title === quality.name ? undefined : title,
        minBytesPerHour: perHour(minSize),
        preferredBytesPerHour: perHour(preferredSize),
        maxBytesPerHour: perHour(maxSize),
        profiles: profiles
          .filter(({ items }) =>
            items.some(
              (item) =>
                (item.allowed && item.quality?.name === quality.name) ||
                (item.allowed && item.items.some((each) => each.quality.name === quality.name)),
            ),
          )
          .map(({ name }) => name),
      })),
      note:
        sized || definitions.length === 0
          ? undefined
          : 'This Sonarr names no sizes here: later versions keep them in each quality profile.',
    };
  },
});
