import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import { beforeAll, describe, expect, it } from 'vitest';
import { asked, column, containing, like, rowsOf, tokens } from '../../support/answers.js';
import { emptyHousehold, openServer, type OpenServer } from '../../support/sonarr-server.js';
import { change, configure, setUp } from '../../support/setup.js';

/** Answers a path with a document of one's own. */
function answer(sonarr: SonarrStandIn, path: string, body: object): void {
  sonarr.faults.add({ path: `/api/v3/${path}`, fault: { kind: 'reply', body } });
}

/** Nothing changes a household, so that all tests can start from one; a small one starts quickly. */
const small = emptyHousehold();

/** A Sonarr in which nothing is wrong. */
async function openWell(): Promise<OpenServer> {
  const server = await openServer({ household: small });
  setUp(server.sonarr, { importLists: [] });
  configure(server.sonarr, 'mediamanagement', { recycleBin: '/tv/.bin' });
  answer(server.sonarr, 'update', []);
  answer(server.sonarr, 'system/backup', [{ id: 1, name: 'a.zip', time: '2026-11-20T00:00:00Z' }]);
  return server;
}

/** What the review finds, each as `severity: what`. */
async function findings({ mcp }: OpenServer, args: Record<string, unknown> = {}): Promise<string[]> {
  const reviewed = await mcp.callTool('sonarr_review_setup', args);
  if (reviewed.isError) throw new Error(reviewed.text);
  if (reviewed.json['findings'] === undefined) return [];
  return rowsOf(reviewed, 'findings').map(({ severity, what }) => `${String(severity)}: ${String(what)}`);
}

it('tells what is wrong and what to do about it, worst first, in one request for each part', async () => {
  const server = await openServer();
  const reviewed = await server.mcp.callTool('sonarr_review_setup');
  expect(reviewed.json).toMatchObject({ wellSetUp: false, version: '4.0.17.2953' });
  expect(column(reviewed, 'findings', 'severity')).toEqual(['error', 'warning', 'advice', 'advice', 'advice']);
  expect(rowsOf(reviewed, 'findings')).toMatchObject([
    { what: containing('Old Transmission'), fix: containing('sonarr_test_download_clients') },
    { what: containing('Bergfunk'), fix: containing('sonarr_test_indexers') },
    {
      what: 'There is no recycling bin.',
      why: containing('gone at once'),
      fix: containing('Settings > Media Management'),
    },
    { what: like(/^Trakt watchlist adds series without asking/) },
    { what: like(/^Sonarr 4\.0\.18\.3061 is out/), fix: containing('sonarr_get_updates') },
  ]);
  expect(reviewed.json).not.toHaveProperty('unread');
  expect(new Set(asked(server.sonarr)).size).toBe(asked(server.sonarr).length);
  expect(asked(server.sonarr).every((line) => line.startsWith('GET '))).toBe(true);
  expect(tokens(reviewed)).toBeLessThan(600);
});

it('trap 14: never reads the page of settings that holds the key', async () => {
  const { mcp, sonarr } = await openServer();
  const { text } = await mcp.callTool('sonarr_review_setup', { test: true });
  expect(asked(sonarr)).not.toContain('GET /api/v3/config/host');
  for (const name of ['apiKey', 'password', 'username', 'proxyUsername', 'proxyPassword']) {
    const secret = String(sonarr.state.setup.config.host[name]);
    expect(secret.length).toBeGreaterThan(4);
    expect(text).not.toContain(secret);
  }
});

it('tests indexers and download clients too when asked to, and says the same only once', async () => {
  const server = await openServer();
  const found = await findings(server, { test: true });
  expect(found.filter((line) => line.startsWith('error'))).toEqual([
    containing('Bergfunk does not work: Unable to connect'),
    containing('Old Transmission does not work: Unable to connect'),
  ]);
  expect(found.join()).not.toContain('due to failures');
  expect(
    asked(server.sonarr)
      .filter((line) => line.startsWith('POST'))
      .sort(),
  ).toEqual(['POST /api/v3/downloadclient/testall', 'POST /api/v3/indexer/testall']);
});

it('is content with a setup in which nothing is wrong', async () => {
  const server = await openWell();
  const reviewed = await server.mcp.callTool('sonarr_review_setup');
  expect(reviewed.structured).toEqual({ wellSetUp: true, version: '4.0.17.2953' });
});

