import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmbiguousError, NotFoundError, type Candidate } from '../../src/errors.js';
import {
  matchItems,
  nearest,
  normaliseTitle,
  resolveItem,
  toCandidate,
  type Describable,
} from '../../src/server/matching.js';

/** Text with this in it, for the compiler a value like any other. */
const containing = (part: string): unknown => expect.stringContaining(part);
const same = (item: Describable) => item;
const words = { noun: 'series', lookIn: 'your library', findWith: 'search_new_series' };

/** What was asked for, and a title that is the same to a person. */
const equals: readonly (readonly [string, string])[] = [
  ['la casa de papel', 'La casa de papel'],
  ['Casa de papel', 'La casa de papel'],
  ['Die Bruecke', 'Die Brücke'],
  ['Die Brucke', 'Die Brücke'],
  ['Brücke', 'Die Brücke'],
  ['DIE BRÜCKE', 'Die Brücke'],
  ['Die Brücke', 'Die Bru\u0308cke'],
  ['Elite', 'Élite'],
  ['Ueber Weihnachten', 'Über Weihnachten'],
  ['Uber Weihnachten', 'Über Weihnachten'],
  ['Über Weihnachten', 'Ueber Weihnachten'],
  ['Lindenstrasse', 'Lindenstraße'],
  ['LINDENSTRASSE', 'Lindenstraße'],
  ['Goetter wie wir', 'Götter wie wir'],
  ['Law and Order', 'Law & Order'],
  ['Law & Order', 'Law And Order'],
  ['Dungeons und Dragons', 'Dungeons & Dragons'],
  ['Rhythm and Flow', 'Rhythm + Flow'],
  ['Zipi et Zape', 'Zipi y Zape'],
  ['Will and Grace', 'Will & Grace'],
  ['Pokemon', 'Pokémon'],
  ['Tatort Der Fall Holdt', 'Tatort: Der Fall Holdt'],
  ['MASH', 'M*A*S*H'],
  ['M.A.S.H.', 'M*A*S*H'],
  ["Grey's Anatomy", 'Grey’s Anatomy'],
  ['Greys Anatomy', "Grey's Anatomy"],
  ['Grey`s Anatomy', 'Grey´s Anatomy'],
  ['Wall-E', 'WALL·E'],
  ['Walle', 'WALL·E'],
  ['Shogun', 'Shōgun'],
  ['911', '9-1-1'],
  ['9-1-1 Lone Star', '9-1-1: Lone Star'],
  ['mr robot', 'Mr. Robot'],
  ['SWAT', 'S.W.A.T.'],
  ['Marvels Agents of SHIELD', "Marvel's Agents of S.H.I.E.L.D."],
  ['ET', 'E.T.'],
  ['ET the Extra Terrestrial', 'E.T. the Extra-Terrestrial'],
  ['Spiderman', 'Spider-Man'],
  ['Spider Man', 'Spider-Man'],
  ['Bear', 'The Bear'],
  ['The Bear', 'Bear'],
  ['Bear, The', 'The Bear'],
  ['The A-Team', 'The A Team'],
  ['A-Team', 'The A-Team'],
  ['Agence', "L'Agence"],
  ['L’amica geniale', "L'amica geniale"],
  ['Revenants', 'Les Revenants'],
  ['Reina del Sur', 'La reina del sur'],
  ['Young Pope', 'The Young Pope'],
  ['Ｄａｒｋ', 'Dark'],
  ['Borgen', 'BORGEN'],
  ['Forbrydelsen', 'Forbrydelsen'],
  ['Rode Orm', 'Røde Orm'],
  ['Roede Orm', 'Røde Orm'],
  ['Aeon Flux', 'Æon Flux'],
  ['Coeur', 'Cœur'],
  ['Skam', 'SKAM'],
  ['Alien 3', 'Alien³'],
  ['8 1/2', '8½'],
  ['How to Sell Drugs Online Fast', 'How to Sell Drugs Online (Fast)'],
  ['Frieren Beyond Journeys End', "Frieren: Beyond Journey's End"],
  ['Call My Agent', 'Call My Agent!'],
  ['Whos the Boss', "Who's the Boss?"],
  ['Its Always Sunny in Philadelphia', "It's Always Sunny in Philadelphia"],
  ['Spy x Family', 'SPY×FAMILY'],
  ['Hunter x Hunter', 'HUNTER×HUNTER'],
  ['ΟΔΥΣΣΕΥΣ', 'Οδυσσεύς'],
  ['ВОЙНА И МИР', 'Война и мир'],
  ['Елки', 'Ёлки'],
  ['進撃の巨人', '進撃の巨人'],
  ['カウボーイビバップ', 'カウボーイ・ビバップ'],
  ['오징어게임', '오징어 게임'],
  ['The Office', 'The Office (US)'],
  ['The Office', 'The Office (2005)'],
  ['Doctor Who', 'Doctor Who (US) (1963)'],
  ['Ghosts (UK)', 'Ghosts (GB)'],
  ['???', '???'],
];

