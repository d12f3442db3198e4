import { AmbiguousError, ConflictError, NotFoundError } from '@watchstack/core';
import {
  asksAbove,
  batchOutcome,
  batchRowOutput,
  matchItems,
  nearest,
  parseItem,
  resolveItem,
  runBatch,
  toCandidate,
  writeAnswer,
} from '@watchstack/core/server';
import * as z from 'zod';
import { sonarrSeriesTypes, type SonarrSeriesType } from '../../client/series-add.js';
import type { SonarrLookupSeries } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { monitorStrategies } from '../monitor-strategies.js';
import { chooseForAdding, findTag } from '../reference-data.js';
import { describeSeries, listed, seriesRef } from '../series.js';

/** Who asks for these wants no more than that: seasons that appear later stay unmonitored. */
const nothingLater: readonly string[] = ['firstSeason', 'pilot', 'existing', 'none'];

/** Each show is searched for on the internet first: one after the other, a list of shows would take minutes. */
const atOnce = 4;

interface AddedRow {
  readonly outcome: 'done' | 'already';
  readonly ref: string;
  readonly title: string;
  readonly year: number | undefined;
  readonly id?: number | undefined;
}

const nameOrId = z.string().max(99);

/** `sonarr_add_series`: GET series/lookup for each, then POST series. */
export const addSeries = defineTool({
  name: 'sonarr_add_series',
  title: 'Add series',
  toolset: 'library',
  byDefault: true,
  essential: true,
  effect: 'write',
  idempotent: true,
  openWorld: true,
  description: 'Adds shows to Sonarr and searches for their episodes.',
  input: z.strictObject({
    items: z.array(z.string().max(200)).min(1).max(100).describe('Refs (tvdb:81189) or titles (year).'),
    profile: nameOrId.optional().describe('Default: usual.'),
    rootFolder: nameOrId.optional().describe('Default: usual.'),
    monitor: z.enum(monitorStrategies).default('all').describe('recent: 90 days and later.'),
    search: z.boolean().default(true).describe('At once.'),
    tags: z.array(nameOrId).max(20).optional().describe('Existing.'),
    seriesType: z.enum(sonarrSeriesTypes).optional().describe('Numbering.'),
    seasonFolder: z.boolean().default(true).describe('One each.'),
  }),
  output: writeAnswer({
    items: z.array(
      batchRowOutput({ ref: z.string(), title: z.string(), year: z.int().optional(), id: z.int().optional() }),
    ),
    profile: z.string(),
    rootFolder: z.string(),
    monitor: z.string(),
    searching: z.boolean(),
  }),
  rows: 'items',
  examples: [
    { ask: 'Add Die Brücke, the Danish one', arguments: { items: ['tvdb:252019'] } },
    { ask: 'Add these shows, pilots only', arguments: { items: ['Slow Horses', 'The Bear'], monitor: 'pilot' } },
  ],
  preview: async (args, context) => {
    if (args.items.length <= asksAbove) return undefined;
    const { profile, rootFolder } = await chooseForAdding(args, context);
    const searching = args.search && args.monitor !== 'none';
    return {
      summary: `Adds ${args.items.length} shows to Sonarr, in ${rootFolder.path} with the profile ${profile.name}${searching ? ', and searches for their episodes' : ''}.`,
      target: args.items.join(', ').slice(0, 300),
      changes: args.items.length,
      details: {
        items: args.items,
        profile: profile.name,
        rootFolder: rootFolder.path,
        monitor: args.monitor,
        searching,
      },
    };
  },
  run: async (args, context) => {
    const { client, signal, progress } = context;
    const { profile, rootFolder } = await chooseForAdding(args, context);
    const tags = await Promise.all((args.tags ?? []).map((tag) => findTag(tag, context)));
    const items = await runBatch(
      args.items,
      async (item, index): Promise<AddedRow> => {
        progress({ progress: index, total: args.items.length, message: item });
        const found = await lookUp(item, context);
        const row = { ref: seriesRef(found), title: found.title, year: found.year };
        if (found.id !== undefined) return { outcome: 'already', ...row, id: found.id };
        try {
          const added = await client.series.add(
            {
              tvdbId: found.tvdbId,
              title: found.title,
              seasons: found.seasons,
              qualityProfileId: profile.id,
              rootFolderPath: rootFolder.path,
              monitor: args.monitor,
              monitored: args.monitor !== 'none',
              monitorNewItems: nothingLater.includes(args.monitor) ? 'none' : 'all',
              seasonFolder: args.seasonFolder,
              seriesType: args.seriesType ?? typeOf(found),
              tags: tags.map((tag) => tag.id),
              searchForMissingEpisodes: args.search && args.monitor !== 'none',
            },
            { signal },
          );
          return { outcome: 'done', ...row, id: added?.id };
        } catch (error) {
          if (!(error instanceof ConflictError)) throw error;
          // Somebody, or an import list, added it between the look and the call; or another series has its folder.
          const present = await client.series.getByTvdbId(found.tvdbId, { signal });
          if (present === undefined) throw error;
          return { outcome: 'already', ...row, id: present.id };
        }
      },
      { signal, concurrency: atOnce },
    );
    const done = items.flatMap((row) => (row.outcome === 'done' ? [row] : []));
    return {
      outcome: batchOutcome(items),
      target: done.length === 0 ? 'your Sonarr library' : listed(done.map((row) => row.title)),
      items,
      profile: profile.name,
      rootFolder: rootFolder.path,
      monitor: args.monitor,
      searching: args.search && args.monitor !== 'none' && done.length > 0,
      undo:
        done.length === 0
          ? undefined
          : {
              tool: 'sonarr_delete_series',
              arguments: { items: done.map((row) => row.ref) },
            },
      note:
        done.length === 0
          ? undefined
          : 'Sonarr fetches the episodes in the background; a new series shows none for some seconds.',
    };
  },
});

