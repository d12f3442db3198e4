import type { Definitions } from '@watchstack/core/server';
import { aliases } from './aliases.js';
import type { SonarrClient } from './client/sonarr-client.js';
import { addShowWell } from './prompts/add_show_well.js';
import { triageDownloads } from './prompts/triage_downloads.js';
import { weekAhead } from './prompts/week_ahead.js';
import { whatToDelete } from './prompts/what_to_delete.js';
import { calendarFileResource, calendarResource } from './resources/calendar.js';
import { healthResource } from './resources/health.js';
import { queueResource } from './resources/queue.js';
import { seriesResource } from './resources/series.js';
import { cancelCommand } from './tools/activity/cancel_command.js';
import { getCommands } from './tools/activity/get_commands.js';
import { rssSync } from './tools/activity/rss_sync.js';
import { getSeasonOverview } from './tools/activity/get_season_overview.js';
import { createBackup } from './tools/admin/create_backup.js';
import { getBackups } from './tools/admin/get_backups.js';
import { getCustomFormats } from './tools/admin/get_custom_formats.js';
import { getDownloadClients } from './tools/admin/get_download_clients.js';
import { getImportLists } from './tools/admin/get_import_lists.js';
import { getIndexers } from './tools/admin/get_indexers.js';
import { getLogs } from './tools/admin/get_logs.js';
import { getNaming } from './tools/admin/get_naming.js';
import { getNotifications } from './tools/admin/get_notifications.js';
import { getQualityDefinitions } from './tools/admin/get_quality_definitions.js';
import { getRootFolders } from './tools/admin/get_root_folders.js';
import { getTags } from './tools/admin/get_tags.js';
import { getTasks } from './tools/admin/get_tasks.js';
import { getUpdates } from './tools/admin/get_updates.js';
import { manageTag } from './tools/admin/manage_tag.js';
import { reviewSetup } from './tools/admin/review_setup.js';
import { runTask } from './tools/admin/run_task.js';
import { systemStatus } from './tools/admin/system_status.js';
import { testDownloadClients } from './tools/admin/test_download_clients.js';
import { testIndexers } from './tools/admin/test_indexers.js';
import { deleteQueueItem } from './tools/downloads/delete_queue_item.js';
import { diagnose } from './tools/downloads/diagnose.js';
import { getHistory } from './tools/downloads/get_history.js';
import { getManualImport } from './tools/downloads/get_manual_import.js';
import { deleteBlocklistItems } from './tools/activity/delete_blocklist_items.js';
import { getBlocklist } from './tools/activity/get_blocklist.js';
import { grabQueueItem } from './tools/activity/grab_queue_item.js';
import { markDownloadFailed } from './tools/activity/mark_download_failed.js';
import { getQueue } from './tools/downloads/get_queue.js';
import { manualImport } from './tools/downloads/manual_import.js';
import { grabRelease } from './tools/downloads/grab_release.js';
import { searchReleases } from './tools/downloads/search_releases.js';
import { searchSeries } from './tools/downloads/search_series.js';
import { getUnmappedFolders } from './tools/files/get_unmapped_folders.js';
import { previewRename } from './tools/files/preview_rename.js';
import { renameFiles } from './tools/files/rename_files.js';
import { addSeries } from './tools/library/add_series.js';
import { deleteEpisodeFiles } from './tools/library/delete_episode_files.js';
import { deleteSeries } from './tools/library/delete_series.js';
import { getCalendar } from './tools/library/get_calendar.js';
import { getDiskSpace } from './tools/library/get_disk_space.js';
import { getEpisodes } from './tools/library/get_episodes.js';
import { getMissingEpisodes } from './tools/library/get_missing_episodes.js';
import { getQualityProfiles } from './tools/library/get_quality_profiles.js';
import { getSeries } from './tools/library/get_series.js';
import { getStatistics } from './tools/library/get_statistics.js';
import { healthCheck } from './tools/library/health_check.js';
import { listSeries } from './tools/library/list_series.js';
import { refreshSeries } from './tools/library/refresh_series.js';
import { searchNewSeries } from './tools/library/search_new_series.js';
import { setMonitoring } from './tools/library/set_monitoring.js';
import { updateSeries } from './tools/library/update_series.js';

/** Everything sonarr-mcp offers, in the order in which it is listed. */
export const definitions: Definitions<SonarrClient> = {
  tools: [
    listSeries,
    getSeries,
    getEpisodes,
    searchNewSeries,
    addSeries,
    updateSeries,
    setMonitoring,
    deleteSeries,
    deleteEpisodeFiles,
    getCalendar,
    getMissingEpisodes,
    getStatistics,
    getDiskSpace,
    getQualityProfiles,
    getQueue,
    diagnose,
    getManualImport,
    manualImport,
    deleteQueueItem,
    getHistory,
    searchSeries,
    searchReleases,
    grabRelease,
    refreshSeries,
    healthCheck,
    previewRename,
    renameFiles,
    getUnmappedFolders,
    grabQueueItem,
    getBlocklist,
    deleteBlocklistItems,
    markDownloadFailed,
    getCommands,
    cancelCommand,
    rssSync,
    getSeasonOverview,
    systemStatus,
    getRootFolders,
    getTags,
    manageTag,
    getLogs,
    getTasks,
    runTask,
    getBackups,
    createBackup,
    getUpdates,
    getIndexers,
    testIndexers,
    getDownloadClients,
    testDownloadClients,
    getImportLists,
    getNotifications,
    getCustomFormats,
    getQualityDefinitions,
    getNaming,
    reviewSetup,
  ],
  prompts: [weekAhead, triageDownloads, whatToDelete, addShowWell],
  resources: [calendarResource, calendarFileResource, queueResource, healthResource, seriesResource],
  aliases,
};
