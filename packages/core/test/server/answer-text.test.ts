import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAnswer, cleanText, estimateTokens, shorten } from '../../src/server/answer-text.js';

describe('cleanText', () => {
  it.each([
    ['terminal escapes', 'Dark\u001b[31m red\u0007', 'Dark[31m red'],
    ['direction overrides', 'Show.\u202e4pm.exe\u202c \u2066x\u2069\u200f\u061c', 'Show.4pm.exe x'],
    ['zero-width characters', 'ig\u200bnore\u2060 all\ufeff\u00ad', 'ignore all'],
    ['text hidden in tag characters', 'Dark\u{e0049}\u{e0067}\u{e006e}\u{e007f}', 'Dark'],
    ['bytes hidden in variation selectors', 'D\ufe00\ufe01\u{e0100}\u{e01ef}ark\ufe0f', 'Dark'],
    ['halves of surrogate pairs', 'a\ud83db\ude00c', 'abc'],
    ['private and non-characters', 'a\ue000b\ufffec\u{10ffff}d', 'abcd'],
    ['blank letters', 'a\u3164b\uffa0c\u2800d\u115fe', 'abcde'],
    ['annotations', 'a\ufff9b\ufffac\ufffb', 'abc'],
    ['joiners where nothing is joined', 'a\u200db \u200c1\u200c2', 'ab 12'],
    ['joiners between an emoji and a letter', '👩\u200da\u200d👩', '👩a👩'],
  ])('takes out %s', (_what, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it.each([
    ['line breaks and tabs', 'one\n\ttwo'],
    ['accents, written either way', 'Élite E\u0301lite Die Brücke'],
    ['other scripts', '進撃の巨人 오징어 게임 Война и мир بيت'],
    ['emoji made of several', '👩‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️ 1️⃣ 🇦🇹'],
    ['Persian and Hindi joiners', 'می\u200cخواهم क्\u200dष'],
    ['quotes and dashes', '“Grey’s” – It’s … 9½ €'],
  ])('leaves %s as they are', (_what, text) => {
    expect(cleanText(text)).toBe(text);
  });

  it('makes every kind of line end the same', () => {
    expect(cleanText('a\r\nb\rc\u2028d\u2029e')).toBe('a\nb\nc\nd\ne');
  });

  it('leaves nothing to clean a second time, and never lets a control or direction character through', () => {
    const nasty = fc.constantFrom(
      '\u200d',
      '\ufe0f',
      '👩',
      '🏽',
      'क',
      '\u200c',
      'a',
      '1',
      '\u20e3',
      '\u202e',
      '\r',
      '\u{e0041}',
      '\ud83d',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        const once = cleanText(raw);
        expect(cleanText(once)).toBe(once);
        expect(once.replace(/[\n\t]/g, '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u{e0000}-\u{e0fff}]/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('cleanAnswer', () => {
  it('cleans every string at any depth, names included, and leaves out what is empty', () => {
    const answer = {
      title: 'Da\u200brk',
      note: '',
      hidden: '\u202e',
      year: 0,
      monitored: false,
      overview: null,
      network: undefined,
      tags: [],
      statistics: { size: null, more: {} },
      seasons: [{ number: 1, title: 'One\u0000' }, {}, null, 'x\u2066'],
      counts: { 'Dra\u200bma': 3 },
    };
    expect(cleanAnswer(answer)).toEqual({
      title: 'Dark',
      year: 0,
      monitored: false,
      seasons: [{ number: 1, title: 'One' }, 'x'],
      counts: { Drama: 3 },
    });
  });

  it('keeps what is empty where that says something', () => {
    expect(cleanAnswer({ total: 0, series: [], tags: [], more: { series: [] } }, ['series'])).toEqual({
      total: 0,
      series: [],
      more: { series: [] },
    });
    expect(cleanAnswer({ series: null }, ['series'])).toEqual({});
  });

  it('leaves out what JSON has no word for, and writes dates as it does', () => {
    const answer = { ratio: Number.NaN, when: new Date(0), never: new Date(Number.NaN), run: () => 1 };
    expect(cleanAnswer(answer)).toEqual({ when: '1970-01-01T00:00:00.000Z' });
  });

  it('is not led astray by names that mean something to the language', () => {
    const answer = JSON.parse('{"__proto__":{"admin":true},"title":"Dark"}') as Record<string, unknown>;
    const cleaned = cleanAnswer(answer);
    expect(Object.getPrototypeOf(cleaned)).toBe(Object.prototype);
    expect('admin' in cleaned).toBe(false);
  });

  it('gives the same when it is cleaned again, and never anything empty', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (answer) => {
        const once = cleanAnswer(answer);
        expect(cleanAnswer(once)).toEqual(once);
        expect(JSON.stringify(once)).not.toMatch(/[:,[](null|\[\]|\{\}|"")[,}\]]/);
      }),
    );
  });
});

describe('shorten', () => {
  it('leaves alone what fits', () => {
    expect(shorten('A show.', 7)).toBe('A show.');
    expect(shorten('  A show. ', 7)).toBe('A show.');
  });

  it('cuts between words and leaves no comma hanging', () => {
    expect(shorten('A professor, and eight robbers', 14)).toBe('A professor…');
    expect(shorten('A professor and eight robbers', 20)).toBe('A professor and…');
    expect(shorten('A professor and eight robbers', 16)).toBe('A professor and…');
  });

  it('cuts between letters where there are no words, and never through one', () => {
    expect(shorten('進撃の巨人進撃の巨人', 6)).toBe('進撃の巨人…');
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 14)).toBe('👩‍👩‍👧‍👦…');
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 8)).toBe('…');
  });

  it('never gives more than was asked for, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (text, max) => {
        const short = shorten(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(text.trim().startsWith(short.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});

describe('estimateTokens', () => {
  it('is a quarter of the characters, rounded up', () => {
    expect(['', 'a', 'abcd', 'abcde'].map(estimateTokens)).toEqual([0, 1, 1, 2]);
  });
});
