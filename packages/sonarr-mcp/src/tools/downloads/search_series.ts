import { asksAbove, batchRowOutput, resolveItem, runBatch, writeAnswer, type Preview } from '@watchstack/core/server';
import * as z from 'zod';
import type { SonarrCommand } from '../../client/commands.js';
import type { SonarrSeriesRow } from '../../client/series-document.js';
import { defineTool, type SonarrContext } from '../define.js';
import { searchCount } from '../activity/command-words.js';
import { waitSecondsInput, type FollowedCommand } from '../follow-command.js';
import { followCommands } from '../follow-commands.js';
import { describeSeries, findSeries, listed, missingEpisodes, readLibrary, seriesRef, seriesWords } from '../series.js';
import { scopeOf, wholeLibraryInput } from '../whole-library.js';
import { countWanted, ofOneSeries, refuseWholeLibrary } from './search-library.js';
import { grabbedRow, tellOutcome } from './search-outcome.js';
import { planEpisodes, planSeries, readChosen, searchKinds, type SearchKind, type SearchPlan } from './search-plan.js';

const input = z.strictObject({
  items: z.array(z.string().max(200)).min(1).max(100).optional().describe('Series: titles, refs or ids.'),
  episodes: z
    .array(z.string().max(40))
    .max(100)
    .optional()
    .describe('Of one series: S02, S02E03, S02E01-E05; S00: specials.'),
  what: z.enum(searchKinds).default('missing').describe('all: upgrades too.'),
  wholeLibrary: wholeLibraryInput,
  waitSeconds: waitSecondsInput,
});

type Args = z.output<typeof input>;

/** `sonarr_search_series`: POST command, one of Sonarr's searches. */
export const searchSeries = defineTool({
  name: 'sonarr_search_series',
  title: 'Search series',
  toolset: 'downloads',
  byDefault: true,
  essential: true,
  effect: 'write',
  idempotent: false,
  openWorld: true,
  description:
    'Has Sonarr search indexers for series in the library and grab the best, and tells what came of it. To choose yourself: sonarr_search_releases.',
  input,
  output: writeAnswer({
    items: z.array(
      batchRowOutput({
        ref: z.string(),
        title: z.string(),
        commandId: z.int().describe('For sonarr_get_commands.'),
        grabbed: z.int().describe('Downloads; absent while it is not known.'),
      }),
    ),
    commandId: z.int().describe('Of a search of the whole library.'),
    grabbed: z.int().describe('Downloads in all.'),
    downloads: z.array(grabbedRow),
    says: z.string().describe("Sonarr's own words."),
  }),
  rows: 'items',
  examples: [
    { ask: 'Search for the missing episodes of Wednesday', arguments: { items: ['Wednesday'], waitSeconds: 30 } },
    { ask: "Search everything that's missing", arguments: { wholeLibrary: true } },
    { ask: 'Try season 2 of Severance again', arguments: { items: ['Severance'], episodes: ['S02'], what: 'all' } },
  ],
  preview: async (args, context): Promise<Preview | undefined> => {
    const scope = scopeOf(args);
    if (scope === 'all') return previewLibrary(args, context);
    if (args.episodes !== undefined) return previewPart(scope, args, context);
    return scope.length > asksAbove ? previewSeries(scope, args.what, context) : undefined;
  },
  run: async (args, context) => {
    const scope = scopeOf(args);
    return scope === 'all' ? searchLibrary(args, context) : searchItems(scope, args, context);
  },
});

const nouns: Readonly<Record<SearchKind, string>> = {
  missing: 'missing episodes',
  all: 'all monitored episodes',
  upgrades: 'better files',
};

/** Episodes are what is counted here: it is them that are downloaded. */
async function previewLibrary(args: Args, context: SonarrContext): Promise<Preview | undefined> {
  refuseWholeLibrary(args);
  const what = args.what === 'upgrades' ? 'upgrades' : 'missing';
  const { episodes, series, queued } = await countWanted(what, context);
  const passedOver = queued === 0 ? '' : ` ${queued} of them are in the queue already.`;
  return {
    summary: `Searches all indexers for ${what === 'missing' ? `${episodes} missing episodes` : `better files of ${episodes} episodes`} of ${series} series, and grabs what is found.${passedOver} It can take hours.`,
    target: 'all series',
    changes: episodes,
    details: { episodes, series, queued, what },
  };
}

