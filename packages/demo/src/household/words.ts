import type { Random } from './random.js';

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

const ADJECTIVES = words(`
  Amber Ashen Borrowed Brittle Broken Burning Careful Clever Cold Crooked Distant Drowned Early Empty
  Endless Faded Familiar Final Forgotten Foreign Gentle Gilded Golden Hidden Hollow Honest Idle Iron Late
  Little Long Lost Lucky Narrow Northern Paper Patient Perfect Quiet Restless Second Secret Silent Silver
  Sleeping Stolen Stubborn Sudden Sunken Tender Unlikely Velvet Violet Wandering Wicked Winter
`);

const NOUNS = words(`
  Alibi Anchor Arrangement Bargain Bell Bridge Cartographer Chorus City Confession Crossing Daughter Debt
  Dinner Door Engine Favour Feast Garden Ghost Harbour Heir Hour House Inheritance Island Lantern Letter
  Lighthouse Machine Map Mirror Neighbour Night Orchard Passenger Promise Question River Road Room Season
  Shadow Signal Song Station Stranger Summer Teacher Tide Train Verdict Visitor Wall Window Witness
`);

const PLACES = words(`
  Aberdeen Antwerp Bergen Bologna Bregenz Cádiz Delft Eisenstadt Galway Genoa Graz Heiligenstadt Innsbruck
  Kraków Linz Ljubljana Malmö Marseille Nantes Ottakring Porto
`);

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('an empty list has no words');
  return found;
}

/** The title of the made-up work with this number; no two of the first 65,000 are the same. */
export function madeUpTitle(index: number): string {
  const combinations = ADJECTIVES.length * NOUNS.length;
  const spread = (index * 1009) % combinations;
  const plain = `The ${at(ADJECTIVES, spread)} ${at(NOUNS, Math.floor(spread / ADJECTIVES.length))}`;
  const round = Math.floor(index / combinations);
  if (round === 0) return plain;
  if (round <= PLACES.length) return `${plain} of ${at(PLACES, round - 1)}`;
  return `${plain} ${round}`;
}

/** A title for an episode. Episodes of one show may share one, as they do in life. */
export function episodeTitle(from: Random): string {
  const form = from.int(0, 4);
  if (form === 0) return `The ${from.pick(NOUNS)}`;
  if (form === 1) return `${from.pick(ADJECTIVES)} ${from.pick(NOUNS)}`;
  if (form === 2) return `The ${from.pick(ADJECTIVES)} ${from.pick(NOUNS)}`;
  if (form === 3) return `${from.pick(NOUNS)} in ${from.pick(PLACES)}`;
  return `A ${from.pick(NOUNS)} and a ${from.pick(NOUNS)}`.replace(/\bA (?=[AEIOU])/g, 'An ').replace(' a A', ' an A');
}

const FIRST_NAMES = words(`
  Anna Ben Clara David Elif Franz Greta Hugo Ines Jonas Klara Luca
`);
const LAST_NAMES = words(`
  Adler Bauer Cassel Dvořák Eriksen Ferrari García Horváth Ivanov Jansen Kowalski Lindqvist
`);

/** Everybody who plays in made-up works: few people, so that they are met again. */
export const madeUpPeople: readonly string[] = FIRST_NAMES.flatMap((first) =>
  LAST_NAMES.map((last) => `${first} ${last}`),
);

/** Genres for made-up works. */
export const madeUpGenres: readonly (readonly string[])[] = [
  ['Drama'],
  ['Comedy'],
  ['Crime', 'Drama'],
  ['Thriller'],
  ['Science Fiction', 'Drama'],
  ['Romance', 'Comedy'],
  ['Documentary'],
  ['Action', 'Adventure'],
  ['Horror'],
  ['Animation', 'Family'],
];
