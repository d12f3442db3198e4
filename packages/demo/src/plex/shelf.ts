import type {
  Album,
  Episode,
  Film,
  Household,
  PlexArtist,
  PlexCollection,
  PlexEpisode,
  PlexFilm,
  PlexLibrary,
  PlexShow,
  Playable,
  Track,
} from '../household/index.js';

interface EntryBase {
  /** The item's number in this server. */
  readonly key: number;
  readonly library: PlexLibrary;
}

/** A film with its number. */
export interface MovieEntry extends EntryBase {
  readonly type: 'movie';
  readonly item: PlexFilm;
}

/** A show with its number and the numbers of what is in it. */
export interface ShowEntry extends EntryBase {
  readonly type: 'show';
  readonly item: PlexShow;
  /** Made when first looked at. */
  readonly seasons: readonly SeasonEntry[];
}

/** A season of which there is at least one episode. */
export interface SeasonEntry extends EntryBase {
  readonly type: 'season';
  readonly show: ShowEntry;
  readonly number: number;
  readonly title: string;
  readonly guid: string;
  readonly episodes: readonly EpisodeEntry[];
}

/** An episode with its number. */
export interface EpisodeEntry extends EntryBase {
  readonly type: 'episode';
  readonly season: SeasonEntry;
  readonly item: PlexEpisode;
}

/** An artist with the numbers of the records. */
export interface ArtistEntry extends EntryBase {
  readonly type: 'artist';
  readonly item: PlexArtist;
  readonly albums: readonly AlbumEntry[];
}

/** A record with the numbers of its songs. */
export interface AlbumEntry extends EntryBase {
  readonly type: 'album';
  readonly artist: ArtistEntry;
  readonly number: number;
  readonly item: Album;
  readonly tracks: readonly TrackEntry[];
}

/** A song. */
export interface TrackEntry extends EntryBase {
  readonly type: 'track';
  readonly album: AlbumEntry;
  readonly item: Track;
}

/** A collection of a film library. */
export interface CollectionEntry extends EntryBase {
  readonly type: 'collection';
  readonly item: PlexCollection;
}

/** Whatever has a rating key. */
export type Entry =
  MovieEntry | ShowEntry | SeasonEntry | EpisodeEntry | ArtistEntry | AlbumEntry | TrackEntry | CollectionEntry;

/** A run of numbers, and how to find what carries one of them. */
interface Block {
  readonly from: number;
  readonly to: number;
  find(key: number): Entry | undefined;
}

/**
 * Everything in the libraries, with the numbers (rating keys) that the server gives it. Numbers follow from the household alone.
 * A show reserves a run of them for seasons and episodes, which are only made when somebody looks.
 */
export class Shelf {
  readonly libraries: readonly PlexLibrary[];
  readonly #top = new Map<number, readonly Entry[]>();
  readonly #collections = new Map<number, readonly CollectionEntry[]>();
  readonly #blocks: Block[] = [];
  readonly #films = new Map<Film, MovieEntry>();
  readonly #shows = new Map<object, ShowEntry>();

  constructor(household: Household) {
    this.libraries = household.plex.libraries;
    let next = 1001;
    for (const library of this.libraries) {
      const entries: Entry[] = [];
      for (const item of library.films) {
        const entry: MovieEntry = { type: 'movie', key: next++, library, item };
        entries.push(entry);
        if (!this.#films.has(item.film)) this.#films.set(item.film, entry);
      }
      if (entries.length > 0) this.#addBlock(entries);
      for (const item of library.shows) {
        const entry = showEntry(next, library, item);
        const from = next;
        // One number for the show, at most one per season and one per episode.
        next += 1 + 2 * item.show.episodeCount;
        entries.push(entry);
        if (!this.#shows.has(item.show)) this.#shows.set(item.show, entry);
        this.#blocks.push({ from, to: next - 1, find: (key) => findInShow(entry, key) });
      }
      for (const item of library.artists) {
        const entry = artistEntry(next, library, item);
        const all = [entry, ...entry.albums.flatMap((album) => [album, ...album.tracks])];
        next += all.length;
        entries.push(entry);
        this.#addBlock(all);
      }
      this.#top.set(library.id, entries);
      const collections = household.plex.collections
        .filter((collection) => collection.libraryId === library.id)
        .map((item): CollectionEntry => ({ type: 'collection', key: next++, library, item }));
      if (collections.length > 0) this.#addBlock(collections);
      this.#collections.set(library.id, collections);
    }
  }

  #addBlock(entries: readonly Entry[]): void {
    const sorted = [...entries].sort((a, b) => a.key - b.key);
    const from = sorted[0]?.key ?? 0;
    this.#blocks.push({ from, to: from + sorted.length - 1, find: (key) => sorted[key - from] });
  }

  /** A library by its number as text. */
  library(id: string): PlexLibrary | undefined {
    return this.libraries.find((library) => String(library.id) === id);
  }

  /** All items of one type in a library. */
  list(library: PlexLibrary, type: Entry['type']): readonly Entry[] {
    const top = this.#top.get(library.id) ?? [];
    switch (type) {
      case 'collection':
        return this.#collections.get(library.id) ?? [];
      case 'season':
        return top.flatMap((entry) => (entry.type === 'show' ? entry.seasons : []));
      case 'episode':
        return top.flatMap((entry) =>
          entry.type === 'show' ? entry.seasons.flatMap((season) => season.episodes) : [],
        );
      case 'album':
        return top.flatMap((entry) => (entry.type === 'artist' ? entry.albums : []));
      case 'track':
        return top.flatMap((entry) => (entry.type === 'artist' ? entry.albums.flatMap((album) => album.tracks) : []));
      default:
        return top.filter((entry) => entry.type === type);
    }
  }

  /** The item with that rating key. */
  find(key: number): Entry | undefined {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const block = this.#blocks[middle];
      if (block === undefined) return undefined;
      if (key < block.from) high = middle - 1;
      else if (key > block.to) low = middle + 1;
      else return block.find(key);
    }
    return undefined;
  }