/** A season that was meant as such counts as one, as a series does; episodes that were named one by one count each. */
async function previewPart(scope: readonly string[], args: Args, context: SonarrContext): Promise<Preview | undefined> {
  const [item, ...others] = scope;
  if (item === undefined || others.length > 0) throw ofOneSeries();
  // Who named that few things one by one knows how many they are; a range can hold many.
  const { episodes = [] } = args;
  if (episodes.length <= asksAbove && !episodes.some((code) => /[-–—]/.test(code))) return undefined;
  const series = await findSeries(item, context);
  const chosen = await readChosen(series, episodes, context);
  const single = chosen.episodes.filter(({ seasonNumber }) => !chosen.seasons.includes(seasonNumber)).length;
  return {
    summary: `Searches all indexers for ${chosen.episodes.length} episodes of ${series.title}, and grabs what is found.`,
    target: seriesRef(series),
    changes: chosen.seasons.length + single,
    details: { episodes: chosen.episodes.length, seasons: chosen.seasons },
  };
}

async function previewSeries(scope: readonly string[], what: SearchKind, context: SonarrContext): Promise<Preview> {
  const library = await readLibrary(context);
  const named = scope.flatMap((item) => {
    try {
      return [resolveItem(item, library, describeSeries, seriesWords)];
    } catch {
      // Its row says so later; what cannot be told is not searched.
      return [];
    }
  });
  const found = [...new Set(named)];
  const missing = found.reduce((sum, series) => sum + missingEpisodes(series), 0);
  return {
    summary: `Searches all indexers for ${nouns[what]} of ${found.length} series (${missing} episodes missing), and grabs what is found.`,
    target: found.map(seriesRef).join(', ').slice(0, 1_000),
    changes: found.length,
    details: { series: found.length, missing, what },
  };
}

async function searchLibrary(args: Args, context: SonarrContext) {
  refuseWholeLibrary(args);
  const { client, signal } = context;
  const begun = await client.commands.start(
    { name: args.what === 'upgrades' ? 'CutoffUnmetEpisodeSearch' : 'MissingEpisodeSearch', seriesId: 'all' },
    { signal },
  );
  const followed = await followCommands([begun], args.waitSeconds, context);
  const { outcome, ...told } = await tellOutcome([begun], followed, 'all', context);
  return {
    outcome,
    target: `${nouns[args.what]} of all series`,
    commandId: followed[0]?.commandId,
    says: followed[0]?.says,
    ...told,
  };
}

/** A search that Sonarr has taken, and for which of the call's items. */
interface Begun {
  readonly index: number;
  readonly seriesId: number;
  readonly command: SonarrCommand | undefined;
}

async function searchItems(scope: readonly string[], args: Args, context: SonarrContext) {
  const { client, clock, signal, progress } = context;
  const { episodes } = args;
  if (episodes !== undefined && scope.length > 1) throw ofOneSeries();
  const library = scope.length > 1 ? await readLibrary(context) : undefined;
  const begun: Begun[] = [];
  const done = new Set<number>();
  const items = await runBatch(
    scope,
    async (item, index) => {
      if (scope.length > 1) progress({ progress: index, total: scope.length, message: item });
      const series =
        library === undefined
          ? await findSeries(item, context)
          : resolveItem(item, library, describeSeries, seriesWords);
      // Sonarr would take the same search twice, and busy the indexers for nothing.
      if (done.has(series.id)) return { outcome: 'already' as const, ...facts(series), message: 'Named twice.' };
      done.add(series.id);
      const plan: SearchPlan =
        episodes === undefined
          ? planSeries(series, args.what)
          : planEpisodes(series, await readChosen(series, episodes, context), args.what, clock.now());
      for (const request of plan.requests) {
        begun.push({ index, seriesId: series.id, command: await client.commands.start(request, { signal }) });
      }
      const outcome = plan.requests.length === 0 ? ('already' as const) : ('done' as const);
      return { outcome, ...facts(series), message: plan.note };
    },
    { signal },
  );
  const target = listed(items.map((row) => ('title' in row ? row.title : row.item)));
  if (begun.length === 0) return { outcome: 'unchanged' as const, target, items };
  const commands = begun.map(({ command }) => command);
  const followed = await followCommands(commands, args.waitSeconds, context);
  const told = await tellOutcome(commands, followed, new Set(begun.map(({ seriesId }) => seriesId)), context);
  return {
    ...told,
    target,
    says: followed.length === 1 ? followed[0]?.says : undefined,
    items: items.map((row, index) => ({
      ...row,
      ...ofItem(followed.filter((_, position) => begun[position]?.index === index)),
    })),
  };
}

function facts(series: SonarrSeriesRow) {
  return { ref: seriesRef(series), title: series.title };
}

/** What became of the searches of one item; seasons of one series are searches of their own. */
function ofItem(followed: readonly FollowedCommand[]) {
  const counts = followed.flatMap(({ outcome, says }) => (outcome === 'done' ? (searchCount(says) ?? []) : []));
  return {
    commandId: followed[0]?.commandId,
    grabbed:
      counts.length === 0 || counts.length < followed.length
        ? undefined
        : counts.reduce((sum, count) => sum + count.grabbed, 0),
  };
}
