import { hexadecimal } from './random.js';

/** A document of Sonarr's API, as it is sent. */
export type SetupDocument = Readonly<Record<string, unknown>>;

/** One value of a provider's settings. Sonarr sends eight stars for what is secret. */
interface Setting {
  readonly name: string;
  readonly label: string;
  readonly value?: unknown;
  readonly type?: 'textbox' | 'number' | 'checkbox' | 'password' | 'url' | 'select';
  readonly privacy?: 'password' | 'apiKey' | 'userName';
}

/** How Sonarr was set up: whom it asks, who downloads for it, who tells it and whom it tells. */
export interface SonarrSetup {
  readonly indexers: readonly SetupDocument[];
  readonly downloadClients: readonly SetupDocument[];
  readonly importLists: readonly SetupDocument[];
  readonly notifications: readonly SetupDocument[];
  readonly remotePathMappings: readonly SetupDocument[];
  /** The pages of settings under `config/…`; naming is not among them. */
  readonly config: Readonly<Record<'host' | 'mediamanagement' | 'downloadclient', SetupDocument>>;
  /** What a test finds wrong, by the provider's name; the others pass. */
  readonly failing: Readonly<Record<string, { readonly property: string; readonly message: string }>>;
}

const stars = '********';

function settings(rows: readonly Setting[]): SetupDocument[] {
  return rows.map(({ type = 'textbox', privacy = 'normal', ...row }, order) => ({
    order,
    ...row,
    value: privacy === 'normal' ? row.value : stars,
    type,
    advanced: false,
    privacy,
    isFloat: false,
  }));
}

interface Kind {
  readonly id: number;
  readonly name: string;
  /** As in Sonarr's code: `Newznab`. */
  readonly implementation: string;
  readonly fields: readonly Setting[];
  readonly tags?: readonly number[];
}

function provider({ id, name, implementation, fields, tags = [] }: Kind, rest: SetupDocument): SetupDocument {
  return {
    ...rest,
    name,
    fields: settings(fields),
    implementationName: implementation.replace(/(?<=[a-z])(?=[A-Z])/g, ' '),
    implementation,
    configContract: `${implementation}Settings`,
    infoLink: `https://wiki.servarr.com/sonarr/supported#${implementation.toLowerCase()}`,
    tags,
    id,
  };
}

const indexerFields = (host: string): readonly Setting[] => [
  { name: 'baseUrl', label: 'URL', value: `https://${host}/` },
  { name: 'apiPath', label: 'API Path', value: '/api' },
  { name: 'apiKey', label: 'API Key', privacy: 'apiKey' },
  { name: 'categories', label: 'Categories', value: [5030, 5040], type: 'select' },
];

const searching = { enableRss: true, enableAutomaticSearch: true, enableInteractiveSearch: true } as const;
const able = { supportsRss: true, supportsSearch: true, seasonSearchMaximumSingleEpisodeAge: 0, downloadClientId: 0 };

const indexers: readonly SetupDocument[] = [
  provider(
    { id: 1, name: 'Nordlicht', implementation: 'Newznab', fields: indexerFields('api.nordlicht.example') },
    { ...searching, ...able, protocol: 'usenet', priority: 10 },
  ),
  provider(
    { id: 2, name: 'Bergfunk', implementation: 'Torznab', fields: indexerFields('bergfunk.example') },
    { ...searching, ...able, protocol: 'torrent', priority: 25 },
  ),
  provider(
    { id: 3, name: 'Teehaus', implementation: 'Nyaa', fields: indexerFields('teehaus.example').slice(0, 1), tags: [1] },
    { ...searching, enableAutomaticSearch: false, ...able, protocol: 'torrent', priority: 50 },
  ),
];

