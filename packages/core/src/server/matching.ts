import type { Candidate } from '../errors.js';
import type { Ids, ItemReference } from './references.js';

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
  /** The service's word for one or many: `series`, `shows`, `libraries`. */
  readonly noun: string;
  /** Where was looked: `your Sonarr library`. */
  readonly lookIn: string;
  /** The tool that finds what is not there. */
  readonly findWith?: string | undefined;
}

/**
 * One spelling for all the ways to write a title: case, accents, ß and ss, and/und/et/y/&, apostrophes, punctuation, spaces
 * and full-width letters make no difference. Years and countries in parentheses at the end are left out. Other scripts stay.
 */
export function normaliseTitle(_text: string): string {
  throw new Error('not written yet');
}

/**
 * All items that a person could have meant by a reference. More than one is for the caller to refuse, never to choose from.
 * An id or ref matches exactly. A title matches every item called so, by its title or another of its names; a year in
 * parentheses must agree (or, if none has it, be one off), and so must a country.
 */
export function matchItems<T>(
  _reference: ItemReference | string | number,
  _items: Iterable<T>,
  _describe: (item: T) => Describable,
): T[] {
  throw new Error('not written yet');
}

/** The items whose names come nearest to a title, best first: for "did you mean", never to act on. */
export function nearest<T>(_title: string, _items: Iterable<T>, _describe: (item: T) => Describable, _limit = 5): T[] {
  throw new Error('not written yet');
}

/**
 * The one item that a reference means.
 * @throws NotFoundError when there is none, with up to five near misses
 * @throws AmbiguousError when there are several, with up to ten of them
 * @throws InvalidInputError when the reference is empty
 */
export function resolveItem<T>(
  _reference: ItemReference | string | number,
  _items: Iterable<T>,
  _describe: (item: T) => Describable,
  _words: MatchWords,
): T {
  throw new Error('not written yet');
}

/** An item as one of several that a reference could have meant. */
export function toCandidate(_item: Describable): Candidate {
  throw new Error('not written yet');
}
