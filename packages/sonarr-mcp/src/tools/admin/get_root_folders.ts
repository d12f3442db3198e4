import * as z from 'zod';
import { defineTool } from '../define.js';
import { disksWithFolders, folderOf } from '../disks.js';
import { readLibrary } from '../series.js';

/** `sonarr_get_root_folders`: GET rootfolder, with its disk from GET diskspace and its series from GET series. */
export const getRootFolders = defineTool({
  name: 'sonarr_get_root_folders',
  title: 'Get root folders',
  toolset: 'admin',
  byDefault: false,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description:
    'Lists the folders that Sonarr keeps series in: reachable, room, how many series, how many other folders.',
  input: z.strictObject({}),
  output: z.strictObject({
    rootFolders: z
      .array(
        z.strictObject({
          id: z.int(),
          path: z.string(),
          unavailable: z.literal(true).optional(),
          freeBytes: z.int().optional(),
          totalBytes: z.int().optional(),
          sharesDiskWith: z.array(z.string()).optional().describe('Root folders with the same room, not more of it.'),
          series: z.int(),
          seriesBytes: z.int(),
          unmappedFolders: z.int().optional().describe('Folders in it that belong to no series.'),
        }),
      )
      .optional(),
  }),
  examples: [{ ask: 'Where does Sonarr keep my shows?', arguments: {} }],
  run: async (_args, context) => {
    const { client, signal } = context;
    const [folders, disks, library] = await Promise.all([
      client.rootFolders.list({ signal }),
      client.system.diskSpace({ signal }),
      readLibrary(context),
    ]);
    const placed = disksWithFolders(disks, folders);
    return {
      rootFolders: folders.map((folder) => {
        const disk = placed.find((each) => each.folders.includes(folder));
        const others = disk?.folders.filter((each) => each !== folder) ?? [];
        const series = library.filter((each) => folderOf(each, folders) === folder);
        return {
          id: folder.id,
          path: folder.path,
          unavailable: folder.accessible === false ? (true as const) : undefined,
          freeBytes: folder.freeSpace,
          totalBytes: disk?.totalSpace,
          sharesDiskWith: others.map(({ path }) => path),
          series: series.length,
          seriesBytes: series.reduce((sum, { statistics }) => sum + (statistics?.sizeOnDisk ?? 0), 0),
          unmappedFolders: folder.unmappedFolders.length === 0 ? undefined : folder.unmappedFolders.length,
        };
      }),
    };
  },
});