const clientFields = (host: string, port: number): readonly Setting[] => [
  { name: 'host', label: 'Host', value: host },
  { name: 'port', label: 'Port', value: port, type: 'number' },
  { name: 'useSsl', label: 'Use SSL', value: false, type: 'checkbox' },
  { name: 'username', label: 'Username', privacy: 'userName' },
  { name: 'password', label: 'Password', type: 'password', privacy: 'password' },
  { name: 'tvCategory', label: 'Category', value: 'tv' },
];

const tidying = { removeCompletedDownloads: true, removeFailedDownloads: true } as const;

const downloadClients: readonly SetupDocument[] = [
  provider(
    {
      id: 1,
      name: 'SABnzbd',
      implementation: 'Sabnzbd',
      fields: [...clientFields('nas.local', 8081), { name: 'apiKey', label: 'API Key', privacy: 'apiKey' }],
    },
    { enable: true, protocol: 'usenet', priority: 1, ...tidying },
  ),
  provider(
    { id: 2, name: 'qBittorrent', implementation: 'QBittorrent', fields: clientFields('nas.local', 8080) },
    { enable: true, protocol: 'torrent', priority: 1, ...tidying },
  ),
  provider(
    { id: 3, name: 'Old Transmission', implementation: 'Transmission', fields: clientFields('attic.local', 9091) },
    { enable: true, protocol: 'torrent', priority: 2, ...tidying, removeCompletedDownloads: false },
  ),
];

const listed = { monitorNewItems: 'all', seasonFolder: true, listOrder: 0, seriesType: 'standard' } as const;

const importLists: readonly SetupDocument[] = [
  provider(
    {
      id: 1,
      name: 'Trakt watchlist',
      implementation: 'TraktUserImport',
      fields: [
        { name: 'accessToken', label: 'Access Token', privacy: 'password' },
        { name: 'refreshToken', label: 'Refresh Token', privacy: 'password' },
        { name: 'authUser', label: 'Auth User', privacy: 'userName' },
        { name: 'limit', label: 'Limit', value: 100, type: 'number' },
      ],
    },
    {
      ...listed,
      enableAutomaticAdd: true,
      searchForMissingEpisodes: true,
      shouldMonitor: 'all',
      rootFolderPath: '/tv',
      qualityProfileId: 4,
      listType: 'trakt',
      minRefreshInterval: '12:00:00',
    },
  ),
  provider(
    {
      id: 2,
      name: 'Friends on Plex',
      implementation: 'PlexRssImport',
      fields: [{ name: 'url', label: 'Url', value: 'https://rss.plex.example/watchlists', type: 'url' }],
      tags: [4],
    },
    {
      ...listed,
      enableAutomaticAdd: false,
      searchForMissingEpisodes: false,
      shouldMonitor: 'future',
      rootFolderPath: '/tv',
      qualityProfileId: 6,
      listType: 'plex',
      minRefreshInterval: '06:00:00',
    },
  ),
];

const events = [
  'Grab',
  'Download',
  'Upgrade',
  'ImportComplete',
  'Rename',
  'SeriesAdd',
  'SeriesDelete',
  'EpisodeFileDelete',
  'EpisodeFileDeleteForUpgrade',
  'HealthIssue',
  'HealthRestored',
  'ApplicationUpdate',
  'ManualInteractionRequired',
] as const;

type Event = (typeof events)[number];

function tells(on: readonly Event[]): SetupDocument {
  return Object.fromEntries([
    ...events.map((event) => [`on${event}`, on.includes(event)] as const),
    ...events.map((event) => [`supportsOn${event}`, true] as const),
    ['includeHealthWarnings', on.includes('HealthIssue')],
  ]);
}

