import type { SonarrQualityProfile } from '../../client/profiles.js';
import { listed, type Finding, type Rule } from './finding.js';
import type { Setup } from './read-setup.js';

const clientsPage = 'Settings > Download Clients';

const downloadsAreImported: Rule = ({ downloadHandling }) => [
  ...(downloadHandling?.enableCompletedDownloadHandling === false
    ? [
        {
          severity: 'error',
          what: 'Completed Download Handling is off.',
          why: 'Finished downloads are not imported by themselves.',
          fix: `Switch it on under ${clientsPage}. What lies there already: sonarr_get_manual_import.`,
          covers: 'ImportMechanismCheck',
        } as const,
      ]
    : []),
  ...(downloadHandling?.autoRedownloadFailed === false
    ? [
        {
          severity: 'advice',
          what: 'After a failed download no other release is looked for.',
          why: 'The episode stays missing until somebody searches.',
          fix: `Switch Redownload Failed on under ${clientsPage}.`,
        } as const,
      ]
    : []),
];

/** Torrents are kept to be shared, which costs nothing as long as file and torrent are one on the disk. */
const downloadsAreTidied: Rule = ({ downloadClients = [], mediaManagement }) => {
  const linked = mediaManagement?.copyUsingHardlinks !== false;
  const kept = downloadClients.filter(
    (one) => one.enable && one.removeCompletedDownloads === false && !(one.protocol === 'torrent' && linked),
  );
  if (kept.length === 0) return [];
  return [
    {
      severity: 'advice',
      what: `${listed(kept.map(({ name }) => name))} keep${kept.length === 1 ? 's' : ''} downloads after their import.`,
      why: 'Each takes its place on the disk twice.',
      fix: `Switch Remove Completed on for the client under ${clientsPage}, unless that is meant.`,
    },
  ];
};

/** A mapping counts only where its host is spelled as in the download client. */
const mappingsFit: Rule = ({ remotePathMappings = [], downloadClients }) => {
  if (downloadClients === undefined) return [];
  const hosts = new Set(downloadClients.map(({ host }) => host?.toLowerCase()));
  const idle = remotePathMappings.filter(({ host }) => !hosts.has(host.toLowerCase()));
  if (idle.length === 0) return [];
  return [
    {
      severity: 'warning',
      what: `A remote path mapping for ${listed(idle.map(({ remotePath }) => remotePath))} is for a host that no download client has.`,
      why: 'It does nothing; imports may fail because Sonarr looks in the wrong folder.',
      fix: `Spell its host as the download client does, under ${clientsPage} > Remote Path Mappings.`,
    },
  ];
};

const rootFoldersAreThere: Rule = ({ rootFolders }) => {
  if (rootFolders === undefined) return [];
  if (rootFolders.length === 0) {
    return [
      {
        severity: 'error',
        what: 'There is no root folder.',
        why: 'No series can be added.',
        fix: 'Add one under Settings > Media Management > Root Folders.',
      },
    ];
  }
  const gone = rootFolders.filter(({ accessible }) => accessible === false).map(({ path }) => path);
  if (gone.length === 0) return [];
  return [
    {
      severity: 'error',
      what: `Sonarr cannot reach the root folder${gone.length === 1 ? '' : 's'} ${listed(gone)}.`,
      why: 'Nothing can be imported there, and its episodes look missing.',
      fix: 'Mount the disk where Sonarr runs. Delete nothing before: sonarr_get_root_folders shows when it is back.',
      covers: 'RootFolderCheck',
    },
  ];
};

const GB = 1e9;

/** Folders on one disk are one finding; the disk of a folder is the one whose path is the longest beginning of it. */
const disksHaveRoom: Rule = ({ rootFolders = [], disks = [] }) => {
  const found = new Map<string, Finding>();
  for (const { path, freeSpace } of rootFolders) {
    if (freeSpace === undefined) continue;
    const disk = disks
      .filter((each) => within(path, each.path))
      .sort((left, right) => right.path.length - left.path.length)[0];
    const share = disk?.totalSpace === undefined || disk.totalSpace === 0 ? undefined : freeSpace / disk.totalSpace;
    const full = freeSpace < 5 * GB;
    if (!full && freeSpace >= 50 * GB && (share === undefined || share >= 0.05)) continue;
    const left = `${(freeSpace / GB).toFixed(freeSpace < 10 * GB ? 1 : 0)} GB`;
    found.set(`${disk?.path ?? path} ${freeSpace}`, {
      severity: full ? 'error' : 'warning',
      what: `The disk of ${path} has ${left} left${share === undefined ? '' : ` (${(share * 100).toFixed(0)} %)`}.`,
      why: full ? 'Imports fail.' : 'Imports fail once it is full.',
      fix: 'sonarr_get_disk_space forecasts when; sonarr_list_series sorted by size shows what takes the room.',
    });
  }
  return [...found.values()];
};