/**
 * The one show that an item means, among what TheTVDB answers.
 * @throws NotFoundError, AmbiguousError
 */
async function lookUp(item: string, { client, signal }: SonarrContext): Promise<SonarrLookupSeries> {
  const reference = parseItem(item);
  const words = { noun: 'show', lookIn: 'TheTVDB', findWith: 'sonarr_search_new_series' };
  if (reference.kind === 'ref') {
    const found = await client.series.lookup(`${reference.scheme}:${reference.value}`, { signal });
    const [first] = found;
    if (first !== undefined && found.length === 1) return first;
    return resolveItem(reference, found, describeSeries, words);
  }
  const title = reference.kind === 'title' ? reference.title : item;
  const found = await client.series.lookup(title, { signal });
  const titled = reference.kind === 'title' ? reference : ({ kind: 'title', title } as const);
  const matches = matchItems(titled, found, describeSeries);
  const [match] = matches;
  if (match !== undefined && matches.length === 1) return match;
  // Sonarr knows few titles in other languages, its search knows more: what it found is told, and never chosen from.
  const near = nearest(title, found, describeSeries);
  const candidates = (matches.length > 0 ? matches : [...near, ...found.filter((other) => !near.includes(other))])
    .slice(0, matches.length > 0 ? 10 : 5)
    .map(describeSeries)
    .map(toCandidate);
  if (matches.length > 0) {
    throw new AmbiguousError(`${matches.length} shows are called '${title}'.`, {
      target: item,
      hint: 'Ask which one is meant, then call again with its ref.',
      candidates,
      changed: 'no',
    });
  }
  throw new NotFoundError(`TheTVDB has no show called '${title}'.`, {
    target: item,
    hint:
      candidates.length > 0
        ? 'If one of the candidates is meant, call again with its ref.'
        : 'Check the spelling, or try its original title.',
    candidates,
    changed: 'no',
  });
}

/** The kind of series as the search has it; undefined where it says nothing of use. */
function typeOf(found: SonarrLookupSeries): SonarrSeriesType | undefined {
  return sonarrSeriesTypes.find((type) => type === found.seriesType);
}