const notifications: readonly SetupDocument[] = [
  provider(
    {
      id: 1,
      name: 'Plex library',
      implementation: 'PlexServer',
      fields: [
        { name: 'host', label: 'Host', value: 'nas.local' },
        { name: 'port', label: 'Port', value: 32400, type: 'number' },
        { name: 'authToken', label: 'Auth Token', privacy: 'apiKey' },
      ],
    },
    tells(['Download', 'Upgrade', 'Rename', 'SeriesDelete', 'EpisodeFileDelete']),
  ),
  provider(
    {
      id: 2,
      name: 'Family chat',
      implementation: 'Discord',
      fields: [
        // A secret in full view: who knows the address can write there.
        {
          name: 'webHookUrl',
          label: 'Webhook URL',
          value: `https://chat.example/api/webhooks/7/${hexadecimal(24, 'webhook')}`,
        },
        { name: 'username', label: 'Username', privacy: 'userName' },
      ],
    },
    tells(['Grab', 'Download', 'HealthIssue', 'ManualInteractionRequired']),
  ),
];

const remotePathMappings: readonly SetupDocument[] = [
  { host: 'nas.local', remotePath: '/volume1/downloads/', localPath: '/downloads/', id: 1 },
];

const host: SetupDocument = {
  bindAddress: '*',
  port: 8989,
  sslPort: 9898,
  enableSsl: false,
  launchBrowser: false,
  authenticationMethod: 'forms',
  authenticationRequired: 'enabled',
  analyticsEnabled: false,
  username: 'household',
  password: hexadecimal(20, 'host password'),
  passwordConfirmation: '',
  logLevel: 'info',
  logSizeLimit: 1,
  consoleLogLevel: '',
  branch: 'main',
  apiKey: hexadecimal(32, 'host key'),
  sslCertPath: '',
  sslCertPassword: '',
  urlBase: '',
  instanceName: 'Sonarr',
  applicationUrl: '',
  updateAutomatically: false,
  updateMechanism: 'docker',
  updateScriptPath: '',
  proxyEnabled: false,
  proxyType: 'http',
  proxyHostname: '',
  proxyPort: 8080,
  proxyUsername: 'proxy-household',
  proxyPassword: hexadecimal(20, 'proxy password'),
  proxyBypassFilter: '',
  proxyBypassLocalAddresses: true,
  certificateValidation: 'enabled',
  backupFolder: 'Backups',
  backupInterval: 7,
  backupRetention: 28,
  trustCgnatIpAddresses: false,
  id: 1,
};

const mediaManagement: SetupDocument = {
  autoUnmonitorPreviouslyDownloadedEpisodes: false,
  recycleBin: '',
  recycleBinCleanupDays: 7,
  downloadPropersAndRepacks: 'preferAndUpgrade',
  createEmptySeriesFolders: false,
  deleteEmptyFolders: false,
  fileDate: 'none',
  rescanAfterRefresh: 'always',
  setPermissionsLinux: false,
  chmodFolder: '755',
  chownGroup: '',
  episodeTitleRequired: 'always',
  skipFreeSpaceCheckWhenImporting: false,
  minimumFreeSpaceWhenImporting: 100,
  copyUsingHardlinks: true,
  useScriptImport: false,
  scriptImportPath: '',
  importExtraFiles: true,
  extraFileExtensions: 'srt',
  enableMediaInfo: true,
  id: 1,
};

/** How the household's Sonarr is set up: mostly well, with what people forget. */
export const sonarrSetup: SonarrSetup = {
  indexers,
  downloadClients,
  importLists,
  notifications,
  remotePathMappings,
  config: {
    host,
    mediamanagement: mediaManagement,
    downloadclient: {
      downloadClientWorkingFolders: '_UNPACK_|_FAILED_',
      enableCompletedDownloadHandling: true,
      autoRedownloadFailed: true,
      autoRedownloadFailedFromInteractiveSearch: true,
      id: 1,
    },
  },
  failing: {
    Bergfunk: {
      property: '',
      message:
        'Unable to connect to indexer. Name or service not known (bergfunk.example:443). Check the log surrounding this error for details.',
    },
    'Old Transmission': {
      property: 'Host',
      message: 'Unable to connect to Transmission, connection refused (attic.local:9091)',
    },
  },
};
