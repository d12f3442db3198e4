import type { Definitions } from '@watchstack/core/server';
import { aliases } from './aliases.js';
import type { SonarrClient } from './client/sonarr-client.js';
import { weekAhead } from './prompts/week_ahead.js';
import { seriesResource } from './resources/series.js';
import { systemStatus } from './tools/admin/system_status.js';
import { getQueue } from './tools/downloads/get_queue.js';
import { addSeries } from './tools/library/add_series.js';
import { deleteSeries } from './tools/library/delete_series.js';
import { getCalendar } from './tools/library/get_calendar.js';
import { getEpisodes } from './tools/library/get_episodes.js';
import { getMissingEpisodes } from './tools/library/get_missing_episodes.js';
import { getSeries } from './tools/library/get_series.js';
import { healthCheck } from './tools/library/health_check.js';
import { listSeries } from './tools/library/list_series.js';
import { searchNewSeries } from './tools/library/search_new_series.js';

/** Everything sonarr-mcp offers, in the order in which it is listed. */
export const definitions: Definitions<SonarrClient> = {
  tools: [
    listSeries,
    getSeries,
    getEpisodes,
    searchNewSeries,
    addSeries,
    deleteSeries,
    getCalendar,
    getMissingEpisodes,
    getQueue,
    healthCheck,
    systemStatus,
  ],
  prompts: [weekAhead],
  resources: [seriesResource],
  aliases,
};
