import type { Show } from '../household/index.js';

function normal(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const MOST = 20;

/** 0 for the very title, higher for a worse match, undefined for none. */
function distance(show: Show, wanted: string): number | undefined {
  const names = [show.tvdbTitle, show.title, show.originalTitle ?? '', ...show.alternateTitles].map(normal);
  let best: number | undefined;
  names.forEach((name, index) => {
    if (name === '') return;
    const isWord = ` ${name} `.includes(` ${wanted} `);
    const hasAll = wanted
      .split(' ')
      .every((word) => ` ${name} `.includes(` ${word} `) || (word.length > 3 && name.includes(word)));
    const own = name === wanted ? 0 : name.startsWith(`${wanted} `) ? 2 : isWord ? 4 : hasAll ? 6 : undefined;
    if (own === undefined) return;
    const score = own + (index < 2 ? 0 : 1);
    if (best === undefined || score < best) best = score;
  });
  return best;
}

/**
 * What a search finds. Numbers are looked up with a prefix (`tvdb:`, `tvdbid:`, `imdb:`, `tmdb:`); words are compared
 * with every name that a show has, a year at the end narrows, and better known shows come first.
 */
export function lookUp(shows: readonly Show[], term: string): readonly Show[] {
  const prefixed = /^\s*(tvdb|tvdbid|imdb|tmdb)\s*:\s*(\S+)\s*$/i.exec(term);
  if (prefixed !== null) {
    const [, prefix = '', id = ''] = prefixed;
    const of = (show: Show): string =>
      prefix.toLowerCase() === 'imdb'
        ? show.ids.imdb
        : String(prefix.toLowerCase() === 'tmdb' ? show.ids.tmdb : show.ids.tvdb);
    return shows.filter((show) => of(show) === id);
  }
  const dated = /^(.*\S)\s+\(?((?:19|20)\d\d)\)?\s*$/.exec(term);
  const exact = ranked(shows, normal(term));
  if (exact.length > 0 || dated === null) return exact;
  return ranked(shows, normal(dated[1] ?? '')).filter((show) => String(show.year) === dated[2]);
}

function ranked(shows: readonly Show[], wanted: string): readonly Show[] {
  if (wanted === '') return [];
  return shows
    .flatMap((show) => {
      const score = distance(show, wanted);
      return score === undefined ? [] : [{ show, score }];
    })
    .sort((left, right) => left.score - right.score || right.show.votes - left.show.votes)
    .slice(0, MOST)
    .map(({ show }) => show);
}
