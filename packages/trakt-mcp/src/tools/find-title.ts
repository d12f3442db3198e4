import { AmbiguousError, InvalidInputError, NotFoundError } from '@watchstack/core';
import { matchItems, resolveItem, toCandidate, type ItemReference, type ToolContext } from '@watchstack/core/server';
import type { SearchHit, SearchType } from '../client/search.js';
import type { TraktClient } from '../client/trakt-client.js';
import type { WatchlistItem } from '../client/watchlist.js';
import { describeCalled, describeTitle, factsOf, type Title } from './titles.js';

type Context = Pick<ToolContext<TraktClient>, 'client' | 'signal'>;

/** How many finds are compared with a name. */
const findsLookedAt = 25;
/** How many of the best finds are asked for their other names, when none is called as asked. */
const findsAskedForNames = 3;
/** Digits up to this many are more likely a title (24, 1883) than an id. */
const longestTitleInDigits = 4;

/**
 * The one title in the whole Trakt database that an id or a name means; never a guess.
 * @param type what it is; undefined where it may be either
 * @throws NotFoundError with what Trakt's search proposes, AmbiguousError
 */
export async function findTitle(
  reference: Exclude<ItemReference, { kind: 'ref' }>,
  type: SearchType | undefined,
  context: Context,
): Promise<Title> {
  if (reference.kind === 'title') return byName(reference, type, context);
  const ids = await byId(reference.id, type ?? 'show', context);
  const isName = reference.title !== undefined && reference.title.length <= longestTitleInDigits;
  const names = isName ? await namedLike({ kind: 'title', title: reference.id }, type, context) : [];
  return theOne(reference.id, [...ids, ...names.filter((title) => !ids.some((known) => isSameTitle(known, title)))]);
}

/**
 * What a ref names, by the type it implies: TheTVDB's numbers are shows', TMDB's are movies' unless told otherwise, and an
 * IMDb id is one or the other. Nothing is asked: Trakt itself says whether there is such a title.
 * @throws InvalidInputError for ids Trakt does not know
 */
export function itemsOfRef(
  { scheme, value }: ItemReference & { kind: 'ref' },
  type: SearchType | undefined,
): readonly WatchlistItem[] {
  switch (scheme) {
    case 'plex':
      throw new InvalidInputError('Trakt does not know Plex ids.', {
        target: value,
        hint: "Use the row's tvdb, tmdb or imdb ref, or its title with the year.",
      });
    case 'tvdb':
      if (type !== 'movie') return [{ type: 'show', ids: { tvdb: Number(value) } }];
      throw new InvalidInputError("Trakt knows TheTVDB's numbers for shows only.", {
        target: `tvdb:${value}`,
        hint: 'Use a tmdb or imdb ref for a movie.',
      });
    case 'tmdb':
      return [{ type: type ?? 'movie', ids: { tmdb: Number(value) } }];
    case 'trakt':
      return [{ type: type ?? 'show', ids: { trakt: Number(value) } }];
    case 'imdb':
      return (type === undefined ? (['show', 'movie'] as const) : [type]).map((each) => ({
        type: each,
        ids: { imdb: value },
      }));
  }
}

async function byId(id: string, type: SearchType, { client, signal }: Context): Promise<readonly SearchHit[]> {
  return client.search.byId('trakt', id, { types: [type], signal });
}

async function byName(
  reference: ItemReference & { kind: 'title' },
  type: SearchType | undefined,
  context: Context,
): Promise<Title> {
  const hits = await search(reference, type, context);
  const words = { noun: type ?? 'show or movie', lookIn: 'the Trakt database' };
  if (matchItems(reference, hits, describeTitle).length > 0) return resolveItem(reference, hits, describeTitle, words);
  const renamed = await calledOtherwise(reference, hits, context);
  if (renamed.length > 0) return theOne(reference.title, renamed);
  throw new NotFoundError(
    `No ${words.noun} in ${words.lookIn} is called "${reference.title}"${inYear(reference.year)}.`,
    {
      target: reference.title,
      hint:
        hits.length === 0
          ? 'Check the spelling, or give a ref.'
          : 'The candidates are what its search proposes; repeat the call with a ref.',
      candidates: hits.slice(0, 5).map((hit) => toCandidate(describeTitle(hit))),
    },
  );
}

async function namedLike(reference: ItemReference & { kind: 'title' }, type: SearchType | undefined, context: Context) {
  return matchItems(reference, await search(reference, type, context), describeTitle);
}

async function search(
  { title, year }: ItemReference & { kind: 'title' },
  type: SearchType | undefined,
  { client, signal }: Context,
): Promise<readonly SearchHit[]> {
  const { items } = await client.search.text(title, {
    ...(type === undefined ? {} : { types: [type] }),
    // Services differ by a year now and then; the matcher prefers the exact one.
    ...(year === undefined ? {} : { years: `${year - 1}-${year + 1}` }),
    limit: findsLookedAt,
    signal,
  });
  return items;
}

/** Those of the best finds that go by the asked name somewhere in the world: "Haus des Geldes" for Money Heist. */
async function calledOtherwise(
  reference: ItemReference,
  hits: readonly SearchHit[],
  { client, signal }: Context,
): Promise<Title[]> {
  const best = hits.slice(0, findsAskedForNames);
  const names = await Promise.all(
    best.map((hit) => client.search.otherNames(hit.type, factsOf(hit).ids.trakt, { signal })),
  );
  return best.filter(
    (hit, index) => matchItems(reference, [hit], () => describeCalled(hit, names[index] ?? [])).length > 0,
  );
}

function theOne(asked: string, found: readonly Title[]): Title {
  const [first, ...others] = found;
  if (first === undefined) {
    throw new NotFoundError(`Trakt has nothing for ${asked}.`, {
      target: asked,
      hint: 'Check the id, or name it by title and year.',
    });
  }
  if (others.length === 0) return first;
  throw new AmbiguousError(`"${asked}" names more than one title in the Trakt database: there are ${found.length}.`, {
    target: asked,
    hint: 'Repeat the call with the ref of the one that is meant. Ask the person where that is not certain.',
    candidates: found.slice(0, 10).map((title) => toCandidate(describeTitle(title))),
  });
}

/** Whether two titles are the same one. */
export function isSameTitle(one: Title, other: Title): boolean {
  return one.type === other.type && factsOf(one).ids.trakt === factsOf(other).ids.trakt;
}

function inYear(year: number | undefined): string {
  return year === undefined ? '' : ` (${year})`;
}
