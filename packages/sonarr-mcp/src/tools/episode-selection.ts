import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { formatEpisodeCode, parseEpisodeCode } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrEpisode } from '../client/episode-document.js';

const code = z.string().max(40);

/** The arguments that choose episodes of one series; spread them into a tool's input. See {@link selectEpisodes}. */
export const episodeSelectionInput = {
  seasons: z.array(z.int().min(0).max(9999)).max(99).optional().describe('0: specials.'),
  episodes: z.array(code).max(200).optional().describe('S04, S01-S03, S04E01, S04E01-E05; S00 specials.'),
  from: code.optional().describe('S04E01 and later.'),
  before: code.optional().describe('All before S04E01.'),
};

/** Which episodes a caller means. */
export interface EpisodeSelection {
  /** Whole seasons; 0 are the specials. */
  readonly seasons?: readonly number[] | undefined;
  /** `S04E01`, a range with both its ends (`S04E01-E05`, `S04E01-S05E03`, `S01-S03`), or `S04` for a season. */
  readonly episodes?: readonly string[] | undefined;
  /** This episode and all later ones. A season (`S04`) stands for its first episode. */
  readonly from?: string | undefined;
  /** All episodes before this one, which need not exist. */
  readonly before?: string | undefined;
}

/** The episodes that a selection means. */
export interface ChosenEpisodes {
  /** All of them, in order. */
  readonly episodes: readonly SonarrEpisode[];
  /**
   * The seasons that are meant as such, with what may yet be announced of them. A season of which every known episode was
   * named one by one is not among them.
   */
  readonly seasons: readonly number[];
}

/** Where an episode stands; a season's own place has the number 0, before its first episode. */
interface Place {
  readonly season: number;
  readonly episode: number;
}

/** A stretch of a series: `first` is included; `last`, too, where it is given, and nothing from `end` on. */
interface Stretch {
  readonly first: Place;
  readonly last?: Place;
  readonly end?: Place;
}

const beginning: Place = { season: 1, episode: 0 };

/** Whether a call chooses episodes at all. */
export function choosesEpisodes(selection: EpisodeSelection): boolean {
  const { seasons, episodes, from, before } = selection;
  return [seasons, episodes, from, before].some((part) => part !== undefined);
}

/**
 * Turns a selection into episodes of a fresh list. `seasons` and `episodes` add up; `from` and `before` enclose a stretch of
 * the regular seasons, and specials only where `from` is one.
 * @param all every episode of the series
 * @param known the numbers of its seasons, those without episodes too
 * @throws InvalidInputError when nothing is chosen, the parts contradict each other, or a code is none; NotFoundError naming
 * what the series does not have
 */
export function selectEpisodes(
  selection: EpisodeSelection,
  all: readonly SonarrEpisode[],
  known: readonly number[] = [],
): ChosenEpisodes {
  const { seasons = [], episodes = [], from, before } = selection;
  const listed = seasons.length > 0 || episodes.length > 0;
  const enclosed = from !== undefined || before !== undefined;
  if (!listed && !enclosed) {
    throw new InvalidInputError('Which episodes are meant was not said.', {
      target: 'episodes',
      hint: 'Give seasons, episodes (S04E01), from or before.',
      changed: 'no',
    });
  }
  if (listed && enclosed) {
    throw new InvalidInputError('Episodes were named in two ways that do not go together.', {
      target: from === undefined ? 'before' : 'from',
      hint: 'Give seasons and episodes, or from and before.',
      changed: 'no',
    });
  }
  const series = new Contents(all, known);
  const stretches = enclosed
    ? [enclosedBy(from, before)]
    : [...seasons.map((season) => series.season(season)), ...episodes.map((text) => series.named(text))];
  const chosen = series.within(stretches);
  if (chosen.episodes.length === 0 && chosen.seasons.length === 0) {
    throw new NotFoundError('The series has no episode there.', {
      target: from ?? before ?? 'episodes',
      hint: series.hint(),
      changed: 'no',
    });
  }
  return chosen;
}

/**
 * Writes episodes as the `episodes` of a selection: `S04E01-E05` for those that follow one another, `S04E07` for a single one.
 * @param chosen in order
 */
export function episodeCodes(chosen: readonly SonarrEpisode[]): string[] {
  const runs: { readonly first: Place; last: Place }[] = [];
  for (const place of chosen.map(placeOf)) {
    const run = runs.at(-1);
    if (run?.last.season === place.season && run.last.episode + 1 === place.episode) run.last = place;
    else runs.push({ first: place, last: place });
  }
  return runs.map(({ first, last }) => {
    const opening = formatEpisodeCode(first.season, first.episode);
    return first.episode === last.episode ? opening : `${opening}-E${String(last.episode).padStart(2, '0')}`;
  });
}

/** What a series has. */
class Contents {
  readonly #all: readonly SonarrEpisode[];
  readonly #seasons: ReadonlySet<number>;

  constructor(all: readonly SonarrEpisode[], known: readonly number[]) {
    this.#all = [...all].sort((a, b) => a.seasonNumber - b.seasonNumber || a.episodeNumber - b.episodeNumber);
    this.#seasons = new Set([...known, ...all.map(({ seasonNumber }) => seasonNumber)].sort((a, b) => a - b));
  }

