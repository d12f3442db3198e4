import { localDay } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrHistoryRecord } from '../../client/history.js';
import type { SonarrQueueItem } from '../../client/queue.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { disksWithFolders, folderOf, type DiskWithFolders } from '../disks.js';
import { byDownload } from '../downloads/queue-downloads.js';
import { readLibrary, seriesRef, titleWithYear } from '../series.js';

const dayMs = 86_400_000;

/** How far back imports are looked at to tell how fast a disk fills. */
const weeksBack = 4;

/** What is further away than that is no forecast. */
const furthestDays = 3650;

/** `sonarr_get_disk_space`: GET diskspace, rootfolder, series, queue and four weeks of history/since. */
export const getDiskSpace = defineTool({
  name: 'sonarr_get_disk_space',
  title: 'Get disk space',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'read',
  idempotent: true,
  openWorld: false,
  description: 'Shows how full your disks are, what fills them, what is still to come, and when each is full.',
  input: z.strictObject({}),
  output: z.strictObject({
    disks: z
      .array(
        z.strictObject({
          path: z.string(),
          label: z.string().optional(),
          freeBytes: z.int().optional(),
          totalBytes: z.int().optional(),
          usedPercent: z.number().optional(),
          rootFolders: z.array(z.string()).optional().describe('They share the room of this disk.'),
          unavailable: z.literal(true).optional(),
          seriesBytes: z.int().optional().describe('Of the series on it.'),
          otherBytes: z.int().optional().describe('Of everything else on it.'),
          queueBytes: z.int().optional().describe('Still to come from the queue.'),
          importedPerWeekBytes: z.int().optional(),
          fullInDays: z.int().optional().describe('If it goes on like that. Deletions are not foreseen.'),
          fullOn: z.string().optional(),
        }),
      )
      .optional(),
    largest: z
      .array(
        z.strictObject({
          series: z.string(),
          ref: z.string(),
          sizeBytes: z.int(),
          episodes: z.int(),
          status: z.string().optional(),
        }),
      )
      .optional(),
    unknownQueueBytes: z.int().optional().describe('Still to come of series that Sonarr does not know.'),
    note: z.string().optional(),
  }),
  examples: [{ ask: 'What is eating my disk, and when is it full?', arguments: {} }],
  run: async (_args, context) => {
    const { client, clock, signal, timeZone } = context;
    const now = clock.now();
    const [disks, folders, library, queue, imported] = await Promise.all([
      client.system.diskSpace({ signal }),
      client.rootFolders.list({ signal }),
      readLibrary(context),
      client.queue.list({}, { signal }),
      importsOf(now, context),
    ]);
    const seriesById = new Map(library.map((series) => [series.id, series]));
    const coming = comingOf(queue);
    const known = (seriesId: number | undefined) => seriesById.get(seriesId ?? 0);
    const rows = disksWithFolders(disks, folders).map((disk) => {
      const isHere = (series: SonarrSeriesRow | undefined) =>
        series !== undefined && disk.folders.includes(folderOf(series, folders) ?? nowhere);
      return diskRow(disk, {
        seriesBytes: sum(library.filter(isHere).map(({ statistics }) => statistics?.sizeOnDisk ?? 0)),
        queueBytes: sum(coming.filter(({ seriesId }) => isHere(known(seriesId))).map(({ bytes }) => bytes)),
        perDayBytes:
          sum(imported.files.filter(({ seriesId }) => isHere(known(seriesId))).map(({ bytes }) => bytes)) /
          imported.days,
        now,
        timeZone,
      });
    });
    const unknown = sum(coming.filter(({ seriesId }) => known(seriesId) === undefined).map(({ bytes }) => bytes));
    const unlisted = rows.filter(({ totalBytes }) => totalBytes === undefined);
    return {
      disks: rows.sort((a, b) => Number(b.rootFolders !== undefined) - Number(a.rootFolders !== undefined)),
      largest: [...library]
        .sort((a, b) => (b.statistics?.sizeOnDisk ?? 0) - (a.statistics?.sizeOnDisk ?? 0))
        .slice(0, 5)
        .filter(({ statistics }) => (statistics?.sizeOnDisk ?? 0) > 0)
        .map((series) => ({
          series: titleWithYear(series),
          ref: seriesRef(series),
          sizeBytes: series.statistics?.sizeOnDisk ?? 0,
          episodes: series.statistics?.episodeFileCount ?? 0,
          status: series.status,
        })),
      unknownQueueBytes: unknown > 0 ? unknown : undefined,
      note:
        unlisted.length === 0
          ? undefined
          : 'Sonarr does not tell the size of every disk: those without totalBytes may share one.',
    };
  },
});

