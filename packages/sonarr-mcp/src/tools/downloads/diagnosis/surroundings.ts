import { shorten } from '@watchstack/core/server';
import type { SonarrRootFolder } from '../../../client/root-folders.js';
import type { SonarrDisk, SonarrHealthIssue } from '../../../client/system.js';
import { cureCall, queueProblem } from '../queue-problem.js';
import { downloadName, type QueueDownload } from '../queue-downloads.js';
import type { Fix, RankedFinding } from './finding.js';

/** Less free space than a season of a series takes. */
const scarceBytes = 20e9;
/** Less than one large episode. */
const fullBytes = 3e9;

/** Which call looks closer at what a check of Sonarr found, by the beginning of the check's name. */
const closer: readonly (readonly [string, string])[] = [
  ['Indexer', 'sonarr_test_indexers'],
  ['DownloadClient', 'sonarr_test_download_clients'],
  ['RemotePathMapping', 'sonarr_test_download_clients'],
  ['ImportList', 'sonarr_get_import_lists'],
  ['RootFolder', 'sonarr_get_root_folders'],
  ['Update', 'sonarr_get_updates'],
];

/** What Sonarr itself complains of. The messages name indexers and clients as their owner called them. */
export function healthFindings(issues: readonly SonarrHealthIssue[]): RankedFinding[] {
  return issues
    .filter(({ type }) => type !== 'ok')
    .slice(0, 20)
    .map(({ type, source = '', message }) => {
      const tool = closer.find(([beginning]) => source.startsWith(beginning))?.[1];
      const fix: Fix | undefined = tool === undefined ? undefined : { tool, arguments: {} };
      return {
        severity: type === 'error' ? 'error' : type === 'notice' ? 'info' : 'warning',
        rank: 50,
        what: shorten(message, 240),
        fix,
      };
    });
}

/** Whether a complaint of Sonarr explains that nothing is found or nothing arrives. */
export function hindersDownloads({ source = '' }: SonarrHealthIssue): boolean {
  return /^(?:Indexer|DownloadClient|RemotePathMapping|RootFolder|Import(?!List))/.test(source);
}

/** Root folders that cannot be written to, or soon. */
export function folderFindings(folders: readonly SonarrRootFolder[]): RankedFinding[] {
  return folders.flatMap(({ path, accessible, freeSpace }): RankedFinding[] => {
    const fix = { tool: 'sonarr_get_disk_space', arguments: {} };
    if (accessible === false) {
      return [
        {
          severity: 'error',
          rank: 48,
          what: `The root folder ${path} cannot be reached: nothing can be imported there. Is its disk mounted?`,
        },
      ];
    }
    if (freeSpace === undefined || freeSpace >= scarceBytes) return [];
    return [
      {
        severity: freeSpace < fullBytes ? 'error' : 'warning',
        rank: 49,
        what: `Only ${gigabytes(freeSpace)} are free in the root folder ${path}.`,
        fix,
      },
    ];
  });
}

/** Disks that are nearly full and hold no root folder, which has a finding of its own. */
export function diskFindings(disks: readonly SonarrDisk[], folders: readonly SonarrRootFolder[]): RankedFinding[] {
  return disks
    .filter(({ path }) => !folders.some((folder) => folder.path.replace(/\/+$/, '') === path.replace(/\/+$/, '')))
    .flatMap(({ path, freeSpace, totalSpace = 0 }): RankedFinding[] =>
      freeSpace === undefined || freeSpace >= fullBytes || totalSpace < scarceBytes
        ? []
        : [{ severity: 'warning', rank: 51, what: `Only ${gigabytes(freeSpace)} are free on ${path}.` }],
    );
}

/** What is wrong with downloads, with the call that mends each. */
export function queueFindings(queue: readonly QueueDownload[]): RankedFinding[] {
  return queue.flatMap((download): RankedFinding[] => {
    const [item] = download.rows;
    const problem = queueProblem(item);
    if (problem === undefined) return [];
    const fix = cureCall(problem, download.handle, item.downloadId !== undefined);
    return [
      {
        severity: item.status === 'failed' || item.trackedDownloadStatus === 'error' ? 'error' : 'warning',
        rank: 20,
        what: `${downloadName(download)} is stuck in the queue: ${problem.kind}. ${problem.remedy}`,
        ...(problem.says.length === 0 ? {} : { says: [...problem.says] }),
        fix,
      },
    ];
  });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
