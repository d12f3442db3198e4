import * as z from 'zod';
import type { SonarrNaming } from '../../client/naming.js';
import { defineTool } from '../define.js';

const colons = ['left out', '-', ' -', ' - ', 'a dash with the spaces that fit', "the owner's own"];
const multiEpisodeStyles = [
  'S01E01-02-03',
  'S01E01.S01E02.S01E03',
  'S01E01E02E03',
  'S01E01-E02-E03',
  'S01E01-03',
  'S01E01-E03',
];

const named = z.strictObject({ format: z.string().optional(), example: z.string().optional() });

/** `sonarr_get_naming`: GET config/naming and config/naming/examples. */
export const getNaming = defineTool({
  name: 'sonarr_get_naming',
  title: 'Get naming',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Shows how Sonarr names files and folders, with examples, and whether it renames at all. What would be renamed: sonarr_preview_rename.',
  input: z.strictObject({}),
  output: z.strictObject({
    renames: z.boolean().describe('Whether files get new names; otherwise they keep those they came with.'),
    illegalCharacters: z.string().describe('What becomes of those that a file system does not take.'),
    colons: z.string().optional(),
    severalEpisodes: z.string().optional().describe('How a file of three is numbered.'),
    episodes: named.optional(),
    dailyEpisodes: named.optional(),
    animeEpisodes: named.optional(),
    seriesFolder: named.optional(),
    seasonFolder: named.optional(),
    specialsFolder: named.optional(),
    note: z.string().optional(),
  }),
  examples: [{ ask: 'How does Sonarr name my files?', arguments: {} }],
  run: async (_args, { client, signal }) => {
    const [naming, examples] = await Promise.all([
      client.naming.config({ signal }),
      client.naming.examples({ signal }),
    ]);
    return {
      renames: naming.renameEpisodes,
      illegalCharacters: naming.replaceIllegalCharacters === true ? 'replaced' : 'left out',
      colons: colonsOf(naming),
      severalEpisodes: multiEpisodeStyles[naming.multiEpisodeStyle ?? -1],
      episodes: { format: naming.standardEpisodeFormat, example: examples.singleEpisodeExample },
      dailyEpisodes: { format: naming.dailyEpisodeFormat, example: examples.dailyEpisodeExample },
      animeEpisodes: { format: naming.animeEpisodeFormat, example: examples.animeEpisodeExample },
      seriesFolder: { format: naming.seriesFolderFormat, example: examples.seriesFolderExample },
      seasonFolder: { format: naming.seasonFolderFormat, example: examples.seasonFolderExample },
      specialsFolder: { format: naming.specialsFolderFormat, example: examples.specialsFolderExample },
      note: naming.renameEpisodes
        ? undefined
        : 'The owner switches renaming on in Settings > Media Management > Rename Episodes.',
    };
  },
});

/** What becomes of a colon. The choice only counts where characters are replaced at all. */
function colonsOf({ replaceIllegalCharacters, colonReplacementFormat }: SonarrNaming): string | undefined {
  return replaceIllegalCharacters === true ? colons[colonReplacementFormat ?? -1] : undefined;
}
