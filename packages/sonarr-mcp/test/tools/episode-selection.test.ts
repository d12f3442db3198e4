import { InvalidInputError, NotFoundError } from '@watchstack/core';
import { parseEpisodeCode } from '@watchstack/core/server';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SonarrEpisode } from '../../src/client/episode-document.js';
import {
  choosesEpisodes,
  episodeCodes,
  selectEpisodes,
  type EpisodeSelection,
} from '../../src/tools/episode-selection.js';
import { episodeCode } from '../../src/tools/episodes.js';

/** Episodes of a series with that many in each season, the specials first. */
function series(...counts: readonly number[]): SonarrEpisode[] {
  return counts.flatMap((count, seasonNumber) =>
    Array.from({ length: count }, (_none, index) => ({
      id: seasonNumber * 1000 + index + 1,
      seriesId: 1,
      seasonNumber,
      episodeNumber: index + 1,
      title: 'Episode',
      hasFile: false,
      monitored: true,
    })),
  );
}

const all = series(2, 3, 3, 4, 2);

function chosen(selection: EpisodeSelection, episodes = all, known: readonly number[] = []) {
  const found = selectEpisodes(selection, episodes, known);
  return { codes: found.episodes.map(episodeCode), seasons: found.seasons };
}

describe('a selection of episodes', () => {
  it.each<[string, EpisodeSelection, readonly string[], readonly number[]]>([
    ['whole seasons', { seasons: [4, 1] }, ['S01E01', 'S01E02', 'S01E03', 'S04E01', 'S04E02'], [1, 4]],
    ['the specials', { seasons: [0] }, ['S00E01', 'S00E02'], [0]],
    ['single episodes, in any order and writing', { episodes: ['4x02', 's1e2'] }, ['S01E02', 'S04E02'], []],
    ['a range in a season', { episodes: ['S03E02-E03'] }, ['S03E02', 'S03E03'], []],
    ['a range without its second E', { episodes: ['S03E02-03'] }, ['S03E02', 'S03E03'], []],
    [
      'a range over seasons',
      { episodes: ['S02E03-S04E01'] },
      ['S02E03', 'S03E01', 'S03E02', 'S03E03', 'S03E04', 'S04E01'],
      [3],
    ],
    [
      'a range of seasons',
      { episodes: ['S03-S04'] },
      ['S03E01', 'S03E02', 'S03E03', 'S03E04', 'S04E01', 'S04E02'],
      [3, 4],
    ],
    ['a season among episodes', { episodes: ['S04', 'S01E01'] }, ['S01E01', 'S04E01', 'S04E02'], [4]],
    ['one episode that is written with a hyphen', { episodes: ['S04-E02'] }, ['S04E02'], []],
    [
      'seasons and episodes together',
      { seasons: [4], episodes: ['S01E01', 'S04E01'] },
      ['S01E01', 'S04E01', 'S04E02'],
      [4],
    ],
    ['from an episode on', { from: 'S03E04' }, ['S03E04', 'S04E01', 'S04E02'], [4]],
    ['from the first of a season on', { from: 'S04E01' }, ['S04E01', 'S04E02'], [4]],
    ['all before a season, without specials', { before: 'S02E01' }, ['S01E01', 'S01E02', 'S01E03'], [1]],
    ['all before an episode', { before: 'S02E02' }, ['S01E01', 'S01E02', 'S01E03', 'S02E01'], [1]],
    ['a stretch, without its end', { from: 'S02E02', before: 'S03E02' }, ['S02E02', 'S02E03', 'S03E01'], []],
    ['a season for its first episode', { from: 'S03', before: 'S04' }, ['S03E01', 'S03E02', 'S03E03', 'S03E04'], [3]],
    ['specials where they are named', { before: 'S00E02' }, ['S00E01'], []],
  ])('takes %s', (_what, selection, codes, seasons) => {
    expect(chosen(selection)).toEqual({ codes, seasons });
  });

  it('before a season that is yet to come is everything that there is', () => {
    expect(chosen({ before: 'S09E01' }).seasons).toEqual([1, 2, 3, 4]);
  });

  it('that names every episode there is of a season one by one does not mean those to come', () => {
    expect(chosen({ episodes: ['S04E01-E02'] }).seasons).toEqual([]);
    expect(chosen({ seasons: [4] }).seasons).toEqual([4]);
  });

  it('knows a season that has no episodes yet', () => {
    expect(chosen({ seasons: [5] }, all, [0, 1, 2, 3, 4, 5])).toEqual({ codes: [], seasons: [5] });
  });

  it.each<[string, EpisodeSelection, string, string]>([
    ['a season', { seasons: [7] }, 'S07', '0, 1, 2, 3, 4'],
    ['an episode', { episodes: ['S03E05'] }, 'S03E05', 'S03E04'],
    ['an episode of a season that is not there', { episodes: ['S07E01'] }, 'S07', '0, 1, 2, 3, 4'],
    ['the end of a range', { episodes: ['S01E01-E30'] }, 'S01E30', 'S01E03'],
  ])('names %s that does not exist, and what does', (_what, selection, missing, hint) => {
    expect(() => selectEpisodes(selection, all)).toThrow(NotFoundError);
    expect(() => selectEpisodes(selection, all)).toThrow(missing);
    try {
      selectEpisodes(selection, all);
    } catch (error) {
      expect(error).toMatchObject({ changed: 'no', target: missing, hint: expect.stringContaining(hint) as unknown });
    }
  });

  it('after the last episode is not there, and of a series without episodes nothing is', () => {
    expect(() => selectEpisodes({ from: 'S09E01' }, all)).toThrow(NotFoundError);
    expect(() => selectEpisodes({ before: 'S02E01' }, [])).toThrow(NotFoundError);
    expect(() => selectEpisodes({ seasons: [1] }, [])).toThrow(NotFoundError);
  });

  it.each<[string, EpisodeSelection]>([
    ['nothing at all', {}],
    ['an empty list', { episodes: [] }],
    ['seasons beside a stretch', { seasons: [1], before: 'S04E01' }],
    ['a range backwards', { episodes: ['S03E02-E01'] }],
    ['a stretch backwards', { from: 'S04E01', before: 'S03E01' }],
    ['what is no code', { episodes: ['the last one'] }],
    ['what is no code to start from', { from: 'season four' }],
  ])('refuses %s', (_what, selection) => {
    expect(() => selectEpisodes(selection, all)).toThrow(InvalidInputError);
  });

  it('is there as soon as one of its parts is', () => {
    expect(choosesEpisodes({})).toBe(false);
    expect(
      [{ seasons: [0] }, { episodes: ['S01E01'] }, { from: 'S01' }, { before: 'S01' }].every(choosesEpisodes),
    ).toBe(true);
  });
});

