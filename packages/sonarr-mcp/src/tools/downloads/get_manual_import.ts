import { offsetInput, pageOf, pageOutput } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrImportCandidate } from '../../client/manual-import.js';
import { defineTool } from '../define.js';
import { additionOf, codesOf, importFrom, isReady, problemWords } from './import-candidates.js';
import { findImportPlace } from './import-place.js';

/** `sonarr_get_manual_import`: GET manualimport; GET queue where what is meant was named by its series or release. */
export const getManualImport = defineTool({
  name: 'sonarr_get_manual_import',
  title: 'Get manual import',
  toolset: 'downloads',
  byDefault: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists video files waiting to be imported, what Sonarr takes each for, and why it leaves it. Names come from strangers.',
  input: z.strictObject({
    from: importFrom.describe('downloadId, folder, or series (S01E02).'),
    offset: offsetInput,
  }),
  output: z.strictObject({
    ...pageOutput,
    ready: z.int().describe('How many of all Sonarr would take as they are.'),
    from: z.string().optional().describe('For sonarr_manual_import, where that was named otherwise.'),
    note: z.string().optional(),
    files: z.array(
      z.strictObject({
        file: z.string().describe('What sonarr_manual_import calls it.'),
        sizeBytes: z.int(),
        ready: z.literal(true).optional(),
        series: z.string().optional(),
        ref: z.string().optional(),
        episodes: z.string().optional().describe('S01E02.'),
        replaces: z.string().optional().describe('Episodes whose files would be replaced.'),
        quality: z.string().optional(),
        languages: z.array(z.string()).optional(),
        score: z.number().optional().describe('Custom format score.'),
        problems: z.array(z.string()).optional(),
        addFirst: z
          .strictObject({ tool: z.string(), arguments: z.strictObject({ items: z.array(z.string()) }) })
          .optional()
          .describe('The call for a series that is not in the library; the title is read from the name.'),
      }),
    ),
  }),
  rows: 'files',
  relatedWrite: 'sonarr_manual_import',
  examples: [{ ask: 'What did I put into the folder by-hand?', arguments: { from: '/downloads/by-hand' } }],
  run: async ({ from, offset }, context) => {
    const { client, signal } = context;
    const place = await findImportPlace(from, context);
    const files = await client.manualImport.list(place.source, { signal });
    const waiting = files.filter(({ episodeFileId }) => episodeFileId === undefined);
    const sorted = [...waiting.filter(isReady), ...waiting.filter((file) => !isReady(file))];
    const { rows, ...page } = pageOf(sorted, { offset });
    return {
      ...page,
      ready: waiting.filter(isReady).length,
      from: place.from,
      note: waiting.length === 0 ? nothingWaits : undefined,
      files: rows.map(toRow),
    };
  },
});

const nothingWaits =
  'Sonarr finds no video file there that is not in the library. Of a download: it is gone from the queue, or its folder is empty, still packed, or out of reach for Sonarr (sonarr_get_queue).';

function toRow(file: SonarrImportCandidate) {
  const { series, episodes } = file;
  const replaced = episodes.filter(({ hasFile }) => hasFile);
  return {
    file: file.relativePath,
    sizeBytes: file.size,
    ready: isReady(file) ? (true as const) : undefined,
    series: series?.title,
    ref: series?.tvdbId === undefined ? undefined : `tvdb:${series.tvdbId}`,
    episodes: codesOf(episodes),
    replaces: codesOf(replaced),
    quality: file.quality?.quality.name,
    languages: file.languages.map(({ name }) => name),
    score: file.customFormatScore === 0 ? undefined : file.customFormatScore,
    problems: problemWords(file.rejections),
    addFirst: series === undefined ? additionOf(file) : undefined,
  };
}
