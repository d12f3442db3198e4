import { AmbiguousError, NotFoundError, type Candidate } from '../errors.js';
import { shorten } from './answer-text.js';
import { parseItem, refOf, writeRef, type Ids, type ItemReference } from './references.js';
import { countryCode, nameKeys, nameWords, readName, type Name } from './title-names.js';

export { normaliseTitle } from './title-names.js';

/** What the matcher needs to know of an item. */
export interface Describable {
  /** The service's own id. */
  readonly id: string | number;
  readonly title: string;
  /** Year of the first release; 0 and undefined mean "not known". */
  readonly year?: number | undefined;
  /** Other names: the original one, translations, what people call it. */
  readonly alternateTitles?: readonly string[] | undefined;
  readonly ids?: Ids | undefined;
  /** The service's word for the kind of item: `series`, `show`, `movie`, … */
  readonly type?: string | undefined;
  /** The item's `ref`, where it is not the one that its ids and type give. */
  readonly ref?: string | undefined;
  /** Two-letter code of the country it comes from, for `The Office (US)`. */
  readonly country?: string | undefined;
}

/** The words an error about an item is made of. */
export interface MatchWords {
  /** The service's word for one or many: `series`, `show`, `library`. */
  readonly noun: string;
  /** Where was looked: `your Sonarr library`. */
  readonly lookIn: string;
  /** The tool that finds what is not there. */
  readonly findWith?: string | undefined;
}

/**
 * All items that a person could have meant by a reference. More than one is for the caller to refuse, never to choose from.
 * An id or ref matches exactly. A title matches every item called so, by its title or another of its names; a year in
 * parentheses must agree (or, if none has it, be one off), and so must a country. A number written as text is looked up as
 * an id and as a title.
 * @throws InvalidInputError when the reference is empty
 */
export function matchItems<T>(
  reference: ItemReference | string | number,
  items: Iterable<T>,
  describe: (item: T) => Describable,
): T[] {
  const wanted = typeof reference === 'object' ? reference : parseItem(reference);
  switch (wanted.kind) {
    case 'ref':
      return matchRef(wanted.scheme, wanted.value, items, describe);
    case 'title':
      return matchTitle(wanted.title, wanted.year, items, describe);
    case 'id': {
      const all = [...items];
      const byId = all.filter((item) => String(describe(item).id) === wanted.id);
      const byTitle = wanted.title === undefined ? [] : matchTitle(wanted.title, undefined, all, describe);
      return [...byId, ...byTitle.filter((item) => !byId.includes(item))];
    }
  }
}

/** Films and shows of one number are two things to tmdb: what calls itself by the ref comes before what only has the id. */
function matchRef<T>(scheme: keyof Ids, value: string, items: Iterable<T>, describe: (item: T) => Describable): T[] {
  const ref = writeRef(scheme, value);
  const own: T[] = [];
  const known: T[] = [];
  for (const item of items) {
    const described = describe(item);
    if (ownRef(described) === ref) own.push(item);
    else if (String(described.ids?.[scheme] ?? '') === value) known.push(item);
  }
  return own.length > 0 ? own : known;
}

interface NamedItem<T> {
  readonly item: T;
  readonly years: readonly number[];
}

function matchTitle<T>(
  title: string,
  givenYear: number | undefined,
  items: Iterable<T>,
  describe: (item: T) => Describable,
): T[] {
  const asked = readName(title);
  const year = givenYear ?? asked.year;
  const { full, bare } = nameKeys(asked.base);
  const sameName: NamedItem<T>[] = [];
  const sameButArticle: NamedItem<T>[] = [];
  for (const item of items) {
    const described = describe(item);
    const names = namesOf(described);
    const keys = names.map((name) => nameKeys(name.base));
    const isSame = keys.some((key) => shares(full, key.full));
    if (!isSame && !keys.some((key) => shares(full, key.bare) || shares(bare, key.full))) continue;
    if (asked.country !== undefined && !isFrom(described, names, asked.country)) continue;
    (isSame ? sameName : sameButArticle).push({ item, years: yearsOf(described, names) });
  }
  for (const named of [sameName, sameButArticle]) {
    const agreeing = year === undefined ? named : agreeingInYear(named, year);
    if (agreeing.length > 0) return agreeing.map(({ item }) => item);
  }
  return [];
}

/** Services differ by one year when a show began at the turn of it. */
function agreeingInYear<T>(named: readonly NamedItem<T>[], year: number): readonly NamedItem<T>[] {
  const exact = named.filter(({ years }) => years.includes(year));
  return exact.length > 0 ? exact : named.filter(({ years }) => years.some((other) => Math.abs(other - year) === 1));
}

function namesOf(described: Describable): Name[] {
  return [described.title, ...(described.alternateTitles ?? [])].map(readName);
}

function yearsOf(described: Describable, names: readonly Name[]): number[] {
  return [described.year ?? 0, ...names.map((name) => name.year ?? 0)].filter((year) => year !== 0);
}

function isFrom(described: Describable, names: readonly Name[], country: string): boolean {
  return countryCode(described.country ?? '') === country || names.some((name) => name.country === country);
}

