/** A title taken apart: the name itself, and what stands behind it in parentheses to tell it from its namesakes. */
export interface Name {
  readonly base: string;
  readonly year?: number;
  /** Two-letter code, lower case. */
  readonly country?: string;
}

/** Countries whose codes people put behind titles. Other words in parentheses belong to the title. */
const COUNTRIES = new Set(
  (
    'ar at au be bg br ca ch cl cn co cz de dk ee es fi fr gb gr hk hr hu id ie il in is it jp kr lt lv mx my nl no nz ' +
    'ph pl pt ro rs ru se sg si sk th tr tw ua us za'
  ).split(' '),
);
const OTHER_CODES: Readonly<Record<string, string>> = { uk: 'gb', usa: 'us' };

/** The two-letter code for what people write as a country, or undefined: `UK` and `GB` are one. */
export function countryCode(text: string): string | undefined {
  const lower = text.trim().toLowerCase();
  const code = OTHER_CODES[lower] ?? lower;
  return COUNTRIES.has(code) ? code : undefined;
}

/** Takes `House of Cards (US) (2013)` apart. What would leave nothing of the title stays in it. */
export function readName(title: string): Name {
  let base = title.trim();
  let year: number | undefined;
  let country: string | undefined;
  while (/[)）]$/u.test(base)) {
    const [, before, inside = ''] = /^(.*\S)\s*[(（]([^()（）]{2,5})[)）]$/su.exec(base) ?? [];
    if (before === undefined) break;
    const code = countryCode(inside);
    if (/^(18|19|20|21)\d\d$/.test(inside)) year ??= Number(inside);
    else if (code !== undefined) country ??= code;
    else break;
    base = before;
  }
  return { base, ...(year === undefined ? {} : { year }), ...(country === undefined ? {} : { country }) };
}

/** The spellings under which a name is looked up. Two names are the same when they share one. */
export interface NameKeys {
  /** The whole name; a second one where ä, ö, ü, ø or å can be written with two letters. */
  readonly full: readonly string[];
  /** Without a leading article; empty where there is none. */
  readonly bare: readonly string[];
}

const CONJUNCTIONS = new Set(['&', 'and', 'und', 'et', 'y', 'e']);
/** `i` and `lo` are left out: English titles begin with the one, and the other is hardly ever dropped. */
const ARTICLES = new Set('the a an der die das ein eine le la les un une el los las una uno il gli'.split(' '));
const TRAILING_ARTICLE = new RegExp(`^(.+), (${[...ARTICLES, "l'"].join('|')})$`, 'su');

const BETWEEN_SINGLE_LETTERS = /(?<=(?<![\p{L}\p{N}])\p{L})[.*·](?=\p{L}(?![\p{L}\p{N}]))/gu;

/** What decomposition leaves whole. */
const SINGLE_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ς: 'σ',
  '×': 'x',
};
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** All spellings of a name whose qualifiers have been taken off. */
export function nameKeys(base: string): NameKeys {
  const lower = base.toLowerCase().normalize('NFC');
  const spellings = [wordsOf(lower)];
  if (/[äöüøå]/u.test(lower)) {
    spellings.push(wordsOf(lower.replace(/[äöüøå]/gu, (letter) => TWO_LETTERS[letter] ?? letter)));
  }
  return {
    full: spellings.map((words) => words.join('') || lower.replace(/\s+/gu, '')),
    bare: spellings.flatMap((words) => (startsWithArticle(words, lower) ? [words.slice(1).join('')] : [])),
  };
}

/** A name's words in plain spelling, without a leading article. */
export function nameWords(base: string): readonly string[] {
  const lower = base.toLowerCase().normalize('NFC');
  const words = wordsOf(lower);
  return startsWithArticle(words, lower) ? words.slice(1) : words;
}

/**
 * One spelling for all the ways to write a title: case, accents, ß and ss, and/und/et/y/&, apostrophes, punctuation, spaces
 * and full-width letters make no difference. Years and countries in parentheses at the end are left out. Other scripts stay.
 * Only the matcher knows that ü can be ue and that articles may be missing: that takes two titles to tell.
 */
export function normaliseTitle(text: string): string {
  return nameKeys(readName(text).base).full[0] ?? '';
}

function startsWithArticle(words: readonly string[], lower: string): boolean {
  const [first = '', second] = words;
  return (
    second !== undefined && (ARTICLES.has(first) || (first === 'l' && /^l['’]/u.test(lower)) || /, l['’]$/u.test(lower))
  );
}

function wordsOf(lower: string): string[] {
  const plain = /^[ -~]*$/.test(lower) ? lower : plainLetters(lower);
  // M*A*S*H and S.W.A.T. are words, and an E in one of them is no Italian "and".
  const whole = /[.*·]/u.test(plain) ? plain.replace(BETWEEN_SINGLE_LETTERS, '') : plain;
  const words = (whole.includes(',') ? whole.replace(TRAILING_ARTICLE, '$2 $1') : whole)
    .replace(/^l'/u, 'l ')
    .replaceAll("'", '')
    .replace(/[&+]/gu, ' & ')
    .split(/[^\p{L}\p{N}\p{M}&]+/u)
    .filter((word) => word !== '');
  return words
    .map((word, at) => (at > 0 && at < words.length - 1 && CONJUNCTIONS.has(word) ? '&' : word))
    .filter((word, at) => word !== '&' || (at > 0 && at < words.length - 1));
}

/**
 * Letters without what is set above or below them. Only marks of the European scripts are taken off: elsewhere they make
 * another letter.
 */
function plainLetters(lower: string): string {
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .replace(/[’‘‛ʼʻ`´′ˈ]/gu, "'")
    .replace(/[ßæœøłđðþıς×]/gu, (letter) => SINGLE_LETTERS[letter] ?? letter);
}
