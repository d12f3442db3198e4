import { InvalidInputError } from '@watchstack/core';
import { matchItems, nearest, type Describable } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexChoice, PlexLibrary } from '../client/libraries.js';
import type { PlexFilter, PlexItemType } from '../client/media-query.js';
import type { PlexContext } from './define.js';

/** The arguments that narrow a listing. All that are given must hold. */
export const filterInput = {
  having: z
    .array(z.string().max(100))
    .max(10)
    .optional()
    .describe('Genre, actor, director, studio, network, content rating, 4k, 1080; all apply.'),
  years: z
    .string()
    .regex(/^\d{4}(-\d{4})?$/)
    .optional()
    .describe('1999 or 1990-1999.'),
  maxMinutes: z.int().min(1).max(9999).optional().describe('Not for shows.'),
  watch: z.enum(['unwatched', 'inProgress', 'watched']).optional().describe("By the token's owner."),
};

/** The filters of a call. */
export type FilterArguments = z.output<z.ZodObject<typeof filterInput>>;

/**
 * The conditions in Plex's own terms.
 * @throws InvalidInputError for a value the library does not have, with near ones, and for filters that the type has not
 */
export async function libraryFilters(
  args: FilterArguments,
  library: PlexLibrary,
  type: PlexItemType,
  context: PlexContext,
): Promise<PlexFilter[]> {
  const filters: PlexFilter[] = [];
  if (args.years !== undefined) {
    const [first = 0, last = first] = args.years.split('-').map(Number);
    // Plex has no inclusive comparison that all versions understand.
    filters.push({ field: 'year', operator: '>>=', values: [first - 1] });
    filters.push({ field: 'year', operator: '<<=', values: [last + 1] });
  }
  if (args.maxMinutes !== undefined) {
    filters.push({ field: 'duration', operator: '<<=', values: [args.maxMinutes * 60_000 + 60_000] });
  }
  if (args.watch !== undefined) filters.push(...watchFilters(args.watch, type));
  for (const value of args.having ?? []) filters.push(await tagFilter(value, library, type, context));
  return filters;
}

/** Seconds since 1970. */
export function epoch(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** Fields with so few values in a library that all of them can be read. */
const choiceFields = ['genre', 'resolution', 'contentRating', 'studio', 'network'] as const;

/** Fields with as many values as people; the server's search finds theirs. */
const peopleFields: readonly string[] = ['actor', 'director'];

/** Whether a kind of library has the field. */
function hasField(field: string, library: PlexLibrary): boolean {
  switch (library.type) {
    case 'movie':
      return field !== 'network';
    case 'show':
      return field !== 'studio' && field !== 'director';
    default:
      return field === 'genre';
  }
}

/**
 * A tag by its name, whatever field it is of; `director:…` says which. Plex filters by the numbers of tags and finds nothing by
 * name.
 */
async function tagFilter(
  text: string,
  library: PlexLibrary,
  type: PlexItemType,
  context: PlexContext,
): Promise<PlexFilter> {
  const [, prefix, named] = /^(genre|resolution|contentRating|studio|network|actor|director):\s*(.+)$/.exec(text) ?? [];
  const value = named ?? text;
  const wanted = (field: string) => hasField(field, library) && (prefix === undefined || prefix === field);
  const seen: PlexChoice[] = [];
  for (const field of choiceFields.filter(wanted)) {
    const level = levelOf(field, library, type);
    const choices = await context.client.libraries.choices(library.key, field, level, { signal: context.signal });
    const choice = chooseTag(value, choices);
    if (choice !== undefined) return filterOf(field, level, type, choice.key);
    seen.push(...choices);
  }
  const hubs = peopleFields.some(wanted)
    ? await context.client.search.hubs(value, 20, library.key, { signal: context.signal })
    : [];
  for (const field of peopleFields.filter(wanted)) {
    const tags = hubs.filter((hub) => hub.type === field).flatMap((hub) => hub.tags);
    const choices = tags.flatMap(({ id, tag, librarySectionID }): PlexChoice[] =>
      id !== undefined && librarySectionID === library.key ? [{ key: id, title: tag }] : [],
    );
    const choice = chooseTag(value, choices);
    if (choice !== undefined) return filterOf(field, levelOf(field, library, type), type, choice.key);
    seen.push(...choices);
  }
  const near = nearest(value, seen, describeChoice, 10).map(({ title }) => title);
  const shown = near.length > 0 ? near : seen.slice(0, 20).map(({ title }) => title);
  throw new InvalidInputError(`Nothing in the library ${library.title} has '${value.slice(0, 60)}'.`, {
    target: 'having',
    hint:
      shown.length === 0
        ? 'Leave it out, or narrow by another word.'
        : `${near.length > 0 ? 'Did you mean' : 'It has, among others'}: ${shown.join('; ')}.`,
  });
}

function filterOf(field: string, level: PlexItemType, type: PlexItemType, key: string): PlexFilter {
  return { field: level === type ? field : `${level}.${field}`, values: [key] };
}

/** The level of a library that has the field: resolutions belong to episodes, genres to shows and artists. */
function levelOf(field: string, library: PlexLibrary, type: PlexItemType): PlexItemType {
  if (library.type === 'show') return field === 'resolution' ? 'episode' : 'show';
  return library.type === 'artist' && type === 'track' ? 'artist' : type;
}

function describeChoice({ key, title }: PlexChoice): Describable {
  return { id: key, title };
}

function chooseTag(value: string, choices: readonly PlexChoice[]): PlexChoice | undefined {
  const word = value.toLowerCase();
  return (
    choices.find(({ key, title }) => [key, title].some((each) => each.toLowerCase() === word)) ??
    matchItems({ kind: 'title', title: value }, choices, describeChoice)[0]
  );
}

/**
 * What "unwatched" means differs by level: Plex has one field for films and episodes, another for shows with something left.
 */
function watchFilters(watch: 'unwatched' | 'inProgress' | 'watched', type: PlexItemType): PlexFilter[] {
  switch (type) {
    case 'movie':
    case 'episode':
      return watch === 'inProgress'
        ? [{ field: 'inProgress', values: [1] }]
        : [{ field: 'unwatched', operator: watch === 'unwatched' ? '=' : '!=', values: [1] }];
    case 'show':
      return watch === 'inProgress'
        ? [{ field: 'episode.inProgress', values: [1] }]
        : [{ field: 'show.unwatchedLeaves', operator: watch === 'unwatched' ? '=' : '!=', values: [1] }];
    default:
      throw new InvalidInputError(`A list of type ${type} cannot be narrowed by watch.`, {
        target: 'watch',
        hint: 'It works for movie, show and episode.',
      });
  }
}