/** Stands for the folder of a series that is in none. */
const nowhere = { id: 0, path: '', unmappedFolders: [] } as const;

interface Measured {
  readonly seriesBytes: number;
  readonly queueBytes: number;
  readonly perDayBytes: number;
  readonly now: Date;
  readonly timeZone: string;
}

function diskRow(disk: DiskWithFolders, { seriesBytes, queueBytes, perDayBytes, now, timeZone }: Measured) {
  const { path, label, freeSpace, totalSpace, folders } = disk;
  const used = freeSpace === undefined || totalSpace === undefined ? undefined : totalSpace - freeSpace;
  const plain = {
    path,
    label,
    freeBytes: freeSpace,
    totalBytes: totalSpace,
    usedPercent:
      used === undefined || totalSpace === undefined || totalSpace === 0
        ? undefined
        : Math.round((used / totalSpace) * 1000) / 10,
  };
  if (folders.length === 0) return { ...plain, rootFolders: undefined };
  const days =
    freeSpace === undefined || perDayBytes <= 0
      ? undefined
      : Math.floor(Math.max(0, freeSpace - queueBytes) / perDayBytes);
  const foreseen = days !== undefined && days <= furthestDays;
  return {
    ...plain,
    rootFolders: folders.map((folder) => folder.path),
    unavailable: folders.some(({ accessible }) => accessible === false) ? (true as const) : undefined,
    seriesBytes,
    otherBytes: used === undefined ? undefined : Math.max(0, used - seriesBytes),
    queueBytes,
    importedPerWeekBytes: Math.round(perDayBytes * 7),
    fullInDays: foreseen ? days : undefined,
    fullOn: foreseen ? localDay(new Date(now.getTime() + days * dayMs), timeZone) : undefined,
  };
}

interface Bytes {
  readonly seriesId: number | undefined;
  readonly bytes: number;
}

/** What each download still has to fetch: every row of a season pack carries the size of the whole. */
function comingOf(queue: readonly SonarrQueueItem[]): Bytes[] {
  return byDownload(queue).map(({ rows: [{ seriesId, sizeleft }] }) => ({ seriesId, bytes: Math.round(sizeleft) }));
}

/** The files that came in lately, and in how many days: fewer where Sonarr has not been at it for that long. */
async function importsOf(now: Date, { client, signal }: SonarrContext) {
  const since = new Date(now.getTime() - weeksBack * 7 * dayMs);
  const files = new Map<string, Bytes>();
  let first = now.getTime();
  for await (const record of client.history.since(since, { eventType: 'downloadFolderImported' }, { signal })) {
    files.set(fileOf(record), { seriesId: record.seriesId, bytes: record.data.size ?? 0 });
    first = Math.min(first, Date.parse(record.date));
  }
  return { files: [...files.values()], days: Math.max(7, Math.ceil((now.getTime() - first) / dayMs)) };
}

/** A file of several episodes has an event for each of them, alike in everything else. */
function fileOf({ downloadId, seriesId, sourceTitle, date, data }: SonarrHistoryRecord): string {
  return [downloadId, seriesId, sourceTitle, date.slice(0, 16), data.size].join(' ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
