import * as z from 'zod';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool } from '../define.js';
import { folderOf } from '../disks.js';
import { missingEpisodes, readLibrary } from '../series.js';

const share = z.strictObject({
  name: z.string(),
  series: z.int(),
  sizeBytes: z.int(),
  missing: z.int().optional(),
});

/** `sonarr_get_statistics`: the library in numbers, from one GET series with its profiles and root folders. */
export const getStatistics = defineTool({
  name: 'sonarr_get_statistics',
  title: 'Get statistics',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Counts your Sonarr library: series, episodes, missing, sizes by folder and profile.',
  input: z.strictObject({}),
  output: z.strictObject({
    series: z.strictObject({
      total: z.int(),
      monitored: z.int(),
      unmonitored: z.int(),
      incomplete: z.int().describe('Monitored ones that miss something.'),
    }),
    episodes: z.strictObject({
      total: z.int().describe('All that are known, unaired ones too.'),
      have: z.int().describe('With a file.'),
      missing: z.int().describe('Aired and monitored, in a monitored series, without a file.'),
      havePercent: z.number().describe('Of those that are wanted or there.'),
    }),
    sizeBytes: z.int(),
    byStatus: z.array(share).optional(),
    byType: z.array(share).optional(),
    byProfile: z.array(share).optional(),
    byRootFolder: z.array(share).optional(),
    disks: z
      .array(z.strictObject({ path: z.string(), freeBytes: z.int().optional(), totalBytes: z.int().optional() }))
      .optional(),
  }),
  examples: [{ ask: 'How big is my TV library?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [library, profiles, folders, disks] = await Promise.all([
      readLibrary(context),
      client.profiles.quality({ signal }),
      client.rootFolders.list({ signal }),
      client.system.diskSpace({ signal }),
    ]);
    const monitored = library.filter((series) => series.monitored);
    const have = total(library, ({ statistics }) => statistics?.episodeFileCount ?? 0);
    const missing = total(monitored, missingEpisodes);
    return {
      series: {
        total: library.length,
        monitored: monitored.length,
        unmonitored: library.length - monitored.length,
        incomplete: monitored.filter((series) => missingEpisodes(series) > 0).length,
      },
      episodes: {
        total: total(library, ({ statistics }) => statistics?.totalEpisodeCount ?? 0),
        have,
        missing,
        havePercent: have + missing === 0 ? 0 : Math.round((have / (have + missing)) * 1000) / 10,
      },
      sizeBytes: total(library, size),
      byStatus: shares(library, ({ status }) => status ?? 'unknown'),
      byType: shares(library, ({ seriesType }) => seriesType ?? 'unknown'),
      byProfile: shares(
        library,
        ({ qualityProfileId }) =>
          profiles.find(({ id }) => id === qualityProfileId)?.name ?? `profile ${qualityProfileId}`,
      ),
      byRootFolder: shares(library, (series) => folderOf(series, folders)?.path ?? 'no root folder'),
      disks: disks.map(({ path, freeSpace, totalSpace }) => ({ path, freeBytes: freeSpace, totalBytes: totalSpace })),
    };
  },
});

/** The library in parts, the largest first. */
function shares(library: readonly SonarrSeriesRow[], nameOf: (series: SonarrSeriesRow) => string) {
  const parts = new Map<string, SonarrSeriesRow[]>();
  for (const series of library) {
    const name = nameOf(series);
    const part = parts.get(name);
    if (part === undefined) parts.set(name, [series]);
    else part.push(series);
  }
  return [...parts]
    .map(([name, series]) => {
      const missing = total(
        series.filter((each) => each.monitored),
        missingEpisodes,
      );
      return {
        name,
        series: series.length,
        sizeBytes: total(series, size),
        missing: missing > 0 ? missing : undefined,
      };
    })
    .sort((a, b) => b.series - a.series);
}

function size({ statistics }: SonarrSeriesRow): number {
  return statistics?.sizeOnDisk ?? 0;
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