  /** The entry of something playable; undefined when it is in no library (any more). */
  entryOf(item: Playable): MovieEntry | EpisodeEntry | undefined {
    return item.type === 'movie' ? this.#films.get(item.film) : this.episodeOf(item.show, item.episode);
  }

  /** The entry of a show's episode. */
  episodeOf(show: object, episode: Episode): EpisodeEntry | undefined {
    const season = this.#shows.get(show)?.seasons.find(({ number }) => number === episode.season);
    return season?.episodes.find(({ item }) => item.episode.number === episode.number);
  }
}

function showEntry(key: number, library: PlexLibrary, item: PlexShow): ShowEntry {
  let seasons: readonly SeasonEntry[] | undefined;
  const entry: ShowEntry = {
    type: 'show',
    key,
    library,
    item,
    get seasons() {
      return (seasons ??= seasonEntries(entry));
    },
  };
  return entry;
}

function seasonEntries(show: ShowEntry): readonly SeasonEntry[] {
  const byNumber = new Map<number, PlexEpisode[]>();
  for (const episode of show.item.episodes) {
    const list = byNumber.get(episode.episode.season) ?? [];
    list.push(episode);
    byNumber.set(episode.episode.season, list);
  }
  const numbers = [...byNumber.keys()].sort((a, b) => a - b);
  let nextEpisode = show.key + 1 + numbers.length;
  return numbers.map((number, position) => {
    const known = show.item.show.seasons.find((season) => season.number === number);
    const episodes: EpisodeEntry[] = [];
    const season: SeasonEntry = {
      type: 'season',
      key: show.key + 1 + position,
      library: show.library,
      show,
      number,
      title: known?.title ?? (number === 0 ? 'Specials' : `Season ${number}`),
      guid: known?.ids.plexGuid ?? `${show.item.show.ids.plexGuid}-${number}`,
      episodes,
    };
    for (const item of [...(byNumber.get(number) ?? [])].sort((a, b) => a.episode.number - b.episode.number)) {
      episodes.push({ type: 'episode', key: nextEpisode++, library: show.library, season, item });
    }
    return season;
  });
}

function findInShow(show: ShowEntry, key: number): Entry | undefined {
  if (key === show.key) return show;
  for (const season of show.seasons) {
    if (season.key === key) return season;
    const first = season.episodes[0]?.key ?? 0;
    const episode = season.episodes[key - first];
    if (key >= first && episode !== undefined) return episode;
  }
  return undefined;
}

function artistEntry(key: number, library: PlexLibrary, item: PlexArtist): ArtistEntry {
  let next = key + 1;
  const albums: AlbumEntry[] = [];
  const artist: ArtistEntry = { type: 'artist', key, library, item, albums };
  item.artist.albums.forEach((album, position) => {
    const tracks: TrackEntry[] = [];
    const entry: AlbumEntry = {
      type: 'album',
      key: next++,
      library,
      artist,
      number: position + 1,
      item: album,
      tracks,
    };
    for (const track of album.tracks) tracks.push({ type: 'track', key: next++, library, album: entry, item: track });
    albums.push(entry);
  });
  return artist;
}