/** What was asked for, and a title that is another. */
const differs: readonly (readonly [string, string])[] = [
  ['Dark', 'Darkness'],
  ['Darkness', 'Dark'],
  ['It', 'Italy'],
  ['Joe', 'Jo'],
  ['Blue', 'Blu'],
  ['Uber', 'Ueber'],
  ['24', '24 Hours in A&E'],
  ['Fargo', 'Fargo Rock City'],
  ['The Bear', 'A Bear'],
  ['Das Boot', 'The Boot'],
  ['The Office (UK)', 'The Office (US)'],
  ['Doctor Who (2005)', 'Doctor Who (1963)'],
  ['Star Trek', 'Star Trek: Picard'],
  ['Law & Order', 'Law Order'],
  ['Alien', 'Aliens'],
  ['Y', 'E'],
  ['がく', 'かく'],
  ['نار', 'نور'],
  ['???', '!!!'],
  ['I, Robot', 'Robot'],
  ['How to Sell Drugs Online', 'How to Sell Drugs Online (Fast)'],
];

describe('titles', () => {
  it.each(equals)('%j finds %j', (asked, title) => {
    expect(matchItems(asked, [{ id: 1, title }], same)).toHaveLength(1);
  });

  it.each(differs)('%j does not find %j', (asked, title) => {
    expect(matchItems(asked, [{ id: 1, title }], same)).toEqual([]);
  });

  it('find themselves, whatever they consist of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (title) => {
        fc.pre(title.trim() !== '' && !/:|^tt\d/i.test(title));
        expect(matchItems(title, [{ id: 'x', title }], same)).toHaveLength(1);
      }),
    );
  });

  it('find what differs only in case, accents, punctuation and full-width letters', () => {
    const word = fc.stringMatching(/^[b-df-hj-np-tv-z]{2,8}$/);
    const change = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.replaceAll(' ', ' - '),
      (text) => text.replace(/([b-z])/g, '$1\u0301'),
      (text) => `${text}!`,
      (text) => `The ${text}`,
      (text) => `${text} (2005)`,
      (text) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0xfee0)),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), change, (parts, changed) => {
        const title = parts.join(' ');
        expect(matchItems(title, [{ id: 'x', title: changed(title) }], same)).toHaveLength(1);
      }),
    );
  });

  it('have one spelling that does not change when it is spelt again', () => {
    expect(normaliseTitle('  Die BRÜCKE: Transit in den Tod (2011) ')).toBe('diebrucketransitindentod');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseTitle(text);
        expect(normaliseTitle(once)).toBe(once);
      }),
    );
  });
});

