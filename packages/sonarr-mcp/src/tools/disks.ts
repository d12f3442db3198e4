import type { SonarrRootFolder } from '../client/root-folders.js';
import type { SonarrDisk } from '../client/system.js';

/** A disk with the root folders on it. */
export interface DiskWithFolders {
  /** Where it is mounted; the root folder where Sonarr does not list its disk. */
  readonly path: string;
  readonly label?: string | undefined;
  /** Bytes; missing while the disk is not there. */
  readonly freeSpace?: number | undefined;
  /** Bytes; missing where Sonarr does not list the disk. */
  readonly totalSpace?: number | undefined;
  readonly folders: readonly SonarrRootFolder[];
}

/** Free space is measured a moment apart; up to that much may have been written in between. */
const tolerance = 2 * 1024 ** 3;

/**
 * Which root folder lies on which disk. Several may share one, so their free space is never added up; and a mount that is listed
 * twice is one disk. The mount above a folder is only the right one where it has the space that the folder has: a container
 * shows disks under other names.
 */
export function disksWithFolders(
  disks: readonly SonarrDisk[],
  folders: readonly SonarrRootFolder[],
): DiskWithFolders[] {
  const listed = distinct(disks).map((disk) => ({ ...disk, folders: [] as SonarrRootFolder[] }));
  const unlisted: DiskWithFolders[] = [];
  for (const folder of folders) {
    const fitting = listed.filter((disk) => sameSpace(disk.freeSpace, folder.freeSpace));
    const disk = longest(fitting.filter(({ path }) => isWithin(folder.path, path))) ?? longest(fitting);
    if (disk === undefined) unlisted.push({ path: folder.path, freeSpace: folder.freeSpace, folders: [folder] });
    else disk.folders.push(folder);
  }
  return [...listed, ...unlisted];
}

/** The same disk may be mounted in several places: what has the same size and the same room is one. */
function distinct(disks: readonly SonarrDisk[]): SonarrDisk[] {
  return disks.filter(
    (disk, index) =>
      disk.totalSpace === undefined ||
      !disks
        .slice(0, index)
        .some((other) => other.totalSpace === disk.totalSpace && other.freeSpace === disk.freeSpace),
  );
}

function sameSpace(disk: number | undefined, folder: number | undefined): boolean {
  return disk !== undefined && folder !== undefined && Math.abs(disk - folder) <= tolerance;
}

function longest<T extends { readonly path: string }>(disks: readonly T[]): T | undefined {
  return disks.reduce<T | undefined>(
    (best, disk) => (best === undefined || disk.path.length > best.path.length ? disk : best),
    undefined,
  );
}

/** The root folder that a series is in. */
export function folderOf<T extends { readonly path: string }>(
  series: { readonly path: string },
  folders: readonly T[],
): T | undefined {
  return longest(folders.filter(({ path }) => isWithin(series.path, path)));
}

/** Whether a path lies in a folder; Windows paths in any case and with either slash. */
function isWithin(path: string, folder: string): boolean {
  const bare = (text: string) => text.replaceAll('\\', '/').replace(/\/+$/, '').toLowerCase();
  return `${bare(path)}/`.startsWith(`${bare(folder)}/`);
}