function shares(some: readonly string[], others: readonly string[]): boolean {
  return some.some((key) => others.includes(key));
}

/** The items whose names come nearest to a title, best first: for "did you mean", never to act on. */
export function nearest<T>(title: string, items: Iterable<T>, describe: (item: T) => Describable, limit = 5): T[] {
  const asked = nameWords(readName(title).base);
  const askedPairs = letterPairs(asked.join(''));
  const scored: { item: T; score: number }[] = [];
  for (const item of items) {
    const score = Math.max(...namesOf(describe(item)).map((name) => nearness(asked, askedPairs, nameWords(name.base))));
    if (score >= 0.5) scored.push({ item, score });
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** From 4 (called so, but of another year or country) over shared beginnings and words to the share of equal letter pairs. */
function nearness(asked: readonly string[], askedPairs: ReadonlySet<string>, name: readonly string[]): number {
  const [askedText, nameText] = [asked.join(''), name.join('')];
  if (askedText === nameText) return 4;
  const shorter = Math.min(asked.length, name.length);
  if (shorter > 0 && asked.slice(0, shorter).join(' ') === name.slice(0, shorter).join(' ')) return 3;
  if (asked.length > 0 && asked.every((word) => name.some((other) => other.startsWith(word)))) return 2;
  const pairs = letterPairs(nameText);
  let common = 0;
  for (const pair of pairs) if (askedPairs.has(pair)) common += 1;
  return (2 * common) / (pairs.size + askedPairs.size || 1);
}

function letterPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at < text.length - 1; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

/**
 * The one item that a reference means.
 * @throws NotFoundError when there is none, with up to five near misses
 * @throws AmbiguousError when there are several, with up to ten of them
 * @throws InvalidInputError when the reference is empty
 */
export function resolveItem<T>(
  reference: ItemReference | string | number,
  items: Iterable<T>,
  describe: (item: T) => Describable,
  words: MatchWords,
): T {
  const wanted = typeof reference === 'object' ? reference : parseItem(reference);
  const all = [...items];
  const [first, ...others] = matchItems(wanted, all, describe);
  if (first === undefined) throw notFound(wanted, all, describe, words);
  if (others.length === 0) return first;
  const found = [first, ...others];
  throw new AmbiguousError(
    `${spoken(wanted)} names more than one ${words.noun} in ${words.lookIn}: there are ${found.length}.`,
    {
      target: spoken(wanted),
      hint: 'Repeat the call with the ref of the one that is meant. Ask the person where that is not certain.',
      candidates: toCandidates(found.slice(0, 10).map(describe)),
    },
  );
}

function notFound<T>(
  wanted: ItemReference,
  items: readonly T[],
  describe: (item: T) => Describable,
  words: MatchWords,
): NotFoundError {
  const title = wanted.kind === 'ref' ? undefined : wanted.title;
  const near = title === undefined ? [] : toCandidates(nearest(title, items, describe).map(describe));
  const called = wanted.kind === 'title' ? `called ${spoken(wanted)}` : `with ${spoken(wanted)}`;
  const hints = [
    near.length === 0 ? undefined : 'The candidates come near in name: if one is meant, repeat the call with its ref.',
    words.findWith === undefined ? undefined : `${words.findWith} finds what is not there.`,
  ].filter((hint) => hint !== undefined);
  return new NotFoundError(`There is no ${words.noun} ${called} in ${words.lookIn}.`, {
    target: spoken(wanted),
    hint:
      hints.length > 0 ? hints.join(' ') : 'Check the spelling, or name it by a ref such as tvdb:81189 or tmdb:603.',
    candidates: near,
  });
}

function spoken(reference: ItemReference): string {
  switch (reference.kind) {
    case 'id':
      return reference.title === undefined ? `id ${reference.id}` : `id or title ${reference.id}`;
    case 'ref':
      return writeRef(reference.scheme, reference.value);
    case 'title':
      return `"${shorten(reference.title, 80)}${reference.year === undefined ? '' : ` (${reference.year})`}"`;
  }
}

/** An item as one of several that a reference could have meant. */
export function toCandidate(item: Describable): Candidate {
  return {
    ref: ownRef(item) ?? String(item.id),
    title: item.title,
    ...(item.year === undefined || item.year === 0 ? {} : { year: item.year }),
    ...(item.type === undefined ? {} : { type: item.type }),
  };
}

/** Candidates that can be told apart: one show in two libraries has one ref, and is named by the service's ids instead. */
function toCandidates(items: readonly Describable[]): Candidate[] {
  const candidates = items.map(toCandidate);
  const count = (ref: string) => candidates.filter((candidate) => candidate.ref === ref).length;
  return candidates.map((candidate, at) => {
    const id = items[at]?.id;
    return id !== undefined && count(candidate.ref) > 1 ? { ...candidate, ref: String(id) } : candidate;
  });
}

function ownRef(item: Describable): string | undefined {
  return item.ref ?? refOf(item.ids ?? {}, KINDS[item.type ?? ''] ?? 'other');
}

const KINDS: Readonly<Record<string, 'show' | 'movie'>> = {
  series: 'show',
  show: 'show',
  movie: 'movie',
  film: 'movie',
};
