import type { MediaFile } from '../household/index.js';
import type { Entry, EpisodeEntry, MovieEntry } from './shelf.js';
import { tagId } from './tag-index.js';
import { epoch, type WatchState } from './watch-state.js';

/** A part of an answer as JSON. Absent attributes are left out; Plex never writes null. */
export interface Json {
  [name: string]: JsonValue;
}

type JsonValue = string | number | boolean | Json | Json[] | undefined;

/** How much of an item is told. */
export interface Detail {
  /** The whole item, as for one rating key; a listing's row holds two genres and three actors. */
  readonly full: boolean;
  readonly guids: boolean;
}

/**
 * An item as `Metadata`. Rating keys are strings of digits, library numbers are numbers, times are seconds, lengths are
 * milliseconds, as on the real server. Rows of a listing lack the library: the container has it.
 */
export function metadata(entry: Entry, watch: WatchState, detail: Detail): Json {
  const { library } = entry;
  return tidy({
    ratingKey: String(entry.key),
    key: `/library/metadata/${entry.key}${entry.type === 'movie' || entry.type === 'episode' || entry.type === 'track' ? '' : '/children'}`,
    type: entry.type,
    ...(detail.full
      ? {
          librarySectionTitle: library.title,
          librarySectionID: library.id,
          librarySectionKey: `/library/sections/${library.id}`,
        }
      : {}),
    ...own(entry, watch, detail),
  });
}

function own(entry: Entry, watch: WatchState, detail: Detail): Json {
  switch (entry.type) {
    case 'movie': {
      const { film, addedAt } = entry.item;
      return {
        guid: film.ids.plexGuid,
        title: film.title,
        titleSort: sortTitle(film.title),
        originalTitle: film.originalTitle,
        studio: film.studio,
        contentRating: film.certification,
        summary: film.overview,
        tagline: film.tagline,
        rating: film.rating,
        audienceRating: Math.round(Math.min(10, film.rating + 0.3) * 10) / 10,
        year: film.year,
        thumb: `/library/metadata/${entry.key}/thumb/${epoch(addedAt)}`,
        duration: film.runtime * 60_000,
        originallyAvailableAt: film.released,
        addedAt: epoch(addedAt),
        updatedAt: epoch(addedAt) + 120,
        ...watch.of(entry),
        Media: [media(entry, entry.item.file, film.runtime, false)],
        Genre: tags('genre', film.genres, detail, 2),
        Director: tags('director', film.directors, detail, 2),
        Role: tags('actor', film.cast, detail, 3),
        Country: tags('country', [film.country], detail, 2),
        Guid: detail.guids ? [{ id: `imdb://${film.ids.imdb}` }, { id: `tmdb://${film.ids.tmdb}` }] : undefined,
      };
    }
    case 'show': {
      const { show, addedAt } = entry.item;
      const episodes = entry.seasons.flatMap((season) => season.episodes);
      return {
        guid: show.ids.plexGuid,
        title: show.tvdbTitle,
        titleSort: sortTitle(show.tvdbTitle),
        originalTitle: show.originalTitle,
        studio: show.network,
        contentRating: show.certification,
        summary: show.overview,
        audienceRating: show.rating,
        year: show.year,
        thumb: `/library/metadata/${entry.key}/thumb/${epoch(addedAt)}`,
        duration: show.runtime * 60_000,
        originallyAvailableAt: show.firstAired?.toISOString().slice(0, 10),
        leafCount: episodes.length,
        viewedLeafCount: watch.countWatched(episodes),
        childCount: entry.seasons.length,
        addedAt: epoch(addedAt),
        updatedAt: epoch(addedAt) + 120,
        lastViewedAt: lastViewed(episodes, watch),
        Genre: tags('genre', show.genres, detail, 2),
        Role: tags('actor', show.cast, detail, 3),
        Guid: detail.guids
          ? [{ id: `imdb://${show.ids.imdb}` }, { id: `tmdb://${show.ids.tmdb}` }, { id: `tvdb://${show.ids.tvdb}` }]
          : undefined,
      };
    }
    case 'season': {
      const { show } = entry.show.item;
      return {
        guid: entry.guid,
        parentRatingKey: String(entry.show.key),
        parentKey: `/library/metadata/${entry.show.key}`,
        parentGuid: show.ids.plexGuid,
        parentTitle: show.tvdbTitle,
        parentYear: show.year,
        title: entry.title,
        index: entry.number,
        leafCount: entry.episodes.length,
        viewedLeafCount: watch.countWatched(entry.episodes),
        addedAt: Math.max(...entry.episodes.map(({ item }) => epoch(item.addedAt))),
        lastViewedAt: lastViewed(entry.episodes, watch),
      };
    }
    case 'episode':
      return episode(entry, watch, detail);
    case 'artist': {
      const { artist, addedAt } = entry.item;
      return {
        guid: `plex://artist/${tagId('artist', artist.name).toString(16).padStart(24, '0')}`,
        title: artist.name,
        titleSort: sortTitle(artist.name),
        addedAt: epoch(addedAt),
        Genre: tags('genre', artist.genres, detail, 2),
        Country: tags('country', [artist.country], detail, 2),
      };
    }
    case 'album':
      return {
        parentRatingKey: String(entry.artist.key),
        parentTitle: entry.artist.item.artist.name,
        title: entry.item.title,
        index: entry.number,
        year: entry.item.year,
        originallyAvailableAt: `${entry.item.year}-01-01`,
        leafCount: entry.tracks.length,
        viewedLeafCount: 0,
        addedAt: epoch(entry.artist.item.addedAt),
      };
    case 'track':
      return {
        parentRatingKey: String(entry.album.key),
        parentTitle: entry.album.item.title,
        grandparentRatingKey: String(entry.album.artist.key),
        grandparentTitle: entry.album.artist.item.artist.name,
        title: entry.item.title,
        index: entry.item.number,
        parentIndex: 1,
        duration: entry.item.seconds * 1000,
        addedAt: epoch(entry.album.artist.item.addedAt),
      };
    case 'collection':
      return {
        title: entry.item.title,
        subtype: 'movie',
        summary: entry.item.summary,
        smart: entry.item.smart ? true : undefined,
        childCount: entry.item.films.length,
        // Strings, unlike every other year.
        minYear: String(Math.min(...entry.item.films.map(({ year }) => year))),
        maxYear: String(Math.max(...entry.item.films.map(({ year }) => year))),
      };
  }
}

