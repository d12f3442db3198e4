import { hexadecimal } from '../household/index.js';
import type { Context } from './context.js';
import { decide } from './decisions.js';
import type { Decision } from './decisions.js';
import { isBelowCutoff } from './documents.js';
import type { Document } from './json.js';
import { instant } from './json.js';
import type { SonarrState, StoredEpisode, StoredSeries } from './state.js';

/** What made Sonarr take a release. */
export type ReleaseSource = 'Search' | 'UserInvokedSearch' | 'InteractiveSearch';

/** Sends a release to its download client: it is in the queue then, and grabbed in the history of each episode. */
export function grab(
  state: SonarrState,
  { release, series, episodes }: Decision,
  source: ReleaseSource,
  now: Date,
): void {
  const { title, quality, size, protocol, indexer, releaseGroup } = release;
  const client = protocol === 'usenet' ? 'SABnzbd' : 'qBittorrent';
  const downloadId = hexadecimal(40, 'download', release.guid).toUpperCase();
  const ageMs = now.getTime() - release.published.getTime();
  // The client has it already: it takes no release twice.
  if (!state.downloads.some(({ download }) => download.downloadId === downloadId)) {
    state.downloads.push({
      seriesId: series.id,
      episodeIds: episodes.map((row) => row.id),
      download: {
        kind: 'queued',
        title,
        show: series.show,
        episodes: release.episodes,
        quality,
        size,
        sizeLeft: size,
        secondsLeft: 3600,
        added: now,
        status: 'queued',
        trackedStatus: 'ok',
        trackedState: 'downloading',
        messages: [],
        downloadId,
        protocol,
        client,
        indexer,
      },
    });
  }
  for (const row of episodes) {
    const id = state.nextId(
      'history',
      state.history.map((one) => one.id),
    );
    const data = {
      indexer,
      nzbInfoUrl: release.guid,
      releaseGroup,
      age: String(Math.floor(ageMs / 86_400_000)),
      ageHours: String(ageMs / 3_600_000),
      ageMinutes: String(ageMs / 60_000),
      publishedDate: instant(release.published),
      downloadClient: client,
      downloadClientName: client,
      size: String(size),
      downloadUrl: `https://${indexer.toLowerCase()}.example/get/${downloadId}?apikey=canary-indexer-key`,
      guid: release.guid,
      tvdbId: String(series.show.ids.tvdb),
      protocol,
      releaseSource: source,
      releaseType: release.isPack ? 'SeasonPack' : 'SingleEpisode',
    };
    const event = { type: 'grabbed', sourceTitle: title, quality, date: now, downloadId, data } as const;
    state.history.unshift({ id, seriesId: series.id, episodeId: row.id, event });
  }
}

/** What a search went through, and how many downloads came of it. */
interface Found {
  readonly searched: number;
  readonly grabbed: number;
}

