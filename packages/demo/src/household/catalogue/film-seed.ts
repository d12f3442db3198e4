/** What is not usual about a film. */
export interface FilmExtras {
  /** Default `us`. */
  readonly country?: string;
  /** Default `en`. */
  readonly language?: string;
  readonly original?: string;
  readonly also?: readonly string[];
  /** Numbers of the real film, where they are known. */
  readonly tmdb?: number;
  readonly imdb?: string;
  /** In the children's library. */
  readonly kids?: true;
  /** Not in any library of the household. */
  readonly missing?: true;
}

/** One hand-written film: title, year, minutes, genres, director, cast, rating, certification, what it is about. */
export type FilmSeed = readonly [
  title: string,
  year: number,
  runtime: number,
  genres: string,
  directors: string,
  cast: string,
  rating: number,
  certification: string,
  about: string,
  extras?: FilmExtras,
];
