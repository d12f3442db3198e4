/**
 * A typed client of Sonarr. Importing it starts nothing.
 */
export { SonarrClient, type SonarrClientOptions } from './client/sonarr-client.js';
export type { SonarrDisk, SonarrHealthIssue, SonarrStatus, SystemArea } from './client/system.js';
export type { SeriesArea, SonarrSeriesDeletion, SonarrSeriesUpdate } from './client/series.js';
export {
  sonarrMonitorChoices,
  sonarrSeriesTypes,
  type SonarrAddRequest,
  type SonarrMonitorChoice,
  type SonarrSeriesType,
} from './client/series-add.js';
export type { SonarrSeriesChange } from './client/series-change.js';
export type {
  SonarrLookupSeries,
  SonarrRatings,
  SonarrSeason,
  SonarrSeries,
  SonarrSeriesFacts,
  SonarrSeriesReference,
  SonarrSeriesRow,
  SonarrStatistics,
} from './client/series-document.js';
export type { SonarrMonitoringStrategy, SonarrSeriesEdit } from './client/series-edit.js';
export type { EpisodesArea, SonarrEpisodeQuery } from './client/episodes.js';
export type { EpisodeFilesArea } from './client/episode-files.js';
export type { SonarrEpisode, SonarrEpisodeFile, SonarrMediaInfo } from './client/episode-document.js';
export type { SonarrQuality, SonarrQualityRevision } from './client/quality.js';
export type { CalendarArea, SonarrCalendarQuery } from './client/calendar.js';
export type {
  QueueArea,
  SonarrQueueItem,
  SonarrQueueMessage,
  SonarrQueueQuery,
  SonarrQueueSortKey,
  SonarrQueueStatus,
} from './client/queue.js';
export type { SonarrQueueRemoval } from './client/queue-removal.js';
export type {
  BlocklistArea,
  SonarrBlockedRelease,
  SonarrBlocklistPageQuery,
  SonarrBlocklistQuery,
  SonarrBlocklistSortKey,
} from './client/blocklist.js';
export type { DelayProfilesArea, SonarrDelayProfile } from './client/delay-profiles.js';
export type { SonarrWantedPageQuery, SonarrWantedQuery, SonarrWantedSortKey, WantedArea } from './client/wanted.js';
export type {
  HistoryArea,
  SonarrHistoryData,
  SonarrHistoryEventType,
  SonarrHistoryIncludes,
  SonarrHistoryPageQuery,
  SonarrHistoryQuery,
  SonarrHistoryRecord,
  SonarrHistorySortKey,
} from './client/history.js';
export type { CustomFormatsArea, SonarrCustomFormat, SonarrFormatCondition } from './client/custom-formats.js';
export type { QualityDefinitionsArea, SonarrQualityDefinition } from './client/quality-definitions.js';
export type { SonarrPage, SonarrSortDirection } from './client/page.js';
export type {
  ProfilesArea,
  SonarrProfileFormat,
  SonarrQualityProfile,
  SonarrQualityProfileItem,
} from './client/profiles.js';
export type { RootFoldersArea, SonarrRootFolder } from './client/root-folders.js';
export type { SonarrTag, SonarrTagDetails, TagsArea } from './client/tags.js';
export {
  sonarrLogLevels,
  type LogsArea,
  type SonarrLogLevel,
  type SonarrLogLine,
  type SonarrLogQuery,
} from './client/logs.js';
export type { SonarrTask, TasksArea } from './client/tasks.js';
export type { BackupsArea, SonarrBackup } from './client/backups.js';
export type { SonarrUpdate, UpdatesArea } from './client/updates.js';
export type { ReleasesArea, SonarrRelease, SonarrReleaseQuery } from './client/releases.js';
export type { CommandsArea, SonarrCommand, SonarrCommandRequest, SonarrCommandSubject } from './client/commands.js';
export type { SonarrProvider } from './client/provider-document.js';
export type { SonarrProviderProblem, SonarrProviderTest } from './client/provider-tests.js';
export type { IndexersArea, SonarrIndexer } from './client/indexers.js';
export type { DownloadClientsArea, SonarrDownloadClient } from './client/download-clients.js';
export type { ImportListsArea, SonarrImportList } from './client/import-lists.js';
export type { NotificationsArea, SonarrNotification } from './client/notifications.js';
export type {
  SetupArea,
  SonarrDownloadHandling,
  SonarrMediaManagement,
  SonarrRemotePathMapping,
} from './client/setup.js';
export {
  importFile,
  type ManualImportArea,
  type SonarrImportCandidate,
  type SonarrImportCorrection,
  type SonarrImportFile,
  type SonarrImportOpinion,
  type SonarrImportRejection,
  type SonarrImportSource,
  type SonarrLanguage,
} from './client/manual-import.js';
export type { NamingArea, SonarrNaming, SonarrNamingExamples, SonarrRename } from './client/naming.js';
export { timeSpanMinutes, timeSpanSeconds } from './client/time-span.js';
export {
  AuthenticationError,
  CancelledError,
  ConfigurationError,
  ConflictError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  PermissionError,
  RateLimitedError,
  ReadOnlyError,
  UnexpectedResponseError,
  UpstreamUnavailableError,
  WatchstackError,
  type CallOptions,
  type ErrorCode,
  type ErrorJson,
  type LogFields,
  type Logger,
} from '@watchstack/core';