const doctors: readonly Describable[] = [
  { id: 1, title: 'Doctor Who', year: 1963, ids: { tvdb: 76107 }, type: 'series' },
  { id: 2, title: 'Doctor Who (2005)', year: 2005, ids: { tvdb: 78804 }, type: 'series' },
  { id: 3, title: 'Doctor Who (2023)', year: 2023, ids: { tvdb: 436992 }, type: 'series' },
];
const idsOf = (items: readonly Describable[]) => items.map((item) => item.id);

describe('namesakes', () => {
  it('are all meant by the bare title, however exactly one of them bears it', () => {
    expect(idsOf(matchItems('Doctor Who', doctors, same))).toEqual([1, 2, 3]);
    const shoguns = [
      { id: 1, title: 'Shogun', year: 1980 },
      { id: 2, title: 'Shōgun', year: 2024 },
    ];
    expect(idsOf(matchItems('Shogun', shoguns, same))).toEqual([1, 2]);
  });

  it('are told apart by the year', () => {
    expect(idsOf(matchItems('Doctor Who (2005)', doctors, same))).toEqual([2]);
    expect(idsOf(matchItems('doctor who (1963)', doctors, same))).toEqual([1]);
    expect(matchItems('Doctor Who (1996)', doctors, same)).toEqual([]);
  });

  it('may be a year off only when none has the very year', () => {
    expect(idsOf(matchItems('Doctor Who (2004)', doctors, same))).toEqual([2]);
    const close = [
      { id: 1, title: 'Ghosts', year: 2019 },
      { id: 2, title: 'Ghosts', year: 2020 },
    ];
    expect(idsOf(matchItems('Ghosts (2020)', close, same))).toEqual([2]);
    expect(idsOf(matchItems('Ghosts (2021)', close, same))).toEqual([2]);
  });

  it('without a known year are not taken for one of that year', () => {
    expect(matchItems('Dark (2017)', [{ id: 1, title: 'Dark', year: 0 }], same)).toEqual([]);
  });

  it('are told apart by the country, said in the title or known', () => {
    const offices = [
      { id: 1, title: 'The Office', year: 2001, country: 'GB' },
      { id: 2, title: 'The Office', year: 2005, country: 'us' },
      { id: 3, title: 'The Office (AU)', year: 2024 },
    ];
    expect(idsOf(matchItems('The Office', offices, same))).toEqual([1, 2, 3]);
    expect(idsOf(matchItems('The Office (US)', offices, same))).toEqual([2]);
    expect(idsOf(matchItems('the office (uk)', offices, same))).toEqual([1]);
    expect(idsOf(matchItems('The Office (AU)', offices, same))).toEqual([3]);
    expect(idsOf(matchItems('The Office (US) (2005)', offices, same))).toEqual([2]);
    expect(matchItems('The Office (IN)', offices, same)).toEqual([]);
  });

  it('by another of their names count as well', () => {
    const bridges = [
      { id: 1, title: 'The Bridge', year: 2011, alternateTitles: ['Bron/Broen', 'Die Brücke'] },
      { id: 2, title: 'The Bridge', year: 2013 },
      { id: 3, title: 'Die Brücke', year: 2008 },
    ];
    expect(idsOf(matchItems('die bruecke', bridges, same))).toEqual([1, 3]);
    expect(idsOf(matchItems('The Bridge', bridges, same))).toEqual([1, 2]);
    expect(idsOf(matchItems('Bron Broen', bridges, same))).toEqual([1]);
  });

  it('that only lack an article come second', () => {
    const bears = [
      { id: 1, title: 'Bear' },
      { id: 2, title: 'The Bear' },
    ];
    expect(idsOf(matchItems('The Bear', bears, same))).toEqual([2]);
    expect(idsOf(matchItems('Bear', bears, same))).toEqual([1]);
  });
});