function episode(entry: EpisodeEntry, watch: WatchState, detail: Detail): Json {
  const { item, season } = entry;
  const { show } = season.show.item;
  return {
    guid: item.episode.ids.plexGuid,
    parentRatingKey: String(season.key),
    parentKey: `/library/metadata/${season.key}`,
    parentGuid: season.guid,
    parentTitle: season.title,
    parentIndex: season.number,
    grandparentRatingKey: String(season.show.key),
    grandparentKey: `/library/metadata/${season.show.key}`,
    grandparentGuid: show.ids.plexGuid,
    grandparentTitle: show.tvdbTitle,
    title: item.episode.title,
    index: item.episode.number,
    contentRating: show.certification,
    summary: item.episode.overview,
    audienceRating: item.episode.rating,
    year: item.episode.airDate === undefined ? undefined : Number(item.episode.airDate.slice(0, 4)),
    duration: item.episode.runtime * 60_000,
    originallyAvailableAt: item.episode.airDate,
    addedAt: epoch(item.addedAt),
    updatedAt: epoch(item.addedAt) + 120,
    ...watch.of(entry),
    Media: [media(entry, item.file, item.episode.runtime, false)],
    Guid: detail.guids
      ? [
          { id: `imdb://${item.episode.ids.imdb}` },
          { id: `tmdb://${item.episode.ids.tmdb}` },
          { id: `tvdb://${item.episode.ids.tvdb}` },
        ]
      : undefined,
  };
}

/** A file. In sessions the ids are strings; everywhere else they are numbers. */
export function media(entry: MovieEntry | EpisodeEntry, file: MediaFile, minutes: number, inSession: boolean): Json {
  const id = (number: number) => (inSession ? String(number) : number);
  return {
    id: id(entry.key * 2),
    duration: minutes * 60_000,
    bitrate: file.bitrateKbps,
    width: file.width,
    height: file.height,
    audioChannels: file.audioChannels,
    audioCodec: file.audioCodec,
    videoCodec: file.videoCodec,
    videoResolution: file.resolution,
    container: file.container,
    videoFrameRate: '24p',
    Part: [
      {
        id: id(entry.key * 2 + 1),
        key: `/library/parts/${entry.key * 2 + 1}/${epoch(entry.item.addedAt)}/file.${file.container}`,
        duration: minutes * 60_000,
        file: file.path,
        size: file.size,
        container: file.container,
      },
    ],
  };
}

function tags(field: string, names: readonly string[], detail: Detail, inRows: number): Json[] {
  return detail.full
    ? names.map((tag) => ({ id: tagId(field, tag), filter: `${field}=${tagId(field, tag)}`, tag }))
    : names.slice(0, inRows).map((tag) => ({ tag }));
}

function lastViewed(episodes: readonly EpisodeEntry[], watch: WatchState): number | undefined {
  const times = episodes.flatMap((each) => watch.of(each).lastViewedAt ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** The title without its leading English article, as libraries are sorted. */
export function sortTitle(title: string): string {
  return title.replace(/^(the|an?)\s+/i, '');
}

/** Without absent values and empty lists: Plex leaves out the key of an empty list. */
export function tidy(source: Json): Json {
  return Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  );
}