describe('what could not be read', () => {
  it('is told, and the rest is reviewed all the same', async () => {
    const server = await openServer();
    server.sonarr.faults.add({
      path: '/api/v3/indexer',
      fault: { kind: 'reply', status: 500, body: { message: 'x' } },
    });
    server.sonarr.faults.add({ path: '/api/v3/system/backup', fault: { kind: 'html' } });
    const reviewed = await server.mcp.callTool('sonarr_review_setup');
    expect(reviewed.isError).toBe(false);
    expect(column(reviewed, 'unread', 'part')).toEqual(['indexers', 'backups']);
    expect(rowsOf(reviewed, 'unread')[0]).toMatchObject({ reason: containing('failed while it worked') });
    const what = column(reviewed, 'findings', 'what');
    expect(what).toContain('There is no recycling bin.');
    expect(what).not.toContain('There is no indexer.');
    expect(what).not.toContain('There is no backup.');
  });

  it('keeps a setup from being called well, even when nothing else is wrong', async () => {
    const server = await openWell();
    server.sonarr.faults.add({ path: '/api/v3/update', fault: { kind: 'reply', status: 500 } });
    const reviewed = await server.mcp.callTool('sonarr_review_setup');
    expect(reviewed.json).toMatchObject({ wellSetUp: false, unread: [{ part: 'updates' }] });
  });

  it('is an error when it is everything: a wrong key is said to be wrong', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({ fault: { kind: 'reply', status: 401 } });
    const { error } = await mcp.callTool('sonarr_review_setup');
    expect(error).toMatchObject({ code: 'authentication', hint: containing('SONARR_API_KEY') });
  });

  it('is told of tests as well', async () => {
    const { mcp, sonarr } = await openServer();
    sonarr.faults.add({ path: '/api/v3/indexer/testall', fault: { kind: 'reply', status: 500 } });
    const reviewed = await mcp.callTool('sonarr_review_setup', { test: true });
    expect(column(reviewed, 'unread', 'part')).toEqual(['test of indexers']);
    expect(column(reviewed, 'findings', 'what')).toContainEqual(containing('Old Transmission does not work'));
  });
});

const off = { enableRss: false, enableAutomaticSearch: false, enableInteractiveSearch: false };
const profile = { id: 1, name: 'Odd', upgradeAllowed: true, cutoff: 3, formatItems: [] };
const quality = (id: number, allowed: boolean) => ({ quality: { id, name: `Q${id}` }, items: [], allowed });