describe('ids and refs', () => {
  const shelf: readonly Describable[] = [
    { id: 24, title: 'Velma', ids: { tvdb: 386818, imdb: 'tt14153790' }, type: 'series' },
    { id: 7, title: '1883', ids: { tvdb: 396390, tmdb: 118357 }, type: 'series' },
    { id: 9, title: '24', year: 2001, ids: { tvdb: 76290 }, type: 'series' },
  ];

  it('find the one they belong to', () => {
    expect(idsOf(matchItems(7, shelf, same))).toEqual([7]);
    expect(idsOf(matchItems('7', shelf, same))).toEqual([7]);
    expect(idsOf(matchItems('tvdb:386818', shelf, same))).toEqual([24]);
    expect(idsOf(matchItems('tt14153790', shelf, same))).toEqual([24]);
    expect(idsOf(matchItems('tmdb:118357', shelf, same))).toEqual([7]);
    expect(matchItems('tmdb:386818', shelf, same)).toEqual([]);
  });

  it('of digits are titles as well, and never decide between an id and a title', () => {
    expect(idsOf(matchItems('1883', shelf, same))).toEqual([7]);
    expect(idsOf(matchItems(24, shelf, same))).toEqual([24]);
    expect(idsOf(matchItems('24', shelf, same))).toEqual([24, 9]);
    expect(idsOf(matchItems('24 (2001)', shelf, same))).toEqual([9]);
  });

  it('of tmdb mean the film where a show has the same number', () => {
    const both: readonly Describable[] = [
      { id: 1, title: 'A show', ids: { tvdb: 5, tmdb: 603 }, type: 'show' },
      { id: 2, title: 'The Matrix', ids: { tmdb: 603 }, type: 'movie' },
    ];
    expect(idsOf(matchItems('tmdb:603', both, same))).toEqual([2]);
  });

  it('of Plex are found by guid and by what the item calls itself', () => {
    const items: readonly Describable[] = [
      { id: 1, title: 'A', ids: { plex: 'plex://show/abc' } },
      { id: 2, title: 'Holiday in Graz', ref: 'plex:2' },
    ];
    expect(idsOf(matchItems('plex://show/abc', items, same))).toEqual([1]);
    expect(idsOf(matchItems('plex:2', items, same))).toEqual([2]);
    expect(matchItems('plex:1', items, same)).toEqual([]);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('resolveItem', () => {
  it('gives the one item that is meant, out of anything that can be gone through once', () => {
    function* once() {
      yield* doctors;
    }
    expect(resolveItem('Doctor Who (2023)', once(), same, words).id).toBe(3);
  });

  it('refuses to choose between several, and names them', () => {
    const error = thrownBy(() => resolveItem('Doctor Who', doctors, same, words));
    expect(error).toBeInstanceOf(AmbiguousError);
    expect(error).toMatchObject({
      message: '"Doctor Who" names more than one series in your library: there are 3.',
      candidates: [
        { ref: 'tvdb:76107', title: 'Doctor Who', year: 1963, type: 'series' },
        { ref: 'tvdb:78804', title: 'Doctor Who (2005)', year: 2005, type: 'series' },
        { ref: 'tvdb:436992', title: 'Doctor Who (2023)', year: 2023, type: 'series' },
      ],
    });
  });

  it('names ten of many', () => {
    const many = Array.from({ length: 30 }, (_, id) => ({ id, title: 'News' }));
    const error = thrownBy(() => resolveItem('News', many, same, words));
    expect(error).toMatchObject({ message: containing('there are 30'), candidates: { length: 10 } });
  });

  it('names two copies with one ref by their own ids, each of which then finds one', () => {
    const copies: readonly Describable[] = [
      { id: 501, title: 'Dark', ids: { tvdb: 334824 }, type: 'show' },
      { id: 902, title: 'Dark', ids: { tvdb: 334824 }, type: 'show' },
    ];
    const error = thrownBy(() => resolveItem('tvdb:334824', copies, same, words));
    expect(error).toMatchObject({ candidates: [{ ref: '501' }, { ref: '902' }] });
    expect(resolveItem('902', copies, same, words).id).toBe(902);
  });

  it('says of what is not there what comes near, and how to find it', () => {
    const shelf = [{ id: 1, title: 'Severance', year: 2022, ids: { tvdb: 371980 }, type: 'series' }, ...doctors];
    const error = thrownBy(() => resolveItem('Severence', shelf, same, words));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      message: 'There is no series called "Severence" in your library.',
      hint: containing('search_new_series'),
      candidates: [{ ref: 'tvdb:371980', title: 'Severance', year: 2022, type: 'series' }],
    });
  });

  it('says so of ids and refs, too, and never takes a near title instead', () => {
    expect(() => resolveItem(99, doctors, same, words)).toThrow('There is no series with id 99 in your library.');
    expect(() => resolveItem('tvdb:1', doctors, same, words)).toThrow(
      'There is no series with tvdb:1 in your library.',
    );
    expect(() => resolveItem('Doctor', doctors, same, words)).toThrow(NotFoundError);
  });

  it('only ever gives an item whose title, year or id was asked for', () => {
    const titles = fc.constantFrom(
      'Dark',
      'Darkness',
      'The Bridge',
      'Die Brücke',
      'Élite',
      'It',
      'Italy',
      '24',
      '1883',
    );
    const item = fc.record({ title: titles, year: fc.constantFrom(undefined, 2001, 2002, 2017) });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), titles, fc.constantFrom('', ' (2002)'), (drawn, title, year) => {
        const items = drawn.map((one, at) => ({ ...one, id: `item-${at}` }));
        const found = matchItems(`${title}${year}`, items, same);
        const error = thrownBy(() => resolveItem(`${title}${year}`, items, same, words));
        if (found.length === 1) expect(error).toBeUndefined();
        else expect(error).toBeInstanceOf(found.length === 0 ? NotFoundError : AmbiguousError);
        for (const one of found) expect(one.title).toBe(title);
        for (const one of found) if (year !== '') expect([2001, 2002]).toContain(one.year);
      }),
    );
  });
});

