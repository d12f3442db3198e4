import type { SonarrStandIn } from '@watchstack/demo/sonarr';
import { expect } from 'vitest';
import type { ToolAnswer } from '@watchstack/core/testing';

/** A row of an answer's list. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * The rows of an answer's list.
 * @throws Error when the answer failed or has no such list
 */
export function rowsOf(answer: ToolAnswer, list: string): Row[] {
  const rows = answer.json[list];
  if (!Array.isArray(rows)) throw new Error(`The answer has no ${list}: ${answer.text}`);
  return rows.map((row: unknown) => {
    if (typeof row !== 'object' || row === null) throw new Error(`A row of ${list} is no object: ${answer.text}`);
    return Object.fromEntries(Object.entries(row));
  });
}

/** One member of every row. */
export function column(answer: ToolAnswer, list: string, member: string): unknown[] {
  return rowsOf(answer, list).map((row) => row[member]);
}

/** About how many tokens a model reads. */
export function tokens(answer: ToolAnswer): number {
  return answer.text.length / 4;
}

/** What was asked of Sonarr so far, in order: `GET /api/v3/series`. */
export function asked(sonarr: SonarrStandIn): string[] {
  return sonarr.requests.map(({ method, path }) => `${method} ${path}`);
}

/** What was asked of Sonarr that changes something. */
export function changes(sonarr: SonarrStandIn): string[] {
  return sonarr.requests
    .filter(({ changesState }) => changesState === true)
    .map(({ method, path }) => `${method} ${path}`);
}

/** What there is to choose when adding to this household. */
export const choice = { profile: 'HD-1080p', rootFolder: '/tv' } as const;

/** The bodies of the series that Sonarr was asked to add. */
export function posted({ sonarr }: { readonly sonarr: SonarrStandIn }): unknown[] {
  return sonarr.requests
    .filter(({ method, path }) => method === 'POST' && path === '/api/v3/series')
    .map(({ body }): unknown => JSON.parse(body));
}

/** A series of the stand-in by its title at TheTVDB. */
export function seriesNamed(sonarr: SonarrStandIn, title: string) {
  const found = [...sonarr.state.series.values()].find(({ show }) => show.tvdbTitle === title);
  if (found === undefined) throw new Error(`The household has no ${title}.`);
  return found;
}

/** A show of the world by its title at TheTVDB, in the library or not. */
export function showNamed(sonarr: SonarrStandIn, title: string) {
  const found = sonarr.state.household.shows.find(({ tvdbTitle }) => tvdbTitle === title);
  if (found === undefined) throw new Error(`The world has no ${title}.`);
  return found;
}

/** Stands for any number in what is expected. */
export const anyNumber: unknown = expect.any(Number);

/** Stands for any text. */
export const anyText: unknown = expect.any(String);

/** Stands for a text with that part in it. */
export function containing(part: string): unknown {
  return expect.stringContaining(part);
}

/** Stands for a text of that pattern. */
export function like(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

/** Stands for a list with these elements, and perhaps others. */
export function holding(elements: readonly unknown[]): unknown {
  return expect.arrayContaining([...elements]);
}

/** Stands for an object with these members, and perhaps others. */
export function having(members: Readonly<Record<string, unknown>>): unknown {
  return expect.objectContaining({ ...members });
}
