import { describe, expect, it } from 'vitest';
import { disksWithFolders, folderOf } from '../../src/tools/disks.js';

const GB = 1e9;
const folder = (id: number, path: string, freeSpace?: number) => ({ id, path, freeSpace, unmappedFolders: [] });
const paths = (rows: ReturnType<typeof disksWithFolders>) =>
  rows.map(({ path, folders }) => [path, folders.map((each) => each.path)]);

describe('which disk a root folder is on', () => {
  it('trap 40: several root folders on one disk share it, and the folder above is not taken for the disk by its name', () => {
    const disks = [
      { path: '/', freeSpace: 40 * GB, totalSpace: 110 * GB },
      { path: '/tv', freeSpace: 1400 * GB, totalSpace: 16_000 * GB },
    ];
    const rows = disksWithFolders(disks, [folder(1, '/tv', 1400 * GB), folder(2, '/anime', 1400 * GB - 500)]);
    expect(paths(rows)).toEqual([
      ['/', []],
      ['/tv', ['/tv', '/anime']],
    ]);
  });

  it('is the innermost mount that the folder lies in, where two have the same room', () => {
    const disks = [
      { path: '/', freeSpace: 500 * GB, totalSpace: 900 * GB },
      { path: '/data/tv', freeSpace: 500 * GB, totalSpace: 1000 * GB },
      { path: '/data', freeSpace: 500 * GB, totalSpace: 1000.5 * GB },
    ];
    expect(paths(disksWithFolders(disks, [folder(1, '/data/tv/shows', 500 * GB)]))).toContainEqual([
      '/data/tv',
      ['/data/tv/shows'],
    ]);
  });

  it('is told once where one disk is mounted twice', () => {
    const disks = ['/data', '/downloads'].map((path) => ({ path, freeSpace: 5 * GB, totalSpace: 9 * GB }));
    expect(paths(disksWithFolders(disks, [folder(1, '/data/tv', 5 * GB)]))).toEqual([['/data', ['/data/tv']]]);
  });

  it('is unknown where Sonarr lists no such disk, or cannot reach the folder', () => {
    const disks = [{ path: '/', freeSpace: 40 * GB, totalSpace: 110 * GB }];
    expect(paths(disksWithFolders(disks, [folder(1, '/nas', 900 * GB), folder(2, '/gone')]))).toEqual([
      ['/', []],
      ['/nas', ['/nas']],
      ['/gone', ['/gone']],
    ]);
  });
});

it.each([
  ['/tv/Severance', '/tv'],
  ['/tv2/Severance', '/tv2'],
  ['/tv/anime/Frieren', '/tv/anime'],
  [String.raw`D:\TV\Severance`, String.raw`d:\tv`],
  ['/elsewhere/Severance', undefined],
])('%s is in %s', (path, expected) => {
  const folders = ['/tv', '/tv2/', '/tv/anime', String.raw`d:\tv`].map((each, id) => folder(id, each));
  expect(folderOf({ path }, folders)?.path.replace(/\/$/, '')).toBe(expected);
});
