import { InvalidInputError } from '@watchstack/core';
import { dayStart, matchItems, nearest, parseDay } from '@watchstack/core/server';
import * as z from 'zod';
import type { PlexChoice, PlexLibrary } from '../client/libraries.js';
import type { PlexFilter, PlexItemType } from '../client/media-query.js';
import type { PlexContext } from './define.js';

const name = z.string().min(1).max(100);
const year = z.int().min(1850).max(2200);

/** The arguments that narrow a listing. All that are given must hold. */
export const filterInput = {
  title: z.string().min(1).max(200).optional().describe('Part of the title.'),
  genre: name.optional(),
  actor: name.optional(),
  director: name.optional().describe('Films only.'),
  studio: name.optional().describe('Studio of films, network of shows.'),
  contentRating: name.optional().describe('As in Plex: PG-13, TV-MA, …'),
  resolution: z.enum(['4k', '1080', '720', '576', '480', 'sd']).optional(),
  yearFrom: year.optional().describe('First year of release.'),
  yearTo: year.optional().describe('Last year of release.'),
  maxMinutes: z.int().min(1).max(10_000).optional().describe('Not longer than this; films, episodes and tracks.'),
  watch: z
    .enum(['unwatched', 'inProgress', 'watched'])
    .optional()
    .describe("By the token's owner. Of shows, unwatched: something left to watch."),
  addedSince: z.string().max(20).optional().describe('Added on or after a day: YYYY-MM-DD or -30d.'),
};

/** The filters of a call. */
export type FilterArguments = z.output<z.ZodObject<typeof filterInput>>;

/**
 * The conditions in Plex's own terms. Names of genres and people are looked up among the choices of the library first: Plex
 * filters by their numbers and finds nothing by name.
 * @throws InvalidInputError for a value the library does not have, with near ones, and for filters that the type has not
 */
export async function libraryFilters(
  args: FilterArguments,
  library: PlexLibrary,
  type: PlexItemType,
  context: PlexContext,
): Promise<PlexFilter[]> {
  const filters: PlexFilter[] = [];
  if (args.title !== undefined) filters.push({ field: 'title', values: [args.title] });
  if (args.yearFrom !== undefined) filters.push({ field: 'year', operator: '>>=', values: [args.yearFrom - 1] });
  if (args.yearTo !== undefined) filters.push({ field: 'year', operator: '<<=', values: [args.yearTo + 1] });
  if (args.maxMinutes !== undefined) {
    filters.push({ field: 'duration', operator: '<<=', values: [args.maxMinutes * 60_000 + 60_000] });
  }
  if (args.addedSince !== undefined) {
    const day = parseDay(args.addedSince, { clock: context.clock, zone: context.timeZone });
    filters.push({ field: 'addedAt', operator: '>>=', values: [epoch(dayStart(day, context.timeZone)) - 1] });
  }
  if (args.watch !== undefined) filters.push(...watchFilters(args.watch, type));
  const tags = [
    ['genre', args.genre, 'genre'],
    ['actor', args.actor, 'actor'],
    ['director', args.director, 'director'],
    ['studio', args.studio, library.type === 'show' ? 'network' : 'studio'],
    ['contentRating', args.contentRating, 'contentRating'],
    ['resolution', args.resolution, 'resolution'],
  ] as const;
  for (const [argument, value, field] of tags) {
    if (value === undefined) continue;
    const level = levelOf(field, library, type);
    const choices = await context.client.libraries.choices(library.key, field, level, { signal: context.signal });
    const choice = chooseTag(value, choices, argument, library);
    filters.push({ field: level === type ? field : `${level}.${field}`, values: [choice.key] });
  }
  return filters;
}

/** Seconds since 1970. */
export function epoch(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** The level of a library that has the field: resolutions belong to episodes, genres to shows and artists. */
function levelOf(field: string, library: PlexLibrary, type: PlexItemType): PlexItemType {
  if (library.type === 'show') return field === 'resolution' ? 'episode' : 'show';
  if (library.type === 'artist') return field === 'genre' && type === 'track' ? 'artist' : type;
  return type;
}

function chooseTag(value: string, choices: readonly PlexChoice[], argument: string, library: PlexLibrary): PlexChoice {
  const describe = (choice: PlexChoice) => ({ id: choice.key, title: choice.title });
  const exact = choices.find(({ key, title }) =>
    [key, title].some((each) => each.toLowerCase() === value.toLowerCase()),
  );
  const choice = exact ?? matchItems({ kind: 'title', title: value }, choices, describe)[0];
  if (choice !== undefined) return choice;
  const near = nearest(value, choices, describe, 10);
  const shown = (near.length > 0 ? near : choices.slice(0, 20)).map(({ title }) => title);
  throw new InvalidInputError(`The library ${library.title} has no ${argument} '${value}'.`, {
    target: argument,
    hint:
      shown.length === 0
        ? `It has none at all; leave ${argument} out.`
        : `${near.length > 0 ? 'Did you mean' : 'It has, among others'}: ${shown.join('; ')}.`,
  });
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