  hint(): string {
    const seasons = [...this.#seasons];
    return seasons.length === 0
      ? 'Sonarr has no episodes of it yet; just after a series was added that takes some seconds.'
      : `It has the seasons ${seasons.join(', ')}.`;
  }

  season(season: number): Stretch {
    if (!this.#seasons.has(season)) throw missing(formatEpisodeCode(season), this.hint());
    return { first: { season, episode: 0 }, end: { season: season + 1, episode: 0 } };
  }

  /** A single code, or a range. Both ends must exist: a mistyped one would reach further than was meant. */
  named(text: string): Stretch {
    const { first, last } = readCodes(text);
    const start = this.#existing(first);
    const finish = this.#existing(last);
    if (compare(start.first, finish.first) > 0) {
      throw new InvalidInputError(`'${text}' ends before it begins.`, {
        target: 'episodes',
        hint: 'Write the earlier episode first.',
        changed: 'no',
      });
    }
    return { ...finish, first: start.first };
  }

  /** The episodes of all stretches, each once, and the seasons that lie in one as a whole. */
  within(stretches: readonly Stretch[]): ChosenEpisodes {
    const seasons = [...this.#seasons].filter((season) =>
      stretches.some((stretch) => this.#opens(season, stretch) && goesBeyond(season, stretch)),
    );
    const episodes = this.#all.filter((episode) => stretches.some((stretch) => holds(stretch, placeOf(episode))));
    return { episodes, seasons };
  }

  /** Whether a stretch begins before the first episode of a season, or with it. */
  #opens(season: number, { first }: Stretch): boolean {
    if (first.season !== season) return first.season < season;
    const opening = this.#all.find(({ seasonNumber }) => seasonNumber === season);
    return first.episode <= (opening?.episodeNumber ?? 1);
  }

  #existing({ season, episode }: { readonly season: number; readonly episode?: number }): Stretch {
    if (episode === undefined || !this.#seasons.has(season)) return this.season(season);
    const place = { season, episode };
    const ofSeason = this.#all.filter(({ seasonNumber }) => seasonNumber === season);
    if (!ofSeason.some(({ episodeNumber }) => episodeNumber === episode)) {
      const last = ofSeason.at(-1);
      throw missing(
        formatEpisodeCode(season, episode),
        last === undefined
          ? `Season ${season} has no episodes yet.`
          : `Season ${season} goes up to ${formatEpisodeCode(season, last.episodeNumber)}.`,
      );
    }
    return { first: place, last: place };
  }
}

/** Whether a season's episodes to come would belong to the stretch as well. */
function goesBeyond(season: number, { last, end }: Stretch): boolean {
  if (last !== undefined) return last.season > season;
  return end === undefined || end.season > season;
}

function holds({ first, last, end }: Stretch, place: Place): boolean {
  return (
    compare(first, place) <= 0 &&
    (last === undefined || compare(place, last) <= 0) &&
    (end === undefined || compare(place, end) < 0)
  );
}

function enclosedBy(from: string | undefined, before: string | undefined): Stretch {
  const first = from === undefined ? beginning : placeIn(from);
  if (before === undefined) return { first };
  const end = placeIn(before);
  if (compare(first, end) >= 0 && from !== undefined) {
    throw new InvalidInputError(`Nothing lies from ${from} on and before ${before}.`, {
      target: 'before',
      hint: 'before is the first episode that is left out.',
      changed: 'no',
    });
  }
  // Only who asks for specials by name means them: they stand before everything, and belong to every year.
  return { first: end.season === 0 ? { season: 0, episode: 0 } : first, end };
}

const rangePattern =
  /^(s\d{1,4}[ .-]?e\d{1,5}|\d{1,4}x\d{1,5}|s\d{1,4})\s*[-–—]\s*(s\d{1,4}[ .-]?e\d{1,5}|\d{1,4}x\d{1,5}|s\d{1,4}|e?\d{1,5})$/i;

type Code = ReturnType<typeof parseEpisodeCode>;

function readCodes(text: string): { readonly first: Code; readonly last: Code } {
  const range = rangePattern.exec(text.trim());
  // `S04-E01` is one episode with a hyphen in it.
  if (range === null || /^s\d{1,4}-e\d{1,5}$/i.test(text.trim())) {
    const only = parseEpisodeCode(text);
    return { first: only, last: only };
  }
  const [, opening = '', closing = ''] = range;
  const first = parseEpisodeCode(opening);
  const bare = /^e?(\d{1,5})$/i.exec(closing)?.[1];
  if (bare === undefined) return { first, last: parseEpisodeCode(closing) };
  const number = Number(bare);
  return { first, last: first.episode === undefined ? { season: number } : { season: first.season, episode: number } };
}

function placeIn(text: string): Place {
  const { season, episode = 0 } = parseEpisodeCode(text);
  return { season, episode };
}

function placeOf({ seasonNumber, episodeNumber }: SonarrEpisode): Place {
  return { season: seasonNumber, episode: episodeNumber };
}

function compare(a: Place, b: Place): number {
  return a.season - b.season || a.episode - b.episode;
}

function missing(what: string, hint: string): NotFoundError {
  return new NotFoundError(`The series has no ${what}.`, { target: what, hint, changed: 'no' });
}