/** What is done to a Sonarr, and what the review says of it then. */
const cases: readonly (readonly [string, (sonarr: SonarrStandIn) => void, string])[] = [
  [
    'no indexer',
    (sonarr) => {
      setUp(sonarr, { indexers: [] });
    },
    'error: There is no indexer.',
  ],
  [
    'no RSS',
    (sonarr) => {
      for (const name of ['Nordlicht', 'Bergfunk', 'Teehaus']) change(sonarr, 'indexers', name, { enableRss: false });
    },
    'error: No indexer is used for RSS.',
  ],
  [
    'no automatic search',
    (sonarr) => {
      for (const name of ['Nordlicht', 'Bergfunk']) change(sonarr, 'indexers', name, { enableAutomaticSearch: false });
    },
    'error: No indexer is used for automatic search.',
  ],
  [
    'no interactive search',
    (sonarr) => {
      for (const name of ['Nordlicht', 'Bergfunk', 'Teehaus']) {
        change(sonarr, 'indexers', name, { enableInteractiveSearch: false });
      }
    },
    'warning: No indexer is used for interactive search.',
  ],
  [
    'an indexer that is off',
    (sonarr) => {
      change(sonarr, 'indexers', 'Teehaus', off);
    },
    'advice: The indexer Teehaus is used for nothing.',
  ],
  [
    'indexers for some series only',
    (sonarr) => {
      for (const name of ['Nordlicht', 'Bergfunk']) change(sonarr, 'indexers', name, { tags: [1] });
    },
    'warning: Every indexer that is searched automatically is bound to tags.',
  ],
  [
    'an indexer whose download client is gone',
    (sonarr) => {
      change(sonarr, 'indexers', 'Nordlicht', { downloadClientId: 12 });
    },
    'error: Nordlicht insists on a download client that is gone or off.',
  ],
  [
    'no download client',
    (sonarr) => {
      setUp(sonarr, { downloadClients: [] });
    },
    'error: There is no download client.',
  ],
  [
    'download clients that are all off',
    (sonarr) => {
      for (const name of ['SABnzbd', 'qBittorrent', 'Old Transmission']) {
        change(sonarr, 'downloadClients', name, { enable: false });
      }
    },
    'error: No download client is on.',
  ],
  [
    'the wrong protocol',
    (sonarr) => {
      change(sonarr, 'downloadClients', 'SABnzbd', { enable: false });
    },
    'error: Nordlicht brings usenet releases, and no usenet client is on.',
  ],
  [
    'a client without work',
    (sonarr) => {
      change(sonarr, 'indexers', 'Nordlicht', off);
    },
    'advice: SABnzbd is on, but no indexer brings usenet releases.',
  ],
  [
    'clients for some series only',
    (sonarr) => {
      change(sonarr, 'downloadClients', 'SABnzbd', { tags: [1] });
    },
    'warning: Every usenet client is bound to tags.',
  ],
  [
    'a client that keeps everything',
    (sonarr) => {
      change(sonarr, 'downloadClients', 'SABnzbd', { removeCompletedDownloads: false });
    },
    'advice: SABnzbd keeps downloads after their import.',
  ],
  [
    'no imports',
    (sonarr) => {
      configure(sonarr, 'downloadclient', { enableCompletedDownloadHandling: false });
    },
    'error: Completed Download Handling is off.',
  ],
  [
    'no second try',
    (sonarr) => {
      configure(sonarr, 'downloadclient', { autoRedownloadFailed: false });
    },
    'advice: After a failed download no other release is looked for.',
  ],
  [
    'a mapping for nobody',
    (sonarr) => {
      setUp(sonarr, {
        remotePathMappings: [{ id: 1, host: 'nas', remotePath: '/volume1/', localPath: '/downloads/' }],
      });
    },
    'warning: A remote path mapping for /volume1/ is for a host that no download client has.',
  ],
  [
    'a delay profile that refuses everything',
    (sonarr) => {
      answer(sonarr, 'delayprofile', [{ id: 1, enableUsenet: false, enableTorrent: false, tags: [] }]);
    },
    'error: The delay profile of all series refuses usenet and torrents alike.',
  ],
  [
    'a delay profile that refuses a protocol',
    (sonarr) => {
      answer(sonarr, 'delayprofile', [{ id: 1, enableUsenet: true, enableTorrent: false, tags: [] }]);
    },
    'warning: The delay profile of all series refuses torrent releases, and there are torrent indexers.',
  ],
  [
    'a long delay for some series',
    (sonarr) => {
      answer(sonarr, 'delayprofile', [
        { id: 2, enableUsenet: true, enableTorrent: true, torrentDelay: 2880, tags: [1] },
      ]);
    },
    'advice: The delay profile of anime lets releases wait for up to 48 hours.',
  ],
  [
    'no root folder',
    (sonarr) => {
      answer(sonarr, 'rootfolder', []);
    },
    'error: There is no root folder.',
  ],
  [
    'a root folder that is not there',
    (sonarr) => {
      answer(sonarr, 'rootfolder', [{ id: 1, path: '/tv', accessible: false, unmappedFolders: [] }]);
    },
    'error: Sonarr cannot reach the root folder /tv.',
  ],
  [
    'a disk that is nearly full',
    (sonarr) => {
      answer(sonarr, 'rootfolder', [{ id: 1, path: '/tv', accessible: true, freeSpace: 4e11, unmappedFolders: [] }]);
    },
    'warning: The disk of /tv has 400 GB left (2 %).',
  ],
  [
    'a full disk',
    (sonarr) => {
      answer(sonarr, 'rootfolder', [{ id: 1, path: '/tv', accessible: true, freeSpace: 2.5e9, unmappedFolders: [] }]);
    },
    'error: The disk of /tv has 2.5 GB left (0 %).',
  ],
  [
    'files that are not renamed',
    (sonarr) => {
      answer(sonarr, 'config/naming', { id: 1, renameEpisodes: false });
    },
    'warning: Episodes are not renamed.',
  ],
  [
    'copies instead of links',
    (sonarr) => {
      configure(sonarr, 'mediamanagement', { copyUsingHardlinks: false });
    },
    'warning: Hard links are off, and torrents are downloaded.',
  ],
  [
    'no look at the disk before imports',
    (sonarr) => {
      configure(sonarr, 'mediamanagement', { skipFreeSpaceCheckWhenImporting: true });
    },
    'advice: The check for free space before an import is off.',
  ],
  [
    'a profile without a quality',
    (sonarr) => {
      answer(sonarr, 'qualityprofile', [{ ...profile, items: [quality(3, false)] }]);
    },
    'error: The quality profile Odd allows no quality.',
  ],
  [
    'a cutoff that is not allowed',
    (sonarr) => {
      answer(sonarr, 'qualityprofile', [{ ...profile, items: [quality(3, false), quality(4, true)] }]);
    },
    'warning: The quality profile Odd upgrades until a quality that it does not allow.',
  ],
  [
    'upgrades without end',
    (sonarr) => {
      const formatItems = [
        { format: 1, name: 'A', score: 50 },
        { format: 2, name: 'B', score: -10 },
      ];
      answer(sonarr, 'qualityprofile', [
        { ...profile, items: [quality(3, true)], cutoffFormatScore: 100, formatItems },
      ]);
    },
    'warning: The quality profile Odd upgrades until a custom format score of 100, and its formats give 50 at most.',
  ],
  [
    'a score that nothing reaches',
    (sonarr) => {
      answer(sonarr, 'qualityprofile', [{ ...profile, items: [quality(3, true)], minFormatScore: 10 }]);
    },
    'error: The quality profile Odd asks for a custom format score of at least 10, and its formats give 0 at most.',
  ],
  [
    'a list that adds to nowhere',
    (sonarr) => {
      change(sonarr, 'importLists', 'Friends on Plex', { rootFolderPath: '/gone' });
    },
    'error: Friends on Plex would add to a root folder or profile that is not there.',
  ],
  [
    'no backup',
    (sonarr) => {
      answer(sonarr, 'system/backup', []);
    },
    'warning: There is no backup.',
  ],
  [
    'an old backup',
    (sonarr) => {
      answer(sonarr, 'system/backup', [{ id: 1, name: 'a.zip', time: '2026-10-01T00:00:00Z' }]);
    },
    'warning: The last backup is 51 days old.',
  ],
  [
    'an open door',
    (sonarr) => {
      answer(sonarr, 'system/status', { version: '4.0.17.2953', authentication: 'none' });
    },
    'error: Nobody has to sign in to Sonarr.',
  ],
  [
    'an old Sonarr',
    (sonarr) => {
      answer(sonarr, 'system/status', { version: '3.0.10.1567', authentication: 'forms' });
    },
    'warning: This is Sonarr 3.',
  ],
];

