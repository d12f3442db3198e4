import { matchItems, offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool } from '../define.js';
import { describeSeries, readLibrary, seriesRef, titleWithYear } from '../series.js';

/** `sonarr_get_unmapped_folders`: GET rootfolder, and the library to tell what the folders may be. */
export const getUnmappedFolders = defineTool({
  name: 'sonarr_get_unmapped_folders',
  title: 'Get unmapped folders',
  toolset: 'files',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists folders in the root folders that belong to no series, and what they may be. Their files: sonarr_get_manual_import.',
  input: z.strictObject({
    offset: offsetInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    note: z.string().optional(),
    folders: z.array(
      z.strictObject({
        path: z.string(),
        title: z.string().optional().describe('Of the show it may be, read from its name.'),
        year: z.int().optional(),
        inLibrary: z
          .array(z.strictObject({ ref: z.string(), title: z.string() }))
          .optional()
          .describe('Series of that name, which have another folder.'),
      }),
    ),
  }),
  rows: 'folders',
  relatedWrite: 'sonarr_add_series',
  examples: [{ ask: 'What folders lie around that Sonarr knows nothing of?', arguments: {} }],
  run: async ({ offset }, context) => {
    const { client, signal } = context;
    const roots = await client.rootFolders.list({ signal });
    const unreachable = roots.filter(({ accessible }) => accessible === false).map(({ path }) => path);
    const all = roots.flatMap(({ unmappedFolders }) => unmappedFolders.map(({ path, name }) => ({ path, name })));
    const { rows, ...page } = pageOf(all, { offset });
    const library = rows.length === 0 ? [] : await readLibrary(context);
    return {
      ...page,
      note:
        unreachable.length > 0
          ? `Out of reach, so nothing is known of it: ${unreachable.join(', ')}.`
          : all.length === 0
            ? 'Every folder belongs to a series.'
            : 'One that is not in the library: sonarr_add_series first, then sonarr_manual_import from its path.',
      folders: rows.map(({ path, name }) => toRow(path ?? name ?? '', name ?? path ?? '', library)),
    };
  },
});

function toRow(path: string, name: string, library: readonly SonarrSeriesRow[]) {
  const { title, year } = readFolderName(name.split(/[/\\]/).findLast((part) => part !== '') ?? name);
  const known =
    title === ''
      ? []
      : matchItems({ kind: 'title', title, ...(year === undefined ? {} : { year }) }, library, describeSeries);
  return {
    path,
    title: title === '' ? undefined : title,
    year,
    inLibrary: known.slice(0, 5).map((series) => ({ ref: seriesRef(series), title: titleWithYear(series) })),
  };
}

/** `The.Expanse.(2015)`, `The Expanse 2015 S01-S06 1080p`: the name of a show and perhaps its first year. */
function readFolderName(name: string): { readonly title: string; readonly year?: number } {
  const spaced = name.includes(' ') ? name : name.replace(/[._]+/g, ' ');
  const bare = spaced
    .replace(/[[{].*?[\]}]/g, ' ')
    .replace(/\b(?:s\d{1,2}(?:[ -]*(?:s?\d{1,2}|e\d+))*|seasons? \d+.*|\d{3,4}p|complete)\b.*$/i, '')
    .trim();
  const [, title, year] = /^(.*\S)[\s(]+((?:19|20)\d\d)\)?$/s.exec(bare) ?? [];
  return title === undefined ? { title: bare } : { title: title.replace(/[\s(-]+$/, ''), year: Number(year) };
}
