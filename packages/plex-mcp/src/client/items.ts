import * as z from 'zod';
import { children, compact, flag, number, requiredText, tags, text } from './attributes.js';

/** A file of an item. */
export interface PlexPart {
  readonly id?: string | undefined;
  /** Path on the machine of the server. */
  readonly file?: string | undefined;
  /** Bytes. */
  readonly size?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  readonly container?: string | undefined;
  /** In sessions: `directplay`, `copy` or `transcode`. */
  readonly decision?: string | undefined;
}

/** One version of an item: a film may be there in 4K and in 1080p. */
export interface PlexMedia {
  readonly id?: string | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Kilobits per second. */
  readonly bitrate?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** `4k`, `1080`, `720`, `480`, `sd`. */
  readonly videoResolution?: string | undefined;
  readonly videoCodec?: string | undefined;
  readonly audioCodec?: string | undefined;
  readonly audioChannels?: number | undefined;
  readonly container?: string | undefined;
  /** In sessions: the version that is being played. */
  readonly selected?: boolean | undefined;
  readonly parts: readonly PlexPart[];
}

/**
 * A film, show, season, episode, artist, album, track or anything else that Plex keeps metadata of. Names and units are
 * Plex's own: times are seconds since 1970, lengths milliseconds. Rows of listings are partial: they hold two genres and three
 * actors of perhaps many.
 */
export interface PlexItem {
  /** Digits. The id of the item in this server. */
  readonly ratingKey: string;
  readonly type: string;
  readonly title: string;
  readonly originalTitle?: string | undefined;
  readonly editionTitle?: string | undefined;
  readonly year?: number | undefined;
  readonly guid?: string | undefined;
  /** `tvdb://81189`, `tmdb://603`, `imdb://tt0133093`; only where they were asked for. */
  readonly guids: readonly string[];
  readonly librarySectionID?: string | undefined;
  readonly librarySectionTitle?: string | undefined;
  readonly summary?: string | undefined;
  readonly tagline?: string | undefined;
  readonly contentRating?: string | undefined;
  readonly studio?: string | undefined;
  readonly rating?: number | undefined;
  readonly audienceRating?: number | undefined;
  readonly userRating?: number | undefined;
  /** Number of the episode in its season, of the season in its show, of the track on its album. */
  readonly index?: number | undefined;
  readonly parentIndex?: number | undefined;
  readonly parentRatingKey?: string | undefined;
  readonly parentTitle?: string | undefined;
  readonly parentYear?: number | undefined;
  readonly grandparentRatingKey?: string | undefined;
  readonly grandparentTitle?: string | undefined;
  /** Seasons of a show, albums of an artist. */
  readonly childCount?: number | undefined;
  /** Episodes or tracks. */
  readonly leafCount?: number | undefined;
  readonly viewedLeafCount?: number | undefined;
  readonly viewCount?: number | undefined;
  /** Milliseconds from the beginning, while it is not finished. */
  readonly viewOffset?: number | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Seconds since 1970. */
  readonly addedAt?: number | undefined;
  /** Seconds since 1970. */
  readonly updatedAt?: number | undefined;
  /** Seconds since 1970. */
  readonly lastViewedAt?: number | undefined;
  /** `YYYY-MM-DD` */
  readonly originallyAvailableAt?: string | undefined;
  readonly genres: readonly string[];
  readonly directors: readonly string[];
  readonly writers: readonly string[];
  readonly roles: readonly string[];
  readonly collections: readonly string[];
  readonly media: readonly PlexMedia[];
}

/** One page of a longer list. */
export interface PlexPage<T> {
  readonly items: readonly T[];
  /** Where this page begins in the whole. */
  readonly offset: number;
  /** How many there are in the whole, as far as the server says. */
  readonly total: number;
}

const partSchema = z
  .object({ id: text, file: text, size: number, duration: number, container: text, decision: text })
  .transform(compact);

const mediaSchema = z
  .object({
    id: text,
    duration: number,
    bitrate: number,
    width: number,
    height: number,
    videoResolution: text,
    videoCodec: text,
    audioCodec: text,
    audioChannels: number,
    container: text,
    selected: flag,
    Part: children(partSchema),
  })
  .transform(({ Part, ...media }): PlexMedia => compact({ ...media, parts: Part }));

/** The attributes that items of every kind share. */
export const itemAttributes = {
  type: text,
  title: text,
  originalTitle: text,
  editionTitle: text,
  year: number,
  guid: text,
  Guid: children(z.object({ id: text })),
  librarySectionID: text,
  librarySectionTitle: text,
  summary: text,
  tagline: text,
  contentRating: text,
  studio: text,
  rating: number,
  audienceRating: number,
  userRating: number,
  index: number,
  parentIndex: number,
  parentRatingKey: text,
  parentTitle: text,
  parentYear: number,
  grandparentRatingKey: text,
  grandparentTitle: text,
  childCount: number,
  leafCount: number,
  viewedLeafCount: number,
  viewCount: number,
  viewOffset: number,
  duration: number,
  addedAt: number,
  updatedAt: number,
  lastViewedAt: number,
  originallyAvailableAt: text,
  Genre: tags,
  Director: tags,
  Writer: tags,
  Role: tags,
  Collection: tags,
  Media: children(mediaSchema),
};

const itemObject = z.object({ ratingKey: requiredText, ...itemAttributes });

/** Puts the attributes of an element into our words. */
export function toItem({
  Guid,
  Genre,
  Director,
  Writer,
  Role,
  Collection,
  Media,
  ...rest
}: z.output<typeof itemObject>): PlexItem {
  return compact({
    ...rest,
    type: rest.type ?? 'unknown',
    title: rest.title ?? '',
    guids: Guid.flatMap(({ id }) => (id === undefined ? [] : [id])),
    genres: Genre,
    directors: Director,
    writers: Writer,
    roles: Role,
    collections: Collection,
    media: Media,
  });
}

/** One film, show, season, episode, artist, album or track. */
export const itemSchema = itemObject.transform(toItem);

/** Keeps what has a rating key: season lists begin with "All episodes", which has none and is no item. */
function itemRows(rows: unknown): unknown[] {
  return Array.isArray(rows)
    ? rows.filter((row: unknown) => typeof row === 'object' && row !== null && 'ratingKey' in row)
    : [];
}

/** The items of a list of elements under `Metadata`. */
export const itemList = z.unknown().optional().transform(itemRows).pipe(z.array(itemSchema));

/**
 * The items of a container with its paging. The library's id and name stand on the container of a listing and not on its
 * rows; they are copied down. `totalSize` is missing where nothing was paged.
 */
export const itemPageSchema = z
  .object({
    offset: number,
    size: number,
    totalSize: number,
    librarySectionID: text,
    librarySectionTitle: text,
    Metadata: itemList,
  })
  .transform((container): PlexPage<PlexItem> => ({
    items: container.Metadata.map((item) =>
      compact({
        ...item,
        librarySectionID: item.librarySectionID ?? container.librarySectionID,
        librarySectionTitle: item.librarySectionTitle ?? container.librarySectionTitle,
      }),
    ),
    offset: container.offset ?? 0,
    total: container.totalSize ?? container.size ?? container.Metadata.length,
  }));
