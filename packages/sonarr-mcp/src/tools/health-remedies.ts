import type { SonarrHealthIssue } from '../client/system.js';

/** What to do about what a check of Sonarr's noticed, by the check's name; with the call that tells more, where there is one. */
const remedies: Readonly<Record<string, string>> = {
  ApiKeyValidationCheck:
    'Make a new API key under Settings > General > Security, and set it as SONARR_API_KEY here too.',
  AppDataLocationCheck: "Move Sonarr's data out of its program folder: an update would delete it.",
  DownloadClientCheck:
    'Add or start a download client: Settings > Download Clients. sonarr_test_download_clients says what is wrong.',
  DownloadClientRemovesCompletedDownloadsCheck:
    'Let the download client keep what is finished: it takes downloads away before Sonarr has imported them.',
  DownloadClientRootFolderCheck:
    'Let the download client load into a folder of its own (Settings > Download Clients), never into a root folder.',
  DownloadClientSortingCheck: "Switch sorting off in the download client, at least for Sonarr's category.",
  DownloadClientStatusCheck:
    'sonarr_test_download_clients says why. Start the client, correct it under Settings > Download Clients, or switch it off there.',
  ImportListRootFolderCheck: 'Give the import list a root folder that exists: Settings > Import Lists.',
  ImportListStatusCheck:
    'Sign in to the list again or correct it: Settings > Import Lists. sonarr_get_import_lists shows them.',
  ImportMechanismCheck:
    'Switch Completed Download Handling on: Settings > Download Clients; otherwise nothing is imported.',
  IndexerDownloadClientCheck: 'The indexer names a download client that is gone or off: Settings > Indexers.',
  IndexerJackettAllCheck: "Add Jackett's indexers one by one: its combined one fails too often.",
  IndexerLongTermStatusCheck:
    'It has failed for hours: sonarr_test_indexers says why. Correct or switch it off under Settings > Indexers.',
  IndexerRssCheck:
    'New episodes are not noticed: switch RSS on for an indexer under Settings > Indexers; sonarr_test_indexers says which work.',
  IndexerSearchCheck:
    'Searches find nothing: switch searching on for an indexer under Settings > Indexers; sonarr_test_indexers says which work.',
  IndexerStatusCheck:
    'sonarr_test_indexers says why. It passes by itself when the site comes back; otherwise correct it under Settings > Indexers.',
  MountCheck: 'A disk is mounted read-only: the owner of the machine mounts it anew.',
  NotificationStatusCheck: 'Correct the notification: Settings > Connect. sonarr_get_notifications shows them.',
  ProxyCheck: 'Correct the proxy: Settings > General.',
  RecyclingBinCheck: 'Give Sonarr a recycling bin it may write to: Settings > Media Management.',
  RemotePathMappingCheck:
    'Sonarr cannot see the folder that the download client names: mount it alike in both, or map it under Settings > Download Clients > Remote Path Mappings.',
  RemovedSeriesCheck:
    'TheTVDB has dropped the series: sonarr_list_series with having "deleted" shows which. Delete it, and add it anew if it goes under another id.',
  RootFolderCheck:
    'A root folder is not there: mount its disk. sonarr_get_root_folders shows which; until then nothing can be imported.',
  SystemTimeCheck: "Set the clock of Sonarr's machine.",
  UpdateCheck: 'sonarr_get_updates says what is new and how it is installed.',
};

/**
 * What to do about a problem that Sonarr noticed by itself.
 * @returns undefined for a check that is newer than this list
 */
export function healthRemedy({ source }: SonarrHealthIssue): string | undefined {
  return source === undefined ? undefined : remedies[source];
}
