import * as z from 'zod';
import { defineTool } from '../define.js';
import { pick } from '../reference-data.js';
import { readLibrary, seriesRef } from '../series.js';
import { settingsWith } from './tag-uses.js';

/** More series than a person reads; beyond it only their number is told. */
const mostSeries = 200;

const tagRow = z.strictObject({
  id: z.int(),
  tag: z.string(),
  series: z.int().optional().describe('How many carry it; absent for none.'),
  alsoOn: z.array(z.string()).optional().describe('2 indexers, 1 delay profile, …'),
  unused: z.literal(true).optional(),
});

/** `sonarr_get_tags`: GET tag/detail, and GET series where it is about one tag. */
export const getTags = defineTool({
  name: 'sonarr_get_tags',
  title: 'Get tags',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the tags and how many series, indexers and other settings carry each; of one tag, also which series.',
  input: z.strictObject({
    tag: z.string().max(100).optional().describe('Only this one, with its series.'),
  }),
  output: z.strictObject({
    total: z.int(),
    tags: z.array(tagRow).optional().describe('Absent when there is none.'),
    series: z
      .array(z.strictObject({ ref: z.string(), title: z.string(), year: z.int().optional() }))
      .optional()
      .describe(`Those that carry the tag, at most ${mostSeries}.`),
  }),
  relatedWrite: 'sonarr_manage_tag',
  examples: [
    { ask: 'Which tags are there, and which are unused?', arguments: {} },
    { ask: 'Which series have the tag anime?', arguments: { tag: 'anime' } },
  ],
  run: async ({ tag: named }, context) => {
    const { client, signal } = context;
    const all = await client.tags.details({ signal });
    const one =
      named === undefined ? undefined : pick(named, all, ({ id, label }) => ({ id, title: label, ref: label }), 'tag');
    const carrying =
      one === undefined || one.seriesIds.length === 0
        ? []
        : (await readLibrary(context)).filter(({ id }) => one.seriesIds.includes(id));
    const tags = (one === undefined ? [...all] : [one]).sort((a, b) => a.label.localeCompare(b.label));
    return {
      total: tags.length,
      tags: tags.map((tag): z.output<typeof tagRow> => {
        const alsoOn = settingsWith(tag);
        const count = tag.seriesIds.length;
        return {
          id: tag.id,
          tag: tag.label,
          series: count === 0 ? undefined : count,
          alsoOn,
          unused: count === 0 && alsoOn.length === 0 ? true : undefined,
        };
      }),
      series: carrying
        .slice(0, mostSeries)
        .map((series) => ({ ref: seriesRef(series), title: series.title, year: series.year })),
    };
  },
});