describe('nearest', () => {
  const shelf = [
    { id: 1, title: 'Star Trek: Picard' },
    { id: 2, title: 'The Great British Bake Off' },
    { id: 3, title: 'Money Heist', alternateTitles: ['La casa de papel'] },
    { id: 4, title: 'Dark', year: 2017 },
    { id: 5, title: 'Star Trek' },
  ];

  it.each([
    ['Star Trek (1966)', [5, 1]],
    ['British Bake', [2]],
    ['casa di papel', [3]],
    ['Dark (1999)', [4]],
    ['Star Treck', [5]],
    ['Zzyzx', []],
    ['', []],
  ])('%j comes near to %j', (title, ids) => {
    expect(idsOf(nearest(title, shelf, same)).slice(0, ids.length || 5)).toEqual(ids);
  });

  it('keeps to its limit', () => {
    const many = Array.from({ length: 30 }, (_, id) => ({ id, title: `News ${id}` }));
    expect(nearest('News', many, same)).toHaveLength(5);
    expect(nearest('News', many, same, 3)).toHaveLength(3);
  });
});

describe('toCandidate', () => {
  it.each<[Describable, Candidate]>([
    [
      { id: 1, title: 'Dark', year: 2017, ids: { tvdb: 334824, tmdb: 70523 }, type: 'show' },
      { ref: 'tvdb:334824', title: 'Dark', year: 2017, type: 'show' },
    ],
    [
      { id: 2, title: 'The Matrix', ids: { tvdb: 169, tmdb: 603 }, type: 'movie' },
      { ref: 'tmdb:603', title: 'The Matrix', type: 'movie' },
    ],
    [
      { id: 3, title: 'Films', year: 0 },
      { ref: '3', title: 'Films' },
    ],
    [
      { id: 4, title: 'Holiday', ref: 'plex:4' },
      { ref: 'plex:4', title: 'Holiday' },
    ],
  ])('of %j', (item, candidate) => {
    expect(toCandidate(item)).toEqual(candidate);
  });
});