it('episodes that follow one another are written as one range', () => {
  const found = selectEpisodes({ episodes: ['S01E01', 'S01E02-E03', 'S02E02', 'S04E01-E02'] }, all).episodes;
  expect(episodeCodes(found)).toEqual(['S01E01-E03', 'S02E02', 'S04E01-E02']);
  expect(episodeCodes([])).toEqual([]);
});

const counts = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 7 });

describe('for any series', () => {
  it('from an episode and before it are all regular episodes, each once', () => {
    fc.assert(
      fc.property(counts, fc.nat(), (perSeason, pick) => {
        const episodes = series(...perSeason);
        const regular = episodes.filter(({ seasonNumber }) => seasonNumber > 0);
        const at = regular[pick % regular.length];
        if (at === undefined || at === regular[0]) return;
        const code = episodeCode(at);
        const before = selectEpisodes({ before: code }, episodes);
        const from = selectEpisodes({ from: code }, episodes);
        expect([...before.episodes, ...from.episodes]).toEqual(regular);
        expect(before.seasons.filter((season) => from.seasons.includes(season))).toEqual([]);
      }),
    );
  });

  it('a range is the episodes from its first to its last, whichever they are', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.nat(), (perSeason, one, other) => {
        const episodes = series(...perSeason);
        const [first = 0, last = 0] = [one % episodes.length, other % episodes.length].sort((a, b) => a - b);
        const ends = [episodes[first], episodes[last]].map((end) => (end === undefined ? '' : episodeCode(end)));
        expect(selectEpisodes({ episodes: [ends.join('-')] }, episodes).episodes).toEqual(
          episodes.slice(first, last + 1),
        );
      }),
    );
  });

  it('what is written as codes is read as the same episodes', () => {
    fc.assert(
      fc.property(counts, fc.array(fc.boolean(), { minLength: 90, maxLength: 90 }), (perSeason, wanted) => {
        const episodes = series(...perSeason);
        const some = episodes.filter((_episode, index) => wanted[index]);
        fc.pre(some.length > 0);
        const codes = episodeCodes(some);
        expect(selectEpisodes({ episodes: codes }, episodes).episodes).toEqual(some);
        expect(codes.length).toBeLessThanOrEqual(some.length);
      }),
    );
  });

  it('a season that is chosen as such has all its episodes among the chosen', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 12 }));
    fc.assert(
      fc.property(counts, place, (perSeason, [season, number]) => {
        const episodes = series(...perSeason);
        const from = `S${season}E${number}`;
        expect(parseEpisodeCode(from)).toEqual({ season, episode: number });
        let found;
        try {
          found = selectEpisodes({ from }, episodes);
        } catch (error) {
          expect(error).toBeInstanceOf(NotFoundError);
          return;
        }
        for (const whole of found.seasons) {
          const ofSeason = episodes.filter(({ seasonNumber }) => seasonNumber === whole);
          expect(found.episodes.filter(({ seasonNumber }) => seasonNumber === whole)).toEqual(ofSeason);
        }
      }),
    );
  });
});