/** Says what Sonarr does when it is told to search. What it finds and approves of, it grabs. */
export function handleSearches(context: Context): void {
  const { state, commands } = context;
  const now = (): Date => context.now();
  const source = (monitoredOnly: boolean): ReleaseSource => (monitoredOnly ? 'Search' : 'UserInvokedSearch');

  const take = (decision: Decision | undefined, monitoredOnly: boolean): number => {
    if (decision === undefined) return 0;
    grab(state, decision, source(monitoredOnly), now());
    return 1;
  };
  const approved = (decisions: readonly Decision[]): Decision | undefined =>
    decisions.find(({ rejections }) => rejections.length === 0);
  const searchEpisode = (series: StoredSeries, row: StoredEpisode, monitoredOnly: boolean): number => {
    state.changeEpisode(row, { lastSearchTime: now() });
    return take(approved(decide(state, { series, of: row, monitoredOnly }, now())), monitoredOnly);
  };
  const searchRows = (
    found: readonly { series: StoredSeries; row: StoredEpisode }[],
    monitoredOnly: boolean,
  ): Found => ({
    searched: found.length,
    grabbed: found.reduce((sum, { series, row }) => sum + searchEpisode(series, row, monitoredOnly), 0),
  });
  /** A pack where one fits, the episodes one by one otherwise. Only what is monitored. */
  const searchSeason = (series: StoredSeries, season: number): Found => {
    const rows = state
      .episodesOf(series)
      .filter((row) => row.episode.season === season && row.monitored && hasBegun(row, now()));
    if (rows.length === 0) return { searched: 0, grabbed: 0 };
    const pack = decide(state, { series, of: { season }, monitoredOnly: true }, now()).find(
      ({ release, rejections }) => release.isPack && rejections.length === 0,
    );
    if (pack === undefined || rows.length < 2) {
      return searchRows(
        rows.map((row) => ({ series, row })),
        true,
      );
    }
    for (const row of rows) state.changeEpisode(row, { lastSearchTime: now() });
    return { searched: rows.length, grabbed: take(pack, true) };
  };
  const searchWanted = (body: Document, isWanted: (series: StoredSeries, row: StoredEpisode) => boolean): Found => {
    const queued = new Set(state.downloads.flatMap(({ episodeIds }) => episodeIds));
    const found = targets(state, body)
      .filter((series) => series.monitored)
      .flatMap((series) =>
        state
          .episodesOf(series)
          .filter((row) => row.monitored && !queued.has(row.id) && isWanted(series, row))
          .map((row) => ({ series, row })),
      );
    return searchRows(found, true);
  };
  const both = ({ searched, grabbed }: Found): string =>
    `Completed search for ${searched} episodes. ${grabbed} reports downloaded.`;

  commands.handle('MissingEpisodeSearch', (body) =>
    both(searchWanted(body, (_series, row) => row.fileId === 0 && hasEnded(row, now()))),
  );
  commands.handle('CutoffUnmetEpisodeSearch', (body) =>
    both(
      searchWanted(body, (series, row) => {
        const file = state.filesOf(series).get(row.fileId);
        const profile = state.household.sonarr.profiles.find((one) => one.id === series.qualityProfileId);
        return (
          row.episode.season > 0 &&
          file !== undefined &&
          isBelowCutoff(profile, file.file.quality, state.household.sonarr.qualities)
        );
      }),
    ),
  );
  commands.handle('EpisodeSearch', (body) => {
    const found = integersOf(body['episodeIds']).flatMap((id) => {
      const one = state.findEpisode(id);
      return one === undefined ? [] : [{ series: one.series, row: one.episode }];
    });
    return `Episode search completed. ${searchRows(found, false).grabbed} reports downloaded.`;
  });
  commands.handle('SeasonSearch', (body) => {
    const [series] = targets(state, body);
    const season = body['seasonNumber'];
    const grabbed = series === undefined ? 0 : searchSeason(series, typeof season === 'number' ? season : 0).grabbed;
    return `Season search completed. ${grabbed} reports downloaded.`;
  });
  commands.handle('SeriesSearch', (body) => {
    const [series] = targets(state, body);
    const seasons = series?.seasons.filter((season) => season.monitored) ?? [];
    const grabbed = seasons.reduce(
      (sum, { seasonNumber }) => sum + (series === undefined ? 0 : searchSeason(series, seasonNumber).grabbed),
      0,
    );
    return `Series search completed. ${grabbed} reports downloaded.`;
  });
  commands.handle('RssSync', () => 'RSS Sync Completed. Reports found: 118, Reports grabbed: 0');
}

/** The series that a command is about: without any, all of them. */
function targets(state: SonarrState, body: Document): StoredSeries[] {
  const one = typeof body['seriesId'] === 'number' ? [body['seriesId']] : [];
  const ids = [...integersOf(body['seriesIds']), ...one];
  return [...state.series.values()].filter((series) => ids.length === 0 || ids.includes(series.id));
}

function integersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one): one is number => typeof one === 'number') : [];
}

function hasBegun(row: StoredEpisode, now: Date): boolean {
  return row.episode.airDateUtc !== undefined && row.episode.airDateUtc <= now;
}

function hasEnded(row: StoredEpisode, now: Date): boolean {
  const at = row.episode.airDateUtc;
  return at !== undefined && at.getTime() + row.episode.runtime * 60_000 <= now.getTime();
}
