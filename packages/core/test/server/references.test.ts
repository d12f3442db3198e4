import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../src/errors.js';
import { formatEpisodeCode, parseEpisodeCode, parseItem, refOf } from '../../src/server/references.js';

/** Text with this in it, for the compiler a value like any other. */
const containing = (part: string): unknown => expect.stringContaining(part);

describe('refOf', () => {
  const all = { tvdb: 81189, tmdb: 1396, imdb: 'tt0903747', trakt: 1388, plex: 'plex://show/5d9c085aba2e21001f1c7b6f' };

  it('names shows by tvdb and films by tmdb', () => {
    expect(refOf(all, 'show')).toBe('tvdb:81189');
    expect(refOf(all, 'movie')).toBe('tmdb:1396');
  });

  it('falls back to imdb, then to whatever is known', () => {
    expect(refOf({ tmdb: 1396, imdb: 'tt0903747' }, 'show')).toBe('imdb:tt0903747');
    expect(refOf({ tmdb: 1396, trakt: 1388 }, 'show')).toBe('tmdb:1396');
    expect(refOf({ trakt: 1388 }, 'movie')).toBe('trakt:1388');
    expect(refOf({ plex: all.plex }, 'show')).toBe('plex://show/5d9c085aba2e21001f1c7b6f');
    expect(refOf({ plex: '4711' }, 'other')).toBe('plex:4711');
  });

  it('takes zero and the empty string for "not known"', () => {
    expect(refOf({ tvdb: 0, imdb: '' }, 'show')).toBeUndefined();
    expect(refOf({ tvdb: 0, imdb: 'tt0903747' }, 'show')).toBe('imdb:tt0903747');
  });

  it('writes what parseItem reads back as the same id', () => {
    const ids = fc.record(
      {
        tvdb: fc.nat(),
        tmdb: fc.nat(),
        imdb: fc.integer({ min: 1_000_000, max: 99_999_999 }).map((digits) => `tt${digits}`),
        trakt: fc.nat(),
        plex: fc.oneof(
          fc.stringMatching(/^[0-9a-f]{24}$/).map((hex) => `plex://show/${hex}`),
          fc.constant('4711'),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(ids, fc.constantFrom('show' as const, 'movie' as const, 'other' as const), (known, kind) => {
        const ref = refOf(known, kind);
        if (ref === undefined) return;
        const parsed = parseItem(ref);
        expect(parsed.kind).toBe('ref');
        if (parsed.kind === 'ref') expect(String(known[parsed.scheme])).toBe(parsed.value);
      }),
    );
  });
});

describe('parseItem', () => {
  it.each([
    [12, { kind: 'id', id: '12' }],
    ['12', { kind: 'id', id: '12', title: '12' }],
    [' 1883 ', { kind: 'id', id: '1883', title: '1883' }],
    ['tvdb:81189', { kind: 'ref', scheme: 'tvdb', value: '81189' }],
    ['TVDB: 81189', { kind: 'ref', scheme: 'tvdb', value: '81189' }],
    ['tmdb:603', { kind: 'ref', scheme: 'tmdb', value: '603' }],
    ['imdb:tt0133093', { kind: 'ref', scheme: 'imdb', value: 'tt0133093' }],
    ['tt0133093', { kind: 'ref', scheme: 'imdb', value: 'tt0133093' }],
    ['TT0133093', { kind: 'ref', scheme: 'imdb', value: 'tt0133093' }],
    ['trakt:1388', { kind: 'ref', scheme: 'trakt', value: '1388' }],
    ['plex:4711', { kind: 'ref', scheme: 'plex', value: '4711' }],
    ['plex://show/5d9c', { kind: 'ref', scheme: 'plex', value: 'plex://show/5d9c' }],
    ['Doctor Who (2005)', { kind: 'title', title: 'Doctor Who', year: 2005 }],
    ['2012 (2009)', { kind: 'title', title: '2012', year: 2009 }],
    ['Ghosts (US) (2021)', { kind: 'title', title: 'Ghosts (US)', year: 2021 }],
    ['Ghosts (US)', { kind: 'title', title: 'Ghosts (US)' }],
    ['Blade Runner 2049', { kind: 'title', title: 'Blade Runner 2049' }],
    ['(2005)', { kind: 'title', title: '(2005)' }],
    ['Room (9999)', { kind: 'title', title: 'Room (9999)' }],
    ['Imdb: the film', { kind: 'title', title: 'Imdb: the film' }],
    ['tvdb:Dark', { kind: 'title', title: 'tvdb:Dark' }],
  ])('reads %j', (text, reference) => {
    expect(parseItem(text)).toEqual(reference);
  });

  it('refuses empty text with examples of what it takes', () => {
    expect(() => parseItem('  ')).toThrow(InvalidInputError);
    expect(() => parseItem('')).toThrow(expect.objectContaining({ hint: containing('tvdb:81189') }));
  });

  it('makes something of any other text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(text.trim() !== '');
        expect(['id', 'ref', 'title']).toContain(parseItem(text).kind);
      }),
    );
  });
});

describe('episode codes', () => {
  it.each([
    ['S03E04', { season: 3, episode: 4 }],
    ['s3e4', { season: 3, episode: 4 }],
    ['S03 E04', { season: 3, episode: 4 }],
    ['3x04', { season: 3, episode: 4 }],
    ['S00E01', { season: 0, episode: 1 }],
    ['S2021E105', { season: 2021, episode: 105 }],
    ['S03', { season: 3 }],
  ])('reads %s', (text, code) => {
    expect(parseEpisodeCode(text)).toEqual(code);
  });

  it.each(['', 'E04', 'S', '304', 'S03E04-E05', 'SxE', 'third'])('refuses %j with examples', (text) => {
    expect(() => parseEpisodeCode(text)).toThrow(expect.objectContaining({ hint: containing('S03E04') }));
    expect(() => parseEpisodeCode(text)).toThrow(InvalidInputError);
  });

  it('are written with two digits at least', () => {
    expect(formatEpisodeCode(3, 4)).toBe('S03E04');
    expect(formatEpisodeCode(3)).toBe('S03');
    expect(formatEpisodeCode(2021, 105)).toBe('S2021E105');
  });

  it('come back from writing as they were', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(99_999), (season, episode) => {
        expect(parseEpisodeCode(formatEpisodeCode(season, episode))).toEqual({ season, episode });
        expect(parseEpisodeCode(formatEpisodeCode(season))).toEqual({ season });
      }),
    );
  });
});