describe('it notices', () => {
  let untouched: string[] = [];
  beforeAll(async () => {
    untouched = await findings(await openWell());
  });

  it.each(cases)('%s', async (_name, spoil, expected) => {
    expect(untouched).not.toContain(expected);
    const server = await openServer({ household: small });
    spoil(server.sonarr);
    expect(await findings(server)).toContain(expected);
  });
});

describe('it does not take for wrong', () => {
  it('a group of qualities as the cutoff, or a profile that does not upgrade', async () => {
    const server = await openServer();
    const group = { id: 1001, name: 'WEB', items: [quality(3, true), quality(4, true)], allowed: true };
    answer(server.sonarr, 'qualityprofile', [
      { ...profile, cutoff: 1001, items: [group] },
      { ...profile, id: 2, upgradeAllowed: false, cutoff: 9, cutoffFormatScore: 100, items: [quality(3, true)] },
    ]);
    setUp(server.sonarr, { importLists: [] });
    expect((await findings(server)).filter((line) => line.includes('quality profile'))).toEqual([]);
  });

  it('trap 40: two root folders on one disk for two full disks, or an absent size for an empty one', async () => {
    const server = await openServer();
    const folder = (id: number, path: string, freeSpace?: number) => ({ id, path, freeSpace, accessible: true });
    answer(server.sonarr, 'rootfolder', [folder(1, '/tv/a', 4e11), folder(2, '/tv/b', 4e11), folder(3, '/old')]);
    setUp(server.sonarr, { importLists: [] });
    expect((await findings(server)).filter((line) => line.includes('disk'))).toHaveLength(1);
  });

  it('torrents that are kept to be shared, where links make that free', async () => {
    expect((await findings(await openServer())).join()).not.toContain('keeps downloads');
  });

  it('trap 38: what an older Sonarr leaves out', async () => {
    const server = await openServer();
    answer(server.sonarr, 'config/mediamanagement', { id: 1, recycleBin: '/bin' });
    answer(server.sonarr, 'config/downloadclient', { id: 1 });
    answer(server.sonarr, 'downloadclient', [
      { id: 1, name: 'A', enable: true, protocol: 'usenet' },
      { id: 2, name: 'B', enable: true, protocol: 'torrent' },
    ]);
    answer(server.sonarr, 'remotepathmapping', []);
    expect((await findings(server)).filter((line) => line.startsWith('error'))).toEqual([
      containing('Old Transmission'),
    ]);
  });
});
