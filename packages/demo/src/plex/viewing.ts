import type { Household, PlexView, User } from '../household/index.js';
import { media, metadata, tidy, type Json } from './documents.js';
import { addedAt } from './listing.js';
import type { Entry, EpisodeEntry, MovieEntry, Shelf } from './shelf.js';
import { epoch, type WatchState } from './watch-state.js';

/** The streams of the moment. Ids are strings here that are numbers elsewhere. */
export function sessionDocuments(household: Household, shelf: Shelf, watch: WatchState): Json[] {
  return household.plex.sessions.flatMap((session, position) => {
    const entry = shelf.entryOf(session.item);
    if (entry === undefined) return [];
    const {
      Media: _media,
      Guid: _guid,
      librarySectionID: _section,
      ...item
    } = metadata(entry, watch, {
      full: true,
      guids: false,
    });
    const minutes = entry.type === 'movie' ? entry.item.film.runtime : entry.item.episode.runtime;
    const file = media(entry, entry.item.file, minutes, true);
    const decision = session.decision === 'transcode' ? 'transcode' : 'directplay';
    return [
      tidy({
        ...item,
        librarySectionID: String(entry.library.id),
        sessionKey: String(position + 1),
        viewOffset: session.offsetMs,
        Media: [
          {
            ...file,
            selected: true,
            Part: Array.isArray(file['Part'])
              ? file['Part'].map((part) => ({ ...part, decision, selected: true }))
              : [],
          },
        ],
        User: { id: String(session.user.plexAccountId), title: session.user.name },
        Player: {
          address: session.player.address,
          remotePublicAddress: session.player.publicAddress,
          device: session.player.device,
          machineIdentifier: session.player.clientIdentifier,
          platform: session.player.platform,
          product: session.player.product,
          state: session.state,
          title: session.player.title,
          local: session.player.local,
          relayed: false,
          secure: true,
          userID: session.user.plexAccountId,
        },
        Session: { id: session.id, bandwidth: session.bandwidthKbps, location: session.location },
        TranscodeSession:
          session.transcode === undefined
            ? undefined
            : tidy({
                key: session.transcode.key,
                throttled: session.transcode.throttled,
                complete: false,
                progress: session.transcode.progress,
                speed: session.transcode.speed,
                context: 'streaming',
                sourceVideoCodec: session.transcode.sourceVideoCodec,
                sourceAudioCodec: session.transcode.sourceAudioCodec,
                videoDecision: session.transcode.videoDecision,
                audioDecision: session.transcode.audioDecision,
                protocol: 'http',
                container: 'mp4',
                videoCodec: session.transcode.videoCodec,
                audioCodec: session.transcode.audioCodec,
                width: session.transcode.width,
                height: session.transcode.height,
                transcodeHwRequested: session.transcode.hardware,
                transcodeHwEncoding: session.transcode.hardware ? 'vaapi' : undefined,
              }),
      }),
    ];
  });
}

/** Begun things and next episodes of one person, latest first. */
export function onDeckEntries(household: Household, shelf: Shelf, watch: WatchState, user: User): readonly Entry[] {
  const rows = new Map<Entry, number>();
  for (const progress of household.plex.inProgress) {
    if (progress.user !== user) continue;
    const entry = shelf.entryOf(progress.item);
    if (entry !== undefined) rows.set(entry, epoch(progress.lastViewedAt));
  }
  const shows = new Map<object, { latest: EpisodeEntry; at: number }>();
  for (const view of household.plex.views) {
    if (view.user !== user || view.item.type !== 'episode') continue;
    const entry = shelf.episodeOf(view.item.show, view.item.episode);
    if (entry !== undefined) shows.set(view.item.show, { latest: entry, at: epoch(view.viewedAt) });
  }
  for (const { latest, at } of shows.values()) {
    const { show } = latest.season;
    const episodes = show.seasons.filter(({ number }) => number > 0).flatMap((season) => season.episodes);
    if ([...rows.keys()].some((row) => row.type === 'episode' && row.season.show === show)) continue;
    const next = episodes.slice(episodes.indexOf(latest) + 1).find((episode) => !watch.isWatched(episode));
    if (next !== undefined && latest.season.number > 0) rows.set(next, at);
  }
  return [...rows].sort((a, b) => b[1] - a[1]).map(([entry]) => entry);
}

/** What came into the libraries, latest first: films, seasons and records, never single episodes. */
export function recentlyAddedEntries(shelf: Shelf, libraryId?: string): readonly Entry[] {
  const grouped = { movie: 'movie', show: 'season', artist: 'album' } as const;
  return shelf.libraries
    .filter((library) => libraryId === undefined || String(library.id) === libraryId)
    .flatMap((library) => shelf.list(library, grouped[library.type]))
    .sort((a, b) => (addedAt(b) ?? 0) - (addedAt(a) ?? 0));
}

/** Which rows of the history are asked for. */
export interface HistoryFilter {
  readonly accountId: string | null;
  readonly libraryId: string | null;
  readonly itemId: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly ascending: boolean;
}

/** The rows of the history: who and on what only as numbers, and nothing about lengths or progress. */
export function historyRows(household: Household, filter: HistoryFilter, shelf: Shelf): readonly (() => Json)[] {
  const views = household.plex.views
    .map((view, position) => ({ view, id: position + 1, at: epoch(view.viewedAt) }))
    .filter(({ view, at }) => {
      if (filter.accountId !== null && String(view.user.plexAccountId) !== filter.accountId) return false;
      if (filter.from !== null && at < Number(filter.from)) return false;
      if (filter.until !== null && at > Number(filter.until)) return false;
      if (filter.libraryId === null && filter.itemId === null) return true;
      const entry = shelf.entryOf(view.item);
      if (entry === undefined) return false;
      if (filter.libraryId !== null && String(entry.library.id) !== filter.libraryId) return false;
      return filter.itemId === null || belongsTo(entry, filter.itemId);
    });
  views.sort((a, b) => (filter.ascending ? a.at - b.at : b.at - a.at) || b.id - a.id);
  return views.map(
    ({ view, id }) =>
      () =>
        historyRow(view, id, shelf),
  );
}

function belongsTo(entry: MovieEntry | EpisodeEntry, itemId: string): boolean {
  const keys = entry.type === 'movie' ? [entry.key] : [entry.key, entry.season.key, entry.season.show.key];
  return keys.some((key) => String(key) === itemId);
}

function historyRow(view: PlexView, id: number, shelf: Shelf): Json {
  const entry = shelf.entryOf(view.item);
  const episode = view.item.type === 'episode' ? view.item : undefined;
  return tidy({
    historyKey: `/status/sessions/history/${id}`,
    ...(entry === undefined
      ? {}
      : {
          key: `/library/metadata/${entry.key}`,
          ratingKey: String(entry.key),
          librarySectionID: String(entry.library.id),
        }),
    ...(entry?.type === 'episode'
      ? {
          parentKey: `/library/metadata/${entry.season.key}`,
          grandparentKey: `/library/metadata/${entry.season.show.key}`,
        }
      : {}),
    title: view.item.type === 'movie' ? view.item.film.title : view.item.episode.title,
    parentTitle: episode && `Season ${episode.episode.season}`,
    grandparentTitle: episode?.show.tvdbTitle,
    type: view.item.type,
    index: episode?.episode.number,
    parentIndex: episode?.episode.season,
    originallyAvailableAt: view.item.type === 'movie' ? view.item.film.released : view.item.episode.airDate,
    viewedAt: epoch(view.viewedAt),
    accountID: view.user.plexAccountId,
    deviceID: view.device.id,
  });
}
