import type { Film, Household, Show, Title } from '../household/index.js';
import { imdbOf } from './documents.js';
import { inYears } from './filters.js';

/** A find with the score of the text search. */
export interface Find {
  readonly item: Title;
  readonly score: number;
}

/** Folds case, accents and punctuation, as a text index does. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const operator = /(?<!\\)(?:&&|\|\||[+\-!(){}[\]^"~*?:/])/;

/**
 * Searches titles, original titles, aliases and overviews; best first.
 * A character that means something to the search engine and has no backslash makes another query than the one meant,
 * which finds nothing here.
 */
export function searchTitles(
  household: Household,
  query: string,
  types: readonly string[],
  years: string | null,
): readonly Find[] {
  if (operator.test(query)) return [];
  const wanted = fold(query.replaceAll('\\', ''));
  if (wanted === '') return [];
  const finds: Find[] = [];
  const consider = (item: Title, names: Show | Film, year: number) => {
    const score = scoreOf(wanted, names);
    if (score > 0 && inYears(year, years))
      finds.push({ item, score: Math.round((score + names.votes / 1e6) * 1e6) / 1e6 });
  };
  if (types.includes('show')) for (const show of household.shows) consider({ type: 'show', show }, show, show.year);
  if (types.includes('movie')) for (const film of household.films) consider({ type: 'movie', film }, film, film.year);
  return finds.sort((a, b) => b.score - a.score);
}

function scoreOf(wanted: string, { title, originalTitle, alternateTitles, overview }: Show | Film): number {
  const main = fold(title);
  if (main === wanted) return 110.04;
  const others = [...(originalTitle === undefined ? [] : [originalTitle]), ...alternateTitles].map(fold);
  if (others.includes(wanted)) return 93.71;
  const words = wanted.split(' ');
  const holdsAll = (text: string) => words.every((word) => text.split(' ').includes(word));
  if (holdsAll(main)) return 61.32;
  if (others.some(holdsAll)) return 44.18;
  if (others.concat(main).some((text) => text.includes(wanted))) return 27.5;
  return holdsAll(fold(overview)) ? 8.06 : 0;
}

/** Everything with this number at this service; without types that is one number for two things at TMDB. */
export function lookUp(household: Household, scheme: string, id: string, types: readonly string[]): readonly Title[] {
  const found: Title[] = [];
  if (types.includes('movie') && scheme !== 'tvdb') {
    for (const film of household.films) {
      if (String(scheme === 'trakt' ? film.ids.trakt : scheme === 'tmdb' ? film.ids.tmdb : imdbOf(film.ids)) === id) {
        found.push({ type: 'movie', film });
      }
    }
  }
  if (types.includes('show')) {
    for (const show of household.shows) {
      const { trakt, tvdb, tmdb } = show.ids;
      if (String({ trakt, tvdb, tmdb, imdb: imdbOf(show.ids) }[scheme]) === id) found.push({ type: 'show', show });
    }
  }
  return found;
}