function within(path: string, folder: string): boolean {
  const bare = (text: string) => text.replaceAll('\\', '/').replace(/\/*$/, '/').toLowerCase();
  return bare(path).startsWith(bare(folder));
}

const filesAreTreatedWell: Rule = ({ mediaManagement, naming, downloadClients = [] }) => [
  ...(naming?.renameEpisodes === false
    ? [
        {
          severity: 'warning',
          what: 'Episodes are not renamed.',
          why: 'Files keep the names of their releases, which Plex and others may not understand.',
          fix: 'Switch Rename Episodes on under Settings > Media Management; then sonarr_preview_rename and sonarr_rename_files.',
        } as const,
      ]
    : []),
  ...(mediaManagement !== undefined && mediaManagement.recycleBin === undefined
    ? [
        {
          severity: 'advice',
          what: 'There is no recycling bin.',
          why: 'Deleted and replaced files are gone at once.',
          fix: 'Name a folder for it under Settings > Media Management.',
        } as const,
      ]
    : []),
  ...(mediaManagement?.copyUsingHardlinks === false &&
  downloadClients.some((one) => one.protocol === 'torrent' && one.enable)
    ? [
        {
          severity: 'warning',
          what: 'Hard links are off, and torrents are downloaded.',
          why: 'Every torrent that is still shared takes its place twice.',
          fix: 'Switch Use Hardlinks instead of Copy on under Settings > Media Management.',
        } as const,
      ]
    : []),
  ...(mediaManagement?.skipFreeSpaceCheckWhenImporting === true
    ? [
        {
          severity: 'advice',
          what: 'The check for free space before an import is off.',
          why: 'Imports break off when the disk is full.',
          fix: 'Switch Skip Free Space Check off under Settings > Media Management.',
        } as const,
      ]
    : []),
];

const profilesCanBeMet: Rule = ({ profiles = [] }) => profiles.flatMap(profileFindings);

function profileFindings(profile: SonarrQualityProfile): Finding[] {
  const page = 'Settings > Profiles';
  const name = `The quality profile ${profile.name}`;
  const allowed = profile.items.filter((item) => item.allowed || item.items.some((each) => each.allowed));
  if (profile.items.length === 0) return [];
  if (allowed.length === 0) {
    return [
      {
        severity: 'error',
        what: `${name} allows no quality.`,
        why: 'Nothing is ever taken for its series.',
        fix: `Allow some under ${page}.`,
      },
    ];
  }
  const best = profile.formatItems.reduce((sum, { score }) => sum + Math.max(score, 0), 0);
  const upgrades = profile.upgradeAllowed === true;
  const cutoffAllowed = allowed.some(
    (item) =>
      (item.id ?? item.quality?.id) === profile.cutoff ||
      item.items.some(({ quality }) => quality.id === profile.cutoff),
  );
  return [
    ...((profile.minFormatScore ?? 0) > best
      ? [
          {
            severity: 'error',
            what: `${name} asks for a custom format score of at least ${profile.minFormatScore ?? 0}, and its formats give ${best} at most.`,
            why: 'Nothing is ever taken for its series.',
            fix: `Lower Minimum Custom Format Score under ${page}.`,
          } as const,
        ]
      : []),
    ...(upgrades && profile.cutoff !== undefined && !cutoffAllowed
      ? [
          {
            severity: 'warning',
            what: `${name} upgrades until a quality that it does not allow.`,
            why: 'Sonarr never stops looking for better files, or stops too early.',
            fix: `Choose an allowed quality for Upgrade Until under ${page}.`,
          } as const,
        ]
      : []),
    ...(upgrades && (profile.cutoffFormatScore ?? 0) > best
      ? [
          {
            severity: 'warning',
            what: `${name} upgrades until a custom format score of ${profile.cutoffFormatScore ?? 0}, and its formats give ${best} at most.`,
            why: 'Its episodes are upgraded again and again, and never done.',
            fix: `Lower Upgrade Until Custom Format Score under ${page}.`,
          } as const,
        ]
      : []),
  ];
}

const listsCanAdd: Rule = ({ importLists = [], rootFolders, profiles }: Setup) => {
  const page = 'Settings > Import Lists';
  const adding = importLists.filter(({ enableAutomaticAdd }) => enableAutomaticAdd);
  const lost = importLists.filter(
    (list) =>
      (rootFolders !== undefined &&
        list.rootFolderPath !== undefined &&
        !rootFolders.some(
          ({ path }) => within(list.rootFolderPath ?? '', path) && within(path, list.rootFolderPath ?? ''),
        )) ||
      (profiles !== undefined &&
        list.qualityProfileId !== undefined &&
        !profiles.some(({ id }) => id === list.qualityProfileId)),
  );
  return [
    ...(lost.length === 0
      ? []
      : [
          {
            severity: 'error',
            what: `${listed(lost.map(({ name }) => name))} would add to a root folder or profile that is not there.`,
            why: 'Nothing of it can be added.',
            fix: `Choose others under ${page}.`,
            covers: 'ImportListRootFolderCheck',
          } as const,
        ]),
    ...(adding.length === 0
      ? []
      : [
          {
            severity: 'advice',
            what: `${listed(adding.map(({ name }) => name))} add${adding.length === 1 ? 's' : ''} series without asking anybody${adding.some((list) => list.searchForMissingEpisodes === true) ? ', and downloads them at once' : ''}.`,
            why: 'The disk may fill with what nobody here chose; what is deleted comes back unless it is excluded.',
            fix: `If that is not meant, switch Automatic Add off under ${page}.`,
          } as const,
        ]),
  ];
};

/** What keeps episodes from arriving, staying and being found again. */
export const storingRules: readonly Rule[] = [
  downloadsAreImported,
  downloadsAreTidied,
  mappingsFit,
  rootFoldersAreThere,
  disksHaveRoom,
  filesAreTreatedWell,
  profilesCanBeMet,
  listsCanAdd,
];
